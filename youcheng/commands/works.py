"""`works`: brings paintings into the gallery and takes them down again."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from youcheng.commands.codes import confirm, read_code
from youcheng.commands.failures import CommandFailed
from youcheng.commands.output import count, say, say_json, warn
from youcheng.commands.parsing import Commands, add_command, add_json
from youcheng.commands.site import open_site
from youcheng.commands.work_lines import as_json, describe, line_of, reasons_of, why_refused
from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.gallery import Words
from youcheng.domain.guards import Check
from youcheng.domain.states import Visibility
from youcheng.domain.transitions import TransitionRefused
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.curating import Candidate, find_candidate, list_candidates, read_picture
from youcheng.services.erasing import UnknownCode
from youcheng.services.moderating import pass_moderation
from youcheng.services.moving import Mover
from youcheng.services.ports import Services
from youcheng.services.ports_files import FileMissing
from youcheng.services.publishing import (
    publish_due_works,
    schedule_work,
    take_down_work,
    translate_work,
)

_MODERATOR: Final = Mover(Role.MODERATOR, "system", Via.COMMAND)
_LEAD: Final = Mover(Role.LEAD, "system", Via.COMMAND)
_CHECKS: Final = {
    Check.CONSENT: "the guardian's consents are there",
    Check.NAMES: "no name and nothing personal stands on the picture or in its words",
    Check.FACES: "no photograph of a face is on it",
    Check.COPY: "it is no copy of another picture",
    Check.ALT_TEXT: "the child's words say what is seen",
}
"""What a moderator has looked at, in words."""


def add_to(commands: Commands) -> None:
    """Make the commands known."""
    group = commands.add_parser(
        "works",
        help="Bring paintings into the gallery and take them down",
        description="Paintings on their way to the gallery: moderated, described in Chinese and "
        "English, scheduled, on show once the results are out.",
    ).add_subparsers(dest="action", required=True, metavar="ACTION")
    add_json(add_command(group, "list", list_all))
    show = add_command(group, "show", show_one)
    _add_code(show)
    show.add_argument(
        "--picture", type=Path, metavar="FILE", help="write the picture into a new file, as a JPEG"
    )
    add_json(show)
    words = add_command(group, "translate", translate)
    _add_code(words)
    languages = [one.code for one in LANGUAGES]
    words.add_argument("--language", choices=languages, required=True, help="of these words")
    words.add_argument("--title", required=True, help="what the work is called")
    words.add_argument("--see", required=True, help="what is seen: the alternative text")
    words.add_argument("--story", default="", help="what belongs to it")
    moderation = add_command(group, "moderate", moderate)
    _add_code(moderation)
    moderation.add_argument(
        "--yes", action="store_true", help="all was looked at: do not ask for the code again"
    )
    scheduling = add_command(group, "schedule", schedule)
    scheduling.add_argument("codes", nargs="+", metavar="CODE", help="reference codes")
    add_command(group, "publish", publish)
    ending = add_command(group, "take-down", take_down)
    _add_code(ending)
    ending.add_argument("--yes", action="store_true", help="do not ask for the code again")


def _add_code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="reference code, such as JS-26-7K3M-1")


def list_all(arguments: argparse.Namespace) -> int:
    """List the paintings that are with the staff, and what the gallery's gate still lacks.

    One line for each: code, title, review state, visibility, and what is missing: the moderation,
    the guardian's consent to show it (C3), words in Chinese or English, the reveal.
    """
    found = [*list_candidates(open_site().services)]
    if arguments.json:
        say_json([as_json(one) for one in found])
        return 0
    for one in found:
        say(line_of(one))
    say(count(len(found), "painting"))
    return 0


def show_one(arguments: argparse.Namespace) -> int:
    """Show one painting: the child's words, those of staff, and what to do next.

    With --picture its picture is written into a file to be looked at.
    """
    services, code = open_site().services, read_code(arguments.code)
    found = _find(services, code)
    if arguments.picture is not None:
        try:
            pieces = read_picture(services, code=code)
            with arguments.picture.open("xb") as file:
                file.writelines(pieces)
        except FileMissing:
            raise CommandFailed(
                f"the picture of {code} is not in the file store: run `python -m youcheng doctor`"
            ) from None
    if arguments.json:
        say_json(as_json(found))
    else:
        say(describe(found, services.public_url))
    return 0


def translate(arguments: argparse.Namespace) -> int:
    """Keep the words of staff for a work in one language, in place of earlier ones.

    Chinese and English are needed before it can be scheduled. What is on show has the new words at
    once.
    """
    services, code = open_site().services, read_code(arguments.code)
    words = Words(arguments.title.strip(), arguments.see.strip(), arguments.story.strip())
    if not words.title or not words.see:
        raise CommandFailed("--title and --see need words: they are what is read in the gallery")

    language = arguments.language
    keep = partial(translate_work, services, code=code, language=language, words=words)
    _act(services, code, partial(keep, mover=_MODERATOR))
    say(f"{code} has words in {language}")
    return 0


def moderate(arguments: argparse.Namespace) -> int:
    """Let a painting pass the moderation, after everything on the moderator's list was looked at.

    Look at `show CODE --picture FILE` first. Whoever belongs to the painter's school leaves it to
    somebody else.
    """
    services, code = open_site().services, read_code(arguments.code)
    if not arguments.yes:
        _find(services, code)
        points = "; ".join(_CHECKS.values())
        confirm(code, f"You have looked, and {points}.", "to let it pass")
    let_pass = partial(pass_moderation, services, code=code, checked={*_CHECKS}, other_school=True)
    _act(services, code, partial(let_pass, mover=_MODERATOR))
    say(f"{code} has passed the moderation")
    return 0


def schedule(arguments: argparse.Namespace) -> int:
    """Let works come on show once the results of their edition are out.

    Each that cannot be scheduled is told with the reason; the others are. If any was refused the
    command ends with 1.
    """
    services = open_site().services
    codes = [read_code(text) for text in arguments.codes]
    refused = 0
    for code in codes:
        try:
            _act(services, code, partial(schedule_work, services, code=code, mover=_LEAD))
        except CommandFailed as failed:
            warn(str(failed))
            refused += 1
        else:
            say(f"{code} is scheduled")
    return 1 if refused else 0


def publish(_arguments: argparse.Namespace) -> int:
    """Bring on show what is scheduled and whose results are out.

    The site does the same every minute. What stays scheduled is told with the reason.
    """
    services = open_site().services
    published = publish_due_works(services, via=Via.COMMAND)
    for one in list_candidates(services, visibility=Visibility.SCHEDULED):
        say(f"{one.code} waits: {'; '.join(reasons_of(one))}")
    say(f"{count(published, 'work')} came on show")
    return 0


def take_down(arguments: argparse.Namespace) -> int:
    """Take a work down for good; the contact is told by mail.

    Its page, its pictures and its card answer from then on that they are gone (410). It can never
    be shown again.
    """
    services, code = open_site().services, read_code(arguments.code)
    if not arguments.yes:
        _find(services, code)
        confirm(code, "A work that was taken down never comes back.", "to take it down")
    _act(services, code, partial(take_down_work, services, code=code, mover=_MODERATOR))
    say(f"{code} is taken down")
    return 0


def _find(services: Services, code: ReferenceCode) -> Candidate:
    try:
        return find_candidate(services, code=code)
    except UnknownCode:
        raise CommandFailed(
            f"no painting that is with the staff is called {code}: see `python -m youcheng works "
            "list`"
        ) from None


def _act(services: Services, code: ReferenceCode, act: Callable[[], None]) -> None:
    """Do what a service does with a painting, and say in words why it does not."""
    found = _find(services, code)
    try:
        act()
    except TransitionRefused as refused:
        raise CommandFailed(f"{code}: {why_refused(refused, found)}") from None
