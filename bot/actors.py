"""Who does something (由谁审核, 是县财政局审核的吧): the clause in which a body is said to do it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.clauses import Clause, bounds, clause_phrases, heading_over, pieces, words_asked, words_share
from bot.desk import Desk

_BESIDE, _ABOVE = 0.8, 0.75  # what a word is worth in the line around a clause, and in what stands over it
_CLEAR = 0.05  # so far ahead of a clause of another document has to be what is told
_BODY = (
    "(?:部门|机关|机构|单位|委员会|办公室|中心|[厅局院]|委(?!托|员)|办(?!理|法|公|事)|处(?!理|罚|置|于|分)|站|所(?![在有需得示称属提])"
    "|政府|镇街|乡镇|街道|社区|村委会|居委会|村|残联|妇联|工会|[协学]会|联合会|专家组|专班|小组|企业|公司|主体|法人|[大支总]队)"
    "(?:（[^（）]{1,20}）)?"
)
_DOES = "[^。；\n]{{0,{chars}}}?(?:{act})"
_NEAR_CHARS = 24  # so far behind a body may stand what it does (自受理之日起10个工作日内完成审核)


def actor(desk: Desk, question: str, document_ids: Sequence[str], *, least: float) -> list[Clause]:
    """Return the clause that says by whom is done what a question asks, or supposes, someone to do; none where unclear.

    The act has to stand behind a body in the clause; the rest of the question in the clause, its sentence, the
    headings over it or the title.
    """
    phrases = clause_phrases()
    asked = [(m["act"], m.start(), m.end()) for m in phrases.actor.finditer(question)] or _supposed(question)
    rest = question
    for _, start, end in reversed(asked):
        rest = f"{rest[:start]} {rest[end:]}"
    words = words_asked(desk, rest)
    if not words or not asked:
        return []
    found = [_foremost(_doing(desk, words, phrases.acts.get(act, act), document_ids), least) for act, _, _ in asked]
    return list(dict.fromkeys(clause for clause in found if clause is not None)) if all(found) else []


def _foremost(found: Iterator[Clause], least: float) -> Clause | None:
    """Return the clause that fits best; None where one of another document fits nearly as well."""
    ranked = sorted(found, key=lambda c: -c.score)
    if not ranked or ranked[0].score < least:
        return None
    near = (c for c in ranked if c.score > ranked[0].score - _CLEAR)
    return ranked[0] if all(c.document_id == ranked[0].document_id for c in near) else None


def _supposed(question: str) -> list[tuple[str, int, int]]:
    """Return what is supposed to be done by someone, with where that is said: 验收 of 验收是街道搞的吧."""
    said = clause_phrases().actor_supposed.search(question)
    if said is None:
        return []
    act = clause_phrases().actor_act.search(question[: said.start()])
    if len(said["act"]) > 1 and not clause_phrases().actor_light.fullmatch(said["act"]):
        return [(said["act"], said.start(), said.end())]
    return [(act["act"], act.start(), said.end())] if act is not None else []


def _doing(desk: Desk, words: Sequence[tuple[str, ...]], act: str, document_ids: Sequence[str]) -> Iterator[Clause]:
    said = re.compile(_BODY + _DOES.format(chars=_NEAR_CHARS, act=act))
    for document_id in document_ids:
        text, title = desk.text_of(document_id) or "", desk.meta(document_id).title
        for start, end in pieces(text):
            if said.search(text, start, end) is None:
                continue
            whole = text[slice(*bounds(text, start, "\n"))]
            above = heading_over(desk, document_id, start)
            places = ((text[start:end], 1.0), (whole, _BESIDE), (above, _ABOVE), (title, _ABOVE))
            yield Clause(words_share(words, *places), document_id, start, end)
