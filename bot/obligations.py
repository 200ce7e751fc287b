"""Who must, should, may or must not do what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import Desk, ToolContext
from bot.evidence import of_obligation
from bot.matching import bigrams, covered
from bot.types import ToolCall, ToolResult
from kb.types import LegalStatus, Obligation, Strength
from kb.validity import legal_status

_TOPIC_SHARE = 0.5
_ORDER = (Strength.MUST, Strength.MUST_NOT, Strength.MAY, Strength.ENCOURAGED)


def list_obligations(
    context: ToolContext,
    *,
    addressee: str | None = None,
    strength: Strength | None = None,
    industry: str | None = None,
    topic: str | None = None,
    document_ids: Sequence[str] = (),
) -> ToolResult:
    """Return obligations that match every argument given, what must be done first, each strength in document order.

    Args:
        context: the desk.
        addressee: who is addressed, in words (企业, 地市主管部门, 省属国企).
        strength: 应当, 鼓励, 可以 or 不得.
        industry: canonical industry (钢铁).
        topic: what it is about, in words.
        document_ids: documents to look at.
    """
    desk = context.desk
    wanted = context.wanted(document_ids)
    if not document_ids:
        void = (LegalStatus.REPEALED, LegalStatus.NOT_YET)
        wanted = frozenset(name for name in wanted if legal_status(desk.meta(name), context.as_of) not in void)
    found = [o for o in desk.knowledge.obligations if o.document_id in wanted]
    missing: list[str] = []
    if industry:
        found = [o for o in found if industry in o.industries or industry in o.text]
        if not found:
            missing.append(industry)
    if strength:
        found = [o for o in found if o.strength is strength]
    if addressee:
        forms = (addressee, *desk.forms.get(addressee, ()))
        addressed = _addressed(frozenset(o.subject for o in found), forms)
        found = [o for o in found if o.subject in addressed]
        if not found:
            missing.append(addressee)
    if topic:
        found = about(desk, found, topic)
        if not found:
            missing.append(topic)
    if (addressee or strength) and not industry:
        found = [o for o in found if o.modal] or found  # where someone is told what to do, in so many words
    if not document_ids:
        found = [o for o in found if o.document_id in desk.primary] or found
    found = sorted(without_repeats(found), key=lambda o: _ORDER.index(o.strength))
    arguments = {
        "addressee": addressee,
        "strength": strength.value if strength else None,
        "industry": industry,
        "topic": topic,
        "document_ids": list(document_ids),
    }
    return ToolResult(
        call=ToolCall(name="list_obligations", arguments={k: v for k, v in arguments.items() if v}),
        evidence=tuple(of_obligation(desk, o) for o in found),
        result={"obligations": [as_json(o) for o in found]},
        missing=tuple(missing),
    )


def about(desk: Desk, found: Sequence[Obligation], topic: str) -> list[Obligation]:
    """Return the obligations whose words hold `topic`; where none do, those of a document titled with it."""
    scored = [(covered(topic, f"{o.subject} {o.text} {' '.join(o.section_path)}"), o) for o in found]
    top = max((share for share, _ in scored), default=0.0)
    near = [o for share, o in scored if share >= max(_TOPIC_SHARE, 0.8 * top)]
    titled = {o.document_id for o in found if covered(topic, desk.meta(o.document_id).title) > top}
    return [o for o in found if o.document_id in titled] if titled else near


def without_repeats(found: Sequence[Obligation]) -> list[Obligation]:
    """Return the obligations without those whose words stand within another's."""
    return [
        o
        for o in found
        if not any(
            other is not o
            and other.document_id == o.document_id
            and other.start <= o.start
            and o.end <= other.end
            and (other.end - other.start, o.id) > (o.end - o.start, other.id)
            for other in found
        )
    ]


def _addressed(subjects: frozenset[str], forms: Sequence[str]) -> set[str]:
    """Return the subjects that are the addressee; those without two characters of any form are not compared."""
    near = re.compile("|".join(re.escape(gram) for form in forms for gram in bigrams(form)))
    return {subject for subject in subjects if near.search(subject) and is_addressed(subject, forms)}


def is_addressed(subject: str, forms: Sequence[str]) -> bool:
    """Say whether the subject of a duty is the addressee, by any of the ways to say it."""
    return any(form in subject or covered(form, subject) >= 0.6 for form in forms)


def as_json(obligation: Obligation) -> dict[str, object]:
    """Return an obligation as JSON values."""
    return {
        "subject": obligation.subject,
        "modal": obligation.modal,
        "strength": obligation.strength.value,
        "action": obligation.action,
        "industries": list(obligation.industries),
        "text": obligation.text,
        "document_id": obligation.document_id,
    }
