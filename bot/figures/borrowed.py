"""Measures of a question that names none: from the turn before, or all that its rows have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.figures.asked_tables import tables_labelled
from bot.figures.asked_units import dimension_asked, in_unit
from bot.figures.families import column_year, family, money_of_several
from bot.figures.mentions import YearMention, year_of
from bot.figures.query import Measure, Operation, Relation
from bot.figures.question import ALL_OF_ROW, EACH_OF_UNIT, Question
from bot.figures.reading import Picked
from bot.figures.surface import bigrams, number
from bot.figures.views import Column, summable

_NUMBER_OF = re.compile(r"(?:\d+|多少|几)[家个户项名]")
_BARE = re.compile(
    r"(?:才|只|就|仅|一共|共)?(?:有|是)?(?:\d+|多少|几)[家个户项名](?:企业)?|[上里的有是吗吧呢么才只,，。??!]|真的|怎么|居然|竟然"
)
OF_WHICH = re.compile(r"^(?:那|那么|这)?(?:其中|里面|当中|里头)")
_BARE_TAIL = re.compile(
    rf"{OF_WHICH.pattern}的?|^(?:那|那么|还有|换成)"
    r"|(?:上|里|的|那边|方面|数|数量|完成|占|有|是|又)*(?:呢|(?:多少|几)[一-龥]?|[也才就只都是有]*\d+[家个]?)?"
    r"(?:[吗吧]|对吗|对吧|对不对)?[??]?$"
)
_AGAINST_YEAR = re.compile("(?:比|较|跟|和|与|同|对)(?:起|照)?(?:(?:19|20)?\\d{2}年|去年|上年|前年|今年|往年)")
_BARE_CHARS = 10
EACH_OF = re.compile(
    r"每(?:一)?[个家项户座台件所]?(?P<thing>[\u4e00-\u9fff]{1,3}?)(?:有|是|招生?|收|补贴?助?|奖补?|投资|投入|分|安排|平均|[\u4e00-\u9fff]{2}了)*(?:多少|几)"
)


def borrowed(q: Question) -> list[Picked]:
    """Return the measures of a question that names none: from the frame, or all that the rows have."""
    years = q.reading.bare_years
    rows = q.names.of("row")
    everything = q.lists_all()
    if q.names.table is not None and (rows or q.names.mentions or q.intent.operation is not None):
        labelled = tables_labelled(q.catalogue, q.names.table)
        columns = [c for view in labelled for c in view.columns]
        default = [c for c in columns if c.leads]
        chosen = columns if everything or not default else default
        return [Picked(start=0, end=0, measure=Measure(column=c.id), score=0.5) for c in chosen[:12]]
    if q.frame is not None and not everything:
        kept = from_frame(q, years)
        if kept:
            q.followed = True
            return kept
    tagged = [m for m in rows if m.attribute is not None]
    if tagged and re.search(r"(?:多少|几)[所家户项名座][吗呢?]?$", q.text):  # 民办高中有几所
        q.intent.counting = True
    if tagged and q.intent.counting:
        view = next(v for v in q.catalogue.views.values() if tagged[0].attribute in v.attributes)
        return [Picked(start=0, end=0, measure=Measure(column=view.columns[0].id), score=0.5)]
    if each := for_each(q):
        return each
    if q.intent.operation is Operation.TOP and q.intent.which and not rows:  # 哪个州市上榜园区最多
        listed = [v for v in q.catalogue.views.values() if v.groupings and len(v.row_noun) > 1 and v.row_noun in q.text]
        addable = [c for v in listed for c in v.columns if summable(c)]
        if len(listed) == 1 and addable and not q.unexplained():
            return [Picked(start=0, end=0, measure=Measure(column=addable[0].id), score=0.5)]
    counted = rows_counted(q)
    if counted is not None:
        return [Picked(start=0, end=0, measure=Measure(column=counted.id), score=0.5)]
    if not rows and not q.names.of("group"):
        return []
    if not years and not everything and q.frame is None:
        tables = {tid for m in rows for key in m.rows for tid in q.catalogue.tables_of_row[key]}
        regional = all(key in q.catalogue.region_names for m in rows for key in m.rows)
        if regional or len(tables) != 1:
            return total_named(q, tables)
    return all_columns(q, years)


def under_headers(q: Question) -> list[Picked]:
    """Return all that stands under merged headers, several of which a question that wants everything names."""
    keys = [key for m in q.names.of("row") for key in m.rows]
    if not keys or not q.lists_all():
        return []
    said = set(bigrams(q.text))
    for tid in sorted(set.intersection(*(set(q.catalogue.tables_of_row[key]) for key in keys))):
        columns = q.catalogue.views[tid].columns
        headers = dict.fromkeys(c.header for c in columns if c.header)
        named = [h for h in headers if len(set(bigrams(h)) & said) * 2 >= len(bigrams(h))]
        if len(named) > 1:
            chosen = [c for c in columns if c.header in named]
            return [Picked(start=0, end=len(q.text), measure=Measure(column=c.id), score=1.0, own=1.0) for c in chosen]
    return []


def counted_things(q: Question) -> list[Picked]:
    """Return the column that counts what is asked for by a longer name (几个图书馆: 馆数), of the rows named."""
    match = re.search(r"(?:多少|几)(?P<unit>[个家所座处张台辆艘])(?P<noun>[\u4e00-\u9fff]{1,6}?)(?:$|[?吗呢])", q.text)
    keys = [key for m in q.names.of("row") for key in m.rows]
    if match is None or not keys:
        return []
    tables = set.union(*(set(q.catalogue.tables_of_row[key]) for key in keys))
    held = [c for tid in sorted(tables) for c in q.catalogue.views[tid].columns if c.unit == match["unit"]]
    stems = {c.id: c.label.removesuffix("数量").removesuffix("数") for c in held}
    noun = match["noun"]
    found = [c for c in held if stems[c.id] and stems[c.id] != c.label and noun.endswith(stems[c.id])]
    found = found or [c for c in held if c.label.startswith(noun) and c.unit != "个"]
    return [Picked(start=0, end=0, measure=Measure(column=c.id), score=0.5) for c in found] if len(found) == 1 else []


def for_each(q: Question) -> list[Picked]:
    """Return the measures of a question for so much for each of something: stated so, or of what a table counts."""
    if stated := _stated_for_each(q):
        return stated
    each = one_for_each(q)
    return [Picked(start=0, end=0, measure=each, score=0.5)] if each is not None else []


def _stated_for_each(q: Question) -> list[Picked]:
    """Return the columns of the rows named whose very unit is so much for each (元/人, where 每人 is asked)."""
    keys = [key for m in q.names.of("row") for key in m.rows]
    if not keys or "每" not in q.text:
        return []
    tables = set.intersection(*(set(q.catalogue.tables_of_row[key]) for key in keys))
    held = [
        c
        for tid in sorted(tables)
        for c in q.catalogue.views[tid].columns
        if "/" in (c.unit or "")
        and re.search(EACH_OF_UNIT.format(unit=re.escape((c.unit or "").rpartition("/")[2])), q.text)
    ]
    return [Picked(start=0, end=0, measure=Measure(column=c.id), score=0.5) for c in held]


def one_for_each(q: Question) -> Measure | None:
    """Return the total of a table over the column that counts what is asked for each of (每班多少人), or None."""
    match = EACH_OF.search(q.text)
    keys = [key for m in q.names.of("row") for key in m.rows]
    places = {m.place for m in q.names.of("whole") if m.place}
    tables = {tid for tid, view in q.catalogue.views.items() if view.whole_region in places} if not keys else set()
    tables = tables.union(*(q.catalogue.tables_of_row[key] for key in keys))
    if match is None or not tables:
        return None
    dimension = dimension_asked(q.text)
    for tid in sorted(tables):
        columns = q.catalogue.views[tid].columns
        thing = match["thing"]
        stems = {c.id: c.label.removesuffix("数量").removesuffix("数") for c in columns}
        base = next((c for c in columns if stems[c.id] == thing), None)
        tails = [c for c in columns if len(thing) > 1 and stems[c.id].endswith(thing)]  # 末平台数, of 2025年末平台数
        base = base or (tails[0] if len(tails) == 1 else None)
        counted = [c for c in columns if c.unit == thing]  # 每人次: the column counted in 人次
        counted = _wholes(counted)
        base = base or (counted[0] if len(counted) == 1 else None)
        if base is None:
            continue
        held = [c for c in columns if c.id != base.id and c.unit != base.unit and summable(c)]
        held = [c for c in held if dimension is None or in_unit(q.catalogue, c, dimension)]
        said = [c for c in held if c.unit and re.search(f"(?:多少|几)[万亿]?{re.escape(c.unit)}", q.text)]
        whole = _wholes(said or held)
        if len(whole) == 1 and not money_of_several(q.catalogue, base, whole[0]):
            return Measure(column=whole[0].id, base=base.id, relation=Relation.PER)
    return None


def _wholes(columns: list[Column]) -> list[Column]:
    """Return the columns that add up others of the table, else those that do so under a header, else all."""
    return [c for c in columns if c.is_total] or [c for c in columns if c.subtotal] or columns


def all_of_row(q: Question) -> list[Picked]:
    """Return every column of the table that the one measure is of, where the whole row is asked for; else as read."""
    picked, said = q.reading.picked, ALL_OF_ROW.search(q.text)
    tables = {q.catalogue.columns[p.measure.column].table_id for p in picked}
    if said is None or not q.names.of("row") or len(tables) != 1 or any(p.measure.base for p in picked):
        return picked
    columns = q.catalogue.views[next(iter(tables))].columns
    count = number(said["n"] or said["items"] or "")
    if count is not None and count != len(columns):
        return picked
    return [Picked(start=0, end=0, measure=Measure(column=c.id), score=1.0) for c in columns]


def total_named(q: Question, tables: Iterable[str]) -> list[Picked]:
    """Return the one total column of the tables of the rows named, where the question says no more than 合计."""
    if len(q.names.of("row")) > 1:
        return []  # 阳江、茂名合计: both added up
    totals = [c for tid in sorted(tables) for c in q.catalogue.views[tid].columns if c.is_total]
    if len(totals) != 1 or not re.search("合计|总计|总数|总额|总量", q.text):
        return []
    return [Picked(start=0, end=0, measure=Measure(column=totals[0].id), score=0.5)]


def rows_counted(q: Question) -> Column | None:
    """Return a column of the newest table whose rows alone are to be counted (乡镇有几个), or None."""
    intent = q.intent
    if q.names.of("row") or q.names.of("group"):
        return None
    if intent.function == "sum" and re.search("(?:多少|几)[个座]", q.text):  # 乡镇一共有几个
        intent.operation, intent.function, intent.counting = None, None, True
    if not intent.counting:
        return None
    noun = next((noun for noun in q.catalogue.row_nouns if noun in q.text), None)
    views = [v for v in q.catalogue.views.values() if v.row_noun == noun]
    if noun is None or not views:
        return None
    newest = max(views, key=lambda v: max(column_year(q.catalogue, c) or 0 for c in v.columns))
    return max(newest.columns, key=lambda c: (column_year(q.catalogue, c) or 0, len(c.cells)))


def by_unit_alone(q: Question) -> list[Picked]:
    """Return the measures of a question that names no quantity but its unit, and whether it was planned or done.

    东澜2025计划比2024实际少多少公里: the one column of each year, in the tables of the rows named, in that unit.
    """
    dimension, years = dimension_asked(q.text), q.reading.bare_years
    rest = re.sub(f"[^\u4e00-\u9fff]|{dimension.unit.pattern}" if dimension is not None else "", "", q.rest())
    if len(q.catalogue.roles.bare(rest)) > 1:
        return []
    keys = [key for m in q.names.of("row") for key in m.rows]
    if dimension is None or not years or not keys:
        return []
    tables = set.union(*(set(q.catalogue.tables_of_row[key]) for key in keys))
    chosen = []
    for year in years:
        held = [
            c
            for tid in sorted(tables)
            for c in q.catalogue.views[tid].columns
            if column_year(q.catalogue, c) == year and c.unit and dimension.unit.search(c.unit) and "/" not in c.unit
        ]
        if len(held) != 1:
            return []
        chosen.append(held[0])
    return [Picked(start=0, end=0, measure=Measure(column=c.id), score=0.5) for c in chosen]


def column_beside(q: Question) -> list[Picked]:
    """Return the column that a bare word names (平台呢), where one alone holds it.

    It stands beside that of the turn before, or in the tables of the row named with it (韶关平台上才2家).
    """
    if q.frame is None:
        return _column_of_row(q)
    if q.names.table is not None and not q.names.mentions:  # 附件1里呢, after 附件2里佛山是多少
        led = [c for view in tables_labelled(q.catalogue, q.names.table) for c in view.columns if c.leads]
        measure = Measure(column=led[0].id) if len(led) == 1 else None
        return [Picked(start=0, end=len(q.text), measure=measure, score=1.0, own=1.0)] if measure is not None else []
    core = _BARE_TAIL.sub("", q.text)
    if not 2 <= len(core) <= _BARE_CHARS:
        return []
    beside = q.catalogue.view_of(q.frame.measures[0].column).columns
    held = [c for c in beside if core in c.label]
    if len(held) != 1 or held[0].id == q.frame.measures[0].column:
        return []
    q.reading.covered.append((0, len(q.text)))
    return _named_bare(q, core, held[0])


def _column_of_row(q: Question) -> list[Picked]:
    """Return the column whose label holds the one word that stands beside a row and its number (韶关平台上才2家)."""
    keys = [key for m in q.names.of("row") for key in m.rows]
    if not keys or _NUMBER_OF.search(q.text) is None:
        return []
    rest = list(q.text)
    for start, end in q.names.spans:
        rest[start:end] = "," * (end - start)
    core = _BARE.sub("", "".join(rest))
    years = {year for m in q.names.years if (year := year_of(m, q.as_of, None))}
    tables = set.intersection(*(set(q.catalogue.tables_of_row[key]) for key in keys))
    held = [
        c
        for tid in sorted(tables)
        for c in q.catalogue.views[tid].columns
        if core in c.label and (not years or column_year(q.catalogue, c) in years)
    ]
    return _named_bare(q, core, held[0]) if 2 <= len(core) <= 6 and len(held) == 1 and core in q.text else []


def _named_bare(q: Question, core: str, column: Column) -> list[Picked]:
    """Return a column as read from the bare word that names it."""
    q.reading.covered.append((q.text.index(core), q.text.index(core) + len(core)))
    return [Picked(start=0, end=len(q.text), measure=Measure(column=column.id), score=1.0, own=1.0)]


def all_columns(q: Question, years: Sequence[int]) -> list[Picked]:
    """Return every column of the rows named, of the years named; the default columns where there are many."""
    keys = [key for m in q.names.of("row") for key in m.rows]
    tables = list(dict.fromkeys(tid for key in keys for tid in sorted(q.catalogue.tables_of_row[key])))
    if not keys:
        tables = list(q.catalogue.views)
    columns = [c for tid in tables for c in q.catalogue.views[tid].columns]
    if years:
        columns = [c for c in columns if column_year(q.catalogue, c) in years]
        found = {column_year(q.catalogue, c) for c in columns}
        for year in years:
            if year not in found:
                q.notes.append(f"{year}")
    if len(years) > 1 and q.intent.operation is Operation.COMPARE:  # only what is on file for every one of them
        held = [c for c in columns if {column_year(q.catalogue, k) for k in family(q.catalogue, c.id)} >= set(years)]
        columns = held or columns
    if q.intent.operation is Operation.RANK:  # 排名第几: by the score, where there is one
        columns = [c for c in columns if re.search("得分|总分|评分|分数", c.label)] or columns
    if not q.lists_all():
        totals = [c for c in columns if c.leads]
        columns = totals or columns
        columns = hinted(q, columns)
    return [
        Picked(start=0, end=0, measure=Measure(column=c.id), score=0.5)
        for c in sorted(columns, key=lambda c: year_order(q, c, years))[:12]
    ]


def hinted(q: Question, columns: list[Column]) -> list[Column]:
    """Narrow columns by everyday words of their labels (完成了多少) and by the unit asked for (多少家)."""
    words = {f.feature for f in q.found}
    by_label = [c for c in columns if words & set(bigrams(c.label))]
    dimension = dimension_asked(q.text)
    named = by_label or columns
    by_unit = [c for c in named if dimension is not None and in_unit(q.catalogue, c, dimension)]
    return by_unit or named


def year_order(q: Question, column: Column, years: Sequence[int]) -> int:
    """Order columns by the years as the question names them, else by time."""
    year = column_year(q.catalogue, column) or 0
    return years.index(year) if year in years else year


def from_frame(q: Question, years: Sequence[int]) -> list[Picked]:
    """Return the measures of the frame, in the years that the question names."""
    assert q.frame is not None
    measures = list(q.frame.measures)
    if years:
        first = measures[0].column
        own = {c.id for c in family(q.catalogue, first)}
        twins = [twin for m in q.names.years if (twin := twin_of(q, first, m)) is not None]
        several = len(q.names.of("row")) > 1 and _AGAINST_YEAR.search(q.text) is None  # 2024年谁多, of two
        comparing = q.intent.operation is Operation.COMPARE and not several
        if comparing and len(years) == 1:
            if not twins or twins[0] == first:
                return []
            measures = [Measure(column=first), Measure(column=twins[0])]
        else:
            measures = [Measure(column=twin) for twin in dict.fromkeys(twins)]
        if any(m.column not in own for m in measures):
            q.reading.assumed.append("measure" if comparing else "counterpart")
    return [Picked(start=0, end=0, measure=m, score=0.5) for m in measures]


def twin_of(q: Question, column: str, mention: YearMention) -> str | None:
    """Return the column for a year named in a follow-up; 去年 counts from today, else from the turn before."""
    frame_year = q.frame_year()
    year = year_of(mention, q.as_of, frame_year)
    found = q.counterpart(column, year)
    if found == column and mention.offset is not None and mention.offset < 0 and frame_year is not None:
        found = q.counterpart(column, frame_year + mention.offset)  # 比去年多几家: than the year before that one
    if found is not None or mention.offset is None or mention.offset > 0 or frame_year is None:
        return found
    found = q.counterpart(column, frame_year + mention.offset)
    if found is not None and mention.offset == 0:
        q.reading.requested_year, q.reading.stood_in_year = year, frame_year
    return found
