"""The words with which a page of the staff announces the end of the session."""

from __future__ import annotations

import json
from datetime import timedelta

from markupsafe import Markup

from youcheng.domain.staff import WARNING
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import address, render
from youcheng.markup.staff_pages import ENDED, SESSION, SIGN_IN, SIGN_OUT


def session_end_dialog(t: Translator) -> Markup:
    """The window that a script opens when the end is near, and the line that stays when it is
    closed.

    The sentences for what is left are in it by whole minutes, from none on: a script cannot know
    the plural forms of the language.
    """
    code = t.language.code
    minutes = range(1, WARNING // timedelta(minutes=1) + 1)
    left = [
        t.gettext("You will be signed out in less than a minute."),
        *(
            t.ngettext(
                "You will be signed out in {number} minute.",
                "You will be signed out in {number} minutes.",
                number,
            ).format(number=number)
            for number in minutes
        ),
    ]
    return render(
        "staff/session_end.html",
        t,
        asks=SESSION,
        left=json.dumps(left, ensure_ascii=False),
        sign_in=address(SIGN_IN, code, done=ENDED),
        sign_out=address(SIGN_OUT, code),
    )
