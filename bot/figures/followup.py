"""Continue from the turn before: keep or replace its slots by what the new question names."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.anaphora import EACH, last_named
from bot.figures.assemble import assemble, members_of
from bot.figures.builder import Slots
from bot.figures.families import total_beside
from bot.figures.kept import rows_kept
from bot.figures.pairs import against_told, chain_of, each_compared, mean_of, means_compared, pair_of_turns, set_against
from bot.figures.parts import (
    TOTAL,
    asks_total,
    beside_total,
    part_of,
)
from bot.figures.query import (
    Claim,
    FigureQuery,
    Measure,
    Operation,
    Relation,
    Subject,
    SubjectKind,
)
from bot.figures.question import AGAINST, FOLLOW, PRONOUN, Question
from bot.figures.reading import Picked
from bot.figures.remainder import left_of, listed_within, set_before, share_of_scope
from bot.figures.subjects import Resolver, together
from bot.figures.trends import most_changed, of_one, stands_in

_BUT_THEM = re.compile(
    "(?:除了?|除去|除开|不算|去掉|排除|扣掉|剔除)(?:它们?|他们|这些|这几个|这[两三四五]个|上述|前面)"
)
THAN_IT = re.compile("(?:比|和|与|跟|较)(?:它|他|该市|该区|该县|这个(?:市|区|县))(?!们)")
_HOW_MUCH = re.compile("多少|几[家个项户名人台]")
_PLACE_OF_IT = re.compile(
    "(?:那|它|在)*(?:全省|全市|全国|全县|全部|总体)?的?(?:排名|排行|名次|位次|排位)(?:呢|是多少|多少|如何|怎么样|情况)?[??]?"
)
_PLACE_AGAIN = re.compile(
    r"(?:那|那么)?(?:(?:19|20)\d{2}年?|去年|上年|今年)?的?.{0,10}?(?:排名|排行|名次|位次|排位)(?:呢|是多少|多少|如何|怎么样|情况)?[??]?"
)
_AMONG = re.compile("其中|里面|里头|当中|之中|(?:个|些|名)[里中]|有(?:吗|么|没有)[??]?$")
_INSIDE = re.compile(
    "(?:那|那么)?(?:其中|(?:这|那)?(?:里面|里头|当中)|(?:它们|他们|这些|那些|这几个)(?:市|城市|地方)?(?:里面?|里头|中|当中|之中))"
)
_PLACED = re.compile(
    "第[一二三四五六七八九十\\d]|倒数|最后|末位|垫底|榜首|冠军|头名"
)  # a place among all, after places among all
_ORDERED = re.compile("倒|最|从|第[一二三四五六七八九十\\d]+[高低多少大小]")  # says itself from which end
_BARE_OF = re.compile("^(?!.*(?:多少|几|数|合计))(?:.*(?:的|呢|的呢))[??]?$")  # 生态环境的呢, after the share of 工信
_WHO_ELSE = re.compile("还有(?:哪|谁|别的|其他|其它|没有)")
_STATISTICS = frozenset({SubjectKind.MEAN, SubjectKind.MEDIAN})
_TOLD, _REMEMBERED = 4, 8  # so many subjects of one turn, and of all turns, are kept for those that follow


def continued(q: Question, slots: Slots, resolver: Resolver) -> FigureQuery | None:
    """Return the query of a follow-up, with the slots that the question leaves open kept from the frame."""
    frame = q.frame
    assert frame is not None
    intent = q.intent
    if _BUT_THEM.search(q.text) and not slots.excluded:
        slots.excluded = [key for subject in last_named(frame, q.engine) for key in subject.rows]
        q.followed = True
    elif PRONOUN.search(q.text) and not slots.subjects and not slots.each:
        them = members_of(frame, q.engine)
        one_of = "们" in q.text and frame.operation is not Operation.FILTER
        if len(them) == 1 and one_of and frame.scope is not None and frame.scope.rows:
            them = [frame.scope]  # 它们一共多少, after who of several has most
        slots.located += [(-1, subject) for subject in them]
        q.followed = True
    listed = frame.scope if frame.operation is Operation.COUNT and frame.scope is not None else None
    if listed is not None and listed.rows and not slots.subjects and not slots.excluded:
        slots.located.append((-1, listed))  # 目标各多少, after 粤北有哪些市
        slots.each = slots.each or re.search("各|分别|每", q.text) is not None
        q.followed = True
    relative = intent.operation in {Operation.SHARE, Operation.RANK, Operation.COMPARE}
    if intent.operation is Operation.SHARE:  # 占粤西多少: what follows is the whole, not who is asked about
        cut = q.text.find("占")
        named = [s for at, s in slots.located if s.kind is not SubjectKind.TOTAL and (cut < 0 or at < cut)]
    else:
        named = [s for s in slots.subjects if s.kind is not SubjectKind.TOTAL or not relative]
    if slots.excluded and not named and (left := left_of(frame, slots.excluded, resolver)):
        slots.located += [(-1, subject) for subject in left]  # 除了广州呢, after a region: that less Guangzhou
        slots.excluded, named = [], left
    if slots.each and intent.function == "mean" and set_before(frame) is not None:
        slots.each = False  # 平均每个市多少, after the sum of some: the mean of those
    has_subject = bool(named) or slots.each or bool(slots.excluded)
    own_metric = bool(q.reading.picked)
    if len(named) == 1 and named[0].kind is SubjectKind.ROW and not own_metric and not slots.excluded:
        of_row = stands_in(q, frame, named[0])
        if of_row is None and intent.operation is Operation.COMPARE and intent.relation is Relation.DIFFERENCE:
            of_row = of_one(q, frame, named[0]) if AGAINST.match(q.text) is None else None
        if of_row is not None:
            q.followed = True
            return with_earlier(q, of_row, frame)
    only_whole = [s.kind for s in slots.subjects] == [SubjectKind.TOTAL] and not own_metric
    differs = intent.operation is Operation.COMPARE and intent.relation is Relation.DIFFERENCE
    of_whole = of_one(q, frame, slots.subjects[0]) if only_whole and differs else None
    if of_whole is not None:  # 全省一共差多少, after who differs most
        q.followed = True
        return with_earlier(q, of_whole, frame)
    if frame.operation is Operation.FILTER and intent.thresholds and intent.operation is None and not has_subject:
        intent.operation = Operation.FILTER  # 10到30之间呢 after 不足10的
    one_row = len(frame.subjects) == 1 and frame.subjects[0].kind is SubjectKind.ROW
    lone = frame.operation is Operation.VALUE and one_row
    told_of_row = lone or (frame.operation is Operation.COMPARE and one_row)
    if told_of_row and _PLACE_OF_IT.fullmatch(q.text) and not own_metric:
        ranked = replace(frame, operation=Operation.RANK, measures=frame.measures[:1], claim=None, relation=None)
        return with_earlier(q, ranked, frame)  # 全省排名, after the figure of one city
    ranked_before = frame.operation is Operation.RANK and not has_subject and not q.intent.which
    if ranked_before and intent.listing and _PLACE_AGAIN.fullmatch(q.text):  # 2023年排名呢, after that of 2024
        measures = slots.measures if own_metric or q.reading.bare_years else frame.measures
        return with_earlier(q, replace(frame, measures=measures[:1], claim=None), frame)
    of_it = all(s.kind is SubjectKind.TOTAL for s in slots.subjects) and not slots.excluded
    of_one_row = lone or (frame.operation is Operation.SHARE and one_row)
    if of_one_row and intent.operation is Operation.TOP and intent.yes_no and not intent.which and of_it:
        place = Claim(comparator="<=" if (intent.n or 1) > 1 else "=", value=Decimal(intent.n or intent.position or 1))
        measures = slots.measures if own_metric else frame.measures
        ranked = replace(frame, operation=Operation.RANK, measures=measures[:1], claim=place)
        return with_earlier(q, replace(ranked, descending=intent.descending), frame)  # 是不是全省最低
    among = named[0] if lone and len(named) == 1 and named[0].kind is SubjectKind.GROUP else None
    inside = among is not None and set(frame.subjects[0].rows) <= set(among.rows)
    if intent.operation is Operation.RANK and inside and not own_metric:  # 在粤北排第几
        ranked = replace(frame, operation=Operation.RANK, measures=frame.measures[:1], scope=among, claim=None)
        return with_earlier(q, ranked, frame)
    if (share := share_of_scope(q.text, frame, q.engine)) is not None:
        q.followed = True
        return with_earlier(q, share, frame)
    if (part := part_of(q, frame)) is not None:
        q.followed = True
        return with_earlier(q, part, frame)
    if (most := most_changed(q, frame, resolver)) is not None:
        q.followed = True
        return with_earlier(q, most, frame)
    if intent.operation is Operation.COMPARE and (against := against_told(q, slots, named)) is not None:
        q.followed = True
        return with_earlier(q, against, frame)
    plain = intent.operation is None and not intent.thresholds and slots.asserted is None and not intent.counting
    leads = FOLLOW.search(q.text) is not None or AGAINST.match(q.text) is not None
    short = len(q.text) <= 14 or leads or q.followed
    if own_metric and has_subject and not (intent.operation is Operation.COMPARE and one_sided(q, slots)):
        return with_earlier(q, assemble(slots, q.catalogue, resolver), frame)
    if not short and own_metric and not rows_kept(q, [m.column for m in slots.measures]):
        return None
    if own_metric and not leads and not q.followed and q.unexplained():
        return None  # 省厅几点下班 names a body that leads, and asks for something else
    q.followed = True
    total = asks_total(q) and (len(named) == 1 or len(chain_of(q)) < 2) and frame.operation is Operation.VALUE
    if plain or total:
        return with_earlier(q, replaced(q, slots, resolver, has_subject, own_metric), frame)
    if intent.counting and intent.operation is None and frame.operation is Operation.FILTER:
        return replace(frame, counting=True, claim=None)
    compared = frame.operation is Operation.COMPARE and frame.relation in {Relation.DIFFERENCE, Relation.WHICH}
    if intent.operation is Operation.SHARE and compared and not has_subject and not own_metric and "占" not in q.text:
        return replace(frame, relation=Relation.GROWTH, claim=None)  # 百分之几 after 差多少
    if intent.operation is Operation.COMPARE and not named and not (slots.subjects and frame.subjects):
        pair = pair_of_turns(q, slots, own_metric)
        if pair is not None:
            pair = replace(pair, descending=intent.descending)  # 谁更低
            return each_compared(means_compared(pair, frame), frame)
    if intent.operation is Operation.TOP and not has_subject and not own_metric:
        chain = chain_of(q) if frame.operation is not Operation.RANK or _PLACED.search(q.text) is None else []
        if _AMONG.search(q.text) and set_before(frame) is not None:
            chain = []  # 里面最少的是哪个市, after the share of one group
        if len(chain) > 1 and re.search("哪个|谁|哪一个", q.text):
            slots.located += [(-1, subject) for subject in chain]
            return with_earlier(q, assemble(slots, q.catalogue, resolver), frame)
    several = len(frame.measures) > 1 and frame.operation is Operation.VALUE and len(frame.subjects) == 1
    alone = len(slots.subjects) == 1 and AGAINST.match(q.text) is not None
    if several and alone and not own_metric and intent.operation is Operation.COMPARE:
        return with_earlier(q, set_against(frame, slots.subjects[0]), frame)
    first = members_of(frame, q.engine)[:1] if frame.operation is Operation.TOP and frame.n == 1 else []
    about = frame.subjects[:1] or tuple(first)
    if intent.operation is Operation.COMPARE and len(named) == 1 and THAN_IT.search(q.text) and frame.subjects:
        slots.located.append((len(q.text), frame.subjects[0]))  # 武侯比它少多少
    elif one_sided(q, slots) and (intent.operation is Operation.COMPARE or intent.thresholds) and about:
        told = [*about, *(s for s, measure in frame.earlier if measure == frame.measures[0])]
        other = next((s for s in told if s not in slots.subjects), None)
        if other is not None:
            slots.located.insert(0, (-1, other))
    elif not has_subject:
        inherit(q, slots, frame)
    query = means_compared(assemble(slots, q.catalogue, resolver), frame)
    if query.position is not None and frame.operation is Operation.TOP and _ORDERED.search(q.text) is None:
        query = replace(query, descending=frame.descending)  # 第二呢, after who has least
    if query.operation in {Operation.TOP, Operation.FILTER} and query.scope is None and not has_subject:
        inside = not own_metric or _AMONG.search(q.text) is not None
        whole = frame.scope if frame.operation is not Operation.SHARE else None
        whole = _listed(q, frame) or whole
        among = whole or (set_before(frame) if inside else None)
        if among is not None and query.n is not None and query.n >= len(among.rows) > 0:
            among = None  # 那前三名呢, after the sum of the last three: of all
        wider = frame.function != "mean" and _AMONG.search(q.text) is None
        if among is not None and among.kind is SubjectKind.ROWS and wider:
            chosen = query.operation is not Operation.FILTER or q.engine.run(replace(query, scope=among)).entries
            among = among if chosen else None  # 那不到20家的呢, after those with 100 or more: of all
        query = replace(query, scope=among, over_groups=frame.over_groups and query.over_groups)
        if among is not None and frame.function == "mean":  # 高于平均的有谁, after the mean of some: that mean
            own = tuple(replace(c, subject=among) if c.statistic and c.subject is None else c for c in query.conditions)
            query = replace(query, conditions=own)
        if frame.over_groups and query.operation is Operation.TOP:
            query = replace(query, over_groups=True, subjects=frame.subjects)
    return with_earlier(q, query, frame)


def without_told(q: Question, query: FigureQuery, resolver: Resolver) -> FigureQuery:
    """Return who else meets a condition (还有哪个镇是0), the one row that was just told left out."""
    frame = q.frame
    lone = frame is not None and frame.operation is Operation.VALUE and len(frame.subjects) == 1
    if frame is None or not lone or frame.subjects[0].kind is not SubjectKind.ROW or _WHO_ELSE.search(q.text) is None:
        return query
    if query.operation is not Operation.FILTER or query.scope is not None or query.subjects:
        return query
    return replace(query, scope=resolver.total(frame.subjects[0].rows))


def _listed(q: Question, frame: FigureQuery) -> Subject | None:
    """Return the rows that the turn before listed, where it is asked among them (其中2023年验收最多的)."""
    lists = frame.operation is Operation.FILTER or (frame.operation is Operation.TOP and (frame.n or 0) > 1)
    if not lists or frame.over_groups or _INSIDE.match(q.text) is None:
        return None
    rows = members_of(frame, q.engine)
    return together(rows) if len(rows) > 1 else None


def one_sided(q: Question, slots: Slots) -> bool:
    """Say whether a comparison names only what to compare with (比广州多吗, 和东莞比呢)."""
    against = re.search("平均|均值|中位", q.text) is not None or len(slots.subjects) == 1
    leading = re.match(r"^(?:那|那么)?(?:比|和|与|跟|同|较|高于|低于|超过|多于|少于|有没有超过)", q.text)
    return against and leading is not None and len(slots.measures) < 2


def inherit(q: Question, slots: Slots, frame: FigureQuery) -> None:
    """Give a question without a subject the subject of the turn before, where its operation needs one."""
    operation = q.intent.operation
    if operation in {Operation.TOP, Operation.FILTER}:
        return
    chain = chain_of(q)
    if operation is Operation.AGGREGATE and len(chain) > 1 and frame.operation is not Operation.RANK:
        slots.located += [(-1, subject) for subject in chain]
        return
    if operation is Operation.SHARE and q.intent.n is not None:
        return  # 前三占全省多少, after the last three
    if q.intent.function == "range" and frame.operation is Operation.TOP and _AMONG.search(q.text) is None:
        if frame.scope is not None and frame.scope.kind is SubjectKind.GROUP:
            slots.located.append((-1, frame.scope))
        return  # 最多的和最少的差几家, after the last three: of all
    one = frame.operation is Operation.TOP and (frame.n == 1 or frame.position is not None)
    if operation is Operation.AGGREGATE and one and frame.scope is not None and frame.scope.rows:
        slots.located.append((-1, frame.scope))  # 一共多少, after 三个里谁最多
        return
    if operation is Operation.AGGREGATE and q.intent.function == "sum" and one and not frame.over_groups:
        return  # 一共多少, after who has least: of all
    if operation is Operation.SHARE and frame.function == "list" and frame.scope is not None:
        slots.located.append((-1, frame.scope))
        return
    if operation is Operation.AGGREGATE or operation in {Operation.RANK, Operation.SHARE}:
        members = members_of(frame, q.engine)
        if operation is Operation.SHARE and 1 < len(members) <= _REMEMBERED and not EACH.search(q.text):
            listed = frame.operation in {Operation.TOP, Operation.FILTER}
            if listed and all(s.kind is SubjectKind.ROW for s in members):
                slots.located.append((-1, together(members)))  # 占全省多少, after the first five
                return
        if operation is Operation.SHARE and frame.operation is Operation.TOP and len(members) > _REMEMBERED:
            slots.located += [(-1, member) for member in members[:_REMEMBERED]]  # of a whole ranking the first
            return
        for subject in members:
            if subject.kind is SubjectKind.TOP:  # 占比 after 前五名合计
                rows = tuple(q.engine.rows(frame.measures[0], subject))
                subject = replace(subject, kind=SubjectKind.ROWS, rows=rows)
            slots.located.append((-1, subject))
        return
    for subject in frame.subjects:
        slots.located.append((-1, subject))


def replaced(q: Question, slots: Slots, resolver: Resolver, has_subject: bool, own_metric: bool) -> FigureQuery:
    """Put a new subject or measure into the frame."""
    frame = q.frame
    assert frame is not None
    measures = slots.measures if own_metric or q.reading.bare_years else beside_total(q, frame)
    if own_metric and frame.measures[0].base is not None and len(measures) == 1 and measures[0].base is None:
        base = total_beside(q.catalogue, measures[0].column)
        rate = "率" in q.text or (base is not None and base.id == frame.measures[0].base and _BARE_OF.search(q.text))
        if frame.measures[0].relation is Relation.RATIO and base is not None and rate:
            measures = (Measure(column=measures[0].column, base=base.id, relation=Relation.RATIO),)
    claim = frame.claim if frame.claim is not None and frame.claim.comparator != "=" else None
    assumed = tuple(q.reading.assumed)
    base_query = replace(
        frame, measures=measures, claim=claim, requested_year=None, stood_in_year=None, assumed=assumed
    )
    if frame.operation in {Operation.TOP, Operation.FILTER} and not has_subject:
        chosen = members_of(frame, q.engine) if frame.n == 1 or frame.position is not None else []
        if len(chosen) == 1 and own_metric and not frame.over_groups and _HOW_MUCH.search(q.text):
            return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=tuple(chosen), assumed=assumed)
        return replace(base_query, measures=measures[:1])  # 2024年目标呢: who has most of that
    if not has_subject and TOTAL.fullmatch(q.text) and base_query.measures == frame.measures:
        return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=(resolver.total(),))
    if not has_subject and frame.operation is Operation.SHARE and own_metric and _HOW_MUCH.search(q.text):
        return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=frame.subjects, assumed=assumed)
    pair = frame.operation is Operation.COMPARE and len(frame.measures) == 2 and len(frame.subjects) == 1
    if not has_subject and pair and len(measures) == 1:  # 环保牵头多少, after two measures of one
        return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=frame.subjects, assumed=assumed)
    if not has_subject:
        return base_query
    who = tuple(slots.subjects) or (resolver.total(tuple(slots.excluded)),)
    rows = all(s.kind is SubjectKind.ROW for s in who)
    against = AGAINST.match(q.text) is not None and len(who) == 1 and rows and not own_metric
    if against and frame.subjects and frame.operation in {Operation.COMPARE, Operation.VALUE}:
        return set_against(frame, who[0])
    if frame.operation in {Operation.TOP, Operation.FILTER, Operation.COUNT}:
        if rows and len(who) == 1:
            return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=who)
        scope = resolver.together(list(who)) if len(who) > 1 else who[0]
        if scope.kind is SubjectKind.TOTAL and not scope.exclude:
            return replace(base_query, scope=None, over_groups=False, subjects=())
        within = listed_within(frame, scope, q.engine) if _AMONG.search(q.text) and not own_metric else None
        if within is not None:
            return within
        return replace(base_query, scope=scope, over_groups=False, subjects=())
    if frame.operation is Operation.COMPARE:
        if len(frame.subjects) == 1 and len(frame.measures) > 1:
            return replace(base_query, subjects=who[:1])
        if len(frame.subjects) == 2 and frame.subjects[1].kind in _STATISTICS and len(who) == 1 and who[0].rows:
            first = mean_of(who[0]) if frame.subjects[0].kind in _STATISTICS else who[0]
            return replace(base_query, subjects=(first, frame.subjects[1]))  # 佛山呢, after 惠州 against the mean
        if frame.claim is not None and len(who) == 1 and len(frame.subjects) == 2:
            return replace(base_query, subjects=(who[0], frame.subjects[1]), claim=frame.claim)
        if rows and len(who) == len(frame.subjects) == 2:
            return replace(base_query, subjects=who, claim=None)  # 那中山比江门呢, after two others
        return FigureQuery(operation=Operation.VALUE, measures=measures[:1], subjects=who)
    joint = frame.operation is Operation.SHARE and [s.kind for s in frame.subjects] == [SubjectKind.ROWS]
    if joint and rows and len(who) > 1:  # 换成广州跟深圳再算一遍, after the share of two together
        return replace(base_query, subjects=(together(who),))
    if frame.operation is Operation.AGGREGATE and rows:
        return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=who)
    if frame.operation is Operation.VALUE and not rows:
        query = assemble(replace(slots, picked=[as_picked(m) for m in measures]), q.catalogue, resolver)
        return replace(query, claim=claim)
    return replace(base_query, subjects=who)


def as_picked(measure: Measure) -> Picked:
    """Return a measure as if it had been read."""
    return Picked(start=0, end=0, measure=measure, score=0.5)


def with_earlier(q: Question, query: FigureQuery, frame: FigureQuery) -> FigureQuery:
    """Remember who and what the turn before was about, where this turn is about another."""
    if frame.operation is Operation.TOP and (frame.n == 1 or frame.position is not None):
        frame = replace(frame, subjects=tuple(members_of(frame, q.engine)[:1]))
    elif frame.operation is Operation.TOP and 1 < (frame.n or 0) <= _TOLD and len(query.subjects) > 1:
        frame = replace(frame, subjects=tuple(members_of(frame, q.engine)))  # 它们验收各多少: then what each rose by
    elif frame.operation is Operation.FILTER and not frame.subjects and not frame.over_groups and query.subjects:
        met = members_of(frame, q.engine)
        frame = replace(frame, subjects=tuple(met) if len(met) <= _TOLD else ())  # 这三个市, after who else has none
    if not frame.subjects or not frame.measures:
        return query
    told = [(subject, frame.measures[0]) for subject in reversed(frame.subjects[:_TOLD]) if not subject.exclude]
    if query.subjects and query.measures and not query.over_groups:
        told = [pair for pair in told if pair[0] not in query.subjects or pair[1] != query.measures[0]]
    return replace(query, earlier=(*told, *(pair for pair in frame.earlier if pair not in told))[:_REMEMBERED])
