"""How binding a duty is, in words: what the text itself says (鼓励, 应, 不得), where that is asked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matching import covered
from bot.planning.phrases import plan_phrases
from bot.question import read_question, topic_of
from bot.types import Evidence, Statement
from bot.words.frame import WordContext
from kb.types import Obligation, Strength

_ABOUT = 0.5
_LEADS = {
    Strength.MUST: "strength_must",
    Strength.MUST_NOT: "strength_must_not",
    Strength.MAY: "strength_may",
    Strength.ENCOURAGED: "strength_encouraged",
}


def strength_lead(context: WordContext, evidence: Sequence[Evidence]) -> list[Statement]:
    """Return the sentence that says how binding the duty of the first evidence is; nothing where that is not asked.

    A duty without a word for its strength is not judged, nor one that the question is not about.
    """
    asked = plan_phrases().asks_strength.search(context.question.text)
    if asked is None or not evidence:
        return []
    first = evidence[0]
    duty = _duty_in(context, first)
    if duty is None or duty.modal is None or plan_phrases().modals.fullmatch(duty.modal) is None:
        return []
    text = context.question.text[: asked.start()] + " " + context.question.text[asked.end() :]
    topic = topic_of(context.desk, read_question(context.desk, text)).replace(" ", "")
    read = not isinstance(first.record, Obligation)  # a duty that was planned for is the one asked about
    if read and topic and covered(topic, f"{duty.subject}{duty.text}{''.join(duty.section_path)}") < _ABOUT:
        return []
    words = context.wording.say(_LEADS[duty.strength], modal=duty.modal)
    return [Statement(text=words, evidence=(first.id,))]


def _duty_in(context: WordContext, evidence: Evidence) -> Obligation | None:
    """Return the duty that evidence is, or the first and widest one that stands in its words."""
    if isinstance(evidence.record, Obligation):
        return evidence.record
    held = context.desk.knowledge.of(evidence.document_id).obligations
    inside = [o for o in held if evidence.start <= o.start and o.end <= evidence.end]
    return min(inside, key=lambda o: (o.start, -o.end), default=None)
