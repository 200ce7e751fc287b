"""The duty of a mandatory audit in words: the article that decides, in its own words, and what follows."""

from __future__ import annotations

import re

from bot.duty import Aspect, Finding, default_rules
from bot.types import Choice, Draft, Evidence, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, joined
from bot.words.text import quoted
from kb.audit_duty import Verdict

_LABEL = re.compile(r"^第[〇零一二三四五六七八九十百千\d]+条(?:第[一二三四五六七八九十]+款)?[　 ：:]*")


def word_duty(context: WordContext, result: ToolResult) -> Draft:
    """Word an assessment; nothing where no article is on file."""
    finding = result.finding
    if not isinstance(finding, Finding):
        return Draft(outcome=Outcome.NO_ANSWER, statements=())
    if finding.aspect is Aspect.SCOPE:
        return _answered(_scope(context, finding))
    if finding.aspect is Aspect.ENTERPRISE:
        return _enterprise(context, finding)
    if finding.aspect is Aspect.TIME_LIMIT:
        return _answered(_limits(context, finding))
    return _answered(_consequences(context, finding))


def _answered(statements: list[Statement]) -> Draft:
    return Draft(outcome=Outcome.ANSWERED if statements else Outcome.NO_ANSWER, statements=tuple(statements))


def _quote(evidence: Evidence) -> str:
    return _LABEL.sub("", quoted(evidence).text)


def _scope(context: WordContext, finding: Finding) -> list[Statement]:
    regime, article = finding.assessment.regime, finding.article
    if regime is None or article is None:
        return []
    say = context.wording.say
    return [
        Statement(
            text=say("duty_scope", law=regime.law, article=regime.article, quote=_quote(article)),
            evidence=(article.id,),
        )
    ]


def _enterprise(context: WordContext, finding: Finding) -> Draft:
    assessment, article = finding.assessment, finding.article
    regime = assessment.regime
    if regime is None or article is None:
        return Draft(outcome=Outcome.NO_ANSWER, statements=())
    say = context.wording.say
    names = {"law": regime.law, "article": regime.article}
    cites = (article.id,)
    then = default_rules().regime(context.as_of) is not regime
    statements = [Statement(text=say("duty_then"))] if then else []
    if finding.lapsed is not None and assessment.lapsed:
        facts = joined([c.short for c in assessment.lapsed])
        law = next(r.law for r in default_rules().regimes if r is not regime and assessment.lapsed[0].id in r.items)
        statements.append(Statement(text=say("duty_lapsed", facts=facts, law=law), evidence=(finding.lapsed.id,)))
    choices: list[Choice] = []
    outcome = Outcome.ANSWERED
    if assessment.verdict is Verdict.REQUIRED:
        facts = joined([c.short for c in assessment.met])
        statements.append(Statement(text=say("duty_required", facts=facts, **names), evidence=cites))
        statements += _consequences(context, finding)
        statements.append(Statement(text=say("duty_quote", quote=_quote(article)), evidence=cites))
    elif assessment.verdict is Verdict.NOT_LISTED:
        statements.append(Statement(text=say("duty_not_listed", **names), evidence=cites))
    elif assessment.denied and all(c.residual for c in assessment.open):
        facts = joined([c.short for c in assessment.denied])
        statements.append(Statement(text=say("duty_residual", facts=facts), evidence=cites))
        statements.append(Statement(text=say("duty_scope", **names, quote=_quote(article)), evidence=cites))
    else:
        outcome = Outcome.CLARIFY
        asked = "".join(c.question for c in assessment.open if not c.residual)
        known = assessment.denied or assessment.lapsed
        text = say("duty_missing", questions=asked) if known else say("duty_unknown")
        statements.append(Statement(text=text, evidence=cites))
        statements.append(Statement(text=say("duty_scope", **names, quote=_quote(article)), evidence=cites))
        choices = [
            Choice(label=c.short, question=context.wording.say("duty_choice", fact=c.short)) for c in assessment.open
        ]
    statements.append(Statement(text=say("duty_note", note=_note())))
    return Draft(outcome=outcome, statements=tuple(statements), choices=tuple(choices))


def _note() -> str:
    return default_rules().note


def _consequences(context: WordContext, finding: Finding) -> list[Statement]:
    say = context.wording.say
    statements: list[Statement] = []
    for consequence, evidence in finding.consequences:
        if evidence is None or consequence.article is None:
            continue
        bounds = {f.metric: f"{f.value}{f.unit}" for f in evidence.facts if f.metric in ("罚款下限", "罚款上限")}
        names = {"law": consequence.document, "article": consequence.article}
        if bounds:
            template = "duty_fine" if "拒不改正" in evidence.quote and "限期改正" in evidence.quote else "duty_fine_now"
            text = say(template, **names, low=bounds["罚款下限"], high=bounds["罚款上限"])
            statements.append(Statement(text=text, evidence=(evidence.id,)))
        if finding.aspect is not Aspect.ENTERPRISE:
            statements.append(
                Statement(text=say("duty_quote", quote=_quote(evidence)), evidence=(evidence.id,))
                if bounds
                else Statement(text=say("duty_scope", **names, quote=_quote(evidence)), evidence=(evidence.id,))
            )
    return statements


def _limits(context: WordContext, finding: Finding) -> list[Statement]:
    seen: dict[str, Statement] = {}
    for consequence, evidence in finding.consequences:
        if evidence is not None:
            words = quoted(evidence).text.rstrip("。")
            text = context.wording.say("duty_limit", document=consequence.document, text=words)
            seen.setdefault(evidence.id, Statement(text=text, evidence=(evidence.id,)))
    return list(seen.values())
