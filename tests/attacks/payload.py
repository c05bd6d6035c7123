"""What code does that got into a grading process: it looks for everything that is worth something there."""

from __future__ import annotations

SEARCH = """
def search(attack):
    '''Return what succeeded. `attack` has the pid of the batch, a port, and the paths of secret files by name.'''
    import mmap, os, resource, socket
    successes = []

    def attempt(name, act):
        try:
            if act() is not False:
                successes.append(name)
        except BaseException:
            pass

    def fork():
        if os.fork() == 0:
            os._exit(0)

    def write_large_file():
        with open(os.environ["HOME"] + "/large", "wb") as file:
            for _ in range(200):
                file.write(bytes(1 << 20))

    def reserve_memory():
        # The limit is on address space. To write to 16 GB would take a minute.
        mmap.mmap(-1, 16 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_NORESERVE)

    def other_processes():
        own = {str(os.getpid()), str(os.getppid()), "1"}
        return bool([name for name in os.listdir("/proc") if name.isdigit() and name not in own])

    for name, path in attack["secrets"].items():
        attempt("read " + name, lambda: open(path).read())
        attempt("write to " + name, lambda: open(path, "a"))
        attempt("write beside " + name, lambda: open(os.path.dirname(path) + "/owned", "w"))
    attempt("read the users of the machine", lambda: open("/etc/passwd").read())
    attempt("write to the system", lambda: open("/usr/lib/owned", "w"))
    attempt("write to the kit", lambda: open(os.path.dirname(__import__("autograder").__file__) + "/owned", "w"))
    attempt("read a variable of the environment", lambda: os.environ["GRADER_TEST_SECRET"])
    attempt("use the network", lambda: socket.create_connection(("127.0.0.1", attack["port"]), 0.5))
    attempt("signal the batch", lambda: os.kill(attack["pid"], 0))
    attempt("see other processes", other_processes)
    attempt("become root", lambda: os.setuid(0))
    attempt("run a program", lambda: os.execv("/bin/true", ["true"]))
    attempt("run a program beside", lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)[1] == 0)
    attempt("fork", fork)
    attempt("fill the memory", reserve_memory)
    attempt("fill the disk", write_large_file)
    attempt("raise a limit", lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096)))
    return successes
"""
