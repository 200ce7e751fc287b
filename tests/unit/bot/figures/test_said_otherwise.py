"""What people say instead of the words of a header: verbs for goals, what is not done yet, places supposed, names."""

from __future__ import annotations

import pytest

from bot.figures.catalogue import Catalogue
from bot.figures.nested import nested
from tests.figure_values import AS_OF, DONE, ECO, GOAL, MIIT, NET, above, build, holds, say

LEFT = {city: DONE[city] - NET[city] for city in NET}
FIRST_GOALS = sorted(GOAL, key=lambda c: -GOAL[c])


@pytest.fixture(scope="module")
def notice() -> Catalogue:
    return build("验收", "目标")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("茂名审几家", GOAL["茂名"]),
        ("潮州2024年要审多少家企业", GOAL["潮州"]),
        ("梅州有多少企业需要审核", GOAL["梅州"]),
        ("省里给阳江2024年定了几家", GOAL["阳江"]),
        ("汕头下达了多少家", GOAL["汕头"]),
        ("江门2023年审完多少家", DONE["江门"]),
        ("附件2里肇庆那一行写的是多少", GOAL["肇庆"]),
        ("惠州的目标砍了多少", DONE["惠州"] - GOAL["惠州"]),
        ("阳江还有多少家没走平台", LEFT["阳江"]),
    ],
)
def test_said_in_other_words(notice: Catalogue, question: str, value: int) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert holds(said, str(value)), said


@pytest.mark.parametrize(
    ("question", "cities"),
    [
        ("没走完平台流程的超过20家的城市有哪些", above(LEFT, lambda v: v > 20)),
        ("没在平台完成的企业最多的是哪个市", ["东莞", str(LEFT["东莞"])]),
    ],
)
def test_what_is_left_is_sifted_and_ranked(notice: Catalogue, question: str, cities: list[str]) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert all(city in said for city in cities), said


@pytest.mark.parametrize(
    ("question", "begins", "also"),
    [
        (
            "广州2024年目标全省第一对吧",
            "不是，广州市排第3位",
            f"排第1位的是{FIRST_GOALS[0]}市，为",
        ),
        ("惠州2024年目标全省第二，对吗", "不是，惠州市排第4位", f"排第2位的是{FIRST_GOALS[1]}市"),
        ("揭阳2024年目标倒数第二，没错吧", "是的，揭阳市排倒数第2位", str(GOAL["揭阳"])),
    ],
)
def test_a_place_supposed_is_confirmed_or_put_right(notice: Catalogue, question: str, begins: str, also: str) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered"
    assert said.startswith(begins), said
    assert also in said, said


