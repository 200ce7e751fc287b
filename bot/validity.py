"""What a reader must know to rely on an answer: the target year is over, the law is repealed, the text is a digest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.desk import ToolContext
from bot.digests import differing
from bot.metadata import status_evidence
from bot.types import Draft, Evidence, Statement
from bot.words.frame import WordContext, day_words
from bot.words.text import quoted
from kb.types import LegalStatus, Verification
from kb.validity import legal_status, target_year_over

_TARGET_INTENTS = frozenset({"obligation", "policy", "list", "membership"})


def caveats(
    words: WordContext, draft: Draft, evidence: Mapping[str, Evidence], *, intent: str
) -> tuple[list[Statement], list[Evidence]]:
    """Return the caveats on the documents that `draft` stands on, with the evidence they cite."""
    context = ToolContext(desk=words.desk, as_of=words.as_of)
    cited: dict[str, list[str]] = {}
    more: list[Evidence] = []
    told = [evidence[i] for s in draft.statements for i in s.evidence if i in evidence]
    asking = {e.document_id for e in told if e.kind != "note"}  # a note under a table asks nothing of anyone
    used = dict.fromkeys(e.document_id for e in told)
    for document_id in used:
        meta = words.desk.meta(document_id)
        say = words.wording.say
        texts: list[str] = []
        if intent == "status":
            continue
        if legal_status(meta, words.as_of) is LegalStatus.REPEALED and meta.valid_until and meta.repealed_by:
            day = day_words(date.fromordinal(meta.valid_until.toordinal() + 1))
            texts.append(say("caveat_repealed_by", title=meta.title, date=day, by=meta.repealed_by))
        if intent in _TARGET_INTENTS and document_id in asking and target_year_over(meta, words.as_of):
            texts.append(say("caveat_target_over", year=str(meta.target_year)))
        if meta.verification is Verification.DIGEST_SECOND_HAND:
            texts.append(say("caveat_digest"))
        if texts:
            record = status_evidence(context, meta)
            more.append(record)
            for text in texts:
                cited.setdefault(text, []).append(record.id)
    statements = [Statement(text=text, evidence=tuple(ids)) for text, ids in cited.items()]
    for differing_point in {e.id: e for item in told for e in differing(words.desk, item)}.values():
        title = words.desk.meta(differing_point.document_id).title
        text = words.wording.say("caveat_differs", title=title, quote=quoted(differing_point).text.rstrip("。"))
        statements.append(Statement(text=text, evidence=(differing_point.id,)))
        more.append(differing_point)
    return statements, more
