"""Say what a question asks for that is not on file, or that it asks for something else."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.assemble import assemble, locate
from bot.figures.builder import Slots
from bot.figures.families import column_year, family
from bot.figures.goal_pairs import GoalPairs
from bot.figures.intent import Intent
from bot.figures.intent_comparisons import read_trend
from bot.figures.kept import rows_kept
from bot.figures.mentions import year_of
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.query import FigureQuery, Measure, Operation, Subject, SubjectKind
from bot.figures.question import ASKS_QUANTITY, FOLLOW, NOT_PLACE, PLACE, WHY, Question
from bot.figures.reading import OtherRole, Picked
from bot.figures.restate import restate
from bot.figures.roles import Role
from bot.figures.subjects import Resolver
from bot.figures.surface import bigrams
from bot.figures.unlike import LIGHT
from bot.figures.views import Column, View
from bot.figures.which import which_metric

MOST_SHOWN = 4
_UNREAD = 6
_JOINT = re.compile(r"[比较与和,，]|(?:19|20)\d\d")
_NEXT = 8  # so many characters after a year say what is asked of it
_WHEN = re.compile(r"(?:(?:19|20)\d\d年?|今年|本年|去年|前年|明年)?的?")
_SAYS = "问说要查看想知求给报听讲谈"  # 老板问目标: whoever asks has none
_OF_PART = re.compile("^(?:\\d{1,2}月份?|第?[一二三四]季度|[上下]半年)")
_NARROW = re.compile(
    "(?:全|我们?|咱们?|本)(?P<level>[市县区州])(?!场|级|里|内|政|民|区|直)|(?:我们|咱们?)(?!省|国|厂|公司|企业|单位|[市县区州])"
)
_OWN = re.compile("(?:我们?|咱们?|本)(?:公司|厂|企业|单位|司|工厂)")  # of one enterprise no table speaks
_PARTS = re.compile(
    "[市县]?(?:的|下面|下属|下辖|所辖|辖区|管的?|里)*(?:各个?|每个|哪个|哪些|哪几个)(?P<noun>县市区|市县区|县区|区县|镇街|乡镇|街道|园区|县|镇|区(?!域))"
)
_EVERY = re.compile("[各每]$")  # 全省各市
_LOCAL = ("区", "县", "镇")
_PARTS_ALONE = re.compile("(?:各个?|每个)(?P<noun>县市区|市县区|县区|区县|镇街|乡镇|街道)(?!.*(?:部门|局|政府))")
_COUNTED = re.compile(r"(?:多少|几)[部台个套]?[\u4e00-\u9fff]{0,4}$")  # 多少卫星电话: no number to call


def beside_figures(q: Question, own_metric: bool) -> bool:
    """Say whether the question asks for reasons, ways or words rather than numbers."""
    if WHY.search(q.text) and q.intent.operation is None and not q.intent.thresholds:
        return True
    other = [f for f in q.found if f.feature.startswith("!") and not _COUNTED.search(q.text[: f.start])]
    return bool(other) and not (own_metric and (q.intent.thresholds or ASKS_QUANTITY.search(q.text)))


def missing_fault(q: Question) -> Understanding | None:
    """Return the fault where a year or a rate is not on file."""
    reading = q.reading
    if reading.missing_rate is not None and (undated := _undated(q)) is not None:
        return undated
    if reading.missing_rate is not None:
        return q.fault(
            NotUnderstood(
                reason=Reason.METRIC_MISSING,
                missing=(reading.missing_rate,),
                nearest=nearest_query(q, reading.picked[0].measure.column) if reading.picked else held_of(q),
                score=0.7,
            ),
            0.7,
        )
    if reading.missing_period is not None:
        period, column = reading.missing_period
        words = q.catalogue.columns[column].label[:2]
        if not q.names.of("row") and any(q.catalogue.stated_with(part, words) for part in period.split("、")):
            return q.refuse(Reason.NOT_FIGURES, score=0.1)  # running text compares the two
        year, name = column_year(q.catalogue, q.catalogue.columns[column]), q.catalogue.columns[column].name
        year = next((year_of(m, q.as_of, None) for m in q.names.years), year)
        name = _OF_PART.sub("", name)  # 3月PM2.5浓度, where 4月 is asked
        said = f"{year}年{period}" if year is not None else period
        near = nearest_query(q, column)
        return q.fault(NotUnderstood(reason=Reason.YEAR_MISSING, missing=(said, name), nearest=near, score=0.7), 0.7)
    if reading.missing_years and _mostly_unread(q):
        return None
    if reading.missing_years:
        alternative = other_year_metric(q)
        if alternative:
            return None
        if reading.other_role is not None and len(reading.missing_years) == 1:
            return other_role_fault(q, reading.other_role)
        year, column = reading.missing_years[0]
        column = nearest_year(q, column, year)
        nearest = nearest_query(q, column)
        score = 0.75 if q.names.mentions or ASKS_QUANTITY.search(q.text) else 0.5
        named = q.catalogue.columns[column].name
        fault = NotUnderstood(reason=Reason.YEAR_MISSING, missing=(f"{year}年", named), nearest=nearest, score=score)
        kept = "和".join(s.name for s in rows_kept(q, [column]))
        asked = f"{kept}{year}年{named}是多少？" if kept else ""
        return Understanding(fault=fault, score=score, question=asked, followed=bool(kept))
    return None


def _undated(q: Question) -> Understanding | None:
    """Return the fault of a rate asked for in a year of which not even the goal is on file (去年目标完成了没)."""
    if not q.reading.picked or not q.names.years:
        return None
    column = q.catalogue.columns[q.reading.picked[0].measure.column]
    held = {column_year(q.catalogue, c) for c in (*family(q.catalogue, column.id), column)}
    years = [year for m in q.names.years if (year := year_of(m, q.as_of, None)) not in held]
    if len(years) != len(q.names.years):
        return None
    missing = (f"{years[0]}年", column.name)
    nearest = nearest_query(q, nearest_year(q, column.id, years[0]))
    return q.fault(NotUnderstood(reason=Reason.YEAR_MISSING, missing=missing, nearest=nearest, score=0.7), 0.7)


def _mostly_unread(q: Question) -> bool:
    """Say whether more words are left over than were read for a quantity: another matter than that of any table."""
    rest = len(re.sub(r"[^\u4e00-\u9fff]", "", q.rest()))
    read = {i for start, end in q.reading.covered for i in range(start, end)}
    if not q.names.of("row") and rest > 1 and len(read) <= 2:  # 完成投资: 完成 alone was read
        return True
    return rest >= _UNREAD and rest > len(read)


def other_role_fault(q: Question, found: OtherRole) -> Understanding:
    """Return the fault where a result is asked for and only the plan is on file, or the other way round."""
    nearest = nearest_query(q, found.column)
    year, column = q.reading.missing_years[0]
    also = nearest_query(q, nearest_year(q, column, year))
    missing = (f"{found.year}年" if found.year is not None else "", found.asked.value)
    fault = NotUnderstood(reason=Reason.ROLE_MISSING, missing=missing, nearest=nearest, also=also, score=0.75)
    return q.fault(fault, 0.75)


def other_year_metric(q: Question) -> bool:
    """比上年增加多少 where the metric has no such year: compare with the default metric of that year."""
    reading = q.reading
    against = [t for t in q.intent.thresholds if t.value is None and t.statistic is None]
    changing = q.intent.relation is not None or read_trend(q.masked) is not None
    compared = q.intent.operation is Operation.COMPARE or against or changing
    if len(reading.picked) != 1 or not compared:
        return False
    year, unmet = reading.missing_years[0]
    column = q.catalogue.columns[reading.picked[0].measure.column]
    twin = q.counterpart(column.id, year)
    if twin == column.id:  # 2023年验收数和目标: the target is that of another year
        twin = unmet
    if twin is None:
        return False
    said = next((m for m in q.names.years if year_of(m, q.as_of, None) == year), None)
    start, end = (said.start, said.end) if said is not None else (len(q.text), len(q.text))
    of_year = _JOINT.split(q.text[end : end + _NEXT])[0]  # 实际完成数, of 2025年实际完成数相比
    if q.catalogue.roles.of(twin) is Role.GOAL and q.catalogue.roles.asked(of_year) is Role.RESULT:
        pairs = GoalPairs(q.names, q.found, q.catalogue, None, q.as_of)
        done = pairs.done_for(q.catalogue.columns[twin])
        twin = done.id if done is not None else twin
    reading.picked.append(Picked(start=start, end=end, measure=Measure(column=twin), score=1.0))
    reading.picked.sort(key=lambda p: p.start)  # 2024年比2023年验收数多的: in the order said
    reading.missing_years.clear()
    if twin not in {c.id for c in family(q.catalogue, column.id)}:
        reading.assumed.append("measure")
    return True


def nearest_year(q: Question, column: str, year: int) -> str:
    """Return the column of the same quantity whose year is nearest to one that is not on file."""

    def away(other: Column) -> int:
        held = column_year(q.catalogue, other)
        return abs(held - year) if held is not None else 99

    return min(family(q.catalogue, column), key=away, default=q.catalogue.columns[column]).id


def nearest_query(q: Question, column: str) -> FigureQuery | None:
    """Return a query for what is on file nearest to a year that is not."""
    picked = [Picked(start=0, end=len(q.text), measure=Measure(column=column), score=1.0)]
    slots = q.slots(picked)
    resolver = Resolver(q.catalogue, q.views(picked))
    locate(slots, resolver)
    if resolver.unknown or q.names.of("foreign"):
        return None
    slots.located = slots.located or [(-1, subject) for subject in rows_kept(q, [column])]
    slots.asserted, slots.intent, slots.each = None, Intent(), False
    return assemble(slots, q.catalogue, resolver)


def unknown_names(q: Question, resolver: Resolver) -> list[str]:
    """Return the places named that no table lists."""
    foreign = [m.name for m in q.names.of("foreign")]
    if foreign or resolver.unknown:
        return foreign + resolver.unknown
    if (name := _parts_of_row(q) or unexplained_place(q)) is not None:
        return [name]
    rest = q.rest()
    return [m[0] for m in PLACE.finditer(rest) if not NOT_PLACE.search(m[0])][:1]


def strange_name(q: Question, slots: Slots) -> str | None:
    """Return a word that opens a question with no subject and names none on file (东菀2024目标, 月球目标), or None."""
    frequency = q.catalogue.frequency
    if frequency is None or slots.subjects or slots.each or q.frame is not None:
        return None
    first = re.match(r"[\u4e00-\u9fff]{2,8}(?=,|$)", q.rest())
    if _NARROW.match(q.text):
        return None  # 我们平台完成多少: who is meant is asked back
    if (own := _OWN.match(q.text)) is not None:
        return own[0]
    if first is None or not q.text.startswith(first[0]):
        return None
    if _has_measure(q, first[0]) and not any(map(q.catalogue.speaks_of, (first[0], *bigrams(first[0])))):
        return first[0]
    if frequency(first[0]):
        return None
    known = any(frequency(first[0][i:j]) for i in range(len(first[0])) for j in range(i + 2, len(first[0]) + 1))
    return None if known else first[0]


def _has_measure(q: Question, word: str) -> bool:
    """Say whether the word that opens a question is whose measure is asked for: the measure stands right behind it."""
    at = len(word)
    behind = _WHEN.match(q.text, at)
    at = behind.end() if behind is not None else at
    names_none = word[-1] in _SAYS or LIGHT.match(word) is not None
    return not names_none and any(p.start <= at < p.end for p in q.reading.picked)


def _parts_of_row(q: Question) -> str | None:
    """Return the parts of a row that are asked for (清远各县区), where no table goes below it; else None."""
    placed = any(q.names.of(kind) for kind in ("row", "group", "foreign"))
    alone = _PARTS_ALONE.search(q.text) if not placed else None
    if alone is not None and not any(_is_row(alone["noun"], v) for v in q.catalogue.views.values()):
        return f"各{alone['noun']}"
    for row in q.names.of("row"):
        said = _PARTS.match(q.text, row.end)
        if said is not None and not any(said["noun"] in v.row_noun for v in q.catalogue.views.values()):
            return f"{row.name}各{said['noun']}"
    return None


def _is_row(noun: str, view: View) -> bool:
    """Say whether rows of a table are what a noun calls them, by both of its kinds or by one (区县: 区)."""
    return noun in view.row_noun or (view.row_noun in _LOCAL and view.row_noun in noun)


def unexplained_place(q: Question) -> str | None:
    """Return words that nothing accounts for right before 市, 县 or 区 (南将市), or None."""
    known = q.explained()
    for match in re.finditer("[市县区镇](?!场|区|政府|民|内|里|级)", q.text):
        end = start = match.start()
        while start > 0 and not known[start - 1] and "\u4e00" <= q.text[start - 1] <= "\u9fff":
            start -= 1
        if (
            2 <= end - start <= 4
            and not _EVERY.search(q.text[start:end])
            and not NOT_PLACE.search(q.text[start : match.end()])
        ):
            return q.text[start : match.end()]
    return None


def row_unknown(q: Question, unknown: list[str], slots: Slots, resolver: Resolver, score: float) -> Understanding:
    """Return the fault of a place that no table lists, with the nearest that one does."""
    nearest = None
    if slots.subjects:
        nearest = assemble(replace(slots, intent=Intent(), asserted=None), q.catalogue, resolver)
    else:
        parent = next((r.parent for r in q.catalogue.lexicon.regions if r.name == unknown[0] and r.parent), None)
        if parent in q.catalogue.names and parent is not None:
            nearest = FigureQuery(operation=Operation.VALUE, measures=slots.measures, subjects=(resolver.row(parent),))
    return q.fault(
        NotUnderstood(reason=Reason.ROW_UNKNOWN, missing=tuple(unknown), nearest=nearest, score=score), score
    )


def frame_year_missing(q: Question, frame: FigureQuery) -> Understanding:
    """Return the fault of a follow-up about a year that is not on file."""
    column = q.catalogue.columns[frame.measures[0].column]
    missing = (f"{q.reading.bare_years[0]}年", column.name)
    fault = NotUnderstood(reason=Reason.YEAR_MISSING, missing=missing, nearest=frame, score=0.7)
    who = "、".join(s.name for s in frame.subjects) or q.catalogue.view_of(column.id).whole
    asked = f"{who}{missing[0]}{column.name}是多少？"
    return Understanding(fault=fault, score=0.7, question=asked, followed=True)


def is_open(q: Question) -> bool:
    """Say whether all but the metric is said (哪个城市最多)."""
    if q.unexplained() or q.names.of("foreign"):
        return False
    ranks = q.intent.operation in {Operation.TOP, Operation.RANK, Operation.FILTER}  # 除东莞外前三名, 30家以下的城市
    return q.intent.operation is not None and bool(ASKS_QUANTITY.search(q.text) or q.intent.which or ranks)


def narrower_whole(q: Question, slots: Slots, resolver: Resolver, score: float) -> Understanding | None:
    """Ask which row is meant where 全市 is asked of a table whose whole is a province; None where nothing is amiss."""
    said = _NARROW.search(q.text)
    rows = [s for s in slots.subjects if s.rows]
    if said is None or rows or not slots.picked:
        return None
    view = q.catalogue.view_of(slots.picked[0].measure.column)
    if view.whole == "合计" or (said["level"] and view.whole.endswith(said["level"])):
        return None
    names = [resolver.name(key) for key in view.row_keys[:MOST_SHOWN]]
    choices = tuple((name, f"{q.text[: said.start()]}{name}{q.text[said.end() :]}") for name in names)
    return q.fault(NotUnderstood(reason=Reason.AMBIGUOUS, choices=choices, score=score), score)


def this_year_alone(q: Question) -> bool:
    """Say whether nothing but a row, this year and how many are said (汕头今年要做几家)."""
    now = len(q.names.years) == 1 and q.names.years[0].offset == 0
    asks = ASKS_QUANTITY.search(q.text) is not None and not q.unexplained()
    return now and asks and q.frame is None and bool(q.names.of("row")) and not q.names.of("foreign")


def whole_alone(q: Question) -> bool:
    """Say whether nothing but the whole, a year and how many are said (全省2023年有多少企业)."""
    asks = ASKS_QUANTITY.search(q.text) is not None and not q.unexplained()
    return asks and q.frame is None and bool(q.names.of("whole") and q.names.years) and not q.names.of("row")


def _in_one(rest: str) -> str:
    """Return words left over in pieces as one: the longest, or all where each is but a character or two (用…水)."""
    pieces = [piece for piece in re.split(",+", rest) if piece]
    longest = max(pieces, key=len, default="")
    return longest if len(longest) > 2 else "".join(pieces)


def no_metric(q: Question) -> Understanding:
    """Return the fault of a question whose quantity no table has."""
    rest = _in_one(re.sub(r"^[,。!?;:、]+|[,。!?;:、]+$", "", q.rest(whole_words=True)))
    named = bool(q.names.of("row") or q.names.of("group"))
    asks = ASKS_QUANTITY.search(q.text) is not None
    if q.frame is not None and FOLLOW.search(q.text) and not WHY.search(q.text) and len(rest) <= 8:
        named = asks = not any(f.feature.startswith("!") for f in q.found)
    if q.names.of("foreign") or not named:
        return q.refuse(Reason.NOT_FIGURES, score=0.1)
    if not rest and named and q.frame is None and q.names.of("row"):
        return which_metric(q, q.names.of("row")[0].rows)
    if rest and asks and len(rest) <= 14:
        fault = NotUnderstood(reason=Reason.METRIC_MISSING, missing=(rest,), nearest=held_of(q), score=0.45)
        return q.fault(fault, 0.45)
    return q.refuse(Reason.NOT_FIGURES, score=0.2)


def held_of(q: Question) -> FigureQuery | None:
    """Return a query for what is on file of the rows named, in the years named."""
    keys = [key for m in q.names.of("row") for key in m.rows]
    if not keys or q.names.of("foreign"):
        return None
    years = {year_of(y, q.as_of, None) for y in q.names.years}
    columns = [
        c
        for c in q.catalogue.columns.values()
        if keys[0] in c.cells and (not years or column_year(q.catalogue, c) in years)
    ]
    whole = [c for c in columns if c.is_total or len(q.catalogue.views[c.table_id].columns) == 1]
    shown = whole or [c for c in columns if c.leads] or columns
    if not shown:
        return None
    shown.sort(key=lambda c: column_year(q.catalogue, c) or 0, reverse=True)
    return FigureQuery(
        operation=Operation.VALUE,
        measures=tuple(Measure(column=c.id) for c in shown[:MOST_SHOWN]),
        subjects=(Subject(kind=SubjectKind.ROW, name=q.catalogue.names.get(keys[0], keys[0]), rows=(keys[0],)),),
    )


def ambiguous(q: Question, slots: Slots, resolver: Resolver, score: float) -> Understanding:
    """Ask which of several columns is meant."""
    choices = []
    for column in q.reading.choices[:6]:
        picked = [Picked(start=0, end=len(q.text), measure=Measure(column=column), score=1.0)]
        one = replace(slots, picked=picked)
        query = assemble(one, q.catalogue, resolver)
        choices.append((q.catalogue.columns[column].name, restate(query, q.catalogue)))
    return q.fault(NotUnderstood(reason=Reason.AMBIGUOUS, choices=tuple(choices), score=score), score)
