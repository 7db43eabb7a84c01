"""The process that `youcheng.media.worker` starts: it forks a child for every job and never works.

It has no part in any request: what it imported at its start is all that it holds. A child gets the
files of its job as descriptors, has its limits before it reads a byte, and answers with one line.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any, Final

_LONGEST_MESSAGE: Final = 65_536
_MOST_DESCRIPTORS: Final = 8


def serve(control: socket.socket) -> None:
    """Do the jobs that come by `control`, each in a child, until the other end closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are reaped by the kernel
    gc.collect()
    gc.freeze()
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(
            control, _LONGEST_MESSAGE, _MOST_DESCRIPTORS
        )
        if not message:
            return
        if os.fork() == 0:
            try:
                control.close()
                _work(json.loads(message), descriptors)
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def _work(job: dict[str, Any], descriptors: Sequence[int]) -> None:
    answer, *files = descriptors
    with socket.socket(fileno=answer) as reply:
        reply.sendall(b"%d\n" % os.getpid())
        limit(job["limits"])
        try:
            module, _, name = job["function"].partition(":")
            function = getattr(importlib.import_module(module), name)
            result = {"result": function(*files, **job["arguments"])}
        except Exception as error:
            # The name alone: the text of an error may quote the file.
            result = {"failed": type(error).__name__}
        reply.sendall(json.dumps(result).encode() + b"\n")


def limit(limits: dict[str, Any]) -> None:
    """Put this process under limits that it cannot raise; see `youcheng.media.worker.Limits`."""
    os.dup2(1, 2)  # what a library prints about a file belongs into no log
    cpu, memory, written = limits["cpu_seconds"], limits["memory_bytes"], limits["written_bytes"]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    signal.setitimer(signal.ITIMER_REAL, limits["wall_seconds"])  # SIGALRM ends the process


if __name__ == "__main__":
    for preloaded in sys.argv[2:]:
        importlib.import_module(preloaded)
    with socket.socket(fileno=int(sys.argv[1])) as given:
        serve(given)
