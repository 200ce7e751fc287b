"""How likely the passages of a notice answer is told among everything on file, unless nothing else is likely to."""

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from bot.desk import ToolContext
from bot.policy import with_notices
from kb.types import Filters, Hit, Passage, PassageKind


def hit(document: str, probability: float | None) -> Hit:
    passage = Passage(
        id=f"{document}-1",
        document_id=document,
        ordinal=1,
        kind=PassageKind.TEXT,
        section_path=(),
        text="",
        start=0,
        end=1,
    )
    return Hit(passage=passage, score=1.0, probability=probability)


@pytest.mark.parametrize(("of_law", "expected"), [(0.4, 0.02), (0.03, 0.7)])
def test_a_notice_leads_only_where_no_other_document_may_answer(of_law: float, expected: float) -> None:
    among_all = [hit("law", of_law), hit("notice", 0.02)]

    def search(query: str, *, k: int, filters: Filters) -> list[Hit]:
        return [hit("notice", 0.7)] if filters.document_ids else among_all

    index = SimpleNamespace(find=lambda query, kinds: [])
    desk = SimpleNamespace(primary=("notice",), index=index, forms={}, searcher=SimpleNamespace(search=search))
    context = cast(ToolContext, SimpleNamespace(desk=desk, as_of=date(2026, 11, 23)))
    read = with_notices(context, "报告交给谁", [hit("law", of_law)], among_all)
    found = {h.passage.document_id: h.probability for h in read}
    assert found == {"law": of_law, "notice": expected}
