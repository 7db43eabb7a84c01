"""Commands for operators and editors: `python -m youcheng --help`."""

from __future__ import annotations

import argparse
import sys

from youcheng.content.loader import load_content
from youcheng.content.operator import check_decided
from youcheng.content.problems import ContentError
from youcheng.i18n.catalogues import load_all
from youcheng.settings import SettingsError, get_settings


def check() -> int:
    """Check settings, content and catalogues as the start of the site does."""
    settings = get_settings()
    content = load_content()
    if settings.production:
        check_decided(content.operator)
    load_all()
    print(
        f"{len(content.partners)} partners, {len(content.items)} items of cooperation, "
        f"{len(content.sources)} sources: all in order"
    )
    return 0


COMMANDS = {"check": check}


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: words of the command line; None takes the process's own.

    Returns:
        0 when the work was done, 1 when it could not be; the reason is on standard error.
    """
    parser = argparse.ArgumentParser(prog="python -m youcheng", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, function in COMMANDS.items():
        commands.add_parser(name, help=(function.__doc__ or "").splitlines()[0])
    chosen = parser.parse_args(arguments)
    try:
        return COMMANDS[chosen.command]()
    except (SettingsError, ContentError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
