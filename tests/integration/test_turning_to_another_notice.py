"""Dialogues that turn from one notice on file to another, office hours, and what two bodies sign."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_dialogue, assert_said, corpus_assistant

_NOTICE = """# 江西省生态环境厅 江西省经济和信息化厅关于做好2025年清洁生产审核工作的通知

赣环函〔2025〕71号

各设区市生态环境局、经济和信息化局：

现就做好2025年清洁生产审核工作有关事项通知如下。

## 一、工作安排

（一）各设区市生态环境局应于2025年3月31日前确定本年度企业名单并公布。

（二）各设区市生态环境局应每季度末月25日前更新进度，并于2025年12月10日前将年度工作总结报送省生态环境厅。

（三）审核结果为优秀的企业，给予每家10万元一次性奖励。

联系人：省生态环境厅 沈一帆，电话：0791-28869012；省经济和信息化厅 郑秋白，电话：0791-87056677。

技术咨询：省低碳发展中心 何嘉，0791-28993311（工作日9:00-11:30，14:00-17:00）。

附件：2025年各设区市任务数

江西省生态环境厅

江西省经济和信息化厅

2025年2月18日

## 附件

## 2025年各设区市任务数

| 序号 | 设区市 | 2024年完成数（家） | 2025年任务数（家） |
|---|---|---|---|
| 1 | 南昌 | 121 | 130 |
| 2 | 九江 | 140 | 150 |
| 合计 |  | 261 | 280 |
"""

_RULES = """洛阳市工业和信息化局 洛阳市生态环境局
关于印发《洛阳市工业固废综合利用管理办法》的通知

洛工信发〔2025〕31号

各县区工业和信息化局、生态环境局：

《洛阳市工业固废综合利用管理办法》现印发给你们，请认真贯彻执行。

洛阳市工业和信息化局
洛阳市生态环境局
2025年9月8日

洛阳市工业固废综合利用管理办法

第一章 总则

第一条 产生工业固废的单位应当建立管理台账。

第二条 申请单位应当于每年5月31日前向县区工业和信息化局提交申请，县区局于6月20日前完成审核，补助资金于当年10月底前拨付。

第三条 本办法自2025年10月8日起施行，有效期5年。

业务咨询：市工业和信息化局资源处 罗晓，0379-61881234；政策申报：黄蕾，0379-61885678。

平台技术服务热线：0379-63345678（24小时）。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("turning")
    notice, rules = folder / "gan.md", folder / "luo.txt"
    notice.write_text(_NOTICE, encoding="utf-8")
    rules.write_text(_RULES, encoding="utf-8")
    return corpus_assistant(folder / "data", today=date(2026, 11, 22), notices=[notice, rules])


@pytest.mark.parametrize(
    "turns",
    [
        [("江西2025年要完成多少家", "280家"), ("广东2024年那份呢", "1390家"), ("江西那份呢", "280家")],
        [
            ("江西这份名单几号前公布", "2025年3月31日"),
            ("广东2024年那份呢", "2024年4月30日"),
            ("2025年江西的呢", "3月31日"),
        ],
        [("广东2024年的通知联系人是谁", "张诚"), ("江西呢", "沈一帆"), ("那广东的呢", "020-83133243")],
        [("沈一帆电话多少", "0791-28869012"), ("广东那份的呢", "020-83133243")],
        [("江西的通知什么时候印发的", "2025年2月18日"), ("广东那份呢", "2024年3月15日")],
        [("技术咨询找谁", "何嘉"), ("几点能打", "9:00-11:30，14:00-17:00")],
        [("黄蕾的电话", "0379-61885678"), ("平台热线呢", "0379-63345678"), ("几点有人", "24小时")],
        [("优秀企业奖多少钱", "10万元")],
    ],
)
def test_the_same_is_asked_of_the_other_notice(assistant: RuleAssistant, turns: list[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("江西2025年任务数几号公布", "2025年3月31日", "280"),
        ("江西省年度总结几号前交", "期限是2025年12月10日", "还有"),
        ("洛工信发〔2025〕31号谁发的", "洛阳市工业和信息化局、洛阳市生态环境局", ""),
        ("洛阳市业务咨询电话", "罗晓", "黄蕾"),
        ("政策申报找谁", "黄蕾，电话0379-61885678", "生态环境局"),
        ("江西省经信厅联系人是谁", "郑秋白", "张诚"),
        ("平台技术服务热线晚上能打吗", "24小时", "没有写"),
        ("洛阳补助资金几月拨", "2027年10月31日", "2025年10月31日"),
        ("洛工信发〔2025〕31号讲的什么", "洛阳市工业固废综合利用管理办法", "罗晓"),
    ],
)
def test_what_is_said_of_a_second_notice(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_no_goal_of_another_province_is_told(assistant: RuleAssistant) -> None:
    assert_said(assistant, "江西2024年目标多少家", outcome=Outcome.NO_ANSWER, must="261", must_not="1390")
