"""`simulate-jury`: editions with known truth; does the assignment hold, is the best found?"""

from __future__ import annotations

import argparse
from typing import Final

from youcheng.commands.failures import CommandFailed
from youcheng.commands.output import count, say, say_json
from youcheng.commands.parsing import Commands, add_command, add_json
from youcheng.domain.jury.simulation import (
    BEST,
    CHARACTERS,
    Comparison,
    Plan,
    compare,
)

METHOD: Final = (
    "Assignment: least majorised loads by cost-reducing exchanges (Harvey, Ladner, Lovász and "
    "Tamir, Journal of Algorithms 59, 2006; Frank and Murota, Mathematical Programming 195, 2022).",
    "Ranking: mean of the raw scores, and mean of per-juror z-scores.",
    "Agreement: Krippendorff's alpha for interval data (Krippendorff, 2011).",
    "The model of entries and jurors is told in docs/jury.md.",
)


def add_to(commands: Commands) -> None:
    """Make the command known."""
    parser = add_command(commands, "simulate-jury", simulate)
    parser.add_argument("--entries", type=int, required=True, metavar="N", help="how many entries")
    parser.add_argument("--jurors", type=int, required=True, metavar="M", help="how many jurors")
    parser.add_argument("--seed", required=True, metavar="S", help="any text; draws everything")
    parser.add_argument(
        "--lose", type=int, default=0, metavar="K", help="jurors who leave half-way through"
    )
    parser.add_argument(
        "--runs", type=int, default=20, metavar="R", help="editions that are played (20)"
    )
    add_json(parser)


def simulate(arguments: argparse.Namespace) -> int:
    """Play editions of the jury with known truth: loads, quorum, conflicts, true best found.

    Harsh, lenient and noisy jurors score; nothing of the site is read or written. The exit code is
    1 when an entry has no quorum, a conflict was overlooked or a finished score was moved.
    """
    try:
        plan = Plan(arguments.entries, arguments.jurors, arguments.lose)
        found = compare(plan, arguments.seed, arguments.runs)
    except ValueError as error:
        raise CommandFailed(str(error)) from None
    if arguments.json:
        say_json(_as_json(plan, arguments.seed, found))
    else:
        _tell(plan, found)
    return 1 if any(one.short or one.conflicts or one.moved for one in found.played) else 0


def _tell(plan: Plan, found: Comparison) -> None:
    one, quorum, runs = found.played[0], plan.quorum, len(found.played)
    say(
        f"{plan.entries} entries, {count(plan.jurors, 'juror')}, {count(plan.lose, 'juror')} lost, "
        f"quorum {quorum.jurors} from {quorum.countries} countries, {count(runs, 'edition')}"
    )
    say(
        f"loads of the first edition: {min(one.loads.values())} to {max(one.loads.values())}, "
        f"spread {one.spread} (before the loss {one.spread_before})"
    )
    say(
        f"largest spread {max(each.spread for each in found.played)}, "
        f"entries under quorum {sum(each.short for each in found.played)}, "
        f"conflicts {sum(each.conflicts for each in found.played)}, "
        f"finished scores moved {sum(each.moved for each in found.played)}"
    )
    say(f"true top {BEST} found by raw mean: {found.raw:.2f} of {BEST} on average")
    say(f"true top {BEST} found normalised: {found.normalised:.2f} of {BEST} on average")
    say(f"normalised finds more in {found.better} of {runs}, fewer in {found.worse}")
    for line in METHOD:
        say(line)


def _as_json(plan: Plan, seed: str, found: Comparison) -> dict[str, object]:
    return {
        "entries": plan.entries,
        "jurors": plan.jurors,
        "lost": plan.lose,
        "seed": seed,
        "quorum": {"jurors": plan.quorum.jurors, "countries": plan.quorum.countries},
        "characters": {one.name: {"bias": one.bias, "error": one.error} for one in CHARACTERS},
        "method": list(METHOD),
        "best": BEST,
        "raw": found.raw,
        "normalised": found.normalised,
        "better": found.better,
        "worse": found.worse,
        "editions": [
            {
                "seed": one.seed,
                "loads": dict(sorted(one.loads.items())),
                "spread": one.spread,
                "spread_before_loss": one.spread_before,
                "under_quorum": one.short,
                "conflicts": one.conflicts,
                "moved": one.moved,
                "alpha": one.alpha,
                "raw": one.raw,
                "normalised": one.normalised,
            }
            for one in found.played
        ],
    }
