"""Work in limited children: what they reach, what ends them, and what is left standing.

`timeit.timeit` runs a statement that it is given by name, which makes it the function to try with.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from youcheng.media.worker import Limits, Worker, WorkerDown, WorkFailed

LIMITS = Limits(cpu_seconds=2, memory_bytes=200 * 1024 * 1024, wall_seconds=5)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker("timeit", at_once=4)
    yield worker
    worker.close()


def _do(worker: Worker, statement: str, limits: Limits = LIMITS) -> None:
    worker.run("timeit:timeit", limits=limits, stmt=statement, number=1)


def _clean_processes() -> list[psutil.Process]:
    """Those of this file's workers, which load this one module."""
    return [child for child in psutil.Process().children() if child.cmdline()[-1:] == ["timeit"]]


def _eventually(holds: Callable[[], bool]) -> bool:
    for _ in range(200):
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_a_function_gets_files_and_arguments_and_its_answer_comes_back(
    worker: Worker, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        assert worker.run("os:fstat", file.fileno(), limits=LIMITS)[6] == 10
    listed = worker.run("os:listdir", limits=LIMITS, path=str(tmp_path))
    assert listed == ["file"]


def test_a_long_answer_comes_back_whole(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "long"
    path.write_text("long line\n" * 200_000)
    lines = worker.run("linecache:getlines", limits=LIMITS, filename=str(path))
    assert lines == ["long line\n"] * 200_000


@pytest.mark.parametrize(
    "statement",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "import os; os.kill(os.getpid(), 11)",
        "import os; os._exit(0)",
        "import os; os.abort()",
        "raise SystemExit",
    ],
    ids=["busy", "asleep", "segmentation fault", "exit", "abort", "system exit"],
)
def test_a_child_that_ends_without_an_answer_has_failed(worker: Worker, statement: str) -> None:
    with pytest.raises(WorkFailed):
        _do(worker, statement, Limits(1, LIMITS.memory_bytes, wall_seconds=2))
    _do(worker, "pass")


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("bytearray(300 * 1024 * 1024)", "MemoryError"),
        ("open('{folder}/file', 'w').write('x' * 10_000)", "OSError"),
        ("raise KeyError('the content of a file')", "KeyError"),
    ],
)
def test_an_error_comes_back_as_its_name_alone(
    worker: Worker, tmp_path: Path, statement: str, error: str
) -> None:
    with pytest.raises(WorkFailed) as caught:
        _do(worker, statement.format(folder=tmp_path))
    assert str(caught.value) == error


def test_a_child_may_write_where_it_is_allowed_to(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "file"
    limits = Limits(2, LIMITS.memory_bytes, wall_seconds=5, written_bytes=10_000)
    _do(worker, f"f = open({str(path)!r}, 'w'); f.write('x' * 10_000); f.close()", limits)
    assert path.stat().st_size == 10_000


def test_a_child_that_undoes_its_limits_is_killed_all_the_same(
    worker: Worker, tmp_path: Path
) -> None:
    statement = f"""
    import os, signal, time
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    os.mkdir({str(tmp_path)!r} + "/" + str(os.getpid()))
    time.sleep(600)
    """
    with pytest.raises(WorkFailed):
        _do(worker, textwrap.dedent(statement), Limits(1, LIMITS.memory_bytes, wall_seconds=1))
    (left,) = tmp_path.iterdir()
    assert _eventually(lambda: not psutil.pid_exists(int(left.name)))


def test_a_child_whose_answer_has_no_end_is_killed_before_its_time(worker: Worker) -> None:
    statement = """
    import os, stat
    for way in range(3, 20):
        try:
            if stat.S_ISSOCK(os.fstat(way).st_mode):
                break
        except OSError:
            pass
    while True:
        os.write(way, bytes(65536))
    """
    _do(worker, "pass")
    begun = time.monotonic()
    with pytest.raises(WorkFailed, match="without an answer"):
        _do(worker, textwrap.dedent(statement), Limits(30, LIMITS.memory_bytes, wall_seconds=30))
    assert time.monotonic() - begun < 15


def test_a_child_has_nothing_of_ours(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUCHENG_SECRET_KEY", "a secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    path = tmp_path / "file"
    path.write_bytes(b"")
    with socket.create_server(("127.0.0.1", 0)) as server, path.open("rb") as file:
        server.set_inheritable(True)
        os.set_inheritable(file.fileno(), True)
        environment = worker.run("linecache:getlines", limits=LIMITS, filename="/proc/self/environ")
        opened = worker.run("os:listdir", limits=LIMITS, path="/proc/self/fd")
    names = {entry.partition("=")[0] for line in environment for entry in line.split("\0")}
    assert names <= {"LC_ALL", "\n"}
    # The three standard ones, the way to answer, and the folder that is being listed.
    assert len(opened) == 5


def test_nothing_is_left_of_a_job_for_the_next(worker: Worker) -> None:
    _do(worker, "import os; os.environ['LEFT'] = 'behind'; import decimal; decimal.left = 1")
    assert worker.run("os:getenv", limits=LIMITS, key="LEFT") is None
    with pytest.raises(WorkFailed, match="AttributeError"):
        _do(worker, "import decimal; decimal.left")


def test_many_threads_get_each_their_own_answer(worker: Worker, tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(60)]
    for folder in folders:
        (folder / f"in {folder.name}").mkdir(parents=True)

    def listed(folder: Path) -> list[str]:
        return list(worker.run("os:listdir", limits=LIMITS, path=str(folder)))

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(listed, folders))
    assert answers == [[f"in {folder.name}"] for folder in folders]
    assert len(_clean_processes()) == 1


def test_a_new_clean_process_takes_the_place_of_one_that_was_killed(worker: Worker) -> None:
    _do(worker, "pass")
    (process,) = _clean_processes()
    process.kill()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: _do(worker, "pass"), range(8)))
    (other,) = _clean_processes()
    assert other.pid != process.pid


def test_no_child_can_be_begun_if_the_clean_process_cannot_start() -> None:
    worker = Worker("no_such_module_anywhere")
    with pytest.raises(WorkerDown):
        _do(worker, "pass")
    worker.close()


def test_no_child_can_be_begun_where_no_file_can_be_opened() -> None:
    script = """
import os, resource
from youcheng.media.worker import Limits, Worker, WorkerDown
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
try:
    while True:
        os.open("/dev/null", os.O_RDONLY)
except OSError:
    pass
try:
    Worker().run("os:getcwd", limits=Limits(2, 200_000_000, 5))
except WorkerDown:
    print("down")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("down\n", "")


def test_a_closed_worker_leaves_no_process(worker: Worker) -> None:
    _do(worker, "pass")
    assert len(_clean_processes()) == 1
    worker.close()
    assert _clean_processes() == []
    _do(worker, "pass")


@pytest.mark.parametrize("ending", ["pass", "import os; os.kill(os.getpid(), 9)"])
def test_the_clean_process_ends_with_its_owner(ending: str) -> None:
    script = f"""
import psutil
from youcheng.media.worker import Limits, Worker
Worker().run("os:getcwd", limits=Limits(2, 200_000_000, 5))
print(psutil.Process().children()[0].pid, flush=True)
{ending}
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stderr == ""
    left = int(done.stdout)
    assert _eventually(lambda: not psutil.pid_exists(left))
