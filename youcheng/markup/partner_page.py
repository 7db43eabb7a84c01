"""What the partners page shows: the five, or one partner's story at one of its six steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from youcheng.content.models import Content, Partner, Step, Story


def chosen_partner(parameters: Mapping[str, Sequence[str]], content: Content) -> Partner | None:
    """The partner that the address names; None for none or an unknown one."""
    values = parameters.get("partner", ())
    return next((p for p in content.partners if values and p.id == values[-1]), None)


def chosen_step(parameters: Mapping[str, Sequence[str]], story: Story) -> Step | None:
    """The step that the address names by number, from 1; None for none or an unknown one."""
    values = parameters.get("step", ())
    numbers = {str(number): step for number, step in enumerate(story.steps, 1)}
    return numbers.get(values[-1]) if values else None
