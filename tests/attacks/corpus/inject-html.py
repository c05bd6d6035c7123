"""Put HTML, scripts, styles and markdown into everything an instructor will read.

Attacked: closed_form_line
"""

# %% closed_form_line

from IPython.display import HTML, Javascript, Markdown, display
EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">[x](javascript:alert(1))"
print(EVIL)
display(HTML(EVIL), Javascript("document.title = 'owned'"), Markdown(EVIL))
display({"image/png": "x\"><script>document.title='owned'</script>", "image/svg+xml": f"<svg>{EVIL}</svg>"}, raw=True)

def closed_form_line(x, y):
    raise type(EVIL, (Exception,), {})(EVIL)
