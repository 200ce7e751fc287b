"""Two of the turns before set against each other: two rows of one measure, two measures of one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.figures.assemble import locate, members_of
from bot.figures.builder import Slots
from bot.figures.families import column_year
from bot.figures.intent import count_of
from bot.figures.query import FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.question import AGAINST, Question
from bot.figures.reading import Picked
from bot.figures.subjects import Resolver

_ADDED = re.compile(
    "^(?:那|那么)?(?:再|也|还|把)*(?:加上|算上|带上|加)[^,，。比]{2,12}?"
    "(?:(?:[,，]|(?=这?[两二三四五六七八九十\\d]+个?[市城地县区家者]|一共|总共|合计|加起来))(?:(?:这|一共)?[两二三四五六七八九十\\d]个?(?:市|城市|地市|县|区|家|者)?)?(?:的)?(?:目标|任务|验收数?|数|合计)?(?:一共|总共|合计|加起来|共|总和|是|有)*(?:多少|几)?[家个]?)?$|(?:也|都|再)(?:加上|算上|加进去|算进去|算进来)(?:呢|吧)?[??]?$"
)
_SO_MANY = re.compile(
    r"(?P<n>[两二三四五六七八九十]|\d{1,2})个?(?:市|城市|地市|县|区|家|者)?(?:的|合计|一共|总共|加起来|共)"
)
_OF_COUNTS = re.compile("几[家户名]|多少[家户名]|几个(?!百分|点)")
_FEW, _PAIR = 8, 2
_ROWS = frozenset({SubjectKind.ROW, SubjectKind.ROWS, SubjectKind.GROUP})


def added_to(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the sum, or the share, of those of the turn before and of one more (再加上莱西)."""
    summed = {Operation.VALUE, Operation.AGGREGATE, Operation.SHARE, Operation.COMPARE}
    if _ADDED.search(q.text) is None or frame.operation not in summed or not frame.subjects:
        return None
    picked = [Picked(start=0, end=0, measure=frame.measures[0], score=0.5)]
    resolver, slots = Resolver(q.catalogue, q.views(picked)), q.slots(picked)
    locate(slots, resolver)
    more = [s for s in slots.subjects if s not in frame.subjects]
    if not more or not all(s.kind in _ROWS for s in (*more, *frame.subjects)):
        return None
    share = frame.operation is Operation.SHARE
    said = _SO_MANY.search(q.text)
    chain = chain_of(q) if said is not None and not share else []
    all_told = said is not None and len(chain) + len(more) == count_of(said["n"])
    told = chain if all_told else frame.subjects
    before = [row for s in told for row in (q.engine.rows_of(s) if len(s.rows) <= _FEW else [s])]
    return replace(
        frame,
        operation=Operation.SHARE if share else Operation.AGGREGATE,
        function=None if share else "sum",
        measures=frame.measures[:1],
        subjects=(resolver.together([*before, *more]),),
        claim=None,
        relation=None,
    )


def chain_of(q: Question) -> list[Subject]:
    """Return the subjects of the turns before that were about the same measure, in the order asked."""
    frame = q.frame
    if frame is None or not frame.subjects or frame.operation in {Operation.TOP, Operation.FILTER}:
        return []
    if len(frame.subjects) > 1:
        return list(frame.subjects)
    own = set(frame.subjects[0].rows)
    same = [s for s, measure in frame.earlier if measure == frame.measures[0] and not own & set(s.rows)]
    return list(dict.fromkeys([*reversed(same), frame.subjects[0]]))


def after_told(query: FigureQuery, before: FigureQuery) -> FigureQuery:
    """Return a figure asked for in full (换成中山) with those of its measure that the turns before told."""
    alike = query.operation is before.operation is Operation.VALUE and query.measures == before.measures
    if not alike or query.earlier or query.subjects == before.subjects:
        return query
    told = ((s, before.measures[0]) for s in reversed(before.subjects) if not s.exclude)
    return replace(query, earlier=(*told, *before.earlier)[:_FEW])


def each_compared(query: FigureQuery, frame: FigureQuery) -> FigureQuery:
    """Return two measures compared for everyone the turn before was about (比去年多还是少, after two cities)."""
    rows = [s for s in frame.subjects if s.kind is SubjectKind.ROW]
    if len(query.subjects) != 1 or query.subjects[0] not in rows or len(rows) < 2:
        return query
    return replace(query, also=tuple(replace(query, subjects=(s,)) for s in rows if s != query.subjects[0]))


