"""Whether a goal was reached, or by how much it was missed: what is done set against what was aimed at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.catalogue import Catalogue
from bot.figures.goal_pairs import GoalPairs
from bot.figures.grammar import LEAST, MOST, YES_NO
from bot.figures.query import Measure, Relation
from bot.figures.reading import Picked, Reading
from bot.figures.roles import Role

GOAL_WORDS = "目标|任务|指标|计划"
REACHED_RATE = "完成率"
REACH = "完成|达成|达到|实现|做到|做够|做满|做足|做完|干够|干完|够到|凑够|凑满"
DENIED = "没有?|未能?|不|尚未|还没|没能"
GOAL = re.compile(
    rf"({DENIED})?(超额)?(?:{REACH})(?:了)?(?:年度|全年|当年|预期)?(?:{GOAL_WORDS})(?!数(?!的)|是|多少|为|率)"
)
NAMED_GOAL = re.compile(  # words between: 没有完成能耗强度下降目标
    rf"({DENIED})(超额)?(?:{REACH})(?:了)?[^,。;比占和与较]{{1,14}}?(?:{GOAL_WORDS})(?!数(?!的)|是|多少|为|率)"
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
_GOAL_COLUMN = f"(?:年度|全年|当年|预期|下达|省里|既定)*的?(?:{GOAL_WORDS}|下达)(?:任务)?的?(?:数|值|量|家数|要求)?"
_MISSED = re.compile(  # of which rows: 没干完, 欠账, 未达标, 低于任务数
    f"(?:{DENIED})(?:能|有)*(?:全部|如期|按时|按期|足额)?[做干弄搞办建改装修]?(?:完成|完(?!整|善)|够|(?<!不)足|满|到位|达标|达到|达成)(?!了?\\d)"
    "|欠(?:了|着|下|过)?账|不达标|有?缺口|(?:拖|扯)了?[^,。]{0,4}后腿|掉队|掉链子"
    f"|(?:低于|少于|不及|小于|不如|[比较]){_GOAL_COLUMN}(?:的|(?=[少低短]))"
)
_PASSED = re.compile(f"超额|(?:高于|多于|超过|超出|大于|[比较]){_GOAL_COLUMN}(?:的|(?=[多高]))|超了")
_MET = re.compile(f"(?:{REACH}|达标)了?{_GOAL_COLUMN}?的|达标")
_OF_WHICH_ROWS = re.compile(
    "哪(?:些|几|个|里|儿)(?!家?(?:企业|单位|部门|公司|工?厂|项目|机构|人))|谁|[几多]少?个?(?:设区市|城市|地市|市|州|县|区|乡镇|镇|街道)|名单|列(?:出|一)"
    "|(?:市|州|县|区|镇|地区)(?:一共|总共|共)?(?:是|有)(?:多少|几)个|的(?:设区市|城市|地市|州市|市州|县区|区县|市|州|县|区)(?=[??]?$|各|分别|都?有)"
)
_BY_HOW_MUCH = re.compile("(?:[差欠缺短少超多])(?:了|出|着|额)*(?:多少|几(?!个?[市县区]))")
_SET_BESIDE_GOAL = re.compile(
    f"(?:与|和|跟|同|距|离){_GOAL_COLUMN}(?:任务)?(?:相比|比|对比)?,?(?:还|仍)?(?:相?差|欠|缺|短)了?(?:多少|几)"
    "|(?:还|仍)欠(?:了|着)?(?:多少|几)"
)
_OF_GOALS = re.compile("超额|达标|欠了?账|完成率")
_MOST = re.compile(f"{MOST}|{LEAST}|排第|第[一二三几\\d]")


def read_goal(text: str, pairs: GoalPairs, catalogue: Catalogue, reading: Reading) -> bool:
    """Read whether a goal was reached (没完成目标的), or by how much it was passed or missed (超额完成多少)."""
    if _of_rows(text, pairs, catalogue, reading):
        return True
    short, beside = SHORTFALL.search(text), _SET_BESIDE_GOAL.search(text)
    if short is None and beside is not None and (_about_goals(text, pairs, catalogue) or pairs.of_row()):
        short = beside
    by_how_much = OVERRUN.search(text) or short
    if by_how_much is not None and (pair := pairs.best) is not None:
        done, goal = pair
        missed = short is not None
        column, base = (goal, done) if missed else (done, goal)
        measure = Measure(column=column, base=base, relation=Relation.DIFFERENCE)
        only_these(reading, by_how_much, [measure])
        reading.requested_year, reading.stood_in_year = pairs.stood_in(goal)
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
    pair = pairs.best
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
        only_these(reading, found, [Measure(column=done), Measure(column=goal)])
        reading.goal_by_value = True
    else:
        only_these(reading, found, [Measure(column=done, base=goal, relation=Relation.RATIO)])
    reading.goal = comparator
    reading.requested_year, reading.stood_in_year = pairs.stood_in(goal)
    return True


def _about_goals(text: str, pairs: GoalPairs, catalogue: Catalogue) -> bool:
    """Say whether a question speaks of a goal, or of what a goal on file counts."""
    said = _OF_GOALS.search(text) is not None or BARE_GOAL.search(text) is not None
    return said or catalogue.roles.asked(text) is Role.GOAL or pairs.named()


def _of_rows(text: str, pairs: GoalPairs, catalogue: Catalogue, reading: Reading) -> bool:
    """Read which rows missed, met or passed their goal, with by how much where that is asked too (各欠几个)."""
    missed, passed, most = _MISSED.search(text), _PASSED.search(text), _MOST.search(text)
    if _OF_WHICH_ROWS.search(text) is None or (most is not None and not (missed or passed)):
        return False
    found = missed or passed or _MET.search(text)
    pair = pairs.best if found is not None and _about_goals(text, pairs, catalogue) else None
    if found is None or pair is None:
        return False
    done, goal = pair
    if catalogue.columns[goal].unit in {"%", "‰"} or catalogue.roles.is_ceiling(goal):
        return False
    column, base = (goal, done) if missed else (done, goal)
    if most is not None:  # 超额最多的, 缺口最大的
        share = re.search("率|比例|百分", text) is not None
        ratio = Measure(column=done, base=goal, relation=Relation.RATIO)
        gap = Measure(column=column, base=base, relation=Relation.DIFFERENCE)
        only_these(reading, found, [ratio if share else gap])
        reading.requested_year, reading.stood_in_year = pairs.stood_in(goal)
        return True
    if (missed or passed) and _BY_HOW_MUCH.search(text):
        only_these(reading, found, [Measure(column=column, base=base, relation=Relation.DIFFERENCE)])
        reading.goal, reading.goal_gap = ">", True
    else:
        only_these(reading, found, [Measure(column=done, base=goal, relation=Relation.RATIO)])
        reading.goal = "<" if missed else ">" if passed else ">="
    reading.goal_rows = True
    reading.requested_year, reading.stood_in_year = pairs.stood_in(goal)
    reading.covered += [(word.start, word.end) for word in catalogue.roles.words(text)]
    return True


def read_against_goal(text: str, pairs: GoalPairs, catalogue: Catalogue, reading: Reading) -> None:
    """Read 下降比目标高多少: what stands against a goal, and names no role, is what was done towards it."""
    match = AGAINST_GOAL.search(text)
    if match is None or catalogue.roles.asked(text[: match.start()]) is Role.GOAL:
        return
    before = [p for p in reading.picked if p.start < match.start()]
    if len(before) != 1 or catalogue.roles.of(before[0].measure.column) is Role.RESULT:
        return
    pair = pairs.best
    if pair is not None:
        done, goal = (Measure(column=c) for c in pair)
        reading.picked = [
            Picked(start=0, end=match.start(), measure=done, score=2.0, own=1.0),
            Picked(start=match.start(), end=match.end(), measure=goal, score=2.0, own=1.0),
        ]
        reading.missing_years.clear()
        reading.covered.append(match.span())


def only_these(reading: Reading, match: re.Match[str], measures: Sequence[Measure]) -> None:
    """Let the measures of a goal be all that was read."""
    reading.picked = [
        Picked(start=match.start(), end=match.end() + i, measure=m, score=2.0, own=1.0) for i, m in enumerate(measures)
    ]
    reading.missing_years.clear()
    reading.choices.clear()
    reading.covered.append(match.span())
