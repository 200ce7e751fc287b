"""Conditions, premises and what is missing, against values computed from the raw tables."""

from __future__ import annotations

import re

import pytest

from bot.figures.catalogue import Catalogue
from bot.figures.understand import understand
from tests.figure_values import AS_OF, DONE, ECO, GOAL, GROUPS, MIIT, NET, above, build, holds, pct, rate, say, total


@pytest.fixture(scope="module")
def notice() -> Catalogue:
    return build("验收", "目标")


FILTER: list[tuple[str, list[str]]] = [
    ("2024年目标不足10家的城市有哪些", ["汕尾", "揭阳"]),
    ("2024年目标超过一百家的有几个城市", ["4", "东莞", "佛山", "广州", "惠州"]),
    ("2024年目标>100的城市", ["4", "东莞", "佛山", "广州", "惠州"]),
    ("哪些城市2024年目标大于等于150家", ["东莞", "佛山", "广州"]),
    ("2024年目标至少150家的城市", ["东莞", "佛山", "广州"]),
    ("2024年目标在150家以上的城市有哪些", ["东莞", "佛山", "广州"]),
    ("目标不到二十家的市", above(GOAL, lambda v: v < 20)),
    ("2024年目标20家以下的城市数量", [f"有{len(above(GOAL, lambda v: v <= 20))}个"]),
    ("2024年目标低于20家的城市数量", [f"有{len(above(GOAL, lambda v: v < 20))}个"]),
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
    ("平台完成率100%的城市", above({c: NET[c] - DONE[c] for c in NET}, lambda v: v == 0)),
    ("珠三角哪些城市平台完成率没有达到100%", [c for c in GROUPS["珠三角"] if NET[c] < DONE[c]]),
    ("没有达到全省平均目标的城市有几个", above(GOAL, lambda v: v < 1390 / 21)),
    ("2024年目标不低于150家的城市", above(GOAL, lambda v: v >= 150)),
    ("2024年目标不超过7家的城市", above(GOAL, lambda v: v <= 7)),
    ("低于汕头目标的珠三角城市", [c for c in GROUPS["珠三角"] if GOAL[c] < GOAL["汕头"]]),
    ("2024年目标比2023年增加的城市有哪些", ["佛山"]),
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
