"""Say what a query came to: first the answer, then what it rests on."""

from __future__ import annotations

from collections.abc import Callable

from bot.figures.caveats import choices_for, say_absent, say_caveats
from bot.figures.query import Operation
from bot.figures.row_notes import say_row_notes
from bot.figures.say_alike import say_nearest, say_tied, say_within
from bot.figures.say_comparisons import say_comparison
from bot.figures.say_filters import say_filter
from bot.figures.say_ranks import say_rank, say_share, say_top
from bot.figures.say_sums import say_aggregate, say_count
from bot.figures.say_values import say_values
from bot.figures.speaker import Speaker
from bot.types import Draft, Outcome


def speak(s: Speaker) -> Draft:
    """Return the draft of the answer."""
    if not s.result.entries and s.query.operation is not Operation.FILTER:
        say_absent(s)
        return Draft(outcome=Outcome.NO_ANSWER, statements=tuple(s.statements))
    speakers: dict[Operation, Callable[[Speaker], None]] = {
        Operation.VALUE: say_values,
        Operation.COMPARE: say_comparison,
        Operation.SHARE: say_share,
        Operation.RANK: say_rank,
        Operation.TOP: say_top,
        Operation.FILTER: say_filter,
        Operation.AGGREGATE: say_aggregate,
        Operation.COUNT: say_count,
    }
    alike = {"tied": say_tied, "nearest": say_nearest, "within": say_within}
    alike.get(s.query.function or "", speakers[s.query.operation])(s)
    say_absent(s)
    say_caveats(s)
    say_row_notes(s)
    return Draft(
        outcome=Outcome.ANSWERED,
        statements=tuple(s.statements),
        blocks=tuple(s.blocks),
        choices=choices_for(s),
    )
