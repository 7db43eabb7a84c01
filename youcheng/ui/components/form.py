"""One step of a form in the app: the server's markup, and a script that collects what is changed.

A message from the script carries everything that was not acknowledged yet, because Streamlit drops
messages while its socket is down; the same changes may so arrive twice, and a button's act once
more. What was acknowledged is kept by number in the session, never the answers themselves.

A message that comes after a newer one is passed over: the newer held all of it, and in newer words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import streamlit as st

from youcheng.i18n.catalogues import Translator

_mount = st.components.v2.component(
    "youcheng.form",
    html='<div class="stHtml formroot" data-wait></div>',
    js="form.js",
    isolate_styles=False,
)

_LONGEST_NAME: Final = 80
_LONGEST_VALUE: Final = 400
_MOST_FIELDS: Final = 200
_LARGEST_NUMBER: Final = 2**53


@dataclass(frozen=True, slots=True)
class FormMessage:
    """What the person has done since the last message that was acknowledged.

    Attributes:
        changes: answers by field id as they were typed, for `forms.normalise`; None clears.
        base: the revision that stood on the screen when the first of them was changed; 0 if
            nothing was changed.
        act: name of what was asked for, or "": continue, back, leave, send, keep (a warning),
            remove, turn, crop and whole (of a photo), place (a photo into a row), files (one has
            arrived).
        value: what the act is about, such as "cv:<key>" of the file to remove.
    """

    changes: Mapping[str, object]
    base: int = 0
    act: str = ""
    value: str = ""


@dataclass(slots=True)
class _Known:
    """What the session knows of the script of one form: who it is and how far it is.

    Attributes:
        client: names the page in the browser whose script it is.
        number: number of the last message that was acknowledged.
        acted: number of the last act that was done.
        holds: hash of the markup that the script has.
        step: what is shown.
    """

    client: str = ""
    number: int = 0
    acted: int = 0
    holds: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """Where files go: the address, and the headers that say which draft they belong to."""

    address: str
    headers: Mapping[str, str]


def form_fields(
    *,
    key: str,
    html: str,
    step: str,
    answers: Mapping[str, object],
    revision: int,
    saved_at: datetime | None,
    refused: bool,
    said: str,
    upload: Upload | None,
    t: Translator,
    on_sent: Callable[[FormMessage], bool],
) -> None:
    """Show one step of a form, its check page, or what stops it.

    Args:
        key: the component's key, and the name under which the browser keeps what was not sent;
            one for each draft, and no secret.
        html: markup of `youcheng.markup.form_step` or `form_summary`, without answers in it.
        step: name of what is shown; when it changes, the page begins at its top.
        answers: the normalised answers of the fields that are shown.
        revision: the draft's.
        saved_at: when something was last saved (aware), or None.
        refused: whether the person wanted to go on and could not: the markup then holds a
            summary of problems, which gets the focus, and the title says so.
        said: a sentence about what was just done or could not be done; shown until the next
            message.
        upload: where files go, if the step asks for any.
        t: the texts of the language.
        on_sent: takes what was done, before the script runs; True acknowledges it. What was not
            acknowledged comes again.
    """
    known = _known(key)
    known.step = step
    digest = hashlib.blake2b(html.encode(), digest_size=8).hexdigest()
    _mount(
        key=key,
        data={
            "name": key,
            "html": None if known.holds == digest else html,
            "hash": digest,
            "step": step,
            "values": dict(answers),
            "revision": revision,
            "saved": saved_at.isoformat() if saved_at else None,
            "refused": refused,
            "said": said,
            "upload": {"address": upload.address, "headers": dict(upload.headers)}
            if upload
            else None,
            "client": known.client,
            "acknowledged": known.number,
            "acted": known.acted,
            "words": _words(t),
        },
        on_sent_change=lambda: _receive(key, on_sent),
    )


def _known(key: str) -> _Known:
    found: _Known = st.session_state.setdefault(f"{key}-known", _Known())
    return found


def _receive(key: str, on_sent: Callable[[FormMessage], bool]) -> None:
    """Hand a message on and remember how far it reached."""
    message = st.session_state[key].get("sent")
    number = _number(message.get("number")) if isinstance(message, dict) else None
    if number is None:
        return
    known = _known(key)
    client = str(message.get("client"))[:_LONGEST_NAME]
    if known.client != client:
        known.client, known.number, known.acted = client, 0, 0
    if number <= known.number:
        return
    known.holds = str(message.get("holds"))[:_LONGEST_NAME]
    changes = message.get("changes")
    taken = dict(list(changes.items())[:_MOST_FIELDS]) if isinstance(changes, dict) else {}
    if taken and not on_sent(FormMessage(taken, _number(message.get("base")) or 0)):
        return
    for act in _acts(message.get("acts"), known):
        if not on_sent(act):
            return
    known.number = number


def _acts(found: object, known: _Known) -> Iterator[FormMessage]:
    """The acts of a message that were not done yet and belong to what is shown."""
    for act in found if isinstance(found, list) else []:
        if not isinstance(act, dict):
            continue
        name, value, number = act.get("name"), act.get("value"), _number(act.get("number"))
        if not isinstance(name, str) or not isinstance(value, str) or number is None:
            continue
        if number > known.acted:
            if act.get("step") == known.step:
                yield FormMessage({}, act=name[:_LONGEST_NAME], value=value[:_LONGEST_VALUE])
            known.acted = number


def _number(value: object) -> int | None:
    """A count that a script sent, or None."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST_NUMBER:
        return value
    return None


def _words(t: Translator) -> dict[str, Any]:
    """What the script says."""
    return {
        "saved": t.gettext("Saved at {time}"),
        "earlier": t.gettext("Saved on {date} at {time}"),
        "saving": t.gettext("Saving…"),
        "unsaved": t.gettext(
            "Not saved yet: no connection. What you wrote is kept on this device."
        ),
        "nothing": t.gettext("Your answers are saved as you go."),
        "error": t.gettext("Error:"),
        "files": {
            "waiting": t.gettext("Waiting"),
            "sending": t.gettext("Being sent…"),
            "arrived": t.gettext("The file has arrived."),
            "broken": t.gettext(
                "The connection broke off, and the file was not sent. It is still here: try again."
            ),
            "again": t.gettext("Try again"),
            "cancel": t.gettext("Remove"),
        },
    }
