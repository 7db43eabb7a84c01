"""Content negotiation for replies that are made once: encodings and validators (RFC 9110)."""

from __future__ import annotations

from collections.abc import Sequence


def accepted_encoding(header: str, offered: Sequence[str]) -> str | None:
    """The first of the offered encodings that an ``Accept-Encoding`` header allows, or None.

    The server's order decides, not the client's weights: what is offered first is smallest. An
    encoding with weight 0 is refused (RFC 9110, section 12.5.3).

    Args:
        header: the header's value, cut to a sane length; empty for none.
        offered: names of encodings, best first.
    """
    allowed: dict[str, bool] = {}
    for part in header[:500].split(","):
        name, _, parameter = part.partition(";")
        key, _, value = parameter.strip().partition("=")
        try:
            weight = float(value) if key.strip().lower() == "q" else 1.0
        except ValueError:
            weight = 0.0
        allowed[name.strip().lower()] = weight > 0
    rest = allowed.get("*", False)
    return next((name for name in offered if allowed.get(name, rest)), None)


def is_unchanged(header: str | None, tag: str) -> bool:
    """Whether an ``If-None-Match`` header names the entity tag, compared weakly.

    Args:
        header: the header's value, None if it was not sent.
        tag: the reply's entity tag, in quotes.
    """
    if header is None:
        return False
    if header.strip() == "*":
        return True
    tags = (one.strip().removeprefix("W/") for one in header[:4000].split(","))
    return tag.removeprefix("W/") in tags
