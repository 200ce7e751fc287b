"""The table or the document that opens a question (2026年电梯改造任务表中，…): where to look, and nothing asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.figures.catalogue import Catalogue
from bot.figures.mentions import find_names
from bot.figures.surface import bigrams, clean
from bot.figures.views import View

_OPENS = re.compile(
    "^(?:请问)?(?P<by>(?:根据|按照|依据|对照|查阅|查看|在)*)《?(?P<said>[^,，。?？]{4,50}?)》?"
    "(?P<end>中|里面?|内|上|显示)?[,，](?P<rest>.{4,})$"
)
_FILLER = re.compile(
    "根据|按照|依据|对照|请问|通知|方案|文件|情况|规定|要求|标准|附件|附表|一览|[的表中里内上年度]|\\d"
)
_YEAR = re.compile("(?:19|20)\\d\\d年")
_OF_TITLE, _OF_ALL, _NEAR, _LEAST_PAIRS = 0.6, 0.8, 0.1, 3


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A question without the words that open it; `columns` are those of the tables that they name."""

    text: str
    columns: frozenset[str]


def opened_by_table(text: str, catalogue: Catalogue) -> Opened | None:
    """Return a question without the table or document that opens it, and the columns of what it names; else None.

    The words name a table when nearly all of them stand in its title, its headings and the title of its document;
    what they say of a year is kept where the rest of the question says none.
    """
    said = _OPENS.match(text)
    if said is None or not (said["by"] or said["end"] or said["said"].endswith("表")):
        return None
    names = find_names(said["said"], catalogue)
    if names.of("row") or names.of("group") or names.of("foreign") or not _who(said["rest"], catalogue):
        return None
    pairs = [pair for piece in _FILLER.sub(" ", said["said"]).split() for pair in bigrams(piece)]
    views = _named(pairs, list(catalogue.views.values()), catalogue) if len(pairs) >= _LEAST_PAIRS else []
    if not views:
        return None
    years = _YEAR.findall(said["said"])
    year = years[0] if len(years) == 1 and not find_names(said["rest"], catalogue).years else ""
    return Opened(text=year + said["rest"], columns=frozenset(c.id for view in views for c in view.columns))


def _who(rest: str, catalogue: Catalogue) -> bool:
    names = find_names(rest, catalogue)
    return bool(names.of("row") or names.of("group") or names.of("whole"))


def _named(pairs: Sequence[str], views: Sequence[View], catalogue: Catalogue) -> list[View]:
    """Return the tables that words name: those whose own title says most of them, else all of their document."""
    shares = [(_share(pairs, _own_title(view)), _share(pairs, _about(view, catalogue)), view) for view in views]
    shares = [(own, whole, view) for own, whole, view in shares if whole >= _OF_ALL]
    most = max((own for own, _, _ in shares), default=0.0)
    if most >= _OF_TITLE:
        return [view for own, _, view in shares if own >= most - _NEAR]
    best = max((whole for _, whole, _ in shares), default=0.0)
    return [view for _, whole, view in shares if whole >= best - _NEAR]


def _share(pairs: Sequence[str], text: str) -> float:
    return sum(pair in text for pair in pairs) / len(pairs)


def _own_title(view: View) -> str:
    return clean(f"{view.table.title},{','.join(view.table.section_path[-1:])}")


def _about(view: View, catalogue: Catalogue) -> str:
    """Return all that says what a table is about, its headers and the text right before it too."""
    meta = catalogue.metas.get(view.table.document_id)
    before = catalogue.texts.get(view.table.document_id, "")[max(0, view.table.start - 60) : view.table.start]
    heads = ",".join(cell.text for cell in view.table.header)
    return clean(
        f"{_own_title(view)},{','.join(view.table.section_path)},{meta.title if meta else ''},{before},{heads}"
    )
