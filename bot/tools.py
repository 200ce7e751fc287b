"""The tools a planner may call, with typed arguments; the same for rules, for a language model and over MCP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from bot.columns import describe_table
from bot.contacts import find_contacts
from bot.days import count_days
from bot.deadlines import DueState, list_deadlines
from bot.desk import ToolContext
from bot.duty import Aspect, assess_audit_duty
from bot.lists import find_lists
from bot.metadata import MetaField, describe_document
from bot.obligations import list_obligations
from bot.policy import quote_stretch, search_policy
from bot.reading import SentenceReader
from bot.types import ToolCall, ToolResult
from kb.errors import FixInput
from kb.types import Strength

if TYPE_CHECKING:
    from langchain_core.tools import StructuredTool


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    document_ids: list[str] = Field(default_factory=list, description="只看这些文件的编号；不填则看全部")


class SearchPolicy(_Arguments):
    """在政策原文里查找回答问题的句子。"""

    query: str = Field(description="完整独立的问题")
    article: int | None = Field(default=None, description="要查的法条条号")
    start: int | None = Field(default=None, description="只要文件原文的这一段：起点")
    end: int | None = Field(default=None, description="只要文件原文的这一段：终点")


class QueryFigures(_Arguments):
    """在已收录的表格里查数、比较、排名、求和、占比、增减。"""

    question: str = Field(description="完整独立的数据问题，写明地区、年份和指标")
    query: dict[str, Any] | None = Field(default=None, description="已经解析好的查询；不填则由问题解析")


class LookUpTable(_Arguments):
    """在已收录的表格里查文字：企业名单、项目表、任务分工表里谁、属于哪、有哪些、有几家。"""

    question: str = Field(description="完整独立的问题，写明企业、项目、任务或类别的名称")


class ListDeadlines(_Arguments):
    """列出期限，以及距期限还有或已过多少天；周期性义务给出下一次日期；可附 .ics 日历文本。"""

    topic: str | None = Field(default=None, description="什么事项的期限")
    addressee: str | None = Field(default=None, description="谁要遵守")
    due_from: date | None = Field(default=None, description="到期日不早于")
    due_until: date | None = Field(default=None, description="到期日不晚于")
    state: DueState | None = Field(default=None, description="past 已过，coming 未到，next 下一个")
    recurring: bool = Field(default=False, description="只看周期性的义务")
    calendar: bool = Field(default=False, description="是否附上 .ics 日历文本")


class CountDays(_Arguments):
    """算日子：某一天是星期几，两天之间隔多少天，名单公布等某一天起算的期限到哪天。"""

    question: str = Field(description="完整独立的问题，写明是哪一天")


class FindContacts(_Arguments):
    """按单位、姓名或号码查联系人。"""

    organisation: str | None = Field(default=None, description="单位，连同所在地")
    name: str | None = None
    phone: str | None = None
    matter: str | None = Field(default=None, description="为什么事项找人，如资金管理")


class ListObligations(_Arguments):
    """列出谁应当、鼓励、可以或不得做什么。"""

    addressee: str | None = Field(default=None, description="义务主体，如企业、地市主管部门")
    strength: Strength | None = None
    industry: str | None = Field(default=None, description="行业，如钢铁")
    topic: str | None = None


class DescribeDocument(_Arguments):
    """说明文件的文号、发文机关、日期、主送、依据、附件、结构、效力等。"""

    fields: list[MetaField]


class DescribeTable(_Arguments):
    """说明一张表本身：有哪几列、第几列是什么、列了哪些行。"""

    question: str = Field(description="完整独立的问题，写明是哪一张表（附件几或表名）")


class FindLists(_Arguments):
    """查文件里列举的名单或一节的各项，以及某一项在不在其中。"""

    topic: str
    category: str | None = Field(default=None, description="region、industry、organisation、document 或 other")
    member: str | None = None


class AssessAuditDuty(_Arguments):
    """判断企业是否应当实施强制性清洁生产审核：依据哪一条、有什么后果。只作指引，不作认定。"""

    question: str = Field(description="完整独立的问题，写明企业的情况")
    aspect: Aspect | None = Field(default=None, description="问的是哪一方面；不填则由问题判断")
    facts: dict[str, bool] = Field(default_factory=dict, description="已知情况：条件编号到是否成立")


@dataclass(frozen=True, kw_only=True)
class Toolbox:
    """What tools run on: the desk for this question, the sentence reader and the figure engine."""

    context: ToolContext
    reader: SentenceReader
    figures: Callable[[ToolContext, QueryFigures], ToolResult] | None = None
    records: Callable[[ToolContext, LookUpTable], ToolResult] | None = None


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool: its name, the model of its arguments (whose docstring describes it) and what runs it."""

    name: str
    arguments: type[_Arguments]
    run: Callable[[Toolbox, Any], ToolResult]


