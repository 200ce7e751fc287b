"""`assess_audit_duty`: must an enterprise undergo 强制性清洁生产审核, by which article, and what follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from bot.articles import article_evidence
from bot.desk import ToolContext
from bot.evidence import span
from bot.matching import covered
from bot.reading_rules import default_reading_rules
from bot.types import Evidence, ToolCall, ToolResult
from bot.wording import load_yaml
from kb.audit_duty import Assessment, AuditRules, Consequence, ConsequenceKind
from kb.rules import load_audit_rules
from kb.settings import ROOT
from kb.titles import title_key
from kb.zh.windows import Window, find_window

_YEAR = re.compile(r"\d{4}年")
_CLAUSE = re.compile("[，,。；;]")
_SAME = 0.6  # share of a consequence's words that a line must hold to be its source


class Aspect(StrEnum):
    """What is asked about the duty."""

    SCOPE = "scope"  # which enterprises
    ENTERPRISE = "enterprise"  # this one
    PENALTY = "penalty"
    TIME_LIMIT = "time_limit"
    REPORT = "report"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What the tool found: the assessment, the article that decides, consequences each with its text where on file."""

    aspect: Aspect
    assessment: Assessment
    article: Evidence | None
    consequences: tuple[tuple[Consequence, Evidence | None], ...]
    lapsed: Evidence | None


@cache
def default_rules() -> AuditRules:
    """Return the rules that ship."""
    return load_audit_rules(ROOT / "corpus" / "rules" / "audit_duty.yaml")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words) for name, words in load_yaml("duty.yaml")["asks"].items()}


def aspect_of(question: str) -> Aspect | None:
    """Return what a question asks about the duty of a mandatory audit; None where it is about something else."""
    asks = _patterns()
    stated = default_rules().detect(question)
    about = asks["mandatory"].search(question) is not None
    of_own = asks["own"].search(question) is not None and asks["must"].search(question) is not None
    own_fact = bool(stated) and asks["own"].search(question) is not None and not asks["asks"].search(question)
    if own_fact and not asks["other"].search(question):
        return Aspect.ENTERPRISE  # 我们厂用了氰化物: said, with nothing else asked
    if not about and not of_own and not (stated and asks["audit"].search(question)):
        return None
    if asks["other"].search(question):
        return None
    for aspect in (Aspect.PENALTY, Aspect.TIME_LIMIT, Aspect.REPORT):
        if about and asks[aspect.value].search(question):
            return aspect
    if asks["whom"].search(question) and not stated:
        return Aspect.SCOPE
    if of_own or (stated and asks["enterprise"].search(question)):
        return Aspect.ENTERPRISE
    if asks["scope"].search(question):
        return Aspect.SCOPE
    return Aspect.ENTERPRISE if asks["enterprise"].search(question) else None


def follows_duty(question: str) -> bool:
    """Say whether a short follow-up to the duty of an audit asks for its time limits, its report or its penalty."""
    return any(_patterns()[a.value].search(question) for a in (Aspect.PENALTY, Aspect.TIME_LIMIT, Aspect.REPORT))


def asks_former(question: str) -> bool:
    """Say whether a question asks by the law before the one in force (旧法怎么规定)."""
    return _patterns()["then"].search(question) is not None


def without_law(question: str) -> str:
    """Return a question without the words that say by which of the two laws it asks."""
    said = _patterns()
    bare = said["now"].sub("", said["then"].sub("", question))
    return re.sub(r"^(?:按照?|根据|依据|在)?(?:的?里面?|中|的)?[，,]*", "", bare)


def compared_aspect(question: str) -> Aspect | None:
    """Return what a question compares under the old law and the new: penalty, report, or who must undergo the audit."""
    if default_reading_rules().compares.search(question) is None:
        return None
    of_audit = any(_patterns()[name].search(question) for name in ("audit", "mandatory"))
    if not of_audit and not _names_both(question):
        return None
    if _patterns()["other"].search(question):
        return None
    return next(
        (a for a in (Aspect.PENALTY, Aspect.REPORT, Aspect.SCOPE) if _patterns()[a.value].search(question)), None
    )


def _names_both(question: str) -> bool:
    """Say whether a question names two of the laws that the duty stood in, one after the other."""
    laws = {title_key(regime.law) for regime in default_rules().regimes}
    return len([law for law in laws if law in question]) > 1


