"""Lists whose rows are what is counted: a list of enterprises, of projects, and how many of them there are."""

from __future__ import annotations

from bot.figures.asked_units import dimension_asked
from bot.figures.builder import Builder
from bot.figures.catalogue import Catalogue
from bot.figures.grammar import PLACE_NOUN
from bot.figures.views import View


def is_list(catalogue: Catalogue, view: View) -> bool:
    """Say whether the rows of a table are things that a text column sorts (enterprises by their city), not places."""
    places = PLACE_NOUN.search(view.row_noun) is not None or any(k in catalogue.region_names for k in view.row_keys)
    return bool(view.groupings) and not places


def unnamed(b: Builder) -> bool:
    """Say whether no column of a list is named, so that its rows are what a question speaks of."""
    view = b.catalogue.view_of(b.measures[0].column)
    named = any(picked.total_word for picked in b.slots.picked) or (len(view.topic) > 2 and view.topic in b.slots.text)
    return is_list(b.catalogue, view) and not named and all(picked.own <= 0 for picked in b.slots.picked)


def counts_list(b: Builder) -> bool:
    """Say whether the rows are asked for by their number (有几家), which no column of the list holds."""
    dimension = dimension_asked(b.slots.text)
    if dimension is None or dimension.rows is None or b.intent.thresholds or not unnamed(b):
        return False
    view = b.catalogue.view_of(b.measures[0].column)
    held = any(dimension.unit.search(column.unit or "") for column in view.columns)
    return dimension.rows.search(view.row_noun) is not None and not held
