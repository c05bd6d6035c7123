"""The protocols of the sandbox: the only code that both the grader and the student's process load.

The fork server and the grader exchange short JSON messages (`control_channel`). A student's process and the grader
exchange frames (`framing`, `encoder`, `decoder`), one request at a time:

    grader    {"id": 7, "method": "call", "body": ...}
    student   {"reply": 7, "value": ..., "arguments": ..., "warnings": ..., "cpu": 0.01}
          or  {"reply": 7, "exception": ..., "cpu": 0.01}
          or  {"reply": 7, "unreadable": "it is larger than 64 MiB"}

Before its reply, the student's process may call functions that were passed to it as arguments:

    student   {"callback": 2, "body": ...}
    grader    {"result": ..., "generators": [...]}
          or  {"failed": true}
"""
