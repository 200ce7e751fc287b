"""The figure engine: understand a question about figures, compute it over any ingested table, and word it."""

from bot.figures.amounts import FigureResult
from bot.figures.answer import FigureAnswer, answer, answer_fault
from bot.figures.catalogue import Catalogue
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.query import FigureQuery
from bot.figures.restate import restate
from bot.figures.understand import understand

__all__ = [
    "Catalogue",
    "FigureAnswer",
    "FigureQuery",
    "FigureResult",
    "NotUnderstood",
    "Reason",
    "Understanding",
    "answer",
    "answer_fault",
    "restate",
    "understand",
]
