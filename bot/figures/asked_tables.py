"""In which tables a question looks: of the rows named, of what is asked for each of, of a number (附件2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.catalogue import Catalogue
from bot.figures.grammar import PLACE_NOUN
from bot.figures.mentions import Mention, Names
from bot.figures.surface import clean
from bot.figures.views import View

_WHICH_PLACE = re.compile(
    "(?:哪|各|每)[一几些个]*(?P<noun>区县|县区|设区市|地市|区|县|市|镇|街道)(?!场|政|级|域|间|面|值|民)"
)
_KIND_OF_PLACE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("市", "地市", "设区市", "地级市", "城市", "市州", "州市"), ("市", "州", "盟")),
    **dict.fromkeys(("县", "区", "县区", "区县", "县市区"), ("县", "区", "旗")),
    **dict.fromkeys(("镇", "乡镇", "街道", "镇街"), ("镇", "乡", "街道")),
}
_NOUN_CHARS, _WHERE = 6, re.compile("[省市县区镇]$|所在|属地|地区")


def tables_with(rows: Sequence[Mention], catalogue: Catalogue) -> frozenset[str] | None:
    """Return the columns of the tables that have any mentioned row; None when no row is mentioned."""
    tables: set[str] = set()
    for mention in rows:
        for key in mention.rows:
            tables |= catalogue.tables_of_row.get(key, frozenset())
            tables |= {tid for tid, view in catalogue.views.items() if view.whole_region == key}
        if mention.attribute is not None:
            tables |= {tid for tid, view in catalogue.views.items() if mention.attribute in view.attributes}
    if not tables:
        return None
    return frozenset(column.id for tid in tables for column in catalogue.views[tid].columns)


def tables_of_keys(rows: Sequence[Mention], catalogue: Catalogue) -> frozenset[str]:
    """Return the columns of the tables that have a mentioned row as one of their rows, not as a cell beside others."""
    tables = {tid for m in rows for key in m.rows for tid in catalogue.tables_of_row.get(key, frozenset())}
    return frozenset(column.id for tid in tables for column in catalogue.views[tid].columns)


def tables_of_noun(text: str, catalogue: Catalogue) -> frozenset[str] | None:
    """Return the columns of the tables whose rows are asked for (哪个学校, 超过30人的学校); None for all."""
    for noun in catalogue.row_nouns:
        if re.search(rf"(?:哪|各|每|所有|全部)[一几些个家所座条类种]*{re.escape(noun)}|的{re.escape(noun)}", text):
            views = [v for v in catalogue.views.values() if v.row_noun == noun or _called(v, noun)]
            return frozenset(column.id for view in views for column in view.columns)
    asked = _WHICH_PLACE.search(text)
    if asked is None:
        return None
    views = [view for view in catalogue.views.values() if _of_places(view, asked["noun"])]
    return frozenset(column.id for view in views for column in view.columns) or None


def _of_places(view: View, noun: str) -> bool:
    """Say whether the rows of a table are such places (区（市）县), or lie in places that it lists beside them."""
    rows = PLACE_NOUN.search(view.row_noun) is not None and len(view.row_noun) <= _NOUN_CHARS
    rows = (rows and bool(set(noun) & set(view.row_noun))) or _called(view, noun)
    return rows or any(_WHERE.search(header) for header in view.groupings)


def _called(view: View, noun: str) -> bool:
    """Say whether most rows of a table are such places by their names (地市, of a table headed 地区 with 福州市)."""
    kind = _KIND_OF_PLACE.get(noun)
    return kind is not None and sum(key.endswith(kind) for key in view.row_keys) * 2 > len(view.row_keys)


def in_table(names: Names, catalogue: Catalogue, within: frozenset[str] | None) -> frozenset[str] | None:
    """Narrow to the table that the question names by its number (附件2)."""
    if names.table is None:
        return within
    inside = frozenset(column.id for view in tables_labelled(catalogue, names.table) for column in view.columns)
    if within is None or not inside:
        return inside or within
    return inside & within or inside


def tables_labelled(catalogue: Catalogue, label: str) -> list[View]:
    """Return the tables under a label such as 附件2."""
    marked = re.compile(re.escape(label) + r"(?!\d)")
    return [
        view
        for view in catalogue.views.values()
        if marked.search(clean("".join(view.table.section_path) + view.table.title))
    ]
