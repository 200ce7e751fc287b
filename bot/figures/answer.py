"""Compute and word a query, or say why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.figures.amounts import FigureResult
from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.evidence import EvidenceBook
from bot.figures.outcome import NotUnderstood, Reason
from bot.figures.query import FigureQuery
from bot.figures.roles import Role, other
from bot.figures.speak import speak
from bot.figures.speaker import Speaker
from bot.figures.wording import phrases, write
from bot.types import Choice, Draft, Evidence, Outcome, Statement

_DENIALS = ("没", "未", "还", "尚", "仍")
_HELD = frozenset({Reason.METRIC_MISSING, Reason.REASON_MISSING, Reason.LIST_MISSING})  # nothing near, but on file


@dataclass(frozen=True, kw_only=True)
class FigureAnswer:
    """A computed and worded query.

    Attributes:
        result: the numbers, exact; None where there was no query.
        draft: statements, blocks and choices; every id in it is in `evidence`.
        evidence: every cell, note and computation used.
        summary: JSON-able, for `Answer.tool_calls`.
        missing: what is not on file, in words for people.
    """

    result: FigureResult | None
    draft: Draft
    evidence: tuple[Evidence, ...]
    summary: dict[str, Any]
    missing: tuple[str, ...] = ()


def answer(query: FigureQuery, catalogue: Catalogue) -> FigureAnswer:
    """Compute a query, with the further ones it carries, and word what they came to."""
    if query.also:
        return _together([answer(replace(query, also=()), catalogue), *(answer(q, catalogue) for q in query.also)])
    result = Engine(catalogue).run(query)
    speaker = Speaker(catalogue, query, result)
    draft = speak(speaker)
    return FigureAnswer(
        result=result,
        draft=draft,
        evidence=speaker.book.all(),
        summary=summarise(query, result, catalogue),
        missing=tuple(name for name, _ in result.missing),
    )


def _together(answers: Sequence[FigureAnswer]) -> FigureAnswer:
    """Join the answers to the parts of one question: sentences once each, tables once each."""
    first = answers[0]
    leads = [a.draft.statements[0].evidence for a in answers if a.draft.statements]
    statements = {  # a number denied and told for what it is (292家是验收数) is not told twice
        s.text: s for a in answers for i, s in enumerate(a.draft.statements) if not i or s.evidence not in leads[1:]
    }
    blocks: list[dict[str, Any]] = []
    for block in (b for a in answers for b in a.draft.blocks):
        if block not in blocks:
            blocks.append(block)
    outcome = next((a.draft.outcome for a in answers if a.draft.outcome is Outcome.ANSWERED), first.draft.outcome)
    return FigureAnswer(
        result=first.result,
        draft=replace(first.draft, outcome=outcome, statements=tuple(statements.values()), blocks=tuple(blocks)),
        evidence=tuple({e.id: e for a in answers for e in a.evidence}.values()),
        summary={**first.summary, "also": [a.summary for a in answers[1:]]},
        missing=tuple(dict.fromkeys(name for a in answers for name in a.missing)),
    )


def answer_fault(fault: NotUnderstood, catalogue: Catalogue) -> FigureAnswer:
    """Word why a question has no answer, with the nearest thing on file; `clarify` for several readings."""
    say = phrases().say
    if fault.reason is Reason.AMBIGUOUS:
        choices = tuple(Choice(label=label, question=question) for label, question in fault.choices)
        places = {region.name for region in catalogue.lexicon.regions}
        asks_place = bool(choices) and all(choice.label in places for choice in choices)
        cities = asks_place and all(choice.label.endswith("市") for choice in choices)
        text = say("which_city" if cities else "which_place" if asks_place else "which")
        if fault.missing:
            text = say("which_of", row=fault.missing[0])
        draft = Draft(outcome=Outcome.CLARIFY, statements=(Statement(text=text),), choices=choices)
        return FigureAnswer(result=None, draft=draft, evidence=(), summary={"fault": fault.reason.value})
    first = fault.missing[0] if fault.missing else ""
    if fault.reason is Reason.YEAR_MISSING:
        text = say("no_year", year=first, metric=fault.missing[1] if len(fault.missing) > 1 else "")
    elif fault.reason is Reason.ROLE_MISSING:
        asked = Role(fault.missing[1])
        names = phrases().words["roles"]
        text = say("no_role", year=first, asked=names[asked.value], held=names[other(asked).value])
    elif fault.reason is Reason.REASON_MISSING:
        text = say("no_reason")
    elif fault.reason is Reason.LIST_MISSING:
        text = say(f"no_list_{first}")
    elif fault.reason is Reason.ROW_UNKNOWN:
        text = say("no_row", row="、".join(fault.missing))
    elif _is_rate(first):
        goal = any(word in first for word in phrases().words["goal_rates"])
        text = say("no_rate_of_goal" if goal else "no_rate", rate=first)
    else:
        text = say("no_metric", metric=first)
    statements = [Statement(text=text)]
    dated = fault.reason in {Reason.YEAR_MISSING, Reason.ROLE_MISSING}
    year = re.match(r"(\d{4})年", first) if dated else None
    evidence: tuple[Evidence, ...] = ()
    blocks: tuple[dict[str, Any], ...] = ()
    result = None
    for query, template in ((fault.nearest, "nearest"), (fault.also, "also")):
        near = answer(query, catalogue) if query is not None else None
        if near is None or near.draft.outcome is not Outcome.ANSWERED:
            continue
        head, *rest = near.draft.statements
        if fault.reason in _HELD and template == "nearest":
            template = "held"
        said = say(template, sentence=head.text)
        if fault.reason is Reason.LIST_MISSING and len(fault.missing) > 1:
            said = say("not_so", sentence=head.text.rstrip("。"), denied=fault.missing[1])
        statements.append(Statement(text=said, evidence=head.evidence))
        known = {record.id for record in evidence}
        evidence += tuple(record for record in near.evidence if record.id not in known)
        if result is not None:
            continue
        statements += rest
        blocks, result = near.draft.blocks, near.result
        figures = [f for entry in result.entries for f in entry.amount.figures] if result is not None else []
        if year is not None and figures:
            book = EvidenceBook(catalogue)
            statements[0] = Statement(text=text, evidence=(book.asked_year(int(year[1]), figures),))
            known = {record.id for record in evidence}
            evidence += tuple(record for record in book.all() if record.id not in known)
    choices = tuple(Choice(label=label, question=question) for label, question in fault.choices)
    draft = Draft(outcome=Outcome.NO_ANSWER, statements=tuple(statements), blocks=blocks, choices=choices)
    return FigureAnswer(
        result=result,
        draft=draft,
        evidence=evidence,
        summary={"fault": fault.reason.value, "missing": list(fault.missing)},
        missing=fault.missing,
    )


def _is_rate(words: str) -> bool:
    """Say whether what is missing is a rate (完成率), not those that did not (没完成审核)."""
    if words[:1] in _DENIALS:
        return False
    rates = tuple(phrases().words["rates"])
    return words in rates or (words.endswith(rates) and any(word in words for word in phrases().words["goal_rates"]))


def summarise(query: FigureQuery, result: FigureResult, catalogue: Catalogue) -> dict[str, Any]:
    """Return a result as JSON values."""
    shown = result.entries[:50]
    data: dict[str, Any] = {
        "entries": [
            {
                "subject": entry.subject.name,
                "metric": catalogue.columns[entry.measure.column].name,
                "year": catalogue.columns[entry.measure.column].year,
                "value": write(entry.amount).digits,
                "unit": write(entry.amount).unit,
                **({"place": entry.place} if entry.place is not None else {}),
            }
            for entry in shown
        ],
        "population": result.population,
    }
    if result.outcome is not None:
        data["outcome"] = {"value": f"{result.outcome.value:.6g}", "formula": result.outcome.formula}
    if result.holds is not None:
        data["holds"] = result.holds
    if query.relation is not None:
        data["relation"] = query.relation.value
    return data