def _search(box: Toolbox, a: SearchPolicy) -> ToolResult:
    if a.start is not None and a.end is not None and len(a.document_ids) == 1:
        return quote_stretch(box.context, query=a.query, document_id=a.document_ids[0], start=a.start, end=a.end)
    return search_policy(box.context, box.reader, query=a.query, document_ids=a.document_ids, article=a.article)


def _figures(box: Toolbox, a: QueryFigures) -> ToolResult:
    if box.figures is None:
        call = ToolCall(name="query_figures", arguments=a.model_dump(mode="json", exclude_none=True))
        return ToolResult(call=call, missing=(a.question,))
    return box.figures(box.context, a)


def _records(box: Toolbox, a: LookUpTable) -> ToolResult:
    if box.records is None:
        return ToolResult(
            call=ToolCall(name="look_up_table", arguments=a.model_dump(mode="json")), missing=(a.question,)
        )
    return box.records(box.context, a)


def _deadlines(box: Toolbox, a: ListDeadlines) -> ToolResult:
    return list_deadlines(
        box.context,
        topic=a.topic,
        addressee=a.addressee,
        due_from=a.due_from,
        due_until=a.due_until,
        state=a.state,
        recurring=a.recurring,
        calendar=a.calendar,
        document_ids=a.document_ids,
    )


def _days(box: Toolbox, a: CountDays) -> ToolResult:
    return count_days(box.context, question=a.question, document_ids=a.document_ids)


def _contacts(box: Toolbox, a: FindContacts) -> ToolResult:
    return find_contacts(
        box.context,
        organisation=a.organisation,
        name=a.name,
        phone=a.phone,
        matter=a.matter,
        document_ids=a.document_ids,
    )


def _obligations(box: Toolbox, a: ListObligations) -> ToolResult:
    return list_obligations(
        box.context,
        addressee=a.addressee,
        strength=a.strength,
        industry=a.industry,
        topic=a.topic,
        document_ids=a.document_ids,
    )


def _describe(box: Toolbox, a: DescribeDocument) -> ToolResult:
    return describe_document(box.context, fields=a.fields, document_ids=a.document_ids)


def _table(box: Toolbox, a: DescribeTable) -> ToolResult:
    return describe_table(box.context, question=a.question, document_ids=a.document_ids)


def _lists(box: Toolbox, a: FindLists) -> ToolResult:
    return find_lists(box.context, topic=a.topic, category=a.category, member=a.member, document_ids=a.document_ids)


def _duty(box: Toolbox, a: AssessAuditDuty) -> ToolResult:
    return assess_audit_duty(box.context, question=a.question, aspect=a.aspect, facts=a.facts)


TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(name="search_policy", arguments=SearchPolicy, run=_search),
        Tool(name="query_figures", arguments=QueryFigures, run=_figures),
        Tool(name="look_up_table", arguments=LookUpTable, run=_records),
        Tool(name="list_deadlines", arguments=ListDeadlines, run=_deadlines),
        Tool(name="count_days", arguments=CountDays, run=_days),
        Tool(name="find_contacts", arguments=FindContacts, run=_contacts),
        Tool(name="list_obligations", arguments=ListObligations, run=_obligations),
        Tool(name="describe_document", arguments=DescribeDocument, run=_describe),
        Tool(name="describe_table", arguments=DescribeTable, run=_table),
        Tool(name="find_lists", arguments=FindLists, run=_lists),
        Tool(name="assess_audit_duty", arguments=AssessAuditDuty, run=_duty),
    )
}


def run_tool(box: Toolbox, call: ToolCall) -> ToolResult:
    """Run one call.

    Raises:
        FixInput: no such tool (the message names the valid ones), or arguments of the wrong type.
    """
    tool = TOOLS.get(call.name)
    if tool is None:
        raise FixInput(f"没有名为 {call.name} 的工具，可用的有：{'、'.join(TOOLS)}。")
    try:
        arguments = tool.arguments.model_validate(call.arguments)
    except ValueError as fault:
        raise FixInput(f"工具 {call.name} 的参数不对：{fault}") from fault
    return tool.run(box, arguments)


def structured_tools(box: Toolbox) -> list[StructuredTool]:
    """Return the tools as LangChain `StructuredTool`s over one desk.

    LangChain takes most of a second to import, so only who hands the tools to a model or to MCP pays for it.
    """
    from langchain_core.tools import StructuredTool

    def runner(tool: Tool) -> Callable[..., Any]:
        def run(**arguments: Any) -> Any:
            result = run_tool(box, ToolCall(name=tool.name, arguments=arguments))
            return {
                "result": result.result,
                "missing": list(result.missing),
                "evidence": [
                    {"id": e.id, "document_id": e.document_id, "section": e.section, "quote": e.quote}
                    for e in result.evidence
                ],
            }

        return run

    return [
        StructuredTool.from_function(
            func=runner(tool),
            name=tool.name,
            description=(tool.arguments.__doc__ or "").strip(),
            args_schema=tool.arguments,
        )
        for tool in TOOLS.values()
    ]
