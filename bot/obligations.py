"""Who must, should, may or must not do what."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import ToolContext
from bot.evidence import of_obligation
from bot.matching import covered
from bot.types import ToolCall, ToolResult
from kb.types import Obligation, Strength


def list_obligations(
    context: ToolContext,
    *,
    addressee: str | None = None,
    strength: Strength | None = None,
    industry: str | None = None,
    topic: str | None = None,
    document_ids: Sequence[str] = (),
) -> ToolResult:
    """Return obligations that match every argument given, nearest to `topic` first, else in document order.

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
        found = [o for o in found if addressed(o, forms)]
        if not found:
            missing.append(addressee)
    if topic:
        scored = sorted(((covered(topic, o.text), -i, o) for i, o in enumerate(found)), reverse=True)
        top = scored[0][0] if scored else 0.0
        found = [o for share, _, o in scored if share >= max(0.3, 0.7 * top)]
        if not found:
            missing.append(topic)
    if addressee and not industry:
        found = [o for o in found if o.modal] or found  # where someone is told what to do, in so many words
    if not document_ids:
        found = [o for o in found if o.document_id in desk.primary] or found
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


def addressed(obligation: Obligation, forms: Sequence[str]) -> bool:
    """Say whether the subject of an obligation is the addressee, by any of the ways to say it."""
    return any(form in obligation.subject or covered(form, obligation.subject) >= 0.6 for form in forms)


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
