"""`check`, `migrate` and `prepare`: before a new version serves."""

from __future__ import annotations

import argparse

from youcheng.bootstrap import get_engine
from youcheng.commands.output import say
from youcheng.commands.parsing import Commands, add_command
from youcheng.content.loader import load_content
from youcheng.content.operator import check_decided
from youcheng.i18n.catalogues import load_all
from youcheng.settings import get_settings
from youcheng.storage.migration import current_revision, migrate
from youcheng.web.static_files import prepare_static_files


def add_to(commands: Commands) -> None:
    """Make the commands known."""
    add_command(commands, "check", check)
    add_command(commands, "migrate", bring_up_to_date)
    add_command(commands, "prepare", prepare)


def check(_arguments: argparse.Namespace) -> int:
    """Check settings, content and catalogues as the start of the site does."""
    settings = get_settings()
    content = load_content()
    if settings.production:
        check_decided(content.operator)
    load_all()
    say(
        f"{len(content.partners)} partners, {len(content.items)} items of cooperation, "
        f"{len(content.sources)} sources: all in order"
    )
    return 0


def bring_up_to_date(_arguments: argparse.Namespace) -> int:
    """Bring the database to this version's tables and rules.

    The start of the site does the same, but for that of a replica beside a worker. It may be
    repeated, and several may do it at once.
    """
    settings = get_settings()
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = get_engine()
    with engine.connect() as connection:
        before = current_revision(connection)
    after = migrate(engine)
    if before == after:
        say(f"the database is at revision {after} already")
    else:
        say(f"the database went from revision {before or 'none'} to {after}")
    return 0


def prepare(_arguments: argparse.Namespace) -> int:
    """Make what the first start would make: fonts cut down, Streamlit's frontend compressed.

    For images of containers, whose first start is then as quick as every other.
    """
    prepare_static_files()
    say(f"ready in {get_settings().var / 'static'}")
    return 0