@pytest.mark.parametrize(
    ("question", "begins", "value"),
    [
        ("珠海2023年通过验收的105家企业名单", "现有文件没有列出企业名单", f"{DONE['珠海']}家"),
        ("肇庆2023年工信牵头的企业都叫什么", "现有文件没有列出企业名单", f"{MIIT['肇庆']}家"),
        ("揭阳2023年生态环境牵头的9家是什么行业", "现有文件没有分行业", f"{ECO['揭阳']}家，不是9家"),
    ],
)
def test_what_is_only_counted_has_no_names(notice: Catalogue, question: str, begins: str, value: str) -> None:
    outcome, said = say(notice, question)
    assert outcome == "no_answer", said
    assert said.startswith(begins), said
    assert value in said, said


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("佛山2024年目标完成了没有", "完成率"),
        ("广州2023年任务完成了吗", "完成率"),
        ("全省2025年目标完成了没", "2025年"),
        ("中山2023年没通过验收的企业有几家", "没通过验收"),  # no table tells these apart
        ("惠州2024年工信牵头的目标是多少家", "工信牵头的目标"),
        ("2024年上半年全省完成了多少家", "2024年上半年"),
    ],
)
def test_what_no_table_tells_is_named(notice: Catalogue, question: str, missing: str) -> None:
    outcome, said = say(notice, question)
    assert outcome == "no_answer", said
    assert missing in said, said


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("2024年目标超过200家的市占全省目标多少", "34.4%"),
        ("2024年目标低于20家的城市占全省比重", "4.4%"),
    ],
)
def test_those_that_meet_a_condition_share_a_whole(notice: Catalogue, question: str, share: str) -> None:
    assert share in say(notice, question)[1]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("2023年验收122家的那个市2024年目标是多少", ("2023年验收122家的市是哪些", "中山市2024年目标是多少")),
        ("2024年目标最低的市比全省平均少多少", ("汕尾市2024年目标比全省平均少多少",)),
        ("2023年工信牵头数为0的市2024年目标", ("2023年工信牵头数为0的市是哪些",)),
    ],
)
def test_who_is_named_by_a_number(notice: Catalogue, question: str, parts: tuple[str, ...]) -> None:
    assert nested(question, notice, as_of=AS_OF) == parts


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2023年验收数相同的城市有哪些", ["1组", "河源市和茂名市（都是28家）"]),
        ("2024年目标一样的城市", ["3组", "深圳市和中山市（都是80家）"]),
        ("2024年目标最接近全省平均值的是哪个市", ["汕头市（70家）", "66.2家"]),
        ("2023年验收数跟珠海最接近的市", ["深圳市（102家）", "珠海市为105家"]),
        ("2023年工信牵头数最接近40家的城市", ["韶关市（38家）"]),
    ],
)
def test_who_is_alike(notice: Catalogue, question: str, words: list[str]) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert all(word in said for word in words), said


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2024年目标，珠海一个市顶几个阳江", ["2.5倍"]),
        ("惠州2024年目标比2023年验收减少的比例", ["5.6%"]),
        ("粤北2024年目标，韶关占多少", ["38.8%"]),
        ("广州和中山加起来的2024年目标有没有东莞多", ["不是", "230家", "250家"]),
        ("2024年目标较2023年验收减少家数前三的市", ["东莞市（少42家）", "中山市（少42家）", "广州市（少37家）"]),
        ("全省2023年工信牵头和环保牵头各占多少百分比", ["53.3%", "46.7%"]),
        ("2023年哪个市的工信牵头和生态环境牵头差得最多", ["广州市", "143家"]),
        ("2023年验收40到60家的市有几个", ["4个", "阳江", "湛江", "肇庆", "韶关"]),
        ("粤东四市2024年目标都是多少", ["汕头市70家", "汕尾市5家", "潮州市20家", "揭阳市7家"]),
        ("广东2024年目标里珠海和汕头占了几成", ["6.2%", "5.0%", "11.2%"]),
        ("潮州2023年全是工信牵头的吧", ["不是", "24家", "生态环境牵头数量1家"]),
        ("哪些市平台完成率100%", ["5个", "河源市", "惠州市", "汕尾市", "潮州市", "揭阳市"]),
        ("东莞生态环境牵头数是工信牵头的几倍", ["1.8倍"]),
        ("2023年验收数珠海多还是江门多", ["珠海市更多", "105家", "35家"]),
        ("从2023年验收到2024年目标珠海降了多少家", ["少19家"]),
        ("2024年目标里广州在21个市里排多少名", ["第3位"]),
        ("2024年目标高于100家的城市名单", ["4个", "东莞市", "佛山市", "广州市", "惠州市"]),
        ("茂名2023年验收数低于粤西平均吗", ["是的", "28家", "39家"]),
        ("汕头2023年验收比粤东平均多多少", ["48.3家", "78家", "29.8家"]),
        ("江门的验收数是高于还是低于珠三角平均", ["低于", "35家", "136.4家"]),
        ("粤东平均目标比粤西平均目标多多少", ["少2.5家", "25.5家", "28家"]),
        ("粤东四市平台完成率分别是多少", ["汕头市约71.8%", "汕尾市100%"]),
        ("2024年有几个市目标不减反增", ["有1个", "佛山市"]),
        ("谁的2023年平台完成数是100家", ["珠海市", "中山市"]),
        ("生态环境牵头多过工信牵头的市有哪几个", ["9个", "东莞市", "河源市"]),
        ("中山平台还差几家没完成", ["22家"]),
        ("肇庆全市2024年审核任务", ["肇庆市2024年", "35家"]),
        ("2024年所有市的目标都比2023年验收少吗", ["不是", "佛山市", "云浮市"]),
        ("揭阳平台完成只有9家，是不是写错了", ["揭阳市2023年", "为9家"]),
        ("湛江2023年平台上一共完成了几家", ["平台", "46家"]),
        ("2024年目标最高与最低的差", ["相差245家"]),
        ("东莞、佛山、广州、惠州四市2024年目标占全省多少", ["55.0%"]),
        ("佛山工信牵头和环保牵头哪个少", ["工业和信息化牵头数量更少", "91家"]),
    ],
)
def test_said_as_people_say_it(notice: Catalogue, question: str, words: list[str]) -> None:
    outcome, said = say(notice, question)
    assert outcome == "answered", said
    assert all(word in said for word in words), said
