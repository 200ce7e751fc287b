"""A made-up notice: areas over cities, dashes, days counted from its issue, who is left out, an office for the post."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

ANSWERED, NO_ANSWER = Outcome.ANSWERED, Outcome.NO_ANSWER
NOTICE = """浙江省农业农村厅关于下达2026年度果园改造和冷库建设任务的通知

浙农果〔2026〕12号

各设区市农业农村局：

根据《浙江省果业振兴行动方案（2025-2027年）》和《农产品产地冷藏保鲜设施建设办法》，现将任务下达你们。

一、建设要求

（一）果园改造。由各市农业农村局组织，于2026年10月31日前完成。
（二）冷库建设。冷库建设主体应当具备独立法人资格。已享受过中央同类补助的，或者用地手续不全的，不得申报。

（三）冷库建设主体于3月底前登录“浙农补”平台提交申请，逾期不再补录。

二、工作要求

（一）各市应自本通知印发之日起10个工作日内报送联络员名单。
（二）冷库验收人员应当不少于3人，验收时出示工作证件。

（联系人：省农业农村厅 叶青禾，0571-86757812；省农业技术推广中心 罗小满，0571-86757934；电子邮箱：gy@zjnyt.cn；\
通讯地址：杭州市凤起东路29号，邮编：310020）

附件：2026年度果园改造和冷库建设任务分解表

浙江省农业农村厅
2026年3月2日

附件

2026年度果园改造和冷库建设任务分解表

区域 | 设区市 | 果园改造（亩） | 省级冷库（座） | 2025年省级冷库建成数（座）
浙东 | 宁波 | 5200 | 6 | 4
浙东 | 绍兴 | 3100 | — | 3
浙南 | 温州 | 4700 | 5 | 5
浙南 | 台州 | 6900 | 8 | 7
合计 |  | 19900 | 19 | 19

注：“—”表示不安排该项任务。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    """Return an assistant over the corpus and the notice."""
    return assistant_beside(tmp_path_factory.mktemp("orchard"), NOTICE, today=date(2026, 3, 6))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("台州2026年省级冷库任务几座", "8座", "7座"),
        ("台州去年建成省级冷库几座", "7座", ""),
        ("浙江台州省级冷库比温州多几座", "3座", ""),
        ("浙江哪些市没有安排省级冷库任务", "绍兴", "温州"),
        ("浙江哪个市没下达冷库任务", "不安排该项任务", ""),
        ("联络员名单什么时候前报", "2026年3月16日", ""),
        ("浙江的果园改造什么时候完成", "2026年10月31日", ""),
        ("冷库建设在哪个平台申请", "登录“浙农补”平台提交申请", ""),
        ("什么企业不能申报冷库", "用地手续不全的，不得申报", ""),
        ("浙农果〔2026〕12号的邮箱是什么", "gy@zjnyt.cn", "叶青禾"),
        ("果园改造的材料寄到哪里，邮编多少", "310020", ""),
        ("浙江省农业技术推广中心谁负责", "罗小满", "叶青禾"),
        ("浙江果园改造和冷库建设依据哪些文件", "浙江省果业振兴行动方案", ""),
    ],
)
def test_told(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    """The row, the day, the body and the list that are asked for are told, and none beside them."""
    assert_said(assistant, question, outcome=ANSWERED, must=must, must_not=must_not)


def test_a_body_of_a_place_on_no_file_is_none_of_those_on_file(assistant: RuleAssistant) -> None:
    """金澄市农业农村局 is not 省农业农村厅, whose contact is told as that of another."""
    assert_said(assistant, "金澄市农业农村局果园改造的电话", outcome=NO_ANSWER, must="金澄市农业农村局")


def test_no_area_inside_two_names(assistant: RuleAssistant) -> None:
    """江苏南京 speaks of no 苏南, so that a follow-up puts one city in place of the other."""
    _, before = assistant.ask("浙江宁波2026年果园改造多少亩")
    answer, _ = assistant.ask("温州呢", history=[before])
    assert "4700亩" in answer.answer
