"""Conversations on laws and rules: short questions are answered from the text that the turns before were about."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from tests.assistants import assert_dialogue, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    return corpus_assistant(folder, today=date(2026, 11, 23))


DIALOGUES = [
    [
        ("我们公司想问，环境信息哪些企业要披露", "应当披露的有"),
        ("每年几月几号前弄", "3月15日前"),
        ("传到哪", "上传到披露系统"),
        ("写哪个年度的", "上一年1月1日至12月31日"),
        ("没按期弄呢", "超过规定时限"),
    ],
    [
        ("收到行政处罚文书要披露吗", "5个工作日内"),
        ("用哪种形式", "临时报告"),
        ("年报呢，几号前交", "3月15日前"),
    ],
    [
        ("排污许可证管几年", "有效期5年"),
        ("换证要提前几天", "60日前"),
        ("名字变了多久内去办", "30日内"),
        ("台账存多少年", "保存期都不少于5年"),
    ],
    [
        ("重点用能单位每年要报送什么", "能源利用状况报告"),
        ("报给谁", "没有"),
        ("不报会怎样", "1万元以上5万元以下罚款"),
    ],
    [
        ("循环经济促进法里用淘汰设备罚多少", "5万元以上20万元以下"),
        ("有优惠吗", "享受税收优惠"),
    ],
    [
        ("企业环境信息年报几号前交", "3月15日前"),
        ("晚报罚多少", "5万元以下罚款"),
        ("不报呢", "1万元以上10万元以下罚款"),
        ("作假呢", "不真实、不准确"),
    ],
    [
        ("通知发文字号", "粤工信节能函〔2024〕14号"),
        ("哪天签发的", "2024年3月15日"),
        ("培训要搞几次", "至少组织1场"),
        ("没组织会被通报吗", "没有查到"),
    ],
    [
        ("清洁生产促进法废止没有", "2026年8月15日废止"),
        ("换成哪部法了", "生态环境法典"),
    ],
    [
        ("环境保护税法修改过吗", "2025年10月28日修改"),
        ("哪天改的", "2025年10月28日"),
    ],
    [
        ("名单最晚什么时候公布", "4月底前"),
        ("有没有说不公布会怎样", "没有查到"),
    ],
    [
        ("强制审核里弄虚作假怎么罚", "5万元以上50万元以下"),
        ("罚款上限呢", "5万元以上50万元以下"),
    ],
    [
        ("谁来加强平台的使用", "各地要加强"),
        ("由谁督促企业注册", "各地要加强"),
    ],
    [
        ("质量回头看怎么做", "回头看"),
        ("看哪些内容", "审核绩效持续性"),
    ],
]


@pytest.mark.parametrize("turns", DIALOGUES, ids=lambda turns: turns[0][0])
def test_every_turn_is_understood(assistant: RuleAssistant, turns: list[tuple[str, str]]) -> None:
    assert_dialogue(assistant, turns)