_KINDS: dict[Aspect, tuple[ConsequenceKind, ...]] = {
    Aspect.SCOPE: (),
    Aspect.ENTERPRISE: (ConsequenceKind.REPORT, ConsequenceKind.PENALTY),
    Aspect.PENALTY: (ConsequenceKind.PENALTY,),
    Aspect.TIME_LIMIT: (ConsequenceKind.TIME_LIMIT,),
    Aspect.REPORT: (ConsequenceKind.REPORT,),
}


def assess_audit_duty(
    context: ToolContext,
    *,
    question: str,
    aspect: Aspect | None = None,
    facts: Mapping[str, bool] | None = None,
) -> ToolResult:
    """Assess from what the question states of the enterprise, by the law in force on the day.

    Args:
        context: the desk and the day.
        question: standalone question; read for facts and for what is asked.
        aspect: what is asked; None reads it from the question.
        facts: condition id -> whether it holds; overrides what the question says.
    """
    rules = default_rules()
    context = replace(context, as_of=day_of(question, context.as_of))
    known = {**rules.detect(question), **(facts or {})}
    wanted = aspect or aspect_of(question) or Aspect.SCOPE
    assessment = rules.assess(known, context.as_of)
    regime = assessment.regime
    call = ToolCall(
        name="assess_audit_duty", arguments={"question": question, "aspect": wanted.value, "facts": dict(known)}
    )
    if regime is None:
        return ToolResult(call=call, missing=(question,))
    article = article_evidence(context, regime.law, regime.article)
    chosen = [
        c
        for c in rules.consequences
        if c.kind in _KINDS[wanted] and c.applies(context.as_of) and _of_duty(c, wanted, regime.law, question)
    ]
    consequences = tuple((c, _source(context, c)) for c in chosen)
    lapsed = None
    if assessment.lapsed:
        former = next((r for r in rules.regimes if r is not regime and assessment.lapsed[0].id in r.items), None)
        lapsed = article_evidence(context, former.law, former.article) if former else None
    finding = Finding(aspect=wanted, assessment=assessment, article=article, consequences=consequences, lapsed=lapsed)
    evidence = tuple(e for e in (article, lapsed, *(e for _, e in consequences)) if e is not None)
    if not evidence:
        return ToolResult(call=call, missing=(question,))
    result = {
        "verdict": assessment.verdict.value,
        "law": regime.law,
        "article": regime.article,
        "met": [c.label for c in assessment.met],
        "open": [c.label for c in assessment.open],
        "note": rules.note,
        "consequences": [
            {"text": c.text, "document": c.document, "article": c.article, "verification": c.verification.value}
            for c, _ in consequences
        ],
    }
    return ToolResult(call=call, evidence=evidence, result=result, finding=finding)


def day_of(question: str, as_of: date) -> date:
    """Return the day whose law applies.

    It is that of a past month or day that the question names, the last day of the former law where the question asks
    by it, else `as_of`.
    """
    window = _window(question, as_of)
    former = default_rules().former(as_of) if asks_former(question) else None
    if window is None and former is not None and former.valid_until is not None:
        return former.valid_until
    return window.last if window is not None and window.last < as_of else as_of


def _window(question: str, as_of: date) -> Window | None:
    """Return the days that a question is asked for: those of its last clause, else those that it names with the year.

    去年超标被罚过，今年要不要做 tells of last year, and asks for today.
    """
    *told, asks = [clause for clause in _CLAUSE.split(question) if clause.strip("？?！! ")] or [question]
    window = find_window(asks, as_of)
    if window is None and told:
        window = find_window("，".join(clause for clause in told if _YEAR.search(clause)), as_of)
    return window


def _source(context: ToolContext, consequence: Consequence) -> Evidence | None:
    """Return the text that a consequence stands on: its article, else the line of its document that says the same."""
    if consequence.article is not None:
        return article_evidence(context, consequence.document, consequence.article, about=consequence.text)
    desk = context.desk
    text = desk.text_of(consequence.document_id) or ""
    best: tuple[float, int, int] = (_SAME, 0, 0)
    for line in re.finditer(r"[^\n。]+。?", text):
        best = max(best, (covered(consequence.text, line[0]), line.start(), line.end()))
    return span(desk, consequence.document_id, best[1], best[2]) if best[2] else None


def _of_duty(consequence: Consequence, aspect: Aspect, law: str, question: str) -> bool:
    """Keep what follows from not doing the audit itself; the law that decides speaks first.

    Of time limits, keep the one for making known what is asked to be made known, else those for the audit.
    """
    about_audit = "审核" in consequence.text
    if aspect is Aspect.TIME_LIMIT:
        return about_audit is (_patterns()["publishes"].search(question) is None)
    return about_audit and consequence.document == law
