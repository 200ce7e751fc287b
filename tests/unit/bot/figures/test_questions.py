"""Questions in many wordings, against values computed here from the raw tables without the engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import median

import pytest

from bot.claims import ClaimReader
from bot.figures import Catalogue, FigureQuery, answer, answer_fault, understand
from bot.verify import Verifier
from kb.lexicon import load_lexicon
from tests.tables import read_grid, read_tables

ROOT = Path(__file__).resolve().parents[4]
AS_OF = date(2026, 11, 22)
GROUPS = {
    "珠三角": ["广州", "深圳", "珠海", "佛山", "惠州", "东莞", "中山", "江门", "肇庆"],
    "粤东": ["汕头", "汕尾", "潮州", "揭阳"],
    "粤西": ["阳江", "湛江", "茂名"],
    "粤北": ["韶关", "河源", "梅州", "清远", "云浮"],
}


def column(table: str, index: int) -> dict[str, int]:
    rows = read_grid(table)[1:]
    return {row[1]: int(row[index]) for row in rows if row[1] != "合计"}


GOAL, DONE = column("目标", 2), column("验收", 4)
MIIT, ECO, NET = column("验收", 2), column("验收", 3), column("验收", 5)
GOAL25, DONE24 = column("目标2025", 2), column("验收2024", 2)


def pct(part: float, whole: float) -> str:
    """Return a percentage as answers write it: exact where short, else one decimal, two below 1 %."""
    value = Decimal(part) / Decimal(whole) * 100
    places = "0.1" if abs(value) >= 1 else "0.01"
    shown = value.quantize(Decimal(places), rounding=ROUND_HALF_UP)
    return f"{value.normalize():f}" if value == value.quantize(Decimal(1)) else f"{shown}"


def one(value: float) -> str:
    return f"{Decimal(str(value)).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}"


def ranked(values: dict[str, float], *, up: bool = False) -> list[str]:
    return sorted(values, key=lambda k: values[k] if up else -values[k])


def rate(city: str) -> float:
    return NET[city] / DONE[city]


def total(values: dict[str, int], names: list[str] | None = None) -> int:
    return sum(values[name] for name in (names if names is not None else values))


def above(values: dict[str, float], test: Callable[[float], bool]) -> list[str]:
    return [name for name in values if test(values[name])]


def holds(text: str, wanted: str) -> bool:
    """Numbers must stand as whole tokens, words anywhere."""
    if re.fullmatch(r"-?[\d.]+", wanted):
        return re.search(rf"(?<![\d.]){re.escape(wanted)}(?![\d]|\.\d)", text) is not None
    return wanted in text


def build(*names: str) -> Catalogue:
    records = read_tables(*names)
    lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
    return Catalogue.build(records.tables, records.figures, records.metas, lexicon, texts=records.texts)


@pytest.fixture(scope="module")
def notice() -> Catalogue:
    return build("验收", "目标")


@pytest.fixture(scope="module")
def two_notices() -> Catalogue:
    return build("验收", "目标", "验收2024", "目标2025")


@pytest.fixture(scope="module")
def everything() -> Catalogue:
    return build("验收", "目标", "验收2024", "目标2025", "节能改造", "用水", "主要指标", "区县")


def say(catalogue: Catalogue, *turns: str, as_of: date = AS_OF) -> tuple[str, str]:
    """Ask turns in order; return outcome and text of the last answer, each statement bound to its evidence."""
    frame: FigureQuery | None = None
    outcome = text = ""
    for turn in turns:
        understood = understand(turn, catalogue, as_of=as_of, frame=frame)
        if understood.query is not None:
            assert FigureQuery.from_json(understood.query.to_json()) == understood.query
            found = answer(understood.query, catalogue)
        else:
            assert understood.fault is not None
            found = answer_fault(understood.fault, catalogue)
        ids = {e.id for e in found.evidence}
        for statement in found.draft.statements:
            assert set(statement.evidence) <= ids
        for record in found.evidence:
            assert catalogue.texts[record.document_id][record.start : record.end] == record.quote
            assert set(record.inputs) <= ids
        verifier = Verifier(ClaimReader(catalogue.lexicon), catalogue.texts.get)
        checked = verifier.check(found.draft, {e.id: e for e in found.evidence}, question=turn, as_of=as_of)
        assert [f"{fault.words}：{fault.reason}" for fault in checked.faults] == []
        outcome, text = found.draft.outcome.value, "".join(s.text for s in found.draft.statements)
        if understood.query is None and understood.fault is not None and not understood.fault.missing:
            outcome = understood.fault.reason.value
        frame = understood.query or frame
    return outcome, text


LOOK_UP: list[tuple[str, list[str]]] = [
    ("广州市2024年清洁生产审核预期目标是多少家？", [str(GOAL["广州"])]),
    ("阳江今年的审核目标", [str(GOAL["阳江"]), "2026"]),
    ("茂名市2024年要完成多少家企业的清洁生产审核", [str(GOAL["茂名"])]),
    ("肇庆 2024 目标", [str(GOAL["肇庆"])]),
    ("2024肇庆任务数", [str(GOAL["肇庆"])]),
    ("请问一下云浮市今年的指标有多少家呀", [str(GOAL["云浮"])]),
    ("河源二〇二四年的预期目标", [str(GOAL["河源"])]),
    ("揭阳24年的任务是几家", [str(GOAL["揭阳"])]),
    ("2024年梅州需要完成清洁生产审核的企业有多少", [str(GOAL["梅州"])]),
    ("汕尾2024年计划做多少家审核", [str(GOAL["汕尾"])]),
    ("2023年惠州通过验收的企业总数", [str(DONE["惠州"])]),
    ("揭阳2023年合计验收几家企业", [str(DONE["揭阳"])]),
    ("去年中山验收了多少", [str(DONE["中山"]), "2025"]),
    ("2023年江门通过清洁生产审核验收的企业数量", [str(DONE["江门"])]),
    ("湛江2023年评估验收了多少家企业", [str(DONE["湛江"])]),
    ("汕头2023年工信部门牵头多少家？", [str(MIIT["汕头"])]),
    ("清远2023年工业和信息化牵头数量", [str(MIIT["清远"])]),
    ("韶关工信局牵头的有几家", [str(MIIT["韶关"])]),
    ("江门2023年生态环境牵头了几家", [str(ECO["江门"])]),
    ("潮州环保部门牵头的多少家", [str(ECO["潮州"])]),
    ("韶关在平台完成验收流程的企业有几家", [str(NET["韶关"]), "2023年12月31日"]),
    ("2023年清远在平台上完成的企业数", [str(NET["清远"])]),
    ("全省2024年的总目标是多少", [str(total(GOAL))]),
    ("2024年目标合计", [str(total(GOAL))]),
    ("广东省2023年一共有多少家企业通过验收", [str(total(DONE))]),
    ("2023年全省平台完成验收流程企业数量合计", [str(total(NET))]),
    ("全省2023年工信牵头多少，生态环境牵头多少", [str(total(MIIT)), str(total(ECO))]),
    ("湛江市2023年和2024年的数据都给我", ["20", "23", "43", "46", "27"]),
    ("东莞2023年工信牵头和生态环境牵头各多少", ["104", "188"]),
    ("广州、深圳、佛山2024年目标", ["150", "80", "228"]),
    ("茂名和湛江2023年验收数分别是多少", [str(DONE["茂名"]), str(DONE["湛江"])]),
    ("佛山2023年验收数和2024年目标分别是多少", ["193", "228"]),
    ("目标是多少", [str(total(GOAL)), "全省"]),
    ("广东省佛山市2024年目标", ["228"]),
    ("各地市2024年目标分别是多少", [str(v) for v in GOAL.values()]),
    ("粤东各市2024年目标", [str(GOAL[c]) for c in GROUPS["粤东"]]),
]

COMPUTE: list[tuple[str, list[str]]] = [
    ("粤东2023年一共验收多少家", [str(total(DONE, GROUPS["粤东"]))]),
    ("粤北五市2024年目标合计", [str(total(GOAL, GROUPS["粤北"]))]),
    ("粤西三市2023年工信牵头总数", [str(total(MIIT, GROUPS["粤西"]))]),
    ("珠三角九市2023年生态环境牵头多少家", [str(total(ECO, GROUPS["珠三角"]))]),
    ("珠三角2024年目标之和", [str(total(GOAL, GROUPS["珠三角"]))]),
    ("潮州和揭阳两市2023年验收数之和", ["34"]),
    ("广州、深圳、东莞三市2024年目标加起来多少", [str(150 + 80 + 250)]),
    ("除深圳外2024年目标合计", [str(total(GOAL) - GOAL["深圳"])]),
    ("不含广州和深圳，全省2024年目标合计多少", [str(total(GOAL) - 230)]),
    ("除了东莞以外珠三角2023年验收多少家", [str(total(DONE, GROUPS["珠三角"]) - DONE["东莞"])]),
    ("东莞和佛山2024年目标相差多少", ["22"]),
    ("佛山2024年目标比东莞少几家", ["22", "少"]),
    ("广州比深圳2024年目标多多少", ["70", "多"]),
    ("惠州和东莞2023年平台完成数之差", ["35"]),
    ("2024年目标珠海和中山差几家", ["6"]),
    ("清远2024年目标比2023年验收数少了多少", ["33", "少"]),
    ("佛山2024年目标比2023年验收数多多少", ["35", "多"]),
    ("全省2024年目标与2023年验收数相差多少", [str(total(DONE) - total(GOAL))]),
    ("粤西2024年目标比2023年验收合计少多少", [str(total(DONE, GROUPS["粤西"]) - total(GOAL, GROUPS["粤西"]))]),
    ("佛山今年目标比去年验收数多多少", ["35", "2026"]),
    ("佛山2024年目标比2023年验收数增长百分之几", [pct(35, 193), "增长"]),
    ("清远2024年目标较2023年验收数的降幅", [pct(33, 63), "下降"]),
    ("珠海的平台完成率是多少", ["95.2", "100", "105"]),
    ("韶关平台完成率", [pct(2, 57)]),
    ("全省2023年平台完成率", [pct(total(NET), total(DONE))]),
    ("粤东平台完成率", [pct(total(NET, GROUPS["粤东"]), total(DONE, GROUPS["粤东"]))]),
    ("深圳的平台完成比例", [pct(104, 102), "2023年12月31日"]),
    ("广州2023年工信牵头占比", [pct(165, 187)]),
    ("2023年工信牵头占合计比重", [pct(878, 1647)]),
    ("东莞生态环境牵头占合计的比例", [pct(188, 292)]),
    ("佛山2024年目标占全省比重", ["16.4", "228", "1390"]),
    ("珠三角2024年目标合计占全省多少", [pct(total(GOAL, GROUPS["珠三角"]), 1390)]),
    ("广州2023年验收数占珠三角的比重", [pct(187, total(DONE, GROUPS["珠三角"]))]),
    ("东莞目标占全省百分之几", [pct(250, 1390)]),
    ("2024年目标前三名合计占全省多少", [pct(628, 1390)]),
    ("东莞2024年目标是珠海的几倍", [one(250 / 86)]),
    ("东莞和惠州2024年目标的倍数", [one(250 / 136)]),
    ("2023年验收数平均每市多少家", [one(1647 / 21)]),
    ("粤东2024年目标平均值", [one(102 / 4)]),
    ("2024年目标的中位数", [str(int(median(GOAL.values())))]),
    ("2024年目标最大值是多少", ["250"]),
    ("目标最高和最低的城市相差多少", ["245"]),
    ("2024年目标极差", ["245"]),
    ("2024年目标前五名合计多少家", [str(250 + 228 + 150 + 136 + 86)]),
    ("2024年目标涉及几个城市", ["21"]),
]

RANK: list[tuple[str, list[str]]] = [
    ("2023年验收企业最多的地市是哪个？", ["东莞", "292"]),
    ("哪个市2024年任务最重", ["东莞", "250"]),
    ("2024年目标最低的城市", ["汕尾", "5"]),
    ("工信牵头最多的城市", ["广州", "165"]),
    ("谁的生态环境牵头数量最高", ["东莞", "188"]),
    ("珠三角哪个市2023年验收最少", ["江门", "35"]),
    ("粤北2024年目标最多的是哪个市", ["韶关", "50"]),
    ("2023年验收数前三名", ["东莞", "292", "佛山", "193", "广州", "187"]),
    ("2024年目标排名前5的城市", ["东莞", "佛山", "广州", "惠州", "珠海"]),
    ("2024年目标最少的三个城市", ["汕尾", "揭阳", "梅州"]),
    ("2024年目标后四名", ["汕尾", "揭阳", "梅州", "河源"]),
    ("粤东2023年验收前两名", ["汕头", "78", "潮州", "25"]),
    ("2024年目标top3", ["东莞", "佛山", "广州"]),
    ("2024年目标第5名是哪个城市", ["珠海", "86"]),
    ("2023年验收数第二多的城市", ["佛山", "193"]),
    ("2024年目标倒数第二的城市", ["揭阳", "7"]),
    ("2024年目标排名第六的城市", ["深圳", "中山", "80"]),
    ("广州2024年目标在全省排名第几", ["3", "150"]),
    ("惠州2023年验收数排第几", ["4", "144"]),
    ("深圳2024年目标排名", ["6", "中山", "80"]),
    ("广州在珠三角2024年目标排第几", ["3"]),
    ("肇庆2024年目标在珠三角的名次", ["8"]),
    ("哪个区域2024年目标最多", ["珠三角", str(total(GOAL, GROUPS["珠三角"]))]),
    ("粤东、粤西、粤北哪个2023年验收最多", ["粤北", str(total(DONE, GROUPS["粤北"]))]),
    ("粤东和粤西2024年目标哪个高", ["粤东", "102", "84"]),
    ("平台完成率最低的城市", ["韶关", pct(2, 57)]),
    ("2023年平台完成率前三名", ["湛江", "深圳", pct(46, 43), pct(104, 102)]),
    ("哪个城市2024年目标比2023年验收数减少最多", ["东莞", "中山", "42"]),
    ("2024年目标比2023年验收数增加最多的城市", ["佛山", "35"]),
]

FILTER: list[tuple[str, list[str]]] = [
    ("2024年目标不足10家的城市有哪些", ["汕尾", "揭阳"]),
    ("2024年目标超过一百家的有几个城市", ["4", "东莞", "佛山", "广州", "惠州"]),
    ("2024年目标>100的城市", ["4", "东莞", "佛山", "广州", "惠州"]),
    ("哪些城市2024年目标大于等于150家", ["东莞", "佛山", "广州"]),
    ("2024年目标至少150家的城市", ["东莞", "佛山", "广州"]),
    ("2024年目标在150家以上的城市有哪些", ["东莞", "佛山", "广州"]),
    ("目标不到二十家的市", above(GOAL, lambda v: v < 20)),
    ("2024年目标20家以下的城市数量", [str(len(above(GOAL, lambda v: v < 20)))]),
    ("2024年目标介于50家和100家之间的城市", above(GOAL, lambda v: 50 <= v <= 100)),
    ("2024年目标在50家到100家之间的有哪些", above(GOAL, lambda v: 50 <= v <= 100)),
    ("2024年目标等于35家的城市有哪些", ["阳江", "肇庆"]),
    ("2024年目标高于全省平均水平的城市", above(GOAL, lambda v: v > 1390 / 21)),
    ("哪些市2023年验收数低于平均值", above(DONE, lambda v: v < 1647 / 21)),
    ("比佛山目标高的城市有几个", ["1", "东莞"]),
    ("2024年目标比广州多的城市有哪些", ["东莞", "佛山"]),
    ("与阳江2024年目标相同的城市有哪些", ["肇庆"]),
    ("哪些城市2024年目标高于2023年验收数", ["佛山", "228"]),
    ("2023年工信牵头比生态环境牵头多的城市", above({c: MIIT[c] - ECO[c] for c in MIIT}, lambda v: v > 0)),
    ("2023年生态环境牵头超过工信牵头的城市", above({c: ECO[c] - MIIT[c] for c in MIIT}, lambda v: v > 0)),
    ("哪些城市2023年平台完成率达到100%以上", above({c: rate(c) for c in NET}, lambda v: v >= 1)),
    ("平台完成率低于50%的城市有哪些", above({c: rate(c) for c in NET}, lambda v: v < 0.5)),
    ("平台完成率超过九成的城市有几个", [str(len(above({c: rate(c) for c in NET}, lambda v: v > 0.9)))]),
    ("珠三角2024年目标超过100家的城市", ["广州", "佛山", "惠州", "东莞"]),
    ("粤北哪些市2023年验收不足30家", [c for c in GROUPS["粤北"] if DONE[c] < 30]),
    ("2023年没有生态环境牵头的城市", ["汕尾", "揭阳"]),
]

FILTER += [
    ("2024年目标个位数的有哪些", ["汕尾", "揭阳"]),
    ("2024年目标三位数的城市", ["东莞", "佛山", "广州", "惠州"]),
    ("平台完成率不到一半的城市有哪些", above({c: rate(c) for c in NET}, lambda v: v < 0.5)),
    ("2024年目标低于2023年验收数一半的城市", above({c: GOAL[c] / DONE[c] for c in GOAL}, lambda v: v < 0.5)),
    ("2024年目标比2023年验收数少10家以上的城市有哪些", above({c: DONE[c] - GOAL[c] for c in GOAL}, lambda v: v >= 10)),
    ("2024年目标不降反升的城市", ["佛山"]),
    ("2024年目标与2023年验收数相同的城市", ["云浮"]),
    ("目标为35家的有哪几个市", ["阳江", "肇庆"]),
    ("2024年目标高于珠三角平均的城市", above(GOAL, lambda v: v > total(GOAL, GROUPS["珠三角"]) / 9)),
    ("哪些城市平台完成数超过了合计数", ["深圳", "湛江"]),
    ("哪些地市的平台完成数等于合计", above({c: NET[c] - DONE[c] for c in NET}, lambda v: v == 0)),
    ("生态环境牵头占合计超过60%的城市有哪些", above({c: ECO[c] / DONE[c] for c in ECO}, lambda v: v > 0.6)),
    ("2024年目标占全省超过10%的城市", above({c: GOAL[c] / 1390 for c in GOAL}, lambda v: v > 0.1)),
]
COMPUTE += [
    ("2023年广州平台完成验收流程的企业比合计少多少", ["10", "177", "187"]),
    ("韶关2023年还有多少家没有在平台完成", ["55"]),
    ("全省还有多少家企业没在平台完成验收流程", [str(total(DONE) - total(NET))]),
    ("深圳、东莞、佛山、广州四市2023年验收总数占全省的比例", [pct(102 + 292 + 193 + 187, 1647)]),
    ("全省2024年目标比2023年验收数降了多少个百分点", [pct(1647 - 1390, 1647), "下降"]),
    ("广州比平均目标高多少", [one(150 - 1390 / 21)]),
    ("佛山2024年目标是全省平均的几倍", [one(228 / (1390 / 21))]),
    ("东莞目标是粤东四市总和的几倍", [one(250 / 102)]),
    ("2023年验收第三名和第四名差多少", ["广州", "惠州", "43"]),
    ("2024年目标第一名比最后一名多多少", ["245"]),
    ("前十名2024年目标合计", [str(sum(sorted(GOAL.values())[-10:]))]),
    ("后十名的目标加起来有多少", [str(sum(sorted(GOAL.values())[:10]))]),
    ("附件2里中山是多少", ["80"]),
    ("附件一中江门的合计", ["35"]),
    ("哪个城市平台完成数与合计差距最大", ["东莞", "113"]),
]

FILTER += [
    ("平台完成率100%的城市", above({c: NET[c] - DONE[c] for c in NET}, lambda v: v == 0)),
    ("珠三角哪些城市平台完成率没有达到100%", [c for c in GROUPS["珠三角"] if NET[c] < DONE[c]]),
    ("没有达到全省平均目标的城市有几个", above(GOAL, lambda v: v < 1390 / 21)),
    ("2024年目标不低于150家的城市", above(GOAL, lambda v: v >= 150)),
    ("2024年目标不超过7家的城市", above(GOAL, lambda v: v <= 7)),
    ("低于汕头目标的珠三角城市", [c for c in GROUPS["珠三角"] if GOAL[c] < GOAL["汕头"]]),
    ("2024年目标比2023年增加的城市有哪些", ["佛山"]),
]
COMPUTE += [
    ("2023年验收数在100家以上的城市合计多少家", [str(sum(v for v in DONE.values() if v >= 100))]),
    ("目标最高的城市是最低的几倍", ["50"]),
    ("工信牵头和生态环境牵头哪个多", ["109", "878", "769"]),
    ("深圳2023年验收和2024年目标分别排第几", ["7", "6"]),
    ("全省21个地市平均平台完成率", [one(100 * sum(NET[c] / DONE[c] for c in NET) / 21)]),
    ("粤北2024年目标比2023年验收减少了多少,降幅多大", ["54", pct(54, 183), "下降"]),
    ("目标降幅最大的城市", ["清远", pct(33, 63)]),
    ("2024年目标与2023年验收数差距最小的城市", ["云浮", "0"]),
    ("2024年目标较上年验收数下降最多的前三个城市", ["东莞", "42", "中山", "广州", "37"]),
    ("有多少城市2024年目标比2023年验收低", ["19"]),
]

PREMISE: list[tuple[str, str, list[str]]] = [
    ("深圳2024年目标是100家吧？", "不是", ["80"]),
    ("深圳2024年目标是80家，对吗", "是的", ["80"]),
    ("2023年东莞验收了300家是吗", "不是", ["292"]),
    ("全省2024年目标是1390家吗", "是的", ["1390"]),
    ("东莞是不是2024年目标第一", "是的", ["250"]),
    ("广州是2023年验收最多的城市吗", "不是", ["东莞", "292"]),
    ("佛山2024年目标是不是排前三", "是的", ["2", "228"]),
    ("佛山目标比广州多吗", "是的", ["228", "150"]),
    ("深圳2024年目标比珠海高吗", "不是", ["80", "86"]),
    ("广州目标超过150家吗", "没有", ["150"]),
    ("东莞2024年目标有没有达到250家", "是的", ["250"]),
    ("汕尾目标不足10家吗", "是的", ["5"]),
    ("广州2024年目标高于全省平均吗", "是的", ["150", "66.2"]),
    ("所有城市2024年目标都超过10家吗", "不是", ["汕尾", "揭阳"]),
    ("有没有城市2024年目标低于6家", "有", ["汕尾", "5"]),
    ("有没有城市2024年目标超过300家", "没有", []),
    ("粤东2024年目标合计是102家吗", "是的", ["102"]),
    ("粤西2024年目标合计超过100家吗", "没有", ["84"]),
    ("深圳和中山2024年目标一样吗", "是的", ["80"]),
    ("东莞比佛山2024年目标多30家吗", "不是", ["22"]),
    ("东莞2024年目标是汕尾的50倍吗", "是的", ["50"]),
    ("佛山占全省2024年目标的20%吗", "不是", ["16.4"]),
    ("韶关2024年目标低于2023年验收数吗", "是的", ["50", "57"]),
    ("2024年目标超过200家的只有东莞和佛山吗", "是的", ["250", "228"]),
    ("2024年目标超过100家的只有东莞和佛山吗", "不是", ["广州", "惠州"]),
    ("韶关的平台完成率全省最低对不对", "是的", ["3.5"]),
    ("惠州2023年平台完成率是100%吗", "是的", ["144"]),
    ("广州2023年验收187家没错吧", "是的", ["187"]),
    ("广州验收数比深圳和珠海加起来还多吗", "不是", ["187", "207"]),
    ("佛山和东莞的目标加起来超过全省三分之一吗", "是的", [pct(478, 1390)]),
    ("珠三角占全省2023年验收的比例是不是超过七成", "是的", ["74.6"]),
    ("是不是所有城市2024年目标都低于2023年", "不是", ["佛山", "云浮"]),
]

MISSING: list[tuple[str, list[str]]] = [
    ("2027年广州目标是多少", ["2027年", "150"]),
    ("2021年东莞验收了多少家", ["2021年", "292"]),
    ("2023年目标是多少", ["2023年", "1390"]),
    ("明年佛山目标多少", ["2027年"]),
    ("番禺区的任务数", ["番禺区"]),
    ("北京市2024年清洁生产审核目标", ["北京市"]),
    ("广州市天河区2024年目标", ["天河区"]),
    ("上海2023年验收多少家", ["上海"]),
    ("佛山2024年的GDP是多少", ["GDP"]),
    ("佛山2024年完成率", ["完成率"]),
    ("中山2024年强制性审核企业多少家", ["强制性审核"]),
    ("顺德2024年目标", ["顺德区"]),
    ("广州2024年清洁生产专项资金多少", ["专项资金"]),
]

NOT_FIGURES = [
    "各地市公布企业名单的截止时间是什么时候？",
    "4月底前需要完成哪些工作？",
    "通知的印发日期",
    "这个通知的联系人和电话是什么？",
    "佛山市工信局的电话",
    "企业需要在信息平台上完成什么？",
    "钢铁企业要做什么",
    "清洁生产审核创新试点有哪些城市？",
    "中山是不是创新试点城市",
    "有哪些重点任务",
    "明天会下雨吗",
    "审核咨询费一般多少钱",
    "你是谁",
    "什么是清洁生产审核",
    "清洁生产审核的流程是什么",
    "为什么要推进清洁生产",
    "企业不配合审核会怎么样",
    "根据哪些文件制定",
]

FOLLOW: list[tuple[list[str], list[str]]] = [
    (["佛山2024年目标是多少", "那东莞呢？"], ["250"]),
    (["粤东2024年目标合计", "粤西呢"], ["84"]),
    (["珠海2023年验收多少", "2024年目标呢", "少了多少"], ["19", "少"]),
    (["佛山2024年目标是多少", "那东莞呢", "两者差多少"], ["22"]),
    (["佛山2024年目标是多少", "占全省比重呢"], ["16.4"]),
    (["惠州2023年验收多少家", "其中生态环境牵头的呢"], ["86"]),
    (["惠州2023年验收多少家", "其中生态环境牵头的呢", "工信呢"], ["58"]),
    (["2024年目标前三名", "后三名呢"], ["汕尾", "揭阳", "梅州"]),
    (["2024年目标前三名", "粤东呢"], ["汕头", "潮州", "揭阳"]),
    (["2024年目标超过100家的有哪些", "有几个"], ["4"]),
    (["2024年目标超过100家的有哪些", "合计多少"], [str(250 + 228 + 150 + 136)]),
    (["2024年目标超过100家的有哪些", "不足10家的呢"], ["汕尾", "揭阳"]),
    (["2023年验收最多的是哪个市", "它2024年目标呢"], ["250"]),
    (["2023年验收最多的是哪个市", "第二名呢"], ["佛山", "193"]),
    (["广州2024年目标是多少", "比去年多还是少"], ["150", "187", "37"]),
    (["广州2024年目标是多少", "排第几"], ["3"]),
    (["广州2024年目标排第几", "深圳呢"], ["6", "80"]),
    (["广州目标超过150家吗", "佛山呢"], ["是的", "228"]),
    (["佛山目标比广州多吗", "深圳呢"], ["不是", "80", "150"]),
    (["潮州和云浮2024年目标", "哪个多"], ["潮州", "20", "18"]),
    (["潮州和云浮2024年目标", "合计呢"], ["38"]),
    (["佛山2023年验收多少家", "和东莞比呢"], ["193", "292", "99"]),
    (["佛山2023年验收多少家", "比广州多吗"], ["是的", "193", "187"]),
    (["粤东2024年目标合计", "粤西呢", "粤北呢", "哪个最多"], ["粤北", "129"]),
    (["深圳2024年目标", "2022年呢"], ["2022年"]),
    (["深圳2024年目标", "番禺区呢"], ["番禺区"]),
    (["深圳2024年目标", "平台完成率呢"], [pct(104, 102)]),
    (["珠三角2023年平台完成多少", "粤北呢"], [str(total(NET, GROUPS["粤北"]))]),
    (["2024年目标最多的城市", "最少的呢"], ["汕尾", "5"]),
    (["佛山2024年目标是多少", "2023年验收呢", "增长百分之几"], [pct(35, 193)]),
]

TWO_NOTICES: list[tuple[str, list[str]]] = [
    ("佛山2025年目标是多少", [str(GOAL25["佛山"])]),
    ("佛山2025年目标比2024年增加多少", [str(abs(GOAL25["佛山"] - 228))]),
    ("2025年比2024年全省目标增加多少", [str(abs(total(GOAL25) - 1390))]),
    ("全省2025年目标比2024年增长百分之几", [pct(abs(total(GOAL25) - 1390), 1390)]),
    ("佛山历年目标", ["228", str(GOAL25["佛山"])]),
    ("2024年佛山的完成率", [pct(DONE24["佛山"], 228)]),
    ("2024年全省完成率", [pct(total(DONE24), 1390)]),
    ("2024年哪些城市没有完成目标", above({c: DONE24[c] - GOAL[c] for c in GOAL}, lambda v: v < 0)),
    ("2024年佛山完成目标了吗", ["没有" if DONE24["佛山"] < 228 else "是的"]),
    ("2023年验收数前三名", ["东莞", "292", "佛山", "193", "广州", "187"]),
    ("2024年验收数比2023年增长的城市有哪些", above({c: DONE24[c] - DONE[c] for c in GOAL}, lambda v: v > 0)),
    ("2025年目标比2024年高的城市有哪些", above({c: GOAL25[c] - GOAL[c] for c in GOAL}, lambda v: v > 0)),
    ("佛山最新的目标", [str(GOAL25["佛山"])]),
    ("粤东2025年目标合计", [str(total(GOAL25, GROUPS["粤东"]))]),
]

OTHER_TABLES: list[tuple[str, list[str]]] = [
    ("粤海钢铁的年节能量是多少", ["320.5"]),
    ("大江钢铁总投资多少", ["73400", "万元"]),
    ("哪家企业年节能量最大", ["华源石化", "880"]),
    ("钢铁行业总投资合计", [str(41800 + 73400)]),
    ("佛山的企业年节能量合计多少", ["16.4"]),
    ("总投资超过2亿元的企业有哪些", ["华源石化", "大江钢铁", "粤海钢铁"]),
    ("总投资超过5000万元的企业有几家", ["7"]),
    ("造纸行业有几家企业", ["2", "蓝天造纸厂", "明湖造纸"]),
    ("节能量前三的企业", ["华源石化", "大江钢铁", "粤海钢铁"]),
    ("恒达纺织总投资占全部比重", [pct(5300, 283420)]),
    ("二季度取水量多少", ["1318.0", "万吨"]),
    ("哪个季度取水量最高", ["三季度", "1402.7"]),
    ("第三季度同比增长多少", ["3.0"]),
    ("一季度和四季度取水量差多少", ["83.5"]),
    ("2022年取水量合计", ["5215"]),
    ("2023年工业增加值是多少", ["38200", "亿元"]),
    ("工业增加值2023年比2021年增加多少", ["3200", "增加"]),
    ("单位增加值能耗2022年是多少", ["0.40", "吨标准煤/万元"]),
    ("南海区工业总产值多少", ["3120"]),
    ("顺德工业用电量排第几", ["1", "80.2"]),
    ("工业总产值最高的区", ["顺德", "4160"]),
    ("顺德区工业总产值占全市比重", [pct(4160, 11980)]),
    ("用电量超过70亿千瓦时的区", ["顺德", "南海", "三水"]),
    ("每个区的规上企业数", ["1240", "1560", "430", "310", "520"]),
    ("南海和顺德规上企业数哪个多", ["顺德", "320"]),
    ("2023年佛山工业总产值", ["11980"]),
    ("重复用水量占取水量的比例", [pct(13901, 5215)]),
]


@pytest.mark.parametrize(("question", "wanted"), LOOK_UP + COMPUTE + RANK)
def test_notice(notice: Catalogue, question: str, wanted: list[str]) -> None:
    outcome, text = say(notice, question)
    assert outcome == "answered", text
    assert [w for w in wanted if not holds(text, w)] == [], text


@pytest.mark.parametrize(("question", "wanted"), FILTER)
def test_filters_name_all_and_only_what_meets(notice: Catalogue, question: str, wanted: list[str]) -> None:
    outcome, text = say(notice, question)
    assert outcome == "answered", text
    assert [w for w in wanted if not holds(text, w)] == [], text
    cities = [w for w in wanted if w in GOAL]
    if cities:
        first = text.split("。")[0]
        listed = re.split("：|的是", first)[-1]
        assert sorted(c for c in GOAL if c in listed) == sorted(cities), text


@pytest.mark.parametrize(("question", "lead", "wanted"), PREMISE)
def test_premises_are_checked_first(notice: Catalogue, question: str, lead: str, wanted: list[str]) -> None:
    outcome, text = say(notice, question)
    assert outcome == "answered", text
    assert text.startswith(lead), text
    assert [w for w in wanted if not holds(text, w)] == [], text


@pytest.mark.parametrize(("question", "wanted"), MISSING)
def test_missing_is_named(notice: Catalogue, question: str, wanted: list[str]) -> None:
    outcome, text = say(notice, question)
    assert outcome == "no_answer", text
    assert [w for w in wanted if not holds(text, w)] == [], text


@pytest.mark.parametrize("question", NOT_FIGURES)
def test_other_questions_are_left_alone(notice: Catalogue, question: str) -> None:
    understood = understand(question, notice, as_of=AS_OF)
    assert understood.query is None, understood.query
    assert understood.score < 0.45


@pytest.mark.parametrize(("turns", "wanted"), FOLLOW)
def test_follow_ups(notice: Catalogue, turns: list[str], wanted: list[str]) -> None:
    _, text = say(notice, *turns)
    assert [w for w in wanted if not holds(text, w)] == [], text


@pytest.mark.parametrize(("question", "wanted"), TWO_NOTICES)
def test_across_notices(two_notices: Catalogue, question: str, wanted: list[str]) -> None:
    outcome, text = say(two_notices, question)
    assert outcome == "answered", text
    assert [w for w in wanted if not holds(text, w)] == [], text


@pytest.mark.parametrize(("question", "wanted"), OTHER_TABLES)
def test_other_tables(everything: Catalogue, question: str, wanted: list[str]) -> None:
    outcome, text = say(everything, question)
    assert outcome == "answered", text
    assert [w for w in wanted if not holds(text, w)] == [], text
