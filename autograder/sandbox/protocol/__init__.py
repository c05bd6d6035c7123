"""The protocols of the sandbox: the only code that both the grader and the student's process load.

The fork server and the grader exchange short JSON messages (`control_channel`). A student's process and the grader
exchange frames (`framing`, `encoder`, `decoder`), one request at a time:

    grader    {"method": "call", "body": ...}
    student   {"value": ..., "arguments": ..., "warnings": ...}
          or  {"exception": ...}
          or  {"unreadable": "it is larger than 64 MiB"}

The header of every frame has the number of the request that it belongs to, and the CPU seconds of its sender.

Before its reply, the student's process may call functions that were passed to it as arguments:

    student   {"callback": 2, "body": ...}
    grader    {"result": ..., "generators": [...]}
          or  {"failed": true}
"""