def set_against(frame: FigureQuery, other: Subject) -> FigureQuery:
    """Return what the turn before was about compared with another, by each of its measures."""
    relation = frame.relation if frame.operation is Operation.COMPARE else Relation.WHICH
    pair = (frame.subjects[0], other)
    compared = [
        FigureQuery(operation=Operation.COMPARE, relation=relation, measures=(measure,), subjects=pair)
        for measure in (frame.measures if frame.operation is Operation.VALUE else frame.measures[:1])
    ]
    return replace(compared[0], also=tuple(compared[1:]))


def against_told(q: Question, slots: Slots, named: Sequence[Subject]) -> FigureQuery | None:
    """Return a measure now named set against the one just told of the same row (目标比它少多少); None for others.

    What is only set against (跟它2023年验收的比) comes after what was told.
    """
    frame = q.frame
    assert frame is not None
    lone = frame.operation is Operation.VALUE and len(frame.measures) == len(frame.subjects) == 1
    if not lone or list(named) != list(frame.subjects) or len(slots.measures) != 1:
        return None
    now, told = slots.measures[0], frame.measures[0]
    units = {q.catalogue.columns[m.column].unit for m in (now, told)}
    if now == told or now.base is not None or told.base is not None or len(units) != 1 or "比" not in q.text:
        return None
    relation = q.intent.relation or Relation.WHICH
    pair = (told, now) if AGAINST.match(q.text) else (now, told)
    return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=pair, subjects=frame.subjects)


def pair_of_turns(q: Question, slots: Slots, own_metric: bool) -> FigureQuery | None:
    """差多少 after two turns: the two measures of one subject, or the two subjects of one measure."""
    frame = q.frame
    assert frame is not None
    relation = q.intent.relation or Relation.WHICH
    rate = frame.measures[0]
    if rate.relation is Relation.RATIO and relation is Relation.GROWTH and "点" in q.text:
        relation = Relation.DIFFERENCE  # 差几个百分点
    two = any(m == rate and s not in frame.subjects for s, m in frame.earlier[:1])
    rates = two and _OF_COUNTS.search(q.text) is None  # 差几个点, after the rates of two
    if rate.relation is Relation.RATIO and rate.base is not None and frame.operation is Operation.VALUE and not rates:
        if relation is not Relation.DIFFERENCE or own_metric or re.search("百分|率", q.text):
            return None
        gap = Measure(column=rate.base, base=rate.column, relation=Relation.DIFFERENCE)  # 差几家 after 完成了吗
        return replace(frame, measures=(gap,), claim=None)
    if len(slots.measures) >= 2 and frame.subjects:
        return FigureQuery(
            operation=Operation.COMPARE,
            relation=relation,
            measures=slots.measures[:2] if own_metric else later_first(q, *slots.measures[:2]),
            subjects=frame.subjects[:1],
            assumed=tuple(slots.assumed),
        )
    if own_metric and slots.measures != frame.measures[:1]:  # 哪个市目标高, after their sum: no other measure
        against = len(slots.measures) == 1 and slots.measures[0] not in frame.measures
        of_one = frame.operation is Operation.VALUE or frame.function == "sum"
        chosen = members_of(frame, q.engine) if frame.operation is Operation.TOP and frame.n == 1 else []
        about = tuple(chosen) if len(chosen) == 1 else frame.subjects if of_one else ()
        if against and AGAINST.match(q.text) and len(about) == 1:
            return FigureQuery(
                operation=Operation.COMPARE,
                relation=relation,
                measures=(frame.measures[0], slots.measures[0]),
                subjects=about,
                assumed=tuple(slots.assumed),
            )
        return None
    summed = q.engine.rows_of(frame.subjects[0]) if frame.function == "sum" and len(frame.subjects) == 1 else []
    among = frame.over_groups and frame.operation is Operation.TOP  # of which one was told, not these
    kinds = {s.kind for s in (*frame.subjects[:1], *(s for s, _ in frame.earlier[:1]))}
    part_and_whole = kinds == {SubjectKind.ROW, SubjectKind.TOTAL} and frame.earlier[0][1] == frame.measures[0]
    if part_and_whole and frame.measures[0].base is None and relation in {Relation.GROWTH, Relation.DECLINE}:
        return None  # 增幅多少: no part of the whole has risen above it
    who = (
        tuple(summed) if len(summed) == 2 else () if among or len(frame.subjects) > _PAIR else frame.subjects
    )  # 哪个高, after the sum of two
    if len(who) == 2:
        return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=frame.measures[:1], subjects=who)
    if len(frame.measures) >= 2:
        both = later_first(q, *frame.measures[:2])
        return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=both, subjects=frame.subjects[:1])
    first = frame.n == 1 or frame.position is not None
    if frame.operation is Operation.TOP and first and (ends := two_ends(q, frame)):
        return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=frame.measures[:1], subjects=ends)
    if frame.operation in {Operation.TOP, Operation.RANK} and len(members_of(frame, q.engine)) == 2:
        pair = tuple(members_of(frame, q.engine))
        return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=frame.measures[:1], subjects=pair)
    alike = [told for told in frame.earlier if _comparable(q, told[1], frame.measures[0])]
    if not alike or not frame.subjects:
        return None
    subject, measure = alike[0]
    twin = _twin(q, frame.measures[0], [m for s, m in alike if s == subject == frame.subjects[0]])
    measure = twin or measure  # 少了多少, of the goal: than the total of the year before, not the part told after it
    if measure == frame.measures[0] and subject != frame.subjects[0]:
        subjects: tuple[Subject, ...] = (frame.subjects[0], subject)
        measures: tuple[Measure, ...] = (measure,)
    elif subject == frame.subjects[0]:
        subjects, measures = (subject,), later_first(q, frame.measures[0], measure)
    else:
        subjects, measures = (frame.subjects[0], subject), (frame.measures[0], measure)
    return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=measures, subjects=subjects)


