"""Questions for the figure engine, where it is sure enough that they are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.figures.areas import is_area
from bot.figures.outcome import Reason
from bot.figures.query import Operation, Relation, SubjectKind
from bot.figures.spoken import in_words_of_tables
from bot.figures.wording import phrases
from bot.lists import heading
from bot.matching import covered
from bot.places import is_elsewhere
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.planning.stated import Stated, beyond_table, quoted_with_limits
from bot.planning.told import DURATION, limit_told, quoted, supposes_limit, told_of_whole
from bot.question import default_phrases, topic_of
from bot.reference import year_of
from bot.types import ToolCall
from kb.lexicon_index import GROUP, INDUSTRY, REGION
from kb.types import Figure

_OF_WHICH = re.compile("哪|谁|[几多]少?个|有没有|名单|的(?:城市|地市|市州|市|州|县区?|区县?|镇)")
_SURE = 0.7
_LIKELY = 0.45
_DAY_ASKED = re.compile("(?:(?<!第)几号|几月几[日号])(?!.{0,6}最)")
_DAY_UNIT = re.compile("[年月日天号]")
_HEADED = 4
_ABOUT = 0.6  # so much of the topic stands in the title of a document that is about it
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_INDUSTRY = re.compile("(?<=[一-龥]{2})(?:行业|产业|企业)$")  # 石化行业, of the row 石化
_PLACE = re.compile("(?P<stem>[一-龥]{2,4})(?:[市县区旗镇乡]|街道)")
_OWN_CITY, _EACH = "本市", "每"
_FIRM = re.compile("(?<=[一-龥]{2})(?:企业|公司|单位|户)$")
_DENIED = re.compile("^(?:没有?|未能?|不)(?=[一-龥]{2})")  # 没通过, of 已通过
_WHO = re.compile("(?:企业|单位|项目|机构|人员)$")  # 粉尘涉爆企业 heads a part, 粉尘涉爆 a column


def plan_unlisted(asked: Asked) -> list[ToolCall] | None:
    """Return the call that says that what tables count is on no list (广州那187家企业叫什么)."""
    fault = asked.figures.fault if asked.figures is not None else None
    if fault is None or fault.reason is not Reason.LIST_MISSING:
        return None
    return [call("query_figures", question=asked.text)]


def plan_in_full(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the figures of rows and columns that are written out, with nothing said beside them."""
    understood = asked.figures
    query = understood.query if understood is not None else None
    if (
        understood is None
        or query is None
        or not understood.in_full
        or understood.score < _SURE
        or _asks_day_of_counts(asked)
    ):
        return None
    supposed = query.claim is None or (query.claim.value is not None and query.claim.statistic is None)
    plain = query.operation is Operation.VALUE and supposed and query.given is None and not query.conditions
    named = bool(query.subjects) and all(s.kind in (SubjectKind.ROW, SubjectKind.TOTAL) for s in query.subjects)
    return [call("query_figures", question=asked.text, query=query.to_json())] if plain and named else None


def plan_reckoned(asked: Asked) -> list[ToolCall] | None:
    """Return the call for what only tables tell: a share required, rows set against a goal or another column, sums."""
    query = asked.figures.query if asked.figures is not None else None
    if asked.figures is None or query is None or asked.figures.score < _SURE:
        return None
    beside = query.operation is Operation.FILTER and query.measures[0].base is not None
    rest = query.operation is Operation.AGGREGATE and any(s.exclude for s in query.subjects)  # all but 福州和泉州
    against = query.operation is Operation.FILTER and any(c.other is not None for c in query.conditions)
    against = against and _OF_WHICH.search(asked.text) is not None
    per = any(m.relation is Relation.PER for m in query.measures)  # 平均每家实施几项
    measured = {_table_of(m.column).partition("#")[0] for part in (query, *query.also) for m in part.measures}
    apart = len(measured) > 1 and len(asked.question.years) > 1  # of two documents, each in its year
    if query.portion is None and not (beside or rest or against or per or apart):
        return None
    return [call("query_figures", question=asked.text, query=query.to_json())]


