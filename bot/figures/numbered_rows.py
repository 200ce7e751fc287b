"""A row of a table by its place there (附件2序号11是哪个市, 附件1第5行): the question with its name."""

from __future__ import annotations

import re

from bot.figures.asked_tables import tables_labelled
from bot.figures.catalogue import Catalogue
from bot.figures.grammar import NOUN
from bot.figures.surface import CHINESE_NUMBER, clean, number

_COUNT = rf"(?:\d{{1,3}}|{CHINESE_NUMBER}{{1,3}})"
_TABLE = re.compile(rf"(?P<kind>附件|附表|表)(?P<n>{_COUNT})")
_AT = re.compile(
    rf"(?:里面?|中|上)?的?(?:(?:序号|编号)(?:为|是|第)?(?P<number>{_COUNT})号?(?:的|那个|那一?行|这一?行)*"
    rf"|第(?P<place>{_COUNT})(?:行|个{NOUN})|(?P<last>最后|末尾)(?:的)?一?(?:行|个{NOUN}))"
)
_WHICH = re.compile(rf"(?:对应的?|写的|列的)?(?:是|为)?(?:哪(?:一?个|家)?|什么|谁)(?:{NOUN})?")

_TOTAL = re.compile("(?:的|那个|那一?格|写的)*(?:汇总|合计|总计|总数)数?")  # 最后一行合计: no row of its own


def with_row_named(question: str, catalogue: Catalogue) -> str:
    """Return a question that points at a row by its place in a table with the name of the row; others unchanged."""
    text = clean(question)
    table, at = _TABLE.search(text), _AT.search(text)
    if table is None or at is None or at.start() < table.end():
        return question
    views = tables_labelled(catalogue, f"{table['kind']}{number(table['n'])}")
    said = number(at["number"] or at["place"] or "0")
    rows = views[0].row_keys if len(views) == 1 else ()
    place = len(rows) if at["last"] else int(said or 0)
    if not 0 < place <= len(rows):
        return question
    label = text[table.start() : table.end()]
    name = catalogue.names.get(rows[place - 1], rows[place - 1])
    rest = text[at.end() :]
    total = _TOTAL.match(rest) if at["last"] and "行" in at[0] else None
    if total is not None:
        return f"{label}合计{rest[total.end() :]}"
    return f"{label}里{name}是多少" if _WHICH.match(rest) else f"{label}里{name}{rest}"