def _twin(q: Question, now: Measure, told: Sequence[Measure]) -> Measure | None:
    """Return the same quantity of another year among the measures told of a row, where several are told."""
    if now.base is not None or len(told) < 2:
        return None
    years = [column_year(q.catalogue, q.catalogue.columns[m.column]) for m in told]
    return next((m for m, y in zip(told, years, strict=True) if y and q.counterpart(now.column, y) == m.column), None)


def _comparable(q: Question, one: Measure, other: Measure) -> bool:
    """Say whether two measures may be set against each other: counts of one kind, or rates."""
    units = [q.catalogue.columns[m.column].unit for m in (one, other)]
    return one.relation == other.relation and (one.base is not None or None in units or units[0] == units[1])


def means_compared(query: FigureQuery, frame: FigureQuery) -> FigureQuery:
    """Return the mean of the turn before, not its sum, against another (比全省平均高多少, after a mean of 珠三角)."""
    plain = query.operation is Operation.COMPARE and len(query.measures) == 1 and len(query.subjects) == 2
    if not plain or frame.function != "mean":
        return query
    first, second = map(mean_of, query.subjects)
    if second.rows and not first.rows:
        first, second = second, first  # the mean of the whole is what others are set against
    gap = query.relation in {None, Relation.WHICH}
    return replace(query, subjects=(first, second), relation=Relation.DIFFERENCE if gap else query.relation)


def mean_of(subject: Subject) -> Subject:
    """Return the mean over a group or over the whole; of one row the row itself."""
    if subject.kind in {SubjectKind.GROUP, SubjectKind.ROWS}:
        return replace(subject, kind=SubjectKind.MEAN, name=f"{subject.name}平均值")
    if subject.kind is SubjectKind.TOTAL and not subject.exclude:
        return Subject(kind=SubjectKind.MEAN, name="平均值")
    return subject


def two_ends(q: Question, frame: FigureQuery) -> tuple[Subject, ...]:
    """Return the first and the last of those a turn chose from, be one told by it or by the turn before it (差几家)."""
    found = members_of(frame, q.engine)
    other = next((query for query in frame.also if query.descending != frame.descending), None)
    if other is not None and (last := members_of(other, q.engine)) and found:
        return found[0], last[0]
    kind = SubjectKind.GROUP if frame.over_groups else SubjectKind.ROW
    earlier = [s for s, measure in frame.earlier if measure == frame.measures[0] and s.kind is kind]
    return (earlier[0], found[0]) if len(found) == 1 and earlier and earlier[0] != found[0] else ()


def later_first(q: Question, first: Measure, second: Measure) -> tuple[Measure, Measure]:
    """Return two measures, the later year first."""
    years = [column_year(q.catalogue, q.catalogue.columns[m.column]) or 0 for m in (first, second)]
    return (second, first) if years[1] > years[0] else (first, second)
