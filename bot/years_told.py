"""The years that a question names beside those that the texts found speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import ToolContext
from bot.reading_rules import default_reading_rules
from bot.types import Evidence

_OWN_YEAR = re.compile(
    r"(?<!\d)(20\d{2})年?度?(?:的|那份|那个|这份|通知|文件|里|中|，)*(?![\d月日底末初前后内间起到至、和与比])"
)


def counted_in_another_year(context: ToolContext, query: str, evidence: Sequence[Evidence]) -> bool:
    """Say whether it is asked how many of a year, and all that is found tells of other years."""
    rules = default_reading_rules()
    asked = set(rules.years.findall(query))
    if not asked or rules.how_many.search(query) is None:
        return False
    for found in evidence:
        told = set(rules.years.findall(found.quote))
        of_document = str(context.desk.meta(found.document_id).target_year) in asked
        if not told or told & asked or of_document:
            return False
    return True


def of_year_to_come(context: ToolContext, query: str, evidence: Sequence[Evidence]) -> bool:
    """Say whether a year to come is asked about, of which nothing that was found in notices says anything."""
    desk, asked = context.desk, {int(year[:4]) for year in default_reading_rules().years.findall(query)}
    asked |= {context.as_of.year + 1} if "明年" in query else set()
    if not asked or min(asked) <= context.as_of.year:
        return False
    of_notices = all(desk.meta(e.document_id).target_year is not None for e in evidence)
    return of_notices and not any(str(year) in e.quote for year in asked for e in evidence)


def of_own_year(context: ToolContext, query: str, document_ids: Sequence[str]) -> str:
    """Return a question on documents without the year that the title of one says, which its text does not repeat.

    今年 is the present year where the one document speaks of it.
    """
    desk, rules = context.desk, default_reading_rules()
    titles = "".join(desk.meta(i).title for i in document_ids)
    own = _OWN_YEAR.search(query)
    if own is not None and own[1] in titles:
        query = query[: own.start()] + query[own.end() :]
    year = f"{context.as_of.year}年"
    if len(document_ids) == 1 and year in (desk.text_of(document_ids[0]) or ""):
        query = rules.this_year.sub(year, query)
    return query
