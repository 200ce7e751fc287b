"""Whether a question after one on figures asks for something else that it names itself (那联系电话呢)."""

from __future__ import annotations

from datetime import date

from bot.contextualise import follows
from bot.desk import ToolContext
from bot.plan import RulePlanner
from bot.planning.asked import Asked
from bot.question import read_question
from bot.reference import resolve
from bot.room import Room

# What a question may name itself, so that it does not continue the figures before it.
_NAMED_MATTERS = frozenset(
    {"smalltalk", "duty", "article", "obligation", "contact", "deadline", "list", "metadata", "status", "membership"}
)


def names_own_matter(room: Room, text: str, day: date) -> bool:
    """Say whether a question after one on figures asks for something else that it names itself."""
    if follows(text):
        return False
    question = read_question(room.desk, text)
    alone = Asked(
        context=ToolContext(desk=room.desk, as_of=day),
        question=question,
        reference=resolve(room.desk, question, day),
        figures=room.figures.understand(text, as_of=day, frame=None),
        recent=(),
    )
    planner = RulePlanner(asked=alone)
    planner.plan(text, [])
    return planner.intent in _NAMED_MATTERS
