"""Connections to the scheduler of a Dask cluster whose workers have the course of a batch."""

from __future__ import annotations

from contextlib import suppress

from distributed import CancelledError, Client
from distributed.client import ClosedClientError

from autograder.errors import UsageError
from autograder.grading.course_plugin import SAME_VERSIONS, CoursePlugin, load_kit

ANSWER_SECONDS = 5.0
"""How long a scheduler may take to answer. Dask itself waits as long as for a first connection, or for ever."""
CLOSE_SECONDS = 3.0
LOST = (CancelledError, ClosedClientError, OSError, TimeoutError)
"""What Dask raises where the connection to the scheduler is lost."""


def connect(address: str, plugin: CoursePlugin, seconds: float) -> Client:
    """Connect to the scheduler, and bring the course to its workers; UsageError where a worker cannot grade."""
    client = Client(address, timeout=seconds, set_as_default=False)
    try:
        for worker, error in client.run(load_kit, on_error="return").items():
            if isinstance(error, Exception):
                message = f"a worker cannot load this version of the kit: {error}"
                raise UsageError(message, where=f"worker {worker}", fix=SAME_VERSIONS)
        client.register_plugin(plugin)
    except BaseException:
        disconnect(client, plugin)
        raise
    return client


def disconnect(client: Client, plugin: CoursePlugin) -> None:
    """Take the course away from the workers, and close the connection."""
    with suppress(*LOST, ValueError, AttributeError):
        client.sync(client.scheduler.unregister_worker_plugin, name=plugin.name, callback_timeout=ANSWER_SECONDS)
    close(client)


def close(client: Client) -> None:
    """Close a client, also one that is trying to connect; without its new status, its finalizer would wait for that."""
    with suppress(*LOST, AttributeError):
        client.close(timeout=CLOSE_SECONDS)
    client.status = "closed"


def count_threads(client: Client) -> int:
    """Return the number of all workers' threads; one of LOST where the scheduler does not answer in time."""
    return sum(client.sync(client.scheduler.ncores, workers=None, callback_timeout=ANSWER_SECONDS).values())
