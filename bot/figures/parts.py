"""A part of a total against that total: all of it (合计呢), whether all is done (平台都完成了没有), what is not yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.assemble import locate, members_of
from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, total_beside
from bot.figures.query import Claim, FigureQuery, Measure, Operation, Relation, Subject, SubjectKind
from bot.figures.question import Question
from bot.figures.rates import never_less
from bot.figures.reading import Picked
from bot.figures.subjects import Resolver, together

_SHARE_OF = re.compile("占(?!比|[多几]|百分|了|到)")
TOTAL = re.compile(r"(?:那|那么|它的|的)?(?:合计|总数|总计|一共|总共|总的)(?:呢|是|有)?(?:多少|几)?(?:家|个)?呢?[??]?")
_WHOLE_AGAIN = re.compile(
    "(?:那|那么)?(?:总数|合计|总计|总的|总量|全部)(?:目标|任务)?(?=(?:跟|和|与|同|比|较)(?!(?:合计|总数|总计)))"
)
_TO_TOTAL = re.compile("(?:那|那么)?(?:比|和|与|跟)(?:合计|总数|总计)(?:比|少|多|差|相差|低|高)")
_LESS = re.compile(
    "(?:那|那么)?(?P<part>[一-龥]{2,6}?)(?:上|里)?的?(?:还|又)?(?:少|多|差)(?:了|得|出)?(?:多少|几)[家个]?呢?[??]?"
)
_DONE = "完成|走完|做完|办完|办结|跑完|弄完|搞完|验收完|通过|验收|达标"
_LEFT = re.compile(rf"(?:没有?|未|尚未|还没)(?:能)?(?:{_DONE})|剩下|剩余|余下|其余的?(?:呢|有?多少)")
_NOT_DONE = re.compile(
    rf"(?:那|还|仍|剩|下|差|欠|缺|有|是|它|该市|企业|多少|几|[家个户项]|的)*(?:没有?|尚?未)(?:能|有|全)?(?:{_DONE})[完了]?"
    r"(?:验收|流程|手续|的|还?有|是|多少|几|[家个户项]|企业|呢)*[??]?"
)
_STILL = re.compile(
    "(?:那|那么)?(?:还|仍)(?:有|差|剩|缺|欠)(?:下)?(?:多少|几)[家个户项台]?(?:企业)?(?:没有?|未)(?:走|办|做|弄|搞|跑|过|完成)?(?:完|好)?(?:的|呢)?[??]?"
    "|(?:那|那么)?还(?:差|剩|缺|欠)(?:下)?(?:多少|几)[家个户项]?(?:企业)?[??]?"
)
_ALL_DONE = re.compile(rf"(?:{_DONE})了?(?:验收|流程|手续)*了?(?:没有?|吗|么|嘛|吧)[??]?$")
_TOGETHER = re.compile(
    "(?:那|那么)?(?:两个|两项|两者|二者|这两个)?(?:一共|总共|合计|加起来|加一起|合起来|相加|加在一起)(?:是|有)?(?:多少|几)?[家个]?(?:呢|对得上吗|对得上不|对不对得上|对得拢吗|(?:是不是|是)?(?:等于|和|跟)?(?:合计|总数)(?:一样|一致)?吗)?[??]?"
)
_REST = re.compile("剩|余")
_OTHER_PART = re.compile(
    "(?:那|那么)?(?:剩下|剩余|余下|其余|另外|另|其他|其它)(?:的|那|一|下)*(?:个|半|部分|部门|家|方|边|类|单位)*(?:上|里)?"
    "(?:牵头)?的?(?:数量|企业)?(?:呢|又|是|有|占|多少|几[家个成]|百分之几)*[家个]?呢?[??]?"
)
_SHARE = re.compile(
    "(?:那|那么|它)*(?:占比?|比例|比重|占总数的?|(?:用|按|换成|换算成?|折(?:合|算)?(?:成|为)?|折合)*百分(?:比|数|率))(?:来?算)?"
    "(?:是|有)?(?:多少|几成|百分之几|多大(?:一?块|比例|份额?|头)?)?呢?[??]?"
)
_ALL_OF_IT = re.compile(  # 是不是百分之百, after a part of a total
    "(?:那|那么|所以|也就是说?|等于|这|就|说明|意思)*(?:是不是|是否|是|有没有|达到|算)?(?:百分之百|100%|全部|全|全都|一家不[落差少]|一个不[落差少])"
    rf"(?:都|已经?)*(?:{_DONE})?(?:了|的)*(?:吗|么|吧|没有?|呢)?[??]?"
)
_DONE_SHARE = re.compile(  # 走完的占几成, after the part and its total
    rf"(?:那|那么|平台|系统|上|里|已经?)*(?:{_DONE})了?的?(?:企业|部分|那些)?(?:占(?:了|到|比|其中|总数|的)*(?:是|有)?(?:多少|几成|百分之几|多大)?|(?:比例|比重)(?:是|有)?(?:多少|多大)?)呢?[??]?"
)
_SUPPOSED_SHARE = re.compile(
    "(?:那|那么|它)*(?:占|有|够|到|过|超过|不到)(?:了|到|有|过|不到|超过)*(?:一半|半数?|[一二三四五六七八九]成|百分之[^,。?]{1,4}|\\d+%)"
    "(?:以上|以下|多)?了?(?:吗|么|没有?|吧)?[??]?"
)
_BESIDE = re.compile(
    "百分之?百|100%|是不是|是否|有没有|已经?|全部|通通|[那都全均也在上里的了和与、,]|企业|验收|流程|手续"
)


def of_whole_again(text: str, frame: FigureQuery | None, catalogue: Catalogue) -> tuple[str, FigureQuery | None]:
    """Return a question that goes back from a part to its whole (总数跟上年比呢, after 其中强制的呢) as one on that."""
    said = _WHOLE_AGAIN.match(text)
    if said is None or frame is None or len(frame.measures) != 1 or frame.measures[0].base is not None:
        return text, frame
    part = catalogue.columns.get(frame.measures[0].column)
    if part is None:
        return text, frame
    leading = next((c for c in catalogue.views[part.table_id].columns if c.leads and c.unit == part.unit), None)
    whole = total_beside(catalogue, part.id) or leading
    if whole is None or whole.id == part.id:
        return text, frame
    return text[said.end() :], replace(frame, measures=(Measure(column=whole.id),))


def beside_total(q: Question, frame: FigureQuery) -> tuple[Measure, ...]:
    """Return the measures of the frame; of a part of a total, what is left of it (没完成的呢) or the total (合计呢)."""
    only = frame.measures[0]
    beside = total_beside(q.catalogue, only.column)
    if len(frame.measures) > 1:
        return frame.measures
    if _LEFT.search(q.text) and only.base is None and beside is not None:
        return (Measure(column=beside.id, base=only.column, relation=Relation.DIFFERENCE),)
    if asks_total(q) and len(frame.subjects) == 1 and frame.subjects[0].kind is SubjectKind.ROW:
        held = [q.catalogue.columns[c] for c in (only.column, only.base) if c is not None]
        total = beside or next((c for c in held if c.is_total), None)
        return (Measure(column=total.id),) if total is not None else frame.measures
    return frame.measures


def asks_total(q: Question) -> bool:
    """Say whether the total alone is asked for, be it of a row that is named (茂名的合计呢)."""
    text = q.text
    for mention in sorted(q.names.of("row"), key=lambda m: -m.start):
        text = text[: mention.start] + text[mention.end :]
    return TOTAL.fullmatch(text) is not None


def against_total(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return a part of a total set against it (比合计少多少 after 平台完成多少)."""
    only = frame.measures[0]
    less = _LESS.fullmatch(q.text)
    if less is not None and only.base is None and frame.operation is Operation.VALUE:
        parts = [c for c in q.catalogue.view_of(only.column).columns if less["part"] in c.label and c.id != only.column]
        of_it = len(parts) == 1 and total_beside(q.catalogue, parts[0].id) == q.catalogue.columns[only.column]
        measures = (Measure(column=parts[0].id), only) if of_it else ()
        if measures:  # 平台少了多少, after the total
            subjects, relation = frame.subjects[:1], Relation.DIFFERENCE
            return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=measures, subjects=subjects)
    total = total_beside(q.catalogue, only.column) if only.base is None else None
    if _TO_TOTAL.match(q.text) is None or total is None or frame.operation is not Operation.VALUE:
        return None
    relation = q.intent.relation or Relation.WHICH
    measures = (only, Measure(column=total.id))
    return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=measures, subjects=frame.subjects[:1])


