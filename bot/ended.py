"""What a notice on file says of a document that it ends and that is not on file itself (《…》同时废止)."""

from __future__ import annotations

import re

from bot.desk import Desk
from bot.matching import bare, covered
from kb.types import Repeal
from kb.zh.sentences import line_around

_OLD = re.compile(
    r"(?:旧|老|原来?|以前|之前|先前|过去)的?(?:那[份个部])?(?:[一-龥]{0,8}?)(?P<kind>办法|细则|规定|通知|意见|方案|标准)"
)
_NUMBER = re.compile(r"[一-龥]{1,12}〔\d{4}〕\d+号")
_TITLED, _ON_MATTER = 0.8, 0.5
_LINE_CHARS = 120  # so short a line is told whole: with the day from which the new notice holds


def ended_by(desk: Desk, text: str) -> Repeal | None:
    """Return where a notice says that it ends the document which `text` names or points to (旧的报废办法), or None."""
    held = (r for r in desk.knowledge.repeals if r.document_id in desk.primary and not desk.knowledge.named(r.title))
    return next((repeal for repeal in held if _names(desk, repeal, text)), None)


def line_of(desk: Desk, repeal: Repeal) -> tuple[int, int]:
    """Return the stretch that says so: the whole line where it is short, else the sentence."""
    text = desk.text_of(repeal.document_id) or ""
    start, end = line_around(text, repeal.start, repeal.end)
    return (start, end) if end - start <= _LINE_CHARS else (repeal.start, repeal.end)


def _names(desk: Desk, repeal: Repeal, text: str) -> bool:
    said = (desk.text_of(repeal.document_id) or "")[repeal.start : repeal.end]
    if any(number in text for number in _NUMBER.findall(said)) or covered(repeal.title, text) >= _TITLED:
        return True
    old = _OLD.search(text)
    if old is None or old["kind"] not in repeal.title:
        return False
    matter = bare(text[: old.start()] + text[old.start() + 1 : old.start("kind")])
    words = [w for w, _, _ in desk.tokenizer.words(matter) if len(w) > 1]
    held = sum(len(w) for w in words if w in repeal.title)
    return bool(words) and held >= _ON_MATTER * sum(map(len, words))
