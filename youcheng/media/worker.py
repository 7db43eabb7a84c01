"""Work on files from outside, in processes with limits that may be killed.

One clean process waits with its modules loaded; for every job it forks a child that works on this
one file and ends. The clean process inherits no environment, no socket and no open file, and never
reads a file from outside itself, so that a file that takes over or ends its child reaches nothing
else. Measured: a new interpreter for every job costs 80 to 95 ms of processor time for its imports
alone, the fork 3 ms.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Final

_STARTED_WITHIN: Final = 30.0
_GRACE: Final = 1.0
"""Seconds after its time at which a child that the kernel did not end is killed from here."""
_LONGEST_ANSWER: Final = 16 * 1024 * 1024
"""Bytes. A child that its file has taken over may write without an end."""


class WorkFailed(Exception):  # noqa: N818 -- says what became of the work
    """The job was begun and not done: it raised an error, crashed, or came to one of its limits."""


class WorkerDown(Exception):  # noqa: N818 -- says what the worker is
    """No job can be begun now; it says nothing about the file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use.

    Attributes:
        cpu_seconds: whole seconds of processor time.
        memory_bytes: address space, the interpreter's own included.
        wall_seconds: time from its beginning to its answer.
        written_bytes: size to which it may write any one file; 0: it cannot write.
    """

    cpu_seconds: int
    memory_bytes: int
    wall_seconds: float
    written_bytes: int = 0


class Worker:
    """Does jobs in children of one clean process. Its methods may be called from any thread."""

    def __init__(self, *modules: str, at_once: int = 2) -> None:
        """Nothing is started before the first job.

        Args:
            modules: modules that are loaded once, before any job.
            at_once: how many jobs may run at the same time; others wait.
        """
        self._modules = modules
        self._places = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        atexit.register(self.close)

    def run(self, function: str, *descriptors: int, limits: Limits, **arguments: Any) -> Any:
        """Call ``module:function`` in a child and return what it returns.

        Args:
            function: its name; it is called with the descriptors and the arguments.
            descriptors: open files. The child moves their position: read them without a buffer.
            limits: what the child may use.
            arguments: values that JSON can hold, 50 KB at most; so is what comes back, 16 MB at
                most.

        Raises:
            WorkFailed: the function raised an error, or the child crashed or was ended by a limit.
            WorkerDown: no child could be begun.
        """
        job = {"function": function, "arguments": arguments, "limits": asdict(limits)}
        message = json.dumps(job).encode()
        with self._places:
            for _ in range(2):  # the second time in a new process, should the first one be gone
                try:
                    control = self._started()
                    answer = _ask(control, message, descriptors, limits.wall_seconds)
                except OSError as error:  # neither a process nor a descriptor is to be had
                    raise WorkerDown from error
                # A child without an answer says nothing about its file where its parent is gone.
                if answer or (answer is not None and self._stands(control)):
                    return _result(answer)
                self._discard(control)
        raise WorkerDown

    def close(self) -> None:
        """End the clean process; the next job starts another."""
        if self._control is not None:
            self._discard(self._control)

    def _stands(self, control: socket.socket) -> bool:
        """Whether the process of `control` lives."""
        with self._lock:
            process = self._process if self._control is control else None
            return process is not None and process.poll() is None

    def _discard(self, control: socket.socket) -> None:
        """End the process of `control`, unless another has taken its place."""
        with self._lock:
            if self._control is not control or self._process is None:
                return
            self._process.kill()  # its children end by themselves
            self._process.wait()
            self._process = self._control = None
            control.close()

    def _started(self) -> socket.socket:
        with self._lock:
            if self._control is None:
                ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                ours.settimeout(_STARTED_WITHIN)
                with theirs:
                    self._process = subprocess.Popen(
                        [sys.executable, "-I", "-m", "youcheng.media.worker_process",
                         str(theirs.fileno()), *self._modules],
                        pass_fds=[theirs.fileno()],
                        env={"LC_ALL": "C.UTF-8"},
                        cwd="/",
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        start_new_session=True,
                    )  # fmt: skip
                self._control = ours
            return self._control


def _ask(
    control: socket.socket, message: bytes, descriptors: Sequence[int], wall_seconds: float
) -> bytes | None:
    """What the child answered, or None if none was begun."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            try:
                socket.send_fds(control, [message], [theirs.fileno(), *descriptors])
            except OSError:
                return None
        return _answer(ours, wall_seconds)


def _answer(ours: socket.socket, wall_seconds: float) -> bytes | None:
    """Read the child's id and its answer; kill it where it has not answered in time, or where its
    answer has no end."""
    received = bytearray()
    deadline = time.monotonic() + _STARTED_WITHIN
    begun = False
    try:
        while True:
            ours.settimeout(max(0.0, deadline - time.monotonic()) or 0.001)
            chunk = ours.recv(65_536)
            if not chunk:
                break
            received += chunk
            if not begun and b"\n" in received:
                begun = True
                deadline = time.monotonic() + wall_seconds + _GRACE
            if len(received) > _LONGEST_ANSWER:
                _kill(received)
                return b""
    except (TimeoutError, ConnectionError):
        if begun:
            _kill(received)
    return bytes(received.partition(b"\n")[2]) if begun else None


def _kill(received: bytearray) -> None:
    """End the child that has sent its id and more."""
    # It holds the other end alone and has not closed it: the id is still its own.
    with suppress(ProcessLookupError):
        os.kill(int(received.partition(b"\n")[0]), signal.SIGKILL)


def _result(answer: bytes) -> Any:
    try:
        content = json.loads(answer)
    except ValueError:
        raise WorkFailed("ended without an answer") from None
    if "failed" in content:
        raise WorkFailed(content["failed"])
    return content["result"]