def part_of(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the share of what the turn before told in a measure now named (占验收总数多少); None for others."""
    picked = tuple(dict.fromkeys(p.measure for p in q.reading.picked))
    only = frame.measures[0]
    summed = frame.operation is Operation.AGGREGATE and frame.function == "sum" and len(frame.subjects) == 1
    told_one = frame.operation is Operation.VALUE or summed
    plain = told_one and len(frame.measures) == 1 and only.base is None
    whole = len(frame.subjects) == 1 and frame.subjects[0].kind is SubjectKind.TOTAL
    total = total_beside(q.catalogue, only.column) if plain else None
    of_own = total is not None and (frame.subjects[0], Measure(column=total.id)) in frame.earlier[:1]
    claim = _supposed_share(q)
    bare = _SHARE.fullmatch(q.text) is not None or (claim is not None and of_own)
    if plain and (whole or of_own) and not picked and bare:  # 占多少, 占一半了吗, after a whole and a part
        told = tuple(m for subject, m in frame.earlier[:1] if subject == frame.subjects[0])
        picked = (Measure(column=total.id),) if total is not None else told
    elif plain and not picked and bare and (within := _told_whole(q, frame)) is not None:
        picked = (within,)  # 占几成, after 提出建议 and 已采纳
    elif not q.text.lstrip("那么").startswith("占"):
        return None
    own = {key for m in q.names.of("row") for key in m.rows} <= set(frame.subjects[0].rows) if plain else False
    if not plain or not own or q.names.of("group"):
        return None
    if len(picked) != 1 or picked[0].base is not None or picked[0] == only:
        return None
    if q.catalogue.columns[picked[0].column].unit != q.catalogue.columns[only.column].unit:
        return None
    ratio = Measure(column=only.column, base=picked[0].column, relation=Relation.RATIO)
    return FigureQuery(operation=Operation.VALUE, measures=(ratio,), subjects=frame.subjects, claim=claim)


def _told_whole(q: Question, frame: FigureQuery) -> Measure | None:
    """Return the measure told of the same one just before, of which the one just told is a part in every row."""
    part = q.catalogue.columns[frame.measures[0].column]
    told = [m for s, m in frame.earlier[:1] if s == frame.subjects[0] and m.base is None and m.column != part.id]
    whole = q.catalogue.columns[told[0].column] if told else None
    inside = whole is not None and whole.table_id == part.table_id and whole.unit == part.unit
    return told[0] if inside and whole is not None and never_less(whole, part) else None


def share_of_part(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the part told before of the total just told, as a share of it (走完的占几成); None for others."""
    if _DONE_SHARE.fullmatch(q.text) is None or len(frame.subjects) != 1 or len(frame.measures) != 1:
        return None
    told = [m for subject, m in frame.earlier if subject == frame.subjects[0] and m.base is None]
    parts = [m for m in told if total_beside(q.catalogue, m.column) == q.catalogue.columns[frame.measures[0].column]]
    if not parts or frame.operation is not Operation.VALUE:
        return None
    ratio = Measure(column=parts[0].column, base=frame.measures[0].column, relation=Relation.RATIO)
    return replace(frame, measures=(ratio,), claim=None)


def shares_together(q: Question, frame: FigureQuery, told: Sequence[Subject]) -> FigureQuery | None:
    """Return what those of the turns before hold of the whole together (合起来呢, after the shares of two)."""
    joint = frame.operation is Operation.SHARE and len(told) > 1 and _TOGETHER.fullmatch(q.text) is not None
    return replace(frame, subjects=(together(told),), claim=None) if joint else None


def share_again(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the share itself that the turn before only confirmed or denied (占多少, after 过半了吗).

    After several parts of one total it is the share of each.
    """
    bases = {b.id for m in frame.measures if (b := total_beside(q.catalogue, m.column)) is not None and m.base is None}
    several = frame.operation is Operation.VALUE and len(frame.measures) > 1 and len(frame.subjects) == 1
    if several and len(bases) == 1 and _SHARE.fullmatch(q.text) is not None:
        base = next(iter(bases))
        parts = [m for m in frame.measures if m.column != base]  # 193 in all, 102 of them: the share of the 102
        shares = tuple(Measure(column=m.column, base=base, relation=Relation.RATIO) for m in parts)
        return replace(frame, measures=shares, function=None, claim=None)
    ratio = frame.operation is Operation.VALUE and [m.relation for m in frame.measures] == [Relation.RATIO]
    return replace(frame, claim=None) if ratio and frame.claim is not None and _SHARE.fullmatch(q.text) else None


def _supposed_share(q: Question) -> Claim | None:
    """Return the share that a few words suppose (占一半了吗, 过半了没有), to be reached where no side is said."""
    if _SUPPOSED_SHARE.fullmatch(q.text) is None:
        return None
    limit = next((t for t in q.intent.thresholds if t.percent and t.value is not None), None)
    if limit is None:
        return None
    return Claim(comparator=">=" if limit.comparator == "=" else limit.comparator, value=limit.value)


def left_over(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return what a total holds beyond its part that the turns were about (差几家没走完); None where they were not."""
    chosen = members_of(frame, q.engine) if frame.operation is Operation.TOP and frame.n == 1 else []
    if len(chosen) == 1:  # 差多少家没完成, after whose rate is lowest
        frame = replace(frame, operation=Operation.VALUE, subjects=tuple(chosen))
    plain = frame.operation in {Operation.VALUE, Operation.COMPARE} and frame.subjects
    if _NOT_DONE.fullmatch(q.text) is None and q.reading.picked:
        return None
    still = _STILL.fullmatch(q.text) is not None and len(frame.measures) == 1
    if not plain or (_NOT_DONE.fullmatch(q.text) is None and not still):
        return None
    told = (
        [*frame.measures]
        if still
        else [*frame.measures, *(m for subject, m in frame.earlier if subject in frame.subjects)]
    )
    for measure in told:
        of_total = measure.base is None or measure.relation is Relation.RATIO
        total = total_beside(q.catalogue, measure.column) if of_total else None
        if total is not None:
            left = Measure(column=total.id, base=measure.column, relation=Relation.DIFFERENCE)
            return FigureQuery(operation=Operation.VALUE, measures=(left,), subjects=frame.subjects)
    return None


def other_part(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the part of a total beside the one that the turn before told (另一个部门牵头的呢), or what is left."""
    if len(frame.measures) != 1 or len(frame.subjects) != 1 or frame.operation is not Operation.VALUE:
        return None
    only, who = frame.measures[0], frame.subjects[0]
    total = total_beside(q.catalogue, only.column) if _OTHER_PART.fullmatch(q.text) is not None else None
    if total is None or (only.base is not None and (only.base != total.id or only.relation is not Relation.RATIO)):
        return None
    columns = [c for c in q.catalogue.view_of(total.id).columns if c.unit == total.unit and not c.is_total]
    beside = [Measure(column=c.id) for c in columns if c.id != only.column]
    now, whole = (q.engine.amount(Measure(column=key), who) for key in (only.column, total.id))
    if now is None or whole is None:
        return None
    amounts = [(m, q.engine.amount(m, who)) for m in beside]
    fits = [m for m, amount in amounts if amount is not None and now.value + amount.value == whole.value]
    if len(fits) == 1:
        return replace(frame, measures=(replace(only, column=fits[0].column),), claim=None)
    if only.base is not None or _REST.search(q.text) is None:
        return None
    left = Measure(column=total.id, base=only.column, relation=Relation.DIFFERENCE)
    return replace(frame, measures=(left,), claim=None)


def both_parts(q: Question, frame: FigureQuery) -> FigureQuery | None:
    """Return the total of two parts that the turns before told of one subject one after the other (加起来)."""
    alone = frame.operation is Operation.VALUE and len(frame.subjects) == 1 and len(frame.measures) == 1
    if not alone or _TOGETHER.fullmatch(q.text) is None:
        return None
    told = [m for subject, m in frame.earlier if subject == frame.subjects[0] and m != frame.measures[0]]
    now = q.catalogue.columns[frame.measures[0].column]
    before = q.catalogue.columns[told[0].column] if told and told[0].base is None else None
    total = total_beside(q.catalogue, now.id) if frame.measures[0].base is None else None
    if before is None or total is None or total_beside(q.catalogue, before.id) != total:
        return None
    who = frame.subjects[0]
    parts = [q.engine.amount(Measure(column=c.id), who) for c in (now, before, total)]
    values = [amount.value for amount in parts if amount is not None]
    if len(values) < len(parts) or values[0] + values[1] != values[2]:
        return None
    return FigureQuery(operation=Operation.VALUE, measures=(Measure(column=total.id),), subjects=frame.subjects)


def all_done(q: Question) -> FigureQuery | None:
    """Return whether a part that is named comes to the whole of its total (平台上都走完了没有); None for others."""
    tail = _ALL_DONE.search(q.text)
    of_it = q.frame is not None and _ALL_OF_IT.fullmatch(q.text) is not None
    if tail is None and not of_it:
        return None
    named = list(q.text[: tail.start()]) if tail is not None and not of_it else []
    for start, end in q.names.spans if named else ():
        named[start:end] = "," * (end - start)
    part = _BESIDE.sub("", "".join(named))
    rows = [key for m in q.names.of("row") for key in m.rows]
    rows = rows or [key for s in (q.frame.subjects if q.frame is not None else ()) for key in s.rows]
    years = {y.year for y in q.names.years}
    frame = q.frame
    bare = not part and frame is not None and frame.operation is Operation.VALUE and len(frame.measures) == 1
    held = [
        (c, total)
        for c in q.catalogue.columns.values()
        if ((len(part) > 1 and part in c.label) or (bare and frame is not None and c.id == frame.measures[0].column))
        and set(rows) <= set(c.cells)
        and (not years or column_year(q.catalogue, c) in years)
        and (total := total_beside(q.catalogue, c.id)) is not None
    ]
    if len(held) != 1:
        return None
    column, total = held[0]
    ratio = Measure(column=column.id, base=total.id, relation=Relation.RATIO)
    picked = [Picked(start=0, end=0, measure=ratio, score=1.0)]
    resolver, slots = Resolver(q.catalogue, q.views(picked)), q.slots(picked)
    locate(slots, resolver)
    whole = any(
        m.form not in ("全", "全部") for m in q.names.of("whole")
    )  # 全部走完了吗 says how much, 全省 says whose
    who = tuple(s for s in slots.subjects if whole or s.kind is not SubjectKind.TOTAL)
    if not who and q.frame is not None and rows:
        who, q.followed = tuple(resolver.row(key) for key in rows), True
    claim = Claim(comparator=">=", value=Decimal(1))
    return FigureQuery(operation=Operation.VALUE, measures=(ratio,), subjects=who or (resolver.total(),), claim=claim)


def part_of_whole(query: FigureQuery, text: str, catalogue: Catalogue) -> FigureQuery:
    """Return a query with the shares that no row has below the whole turned round (任务里，哪个市的重点行业占比最大).

    What is said to be a share of another in so many words (目标占重点行业的几成) stays as it is said.
    """
    if _SHARE.search(text) is None or _SHARE_OF.search(text) is not None:
        return query

    def turned(measure: Measure) -> Measure:
        base = measure.base
        if measure.relation is not Relation.RATIO or base is None:
            return measure
        part, whole = catalogue.columns[base], catalogue.columns[measure.column]
        inverse = part.table_id == whole.table_id and part.unit == whole.unit and never_less(whole, part)
        return replace(measure, column=base, base=measure.column) if inverse else measure

    return replace(query, measures=tuple(turned(m) for m in query.measures))