def plan_figure(asked: Asked) -> list[ToolCall] | None:
    """Return the call for a figure; None where the question is not, or not surely, about one."""
    understood, question = asked.figures, asked.question
    if understood is None:
        return None
    score = understood.score
    if plan_phrases().kinds_of_goal.search(asked.text) and not question.regions and not question.groups:
        return _aims(asked)  # 奔着哪几个目标去: what is aimed at, not how many
    if question.shows("obligation") and not plan_phrases().numbers.search(asked.text):
        return None
    if understood.query is None and understood.fault is not None:
        if understood.fault.reason is Reason.NOT_FIGURES:
            return None
        if understood.fault.reason is Reason.ROW_UNKNOWN and not plan_phrases().numbers.search(asked.text):
            return None  # 湖南验收谁组织: no number is asked for
        named = question.regions or question.groups or question.years or understood.fault.nearest is not None
        own = understood.fault.reason is Reason.AMBIGUOUS and default_phrases().own_city.search(asked.text) is not None
        own = own or plan_phrases().statistic.fullmatch(asked.text) is not None  # 中位数是多少: of which measure?
        own = own or _strange_place(asked)
        if not named and not own and not plan_phrases().years.search(asked.text):
            return None  # nothing on file is named: other tools may know better
        if understood.fault.reason is Reason.YEAR_MISSING and (
            _titled(asked) or plan_phrases().whether_done.search(asked.text)
        ):
            return None
        if understood.fault.reason is Reason.METRIC_MISSING and _spoken_of(asked, understood.fault.missing[0]):
            return None
        score = max(score, understood.fault.score)
    if plan_phrases().money.search(asked.text) and not any(
        "元" in (f.unit or "") for f in asked.desk.knowledge.figures
    ):
        return None
    if plan_phrases().others_asked.search(asked.text) or _asks_money_of_counts(asked) or _asks_day_of_counts(asked):
        return None
    if plan_phrases().borne.search(asked.text) and not _heads_column(asked, plan_phrases().borne_by):
        return None  # 南平的补助省里出几成: no share of a total
    if plan_phrases().lasting.search(asked.text) and not any(
        DURATION.search(f.unit or "") for f in asked.desk.knowledge.figures
    ):
        return None
    if (told := told_of_whole(asked) or limit_told(asked)) is not None:
        return quoted(asked, *told)
    if supposes_limit(asked) or _of_another_place(asked) or _asks_limit(asked) or _asks_who(asked):
        return None
    said = understood.question if understood.query is None and understood.question else asked.text  # with its place
    if _known_to_be_missing(asked):
        return [call("query_figures", question=said)]
    if _asks_otherwise(asked):
        return None
    beyond = _beyond_column(asked)
    if beyond is True:
        return None
    if beyond:
        return quoted_with_limits(asked, beyond)
    needed = _SURE if question.shows("deadline") or question.shows("obligation") else _LIKELY
    if score < needed or _beyond_figures(asked):
        return None
    arguments: dict[str, Any] = {"question": said}
    if understood.query is not None:
        arguments["query"] = understood.query.to_json()
    return [call("query_figures", **arguments)]


def _asks_money_of_counts(asked: Asked) -> bool:
    """Whether it is asked what is granted (通过验收一家奖多少), and the columns read count what is no money."""
    if plan_phrases().granted.search(asked.text) is None:
        return False
    named = [f"{cell.unit or ''}{cell.metric}" for cell in _read(asked)]
    return bool(named) and not any(plan_phrases().of_grants.search(name) for name in named)


def _asks_day_of_counts(asked: Asked) -> bool:
    """Whether only a day is asked for (申报几号截止), and the columns read count something (申报数, 家)."""
    if _DAY_ASKED.search(asked.text) is None or plan_phrases().amounts.search(_DAY_ASKED.sub(" ", asked.text)):
        return False
    units = [cell.unit or "" for cell in _read(asked)]
    return bool(units) and all(unit and not _DAY_UNIT.search(unit) for unit in units)


def _read(asked: Asked) -> list[Figure]:
    """Return a figure of each column that the question was read to ask for."""
    query = asked.figures.query if asked.figures is not None else None
    if query is None:
        return []
    columns = [_table_of(m.column) for m in query.measures]
    read = {(f.table_id, str(f.column)): f for f in asked.desk.knowledge.figures if f.table_id in columns}
    cells = [read.get((_table_of(m.column), m.column.rpartition("#")[2])) for m in query.measures]
    return [cell for cell in cells if cell is not None]


