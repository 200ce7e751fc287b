"""What a table is made of, parts of its rows, reasons that its note tells, and duties by the word that puts them."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return corpus_assistant(tmp_path_factory.mktemp("tables"), today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("附件2一共几列，都叫什么", "附件2表格有3列：序号、地市、完成企业清洁生产审核数（家）", "注："),
        ("附件1倒数第三列是哪一项", "第4列是生态环境牵头数量（家）", ""),
        ("附件2第四栏写的是什么", "没有第4列，只有3列", ""),
        ("附件1有二十三个市吧", "不是，附件1表格列了21个地市", "注："),
        ("附件1第四列梅州是多少", "生态环境牵头数量为7家", "17家"),
        ("平台数怎么会高于合计数", "深圳市（104家，102家）、湛江市（46家，43家）", "1318"),
        ("用“杜绝”写的要求有哪些", "第三方服务机构的弄虚作假", ""),
        ("鼓励类的内容有哪几项", "链主企业", "保障"),
    ],
)
def test_what_a_table_or_a_text_is_made_of(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("肇庆各县区2024年要审几家", "没有肇庆各县区的数据", "各地市"),
        ("2024年肇庆审完了多少，完成率又是多少", "算不出完成率", "93"),
    ],
)
def test_what_no_table_goes_down_to(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.NO_ANSWER, must=must, must_not=must_not)
