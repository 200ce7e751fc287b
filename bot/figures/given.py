"""What the asker says was done, set against the goal on file: 已经完成了200家，还差几家."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.figures.catalogue import Catalogue
from bot.figures.grammar import PERCENT, QUANTITY
from bot.figures.outcome import NotUnderstood
from bot.figures.query import FigureQuery, Operation, SubjectKind
from bot.figures.roles import Role
from bot.figures.thresholds import amount_of

_DONE = "完成|验收|通过|做|办结?|达到|实现|建成?|改造|新增|发放|培训"
_SAID = re.compile(
    rf"(?:如果|假如|假设|要是)?(?P<before>(?:已经?|目前|现在|至今|才|只|刚|一共|总共|累计|共|实际)*)(?:{_DONE})(?:完成?|成)?(?:验收)?[了过]?"
    rf"(?:审核)?{QUANTITY}(?:企业)?了?(?![\d.以之年]|的|多少|几)"
)
_ASKS = re.compile(
    r"(?:离|距离?|比起?)?(?:今年|全年|年度|当年)?的?(?:目标|任务|指标|计划)?(?:还|仍)?(?:差|剩|缺|欠|要再?|需要?再?|得再?)(?:下|做|完成)?(?:多少|几)"
    r"(?:[家个户项台套人亩吨])?(?:才能?(?:完成|达标|够)(?:目标|任务)?)?|完成率(?:是|有|为)?(?:多少|几)?|完成(?:比例|进度|度)(?:是|为)?(?:多少)?"
    r"|算?(?:是)?超额?(?:完成|出|过|了)*(?:目标|任务)?(?:多少|几)"
    r"|(?:完成|占)了?(?:目标|任务|计划)?的?(?:百分之几|几成|百分比)|够不够|够(?:了)?[吗么]|达标(?:了)?[吗么没]|(?:能|算)?(?:完成|达到)(?:目标|任务)了?[吗么没]"
)
_WHICH = re.compile("哪些|哪个|哪几个|哪些|谁|有几个|多少个|各市|每个市")
_PAST = re.compile("去年|前年|上年|上一年|往年")
_ASK_GOALS = ("目标是多少", "目标合计是多少")


@dataclass(frozen=True, kw_only=True)
class Given:
    """An amount that the asker says was done, and the questions for the goal that it is to be set against.

    Of several places the goals are added up.
    """

    value: Decimal
    unit: str | None
    goals: tuple[str, ...]
    said: str
    asks: str

    def whose(self, fault: NotUnderstood) -> NotUnderstood:
        """Return the question back which goal is meant, each choice with what was said was done."""
        choices = tuple((label, f"{label}{self.said}，{self.asks}") for label, _ in fault.choices)
        return replace(fault, choices=choices)


def given_in(text: str) -> Given | None:
    """Return what a question says was done where it asks how far that is from the goal; else None.

    Args:
        text: cleaned question.
    """
    said = _SAID.search(text)
    if said is None or _PAST.search(text[: said.start()].split(",")[-1]):
        return None
    rest = f"{text[: said.start()]},{text[said.end() :]}"
    asked = _ASKS.search(rest)
    first = 1 + _SAID.groupindex["before"]
    value = amount_of(said, first)
    if asked is None or value is None or said[first + 2] in PERCENT or _WHICH.search(text):
        return None  # 完成率达到100%的有几个 says nothing of what was done
    place = f"{rest[: asked.start()]}{rest[asked.end() :]}".strip(",?。的")
    return Given(
        value=value,
        unit=said[first + 2],
        goals=tuple(f"{place},{ask}" for ask in _ASK_GOALS),
        said=said[0],
        asks=asked[0],
    )


def against_goal(query: FigureQuery | None, given: Given, catalogue: Catalogue) -> FigureQuery | None:
    """Return the query for a goal with the given amount to set against it; None where it is not about one goal."""
    summed = query is not None and query.operation is Operation.AGGREGATE and query.function == "sum"
    if query is None or query.also or not (summed or query.operation is Operation.VALUE):
        return None
    if len(query.measures) != 1 or len(query.subjects) != 1 or query.measures[0].base is not None:
        return None
    column = catalogue.columns[query.measures[0].column]
    if catalogue.roles.of(column.id) is not Role.GOAL or catalogue.roles.is_rate(column.id):
        return None
    if given.unit is not None and given.unit[:1] != (column.unit or "")[:1]:
        return None
    if query.subjects[0].kind is SubjectKind.TOTAL and "subject" in query.assumed:
        return None  # whose goal it is was not said
    return replace(query, operation=Operation.VALUE, function=None, given=given.value)
