"""A 办法 in articles beside the corpus is meant as a notice is, where no document is named."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

RULES = """# 宜昌市共享单车停放管理办法

（2026年3月2日宜昌市人民政府令第40号公布　自2026年5月1日起施行）

## 第一章　总则

第一条　为了规范共享单车停放秩序，根据有关法律、法规，结合本市实际，制定本办法。

第二条　本办法所称共享单车，是指企业投放并以分时租赁方式供公众骑行的自行车。电动滑板车的管理，不适用本办法。

第三条　市城市管理部门是共享单车停放管理的主管部门。公安机关交通管理部门负责查处骑行人的交通违法行为。

## 第二章　停放

第四条　运营企业应当遵守下列规定：

（一）按照每800辆配备不少于5名的标准配备运维人员；

（二）在接到淤积通知后2小时内清理完毕；

（三）为骑行人购买意外伤害保险。

第五条　骑行人不得将车辆停放在盲道和消防通道上。

## 第三章　法律责任

第六条　运营企业违反本办法第四条第（二）项规定的，处1000元以上8000元以下罚款。

第七条　运营企业伪造运维数据的，六个月内不得新增投放车辆。

## 第四章　附则

第八条　本办法自2026年5月1日起施行，有效期三年。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("rules")
    return assistant_beside(folder, RULES, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("什么是共享单车", "本办法所称共享单车，是指"),
        ("电动滑板车归不归这个办法管", "不适用"),
        ("接到淤积通知后多长时间要清理完", "2小时内"),
        ("伪造运维数据会有什么后果", "六个月内不得新增投放车辆"),
        ("交管部门负责什么", "查处骑行人的交通违法行为"),
        ("淤积没有及时清理罚多少", "1000元以上8000元以下罚款"),
        ("单车能不能停在盲道上", "不得"),
    ],
)
def test_asked_without_naming_it(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)
