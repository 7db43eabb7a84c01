"""Sends one form from several processes in the same moment: `python -m` with the draft's token, the
form's token, and how many."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier

from tests.durability.ledger import Told, tell
from youcheng.bootstrap import get_services, server_clock
from youcheng.content.loader import load_content
from youcheng.services.submitting import submit


def press(start: Barrier, token: str, page: str) -> None:
    """Open services of this process's own, wait for the others, send, tell what came of it."""
    services = replace(get_services(), clock=lambda: server_clock() + timedelta(minutes=1))
    start.wait()
    sent = submit(services, token=token, form_token=page, client="198.51.100.7")
    tell(Told("repeated" if sent.again else "sent", code=str(sent.code)))


def main() -> None:
    """Press as often as asked for."""
    token, page, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    load_content()  # once, before the processes part
    context = get_context("fork")
    start = context.Barrier(number)
    processes = [context.Process(target=press, args=(start, token, page)) for _ in range(number)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
