"""What the commands say of a painting on its way to the gallery."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from youcheng.commands.parsing import show_moment
from youcheng.domain.gallery import Words
from youcheng.domain.states import Visibility
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.services.curating import Candidate

_NAMES: Final = {
    "moderation": "moderation",
    "state": "a state that can be shown",
    "consent": "consent C3",
    "embargo": "reveal",
}
"""What is lacking, in a word or two; words of staff are named with their languages."""
_SHOWN: Final = {
    Visibility.SCHEDULED: "it is scheduled already",
    Visibility.PUBLIC: "it is on show already",
    Visibility.TAKEN_DOWN: "it was taken down, and never comes back",
}
"""Why something that is not hidden cannot be scheduled."""


def line_of(one: Candidate) -> str:
    """A painting in one line."""
    lacking = ", ".join(_lacking(one))
    return (
        f"{one.code}  “{one.words.title}”  {one.state.review}  {one.state.visibility}"
        f"{f'  lacks: {lacking}' if lacking else ''}"
    )


def _lacking(one: Candidate) -> Iterator[str]:
    for code in one.lacks:
        if code == "alt_text":
            yield f"words in {' and '.join(one.undescribed)}"
        elif code == "embargo" and one.reveals_at is not None:
            yield f"reveal on {show_moment(one.reveals_at)}"
        else:
            yield _NAMES[code]


def reasons_of(one: Candidate, *, ahead: bool = True) -> list[str]:
    """Why a painting is not on show, each with what to do.

    Args:
        one: the painting.
        ahead: whether a reveal counts that lies ahead; it keeps nothing from being scheduled.
    """
    found = []
    for code in one.lacks:
        match code:
            case "moderation":
                found.append(f"it is not moderated: `python -m youcheng works moderate {one.code}`")
            case "state":
                found.append(f"nothing can be shown of what is {one.state.review}")
            case "consent":
                found.append("the guardian has not agreed to show it (consent C3)")
            case "alt_text":
                found += [_words_missing(one, language) for language in one.undescribed]
            case "embargo" if ahead and one.reveals_at is not None:
                found.append(f"the results are out on {show_moment(one.reveals_at)}")
    return found


def _words_missing(one: Candidate, language: str) -> str:
    return (
        f"words in {language} are missing: `python -m youcheng works translate {one.code} "
        f"--language {language} --title … --see …`"
    )


def why_refused(refused: TransitionRefused, one: Candidate) -> str:
    """Why the table refused an action, and what to do.

    Args:
        refused: by the transition table.
        one: the painting as it stood before.
    """
    visibility = one.state.visibility
    match refused.action:
        case Action.TAKE_DOWN:
            return f"it is not on show: its visibility is {visibility}"
        case Action.SCHEDULE if visibility is not Visibility.HIDDEN:
            return _SHOWN[visibility]
        case Action.SCHEDULE:
            return "; ".join(reasons_of(one, ahead=False))
    return f"it waits for no moderation: it is {one.state.review}"


def describe(one: Candidate, public_url: str) -> str:
    """A painting in several lines, and what to do next.

    Args:
        one: the painting.
        public_url: address of the site.
    """
    lines = [line_of(one), f"edition: {one.edition or 'unknown'}"]
    if one.flags:
        lines.append(f"to be looked at: {', '.join(one.flags)}")
    lines += _words_lines(f"the child ({one.language})", one.words)
    for language, words in sorted(one.translations.items()):
        lines += _words_lines(f"staff ({language})", words)
    if one.state.visibility is Visibility.PUBLIC:
        lines.append(f"on show: {public_url}/art/{one.code}")
    if one.state.visibility is Visibility.HIDDEN and not reasons_of(one, ahead=False):
        lines.append(f"next: `python -m youcheng works schedule {one.code}`")
    return "\n".join([*lines, *(f"lacking: {why}" for why in reasons_of(one))])


def _words_lines(who: str, words: Words) -> list[str]:
    parts = (("title", words.title), ("see", words.see), ("story", words.story))
    return [f"{who}, {name}: {' '.join(text.split())}" for name, text in parts if text]


def as_json(one: Candidate) -> dict[str, Any]:
    """A painting for machines."""
    return {
        "code": str(one.code),
        "edition": one.edition,
        "language": one.language,
        "words": _words_json(one.words),
        "translations": {code: _words_json(words) for code, words in one.translations.items()},
        "review": str(one.state.review),
        "visibility": str(one.state.visibility),
        "flags": list(one.flags),
        "lacks": list(one.lacks),
        "undescribed": list(one.undescribed),
        "reveals_at": None if one.reveals_at is None else one.reveals_at.isoformat(),
    }


def _words_json(words: Words) -> dict[str, str]:
    return {"title": words.title, "see": words.see, "story": words.story}
