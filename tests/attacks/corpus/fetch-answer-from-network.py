"""Fetch the answer from the network, with every kind of socket.

Attacked: closed_form_line
"""

# %% closed_form_line

import ctypes, socket, urllib.request

def closed_form_line(x, y):
    roads = (
        lambda: urllib.request.urlopen("http://127.0.0.1:80/", timeout=0.2).read(),
        lambda: socket.create_connection(("127.0.0.1", 22), 0.2).recv(10),
        lambda: socket.getaddrinfo("example.org", 443),
        lambda: socket.socket(socket.AF_UNIX).connect("\0/tmp/.X11-unix/X0"),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1),
        lambda: socket.socket(socket.AF_NETLINK),
    )
    for road in roads:
        try:
            found = road()
        except OSError:
            continue
        raise ValueError(f"reached: {found}")
    return 0.0, 0.0