def _heads_column(asked: Asked, words: re.Pattern[str]) -> bool:
    """Whether a column of some table on file is headed by such words."""
    return any(words.search(cell.text) for table in asked.desk.knowledge.tables for cell in table.header)


def _beyond_column(asked: Asked) -> Stated | bool:
    """Return the clause that states what is asked, where a table is read for the whole of it or for who has most."""
    query = asked.figures.query if asked.figures is not None else None
    if query is None or query.claim is not None or len(query.measures) != 1 or query.conditions:
        return False
    whole = all(s.kind is SubjectKind.TOTAL for s in query.subjects)
    value = query.operation is Operation.VALUE and query.measures[0].base is None  # not what is left of two columns
    plain = value or (query.operation is Operation.TOP and query.relation is not None)
    return beyond_table(asked, query.measures[0].column) if plain and whole else False


def _aims(asked: Asked) -> list[ToolCall] | None:
    """Return the call for what a notice aims at (以…为目标); None where none says so."""
    for document_id in asked.ids() or asked.desk.primary:
        if plan_phrases().aimed_at.search(asked.desk.text_of(document_id) or ""):
            return [call("search_policy", query=plan_phrases().aims, document_ids=[document_id])]
    return None


def _strange_place(asked: Asked) -> bool:
    """Whether a number is asked of a place that no document on file speaks of (栾川县供餐学校多少)."""
    fault = asked.figures.fault if asked.figures is not None else None
    if fault is None or fault.reason is not Reason.ROW_UNKNOWN or not plan_phrases().numbers.search(asked.text):
        return False
    if is_area(fault.missing[0]):
        return True
    place = _PLACE.fullmatch(fault.missing[0])
    texts = (asked.desk.text_of(name) or "" for name in asked.desk.primary)
    return place is not None and not any(place["stem"] in text for text in texts)


def _titled(asked: Asked) -> bool:
    """Whether a document of the year asked for is about what is asked, by its title (2025年的审核企业名单有几家)."""
    topic, years = topic_of(asked.desk, asked.question), asked.question.years
    metas = [asked.desk.meta(i) for i in asked.ids()]
    return any(year_of(m) in years and covered(topic, m.title) >= _ABOUT for m in metas)


def _asks_otherwise(asked: Asked) -> bool:
    """Whether a question to be confirmed supposes nothing of a figure (通过验收的企业今年还要查吗)."""
    query = asked.figures.query if asked.figures is not None else None
    if query is None or query.operation is not Operation.VALUE or query.claim is not None:
        return False
    text = _YEAR.sub("", asked.text)
    clauses = re.split("[，,。；;]", text)  # 是强制的吧，企业都得做
    if plan_phrases().whether_to.search(text):  # 2023年验收过的今年要不要再报
        return not plan_phrases().amounts.search(text)
    confirms = any(default_phrases().confirms.search(clause) for clause in clauses)
    return confirms and not plan_phrases().numbers.search(text) and not plan_phrases().exists.search(text)


def _asks_who(asked: Asked) -> bool:
    """Whether a person, a body or a way is asked for, and no number (高级技师补贴要谁批准)."""
    query = asked.figures.query if asked.figures is not None else None
    value = query is not None and query.operation is Operation.VALUE and query.claim is None
    return value and plan_phrases().who_how.search(asked.text) is not None


def _of_another_place(asked: Asked) -> bool:
    """Whether the question names a place that the document of the table nowhere speaks of (西宁的全国首店)."""
    query = asked.figures.query if asked.figures is not None else None
    if query is None or query.operation is not Operation.VALUE or len(query.subjects) != 1:
        return False
    of = {_table_of(m.column) for part in (query, *query.also) for m in part.measures}
    held = {t.document_id for t in asked.desk.knowledge.tables if t.id in of}
    return len(held) == 1 and all(is_elsewhere(asked.desk, asked.text, i) for i in held)


def _asks_limit(asked: Asked) -> bool:
    """Whether it is asked how much one may have at most (一家企业最多能报几个), not which row has most."""
    query = asked.figures.query if asked.figures is not None else None
    ranks = query is None or (query.operation is Operation.TOP and len(query.measures) == 1)
    return ranks and plan_phrases().allowance.search(asked.text) is not None


