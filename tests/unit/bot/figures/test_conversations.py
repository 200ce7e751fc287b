"""Follow-ups, questions across notices and over other tables, against values computed from the raw tables."""

from __future__ import annotations

import pytest

from bot.figures import Catalogue
from tests.figure_values import DONE, DONE24, GOAL, GOAL25, GROUPS, NET, above, build, holds, pct, say, total


@pytest.fixture(scope="module")
def notice() -> Catalogue:
    return build("验收", "目标")


@pytest.fixture(scope="module")
def two_notices() -> Catalogue:
    return build("验收", "目标", "验收2024", "目标2025")


@pytest.fixture(scope="module")
def everything() -> Catalogue:
    return build("验收", "目标", "验收2024", "目标2025", "节能改造", "用水", "主要指标", "区县")


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
