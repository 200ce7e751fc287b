"""Measures made of two columns: X率, done against target, parts against their total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year, family, overlapping, total_beside
from bot.figures.grammar import YES_NO
from bot.figures.mentions import Names
from bot.figures.metrics import Found
from bot.figures.query import Measure, Relation
from bot.figures.reading import Picked, Reading, Segment
from bot.figures.roles import Role
from bot.figures.surface import bigrams
from bot.figures.views import Column
from bot.figures.wording import phrases

AGAINST = "比|与|和|跟|同|高于|低于|超过|多于|少于|大于|小于|等于"


GOAL_WORDS = "目标|任务|指标|计划"
REACH = "完成|达成|达到|实现|做到|做够|做满|做足|做完|干够|干完|够到|凑够|凑满"
DENIED = "没有?|未能?|不|尚未|还没|没能"
GOAL = re.compile(rf"({DENIED})?(超额)?(?:{REACH})(?:了)?(?:年度|全年|当年|预期)?(?:{GOAL_WORDS})(?!数|是|多少|为|率)")
NAMED_GOAL = re.compile(  # words between: 没有完成能耗强度下降目标
    rf"({DENIED})(超额)?(?:{REACH})(?:了)?[^,。;比占和与较]{{1,14}}?(?:{GOAL_WORDS})(?!数|是|多少|为|率)"
)
ASKED_GOAL = re.compile(NAMED_GOAL.pattern.replace(f"({DENIED})", f"({DENIED})?", 1))  # 完成能耗强度下降目标了吗
_MADE = "完成|达成|实现|落实|做够|做满|做足|做完|做到|干够|干完|够|足|满"
TAKEN_GOAL = re.compile(  # 没把省里下达的任务数做够
    rf"(?:({DENIED})(?:能)?)?(超额)?把[^,。;]{{0,14}}?(?:{GOAL_WORDS})(?:数|量|家数)?(?:都|全部?|给)*(?:{_MADE})"
)
AGAINST_GOAL = re.compile(
    rf"(?:比|较|与|和|跟|高于|低于|超过|超出)(?:年度|全年|当年|预期)?(?:{GOAL_WORDS})(?:数|值|任务|要求)?(?=[高低多少大小相差超增减了还]|$)"
)
BARE_GOAL = re.compile(  # 超额完成的城市, 没完成的有哪些
    r"()(超额)完成(?!率|数|量)|(没有?|未能?|尚未|没能)(?:完成|达标|达成)(?=的|$|[?]|吗|呢)()"
)
DONE = re.compile(r"(超额)?(?:完成|达标|达成|实现)(?:了)?(?:没有?|吗|么|没)$")  # 新增就业完成了没有
OVERRUN = re.compile(
    r"超额?(?:完成)?(?:了|出)?(?:目标|任务|计划)?(?:多少|几)|(?:比(?:目标|任务|计划))?超(?:额)?完成(?:了)?(?:多少|几)"
)
SHORTFALL = re.compile(
    r"(?:离|距离?)(?:完成)?(?:目标|任务|计划)(?:还|仍)?差(?:了)?(?:多少|几)|(?:还|仍)?(?:差|欠|缺|短)了?(?:多少|几)(?:[万亿]?[一-龥])?(?:才能?|没)?(?:完成|达标|达到目标)|(?:还|仍)(?:差|缺)(?:多少|几)[一-龥]{0,2}$"
    rf"|(?:{REACH})了?(?:没有?|吗|么)[,，]?(?:还|又)?差(?:了)?(?:多少|几)[家个户项人]?"
)


_ALIKE_CHARS = 2
_ALREADY = "已"
_LEFT_UNDONE = re.compile(
    "(?:没有?|未|尚未|还没)[^,。?]*(?:多少|几[家个项条户]|最[多少])|(?:多少|几[家个项条户])[^,。?]*(?:没|未)"
)
_DENIED = re.compile(
    r"(?:(?<!有)没有?|未|尚未|还没|不是|并非|不由|不归|非|除去|除了|除|去掉|扣除|扣掉|减去|剔除)(?:被|能|获|得到|给)?$"
)
# so many are left: how many, over how many, the most; not who has none
_BY_SIZE = re.compile(
    r"多少|几家|(?:超过?|不足|不到|[多少高低大小]于|突破)\d|\d+[家个]?以[上下内]|最[多少高低大小]|前[三五十\d]|后[三五十\d]|排"
)
REACHED_RATE = "完成率"
RATE = re.compile(r"(?:完成|达成|办结|实现|执行|通过|落实|兑现)?(?:率|比例|占比|度(?=是|为|多|达|超|$))")


def read_against_total(text: str, parts: Sequence[Segment], catalogue: Catalogue, reading: Reading) -> None:
    """Read 合计 as the total beside a part that it is compared with, and 没有… as what is left of the total."""
    if len(reading.picked) != 1 or reading.picked[0].own <= 0 or reading.picked[0].measure.base is not None:
        return
    only = reading.picked[0]
    base = total_beside(catalogue, only.measure.column)
    if base is None:
        return
    for part in parts:
        words = text[part.start : part.end]
        match = re.match(f"(?:{AGAINST})了?((?:合计|总数|总量|总计|验收总数)数?)", words)
        if match:
            total = Picked(start=part.start, end=part.end, measure=Measure(column=base.id), score=1.0)
            reading.picked = [only, total] if part.start >= only.start else [total, only]
            reading.covered.append((part.start + match.start(1), part.start + match.end(1)))
            return
    firsts = [start for start, _ in reading.covered if only.start <= start < only.end]
    denied = next(filter(None, (_DENIED.search(text[only.start : first]) for first in firsts)), None)
    unmet = re.search(r"(?:没有?|未|尚未)(?:能)?(?=[在通走完验])", text) or denied
    if unmet and (unmet is denied or unmet.start() >= only.start) and _BY_SIZE.search(text):
        left = Measure(column=base.id, base=only.measure.column, relation=Relation.DIFFERENCE)
        _replace(reading, only, left)
        reading.covered.append(unmet.span())


def read_rates(
    text: str,
    found: Sequence[Found],
    names: Names,
    catalogue: Catalogue,
    reading: Reading,
    within: frozenset[str] | None,
) -> None:
    """Turn X率 into a ratio where X is a part of a total in the same table, or done against target."""
    if _not_done(text, names, catalogue, reading, within) or _other_kind(text, names, catalogue, reading, within):
        return
    pairs = GoalPairs(names, found, catalogue, within)
    if _goal_reached(text, pairs, catalogue, reading):
        return
    read_against_goal(text, pairs, catalogue, reading)
    for match in RATE.finditer(text):
        if any(start < match.end() and match.end() - 1 < end for start, end in names.spans):
            continue
        picked = next((p for p in reversed(reading.picked) if p.start < match.end() and match.start() < p.end), None)
        label = catalogue.columns[picked.measure.column].label if picked is not None else ""
        if "率" in label or label.endswith(match[0]):
            continue
        if match[0] in {"率", "比例", "占比", "度"} and (picked is None or picked.own == 0):
            continue
        share = match[0] in {"比例", "占比"}
        part = picked if picked is not None and picked.own > 0 else None
        if share and _of_the_table(text[: match.start()], names):
            continue
        if part is not None:
            base = total_beside(catalogue, part.measure.column)
            if base is not None and catalogue.roles.of(part.measure.column) is not Role.GOAL:
                _replace(reading, part, Measure(column=part.measure.column, base=base.id, relation=Relation.RATIO))
                _same_of_other_years(reading, part, catalogue)
                reading.covered.append(match.span())
                continue
        if share:
            continue
        _done_against_target(match, pairs, names, catalogue, reading, part)


def _not_done(text: str, names: Names, catalogue: Catalogue, reading: Reading, within: frozenset[str] | None) -> bool:
    """Read 没被采纳 as what is left of the whole of which 已采纳 is a part; say whether it stands there."""
    if _LEFT_UNDONE.search(text) is None:
        return False
    years = [y.year for y in names.years if y.year is not None]
    for column in catalogue.columns.values():
        if not column.label.startswith(_ALREADY) or len(column.label) <= _ALIKE_CHARS:
            continue
        said = re.search(rf"(?:没有?|未|尚未|还没)(?:有|能|被|获)*{re.escape(column.label[1:])}(?![率比])", text)
        dated = not years or column_year(catalogue, column) in years
        whole = _whole_of(catalogue, column) if said is not None and dated else None
        if said is not None and whole is not None and (within is None or column.id in within):
            _only(reading, said, [Measure(column=whole.id, base=column.id, relation=Relation.DIFFERENCE)])
            noun = next((m for m in re.finditer("的[一-龥]{2}", text[said.end() :]) if m[0][1:] in whole.label), None)
            if noun is not None:
                reading.covered.append((said.end() + noun.start(), said.end() + noun.end()))
            return True
    return False


def _other_kind(text: str, names: Names, catalogue: Catalogue, reading: Reading, within: frozenset[str] | None) -> bool:
    """Read 自愿性审核 as what is left of the whole of which 强制性审核 is a part; say whether it stands there."""
    kinds = [k for k in phrases().words["opposites"] if k["said"] in text and k["held"] not in text]
    years = [y.year for y in names.years if y.year is not None]
    for kind in kinds:
        meant = [c for c in catalogue.columns.values() if within is None or c.id in within]
        dated = [c for c in meant if not years or column_year(catalogue, c) in years]
        if any(kind["said"] in c.label for c in dated):
            return False  # a column of its own
        parts = [c for c in dated if kind["held"] in c.label]
        goal = catalogue.roles.asked(text)
        parts = [c for c in parts if goal is None or catalogue.roles.of(c.id) is goal] or parts
        part = max(parts, key=lambda c: column_year(catalogue, c) or 0, default=None)
        whole = (total_beside(catalogue, part.id) or _whole_of(catalogue, part)) if part is not None else None
        said = re.search(f"{kind['said']}性?(?:清洁生产)?(?:审核)?", text)
        if part is not None and whole is not None and said is not None:
            _only(reading, said, [Measure(column=whole.id, base=part.id, relation=Relation.DIFFERENCE)])
            return True
    return False


def _whole_of(catalogue: Catalogue, part: Column) -> Column | None:
    """Return the one column of the unit of a done part (已采纳) that no row has less of; None where none or several."""
    beside = [c for c in catalogue.views[part.table_id].columns if c.unit == part.unit and c.id != part.id]
    wholes = [c for c in beside if not c.label.startswith(_ALREADY) and never_less(c, part)]
    return wholes[0] if len(wholes) == 1 else None


def _of_the_table(before: str, names: Names) -> bool:
    """Say whether the share of a row in the whole table is meant, whose name ends the words before (在全省占比)."""
    bare = len(before.rstrip("的中里总数量"))
    return bool(names.of("row") or names.of("group")) and any(m.end == bare for m in names.of("whole"))


def _replace(reading: Reading, picked: Picked, measure: Measure) -> None:
    index = reading.picked.index(picked)
    reading.picked[index] = Picked(
        start=picked.start, end=picked.end, measure=measure, score=picked.score, own=picked.own
    )


def _same_of_other_years(reading: Reading, rate: Picked, catalogue: Catalogue) -> None:
    """Let what was carried over to another year be the same rate there (2025年平台完成率比2023年高多少)."""
    alike = {c.id for c in family(catalogue, rate.measure.column)} - {rate.measure.column}
    for picked in list(reading.picked):
        base = total_beside(catalogue, picked.measure.column) if picked.measure.column in alike else None
        if base is not None and picked.measure.base is None:
            plain = picked.measure.column
            _replace(reading, picked, Measure(column=plain, base=base.id, relation=Relation.RATIO))


def _goal_reached(text: str, pairs: GoalPairs, catalogue: Catalogue, reading: Reading) -> bool:
    """Read whether a goal was reached (没完成目标的), or by how much it was passed or missed (超额完成多少)."""
    by_how_much = OVERRUN.search(text) or SHORTFALL.search(text)
    if by_how_much is not None and (pair := pairs.best()) is not None:
        done, goal = pair
        missed = SHORTFALL.search(text) is not None
        column, base = (goal, done) if missed else (done, goal)
        measure = Measure(column=column, base=base, relation=Relation.DIFFERENCE)
        _only(reading, by_how_much, [measure])
        return True
    found = (
        DONE.search(text)
        or TAKEN_GOAL.search(text)
        or GOAL.search(text)
        or (ASKED_GOAL if YES_NO.search(text) else NAMED_GOAL).search(text)
        or BARE_GOAL.search(text)
    )
    if found is None or re.search("多少(?!个?(?:市|县|区|城市|地市))|几家", text):
        return False
    pair = pairs.best()
    if pair is None:
        planned = any(catalogue.roles.of(p.measure.column) is Role.GOAL for p in reading.picked)
        against = planned or (bool(reading.picked) and re.search(GOAL_WORDS, text) is not None)
        denied = any(g and g != "超额" for g in found.groups()) and not re.search("平均|中位", text)
        if against and (YES_NO.search(text) or DONE.search(text) or denied):
            reading.missing_rate = REACHED_RATE  # only the plan, or only what was done, is on file: it answers nothing
        return against and reading.missing_rate is not None
    done, goal = pair
    groups = [g for g in found.groups() if g]
    denied = any(g != "超额" for g in groups)
    comparator = "<" if denied else ">" if "超额" in groups else ">="
    if catalogue.roles.is_ceiling(goal):
        comparator = {"<": ">", ">": "<", ">=": "<="}[comparator]
    if catalogue.columns[goal].unit in {"%", "‰"} or catalogue.roles.is_ceiling(goal):
        _only(reading, found, [Measure(column=done), Measure(column=goal)])
        reading.goal_by_value = True
    else:
        _only(reading, found, [Measure(column=done, base=goal, relation=Relation.RATIO)])
    reading.goal = comparator
    return True


def read_against_goal(text: str, pairs: GoalPairs, catalogue: Catalogue, reading: Reading) -> None:
    """Read 下降比目标高多少: what stands against a goal, and names no role, is what was done towards it."""
    match = AGAINST_GOAL.search(text)
    if match is None or catalogue.roles.asked(text[: match.start()]) is Role.GOAL:
        return
    before = [p for p in reading.picked if p.start < match.start()]
    if len(before) != 1 or catalogue.roles.of(before[0].measure.column) is Role.RESULT:
        return
    pair = pairs.best()
    if pair is not None:
        done, goal = (Measure(column=c) for c in pair)
        reading.picked = [
            Picked(start=0, end=match.start(), measure=done, score=2.0, own=1.0),
            Picked(start=match.start(), end=match.end(), measure=goal, score=2.0, own=1.0),
        ]
        reading.missing_years.clear()
        reading.covered.append(match.span())


def _only(reading: Reading, match: re.Match[str], measures: Sequence[Measure]) -> None:
    """Let the measures of a goal be all that was read."""
    reading.picked = [
        Picked(start=match.start(), end=match.end() + i, measure=m, score=2.0, own=1.0) for i, m in enumerate(measures)
    ]
    reading.missing_years.clear()
    reading.choices.clear()
    reading.covered.append(match.span())


def _done_against_target(
    match: re.Match[str],
    pairs: GoalPairs,
    names: Names,
    catalogue: Catalogue,
    reading: Reading,
    picked: Picked | None,
) -> None:
    """完成率: what was done over what was aimed at, of one year; else a completed part of a total, said as such."""
    years = [y.year for y in names.years if y.year is not None]
    pair = pairs.best()
    if pair is not None:
        _only(reading, match, [Measure(column=pair[0], base=pair[1], relation=Relation.RATIO)])
        return
    for column in catalogue.columns.values():
        base = total_beside(catalogue, column.id)
        dated = not years or column_year(catalogue, column) in years
        if base is not None and dated and match[0][:2] in column.label:
            measure = Measure(column=column.id, base=base.id, relation=Relation.RATIO)
            reading.picked = [Picked(start=match.start(), end=match.end(), measure=measure, score=1.5, own=1.0)]
            reading.missing_years.clear()
            reading.assumed.append("measure")
            reading.covered.append(match.span())
            return
    if (part := _part_of_like(match[0], catalogue, years, picked)) is not None:
        _only(reading, match, [part])
        return
    reading.missing_rate = match[0]


def _part_of_like(rate: str, catalogue: Catalogue, years: Sequence[int], picked: Picked | None) -> Measure | None:
    """Return 通过率 as what passed of all that was put in, where a table counts both (通过项目数, 申报项目数)."""
    verb = rate.removesuffix("率")
    for column in catalogue.columns.values():
        dated = not years or column_year(catalogue, column) in years
        named = len(verb) >= _ALIKE_CHARS and column.label.startswith(verb)
        if dated and column.label == f"{_ALREADY}{verb}" and (put_in := _whole_of(catalogue, column)) is not None:
            return Measure(column=column.id, base=put_in.id, relation=Relation.RATIO)
        if not dated or not (named or (picked is not None and column.id == picked.measure.column)):
            continue
        alike = [
            other
            for other in catalogue.views[column.table_id].columns
            if other.id != column.id
            and other.unit == column.unit
            and other.label[-_ALIKE_CHARS:] == column.label[-_ALIKE_CHARS:]
        ]
        if len(alike) == 1 and never_less(alike[0], column):
            return Measure(column=column.id, base=alike[0].id, relation=Relation.RATIO)
    return None


def never_less(whole: Column, part: Column) -> bool:
    """Say whether no row has more of a part than of the whole."""
    pairs = [(whole.cells[key].value, f.value) for key, f in part.cells.items() if key in whole.cells]
    return bool(pairs) and all(a is not None and b is not None and a >= b for a, b in pairs)


class GoalPairs:
    """What was done beside what was aimed at: pairs of columns of one year, the likeliest for a question first."""

    def __init__(
        self, names: Names, found: Sequence[Found], catalogue: Catalogue, within: frozenset[str] | None
    ) -> None:
        self._years = [y.year for y in names.years if y.year is not None]
        self._catalogue = catalogue
        self._within = within
        self._found = found

    def best(self) -> tuple[str, str] | None:
        """Return (done, goal): of the year named, with the words and rows of the question, else the latest."""
        roles, columns = self._catalogue.roles, self._catalogue.columns
        scores = {link.column: link.score for link in self._catalogue.metrics.links(self._found)}
        best: tuple[tuple[float, ...], tuple[str, str]] | None = None
        for goal in columns.values():
            year = column_year(self._catalogue, goal)
            if roles.of(goal.id) is not Role.GOAL or (self._years and year not in self._years):
                continue
            done = self._done_for(goal)
            if done is None:
                continue
            inside = self._within is None or {goal.id, done.id} <= self._within
            if not inside and not {goal.id, done.id} & (self._within or set()):
                continue  # of other rows than those named
            words = scores.get(goal.id, 0.0) + scores.get(done.id, 0.0)
            rank = (inside, round(words, 3), roles.of_domain(goal.id), year or 0, done.table_id == goal.table_id)
            if best is None or rank > best[0]:
                best = rank, (done.id, goal.id)
        return best[1] if best is not None else None

    def _done_for(self, goal: Column) -> Column | None:
        """Return the column that says how far a goal was reached: of its table, else standing for its matter."""
        roles = self._catalogue.roles
        words = set(bigrams(roles.bare(goal.label)))
        beside, apart = [], []
        for done in self._catalogue.columns.values():
            if roles.of(done.id) is not Role.RESULT or done.unit != goal.unit or roles.is_rate(done.id):
                continue
            if column_year(self._catalogue, done) != column_year(self._catalogue, goal) or not overlapping(done, goal):
                continue
            if done.table_id == goal.table_id:
                beside.append((len(words & set(bigrams(roles.bare(done.label)))), done))
            elif roles.stands(done.id) and roles.stands(goal.id) and roles.same_matter(done.id, goal.id):
                apart.append(done)
        if beside:
            shared, done = max(beside, key=lambda pair: pair[0])
            goals = [c for c in self._catalogue.views[goal.table_id].columns if roles.of(c.id) is Role.GOAL]
            return done if shared or (len(beside) == 1 and len(goals) == 1) else None
        return apart[0] if apart else None
