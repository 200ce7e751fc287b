"""How those at a desk or on the phone say it: numbers supposed, exceptions, days of what was done, callers."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import answers_in_turn, assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("desk")
    return corpus_assistant(folder / "data", today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("附件1全省工信部门牵头的合计数", "878家", "注："),
        ("附件2的合计数", "1390家", "注："),
        ("清远市附件1那一行的四个数，挨个报给我", "“平台”完成验收流程企业数量8家", ""),
        ("附件1里河源那行的数依次念一下", "通过清洁生产审核验收企业数28家", ""),
        ("2024年各市目标里有数目相同的吗", "江门市和清远市（都是30家）", "广州市150家"),
        ("2024年目标有没有重样的，是哪几个市", "深圳市和中山市（都是80家）", ""),
        ("2023年验收数排第二到第四的是哪几个市", "第2到第4名", ""),
        ("汕尾7家都是环保牵头的吧", "工业和信息化牵头数量7家", "是的"),
        ("各市2024年目标都比2023年验收数低吧，有没有例外", "有2个不符合：佛山市（228家）、云浮市（18家）", "19个"),
        ("就是平台那个，江门2023年走完验收的有多少", "“平台”完成验收流程企业数量为26家", "35家"),
        ("清远 23年 平台/合计 各?", "“平台”完成验收流程企业数量8家", ""),
        ("有家韶关的铅锌厂打电话来问，他们市2024年要审多少家", "50家", "联系人"),
        ("4月25日公布的名单，符合时间要求吗", "算按时", "不是"),
        ("某市2024年5月10日才对外公布企业名单，是否符合通知时限？", "不算按时，已逾期10天", ""),
        ("我们市5月6日才公布名单，超没超期限", "已逾期6天", ""),
        ("文号是粤环函〔2024〕14号没错吧", "不是，文号是粤工信节能函〔2024〕14号", ""),
        ("文号是粤工信节能函〔2024〕14号没错吧", "是的", "不是"),
        ("惠州也是国家清洁生产审核创新试点城市，通知对它怎么要求的", "其中没有惠州", ""),
        ("备案材料怎么交搞不清，想打电话问省里，该打哪个号", "020-83133243", "现有文件没有"),
        ("我在外省，拨这两个厅的电话前面要加什么区号", "020-87534028", "外省的联系方式"),
    ],
)
def test_said_otherwise(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("turns", "must", "must_not"),
    [
        (["张诚是哪个厅的", "还有另一个联系人，叫什么，电话"], "陈小康", "张诚"),
        (["谁发的", "第二个单位的联系电话"], "020-87534028", "83133243"),
    ],
)
def test_the_other_of_those_told(assistant: RuleAssistant, turns: list[str], must: str, must_not: str) -> None:
    last = answers_in_turn(assistant, turns)[-1].answer
    assert must in last
    assert must_not not in last
