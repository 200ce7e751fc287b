"""Questions of a made-up notice that sentences beside the point would answer; the text that is asked for instead."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import answers_in_turn, assert_said, corpus_assistant

TODAY = date(2026, 11, 22)

BOILERS = """# 山西省能源局 山西省财政厅关于做好2026年工业锅炉节能改造工作的通知

晋能源节能〔2026〕19号

各设区市能源局、财政局：

现就做好2026年工业锅炉节能改造工作通知如下。

## 一、重点任务

（一）各设区市能源局于2026年4月10日前确定改造企业名单。改造验收由设区市能源局组织，验收费用由同级财政保障，不得向企业收取。鼓励有条件的县（市、区）先行开展改造验收试点。

（二）改造方案应在厂区入口和企业公告栏公示不少于7日。公示期内收到书面异议的，由县级能源局组织协调，协调一般不超过两次。

（三）对拒不实施改造的企业，由能源部门依法查处。列入名单的企业不享受电价优惠。

## 二、资金支持

各市应于2026年11月30日前将补助资金拨付到位，结余资金于2027年1月底前缴回省财政。补助资金不得用于发放工资、购置车辆和偿还债务。

对完成年度任务低于80%的市，由省能源局进行约谈。

逾期未拆除的燃煤小炉，自2027年1月1日起用电每千瓦时加价0.02元，并列入预警停产清单。

## 三、报送要求

| 报送材料 | 报送时间 | 报送对象 |
|---|---|---|
| 改造效果评估报告 | 2026年9月20日前 | 省能源局 |
| 典型做法材料 | 2026年10月25日前 | 省财政厅 |

联系人：

省能源局节能处 贺志勇，电话：0351-4117201，邮箱：jnc@nyj.example.cn

省财政厅经建处 白玉梅，电话：0351-4040311，邮箱：jjc@czt.example.cn

“晋炉通”应用技术支持 段小波，电话：0351-7731906

山西省能源局　山西省财政厅

2026年2月26日
"""


@pytest.fixture(scope="module")
def boilers(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("boilers")
    path = folder / "boilers.md"
    path.write_text(BOILERS, encoding="utf-8")
    return corpus_assistant(folder / "data", today=TODAY, notices=[path])


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("山西锅炉改造补助的钱有哪些用途是不准的", ["工资", "车辆", "债务"], []),
        ("山西锅炉改造补助没花完的钱怎么弄", ["结余", "1月底"], []),
        ("山西企业要不要自己掏锅炉改造验收的钱", ["同级财政保障", "不得向企业收取"], []),
        ("山西没完成锅炉改造任务的市会怎么样", ["约谈"], []),
        ("山西拒不做锅炉改造的企业会怎么样", ["查处"], ["补助"]),
        ("山西燃煤小炉到年底还没拆除会有什么后果", ["0.02元", "停产清单"], []),
        ("晋炉通那个app登不上去，打哪个电话", ["段小波", "0351-7731906"], ["贺志勇", "白玉梅", "节能处", "经建处"]),
        ("山西锅炉改造典型做法材料和改造效果评估报告分别什么时候交", ["10月25日", "9月20日"], []),
    ],
)
def test_what_is_asked_is_told(boilers: RuleAssistant, question: str, said: list[str], unsaid: list[str]) -> None:
    answer, _ = boilers.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert all(words in answer.answer for words in said), answer.answer
    assert not any(words in answer.answer for words in unsaid), answer.answer


def test_a_place_with_means_is_no_condition(boilers: RuleAssistant) -> None:
    assert_said(boilers, "山西锅炉改造验收的条件是什么", outcome=Outcome.NO_ANSWER, must="没有")


def test_a_number_of_another_year_is_none(boilers: RuleAssistant) -> None:
    assert_said(boilers, "山西锅炉2028年要抽查几台", outcome=Outcome.NO_ANSWER, must="没有")


def test_a_follow_up_on_another_case_takes_no_sentence_beside(boilers: RuleAssistant) -> None:
    answer = answers_in_turn(boilers, ["山西锅炉改造验收的费用谁出", "收了会怎样"])[-1]
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer


def test_a_follow_up_asks_where_it_is_put_up(boilers: RuleAssistant) -> None:
    answer = answers_in_turn(boilers, ["山西锅炉改造方案要公示几天", "贴在哪儿"])[-1]
    assert "公告栏" in answer.answer