def _known_to_be_missing(asked: Asked) -> bool:
    """Whether a number is asked of a place and a year that tables have, and no text speaks of both place and matter."""
    understood, question = asked.figures, asked.question
    fault = understood.fault if understood is not None else None
    if fault is None or fault.reason is not Reason.METRIC_MISSING or fault.nearest is None:
        return False
    if not question.years and not plan_phrases().enterprises.search(asked.text):
        return False
    return not _spoken_of(asked, fault.missing[0])


def _spoken_of(asked: Asked, matter: str) -> bool:
    """Whether a paragraph on file speaks of a matter, and of a place or row of a table where the question names one."""
    desk = asked.desk
    fault = asked.figures.fault if asked.figures is not None else None
    nearest = fault.nearest if fault is not None else None
    places = [desk.short(name) for name in asked.question.regions]
    places += [subject.name for subject in nearest.subjects if subject.rows] if nearest is not None else []
    texts = (desk.text_of(name) or "" for name in desk.knowledge.metas)
    paragraphs = (line for text in texts if matter in text for line in text.split("\n") if matter in line)
    return any(not places or any(place in line for place in places) for line in paragraphs)


def _beyond_figures(asked: Asked) -> bool:
    """Whether the question speaks of a domain matter that no table on file is about (强制性审核, 处罚)."""
    desk = asked.desk
    text = in_words_of_tables(asked.text, desk.about_tables.__contains__)
    text = plan_phrases().of_tables.sub(lambda m: " " * len(m[0]), text)
    places = desk.index.find(text, kinds={REGION, GROUP})
    for match in desk.index.find(
        plan_phrases().limits.sub(lambda m: " " * len(m[0]), text), kinds={"legal", "action", INDUSTRY}
    ):
        if any(match.start < place.end and place.start < match.end for place in places):
            continue  # 江门市外: no 市外
        said = text[match.start : match.end]
        if match.canonical[0] == _EACH and _shared_out(asked):
            continue  # 平均每家提几项建议
        if said == match.canonical == _OWN_CITY and places:
            continue  # 莆田市公共充电桩占本市的比例
        others = (said.replace(k["said"], k["held"]) for k in phrases().words["opposites"])  # 自愿性, what is left
        forms = (
            said,
            _INDUSTRY.sub("", said),
            _DENIED.sub("", said),
            *others,
            match.canonical,
            *desk.forms.get(match.canonical, ()),
        )
        bare = (*forms, _FIRM.sub("", said))  # 大型企业, of a row 大型
        if not any(form in desk.about_tables for form in forms) and not _in_cells(asked, bare):
            return True
    if not _of_sure_row(asked) and _of_section(asked):
        return True
    return bool(asked.reference.named) and not any(
        desk.knowledge.of(document_id).tables for document_id in asked.reference.named
    )


def _shared_out(asked: Asked) -> bool:
    """Say whether the question is read as one for so much for each of what a column counts."""
    query = asked.figures.query if asked.figures is not None else None
    return query is not None and any(m.relation is Relation.PER for m in query.measures)


def _table_of(column: str) -> str:
    """Return the id of the table of a column."""
    return column.rpartition("#")[0]


def _in_cells(asked: Asked, forms: Sequence[str]) -> bool:
    """Say whether the table that the question is read as asking holds a word (化工, as a kind of its rows)."""
    query = asked.figures.query if asked.figures is not None else None
    if query is None:
        return False
    table_id = _table_of(query.measures[0].column)
    held = [t for t in asked.desk.knowledge.tables if t.id == table_id]
    rows = (row for t in held for row in (t.header, *t.rows))
    return any(form in cell.text for row in rows for cell in row for form in forms)


def _of_sure_row(asked: Asked) -> bool:
    """Whether a row is asked for, and of it a column by words that no other column has, with nothing left over."""
    understood = asked.figures
    query = understood.query if understood is not None else None
    sure = understood is not None and understood.score >= _SURE
    return sure and query is not None and any(s.kind is SubjectKind.ROW for s in query.subjects)


def _of_section(asked: Asked) -> bool:
    """Whether the question repeats the heading of a part of a notice that holds no table (市级抽查多少所学校)."""
    desk = asked.desk
    for document_id in desk.primary:
        records = desk.knowledge.of(document_id)
        for section in records.sections:
            title = heading(section)
            if len(title) < _HEADED or title not in asked.text or _WHO.sub("", title) in desk.about_tables:
                continue
            if not any(section.start <= t.start < section.end for t in records.tables):
                return True
    return False
