"""Conversations of several turns: every turn's answer is checked, across changes of topic."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Turn
from tests.assistants import corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    return corpus_assistant(folder, today=date(2026, 11, 22))


DIALOGUES = [
    [
        ("佛山2024年目标是多少", "228家"),
        ("那深圳呢", "80家"),
        ("名单什么时候公布", "2024年4月30日"),
        ("谁负责", "各地市要抓紧研究制定"),
        ("报给谁", "报送省工业和信息化厅、省生态环境厅备案"),
        ("电话呢", "020-83133243"),
    ],
    [
        ("名单什么时候公布", "2024年4月30日"),
        ("原文呢", "于4月底前公布实施"),
        ("过了多久了", "936天"),
        ("谁发的", "广东省工业和信息化厅、广东省生态环境厅"),
        ("文号呢", "粤工信节能函〔2024〕14号"),
    ],
    [
        ("重点行业有哪些", "造纸"),
        ("造纸在里面吗", "是，"),
        ("那水泥呢", "没有水泥"),
        ("这些行业要做什么", "实施清洁生产技术改造"),
        ("联系谁", "张诚"),
    ],
    [
        ("工作要求有哪几条", "强化政策激励"),
        ("第二条说的什么", "财政税收优惠政策"),
        ("第三条呢", "至少组织1场"),
        ("培训要办几场", "至少组织1场"),
        ("谁来办", "各地市本年度应至少组织1场"),
    ],
    [
        ("超标企业要做强制性审核吗", "要。排放超标"),
        ("不做会怎么样", "5万元以上50万元以下罚款"),
        ("结果要报给谁", "发展改革、生态环境部门报告审核结果"),
        ("多久要完成", "一年内完成本轮审核"),
        ("那有毒有害的呢", "要。有毒有害"),
    ],
    [
        ("环境信息披露什么时候", "2027年3月15日"),
        ("不披露罚多少", "1万元以上10万元以下"),
        ("哪个文件规定的", "《企业环境信息依法披露管理办法"),
        ("上一个问题里说的那个期限还有几天", "113天"),
        ("企业不得做什么", "弄虚作假"),
        ("第三方机构呢", "弄虚作假"),
    ],
]


@pytest.mark.parametrize("turns", DIALOGUES, ids=lambda turns: turns[0][0])
def test_every_turn_is_understood(assistant: RuleAssistant, turns: list[tuple[str, str]]) -> None:
    history: list[Turn] = []
    for question, words in turns:
        answer, turn = assistant.ask(question, history=history)
        history.append(turn)
        assert words in answer.answer.replace("\n", ""), (question, answer.question, answer.answer)
