"""Numbers of a digest that its full text does not state: amounts, times, rates and days in any spelling."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.digests import quantities
from tests.assistants import corpus_assistant

FULL = """# 云汀省湿地保护条例

第一条 为了保护湿地，制定本条例。

第六条 湿地经营者应当于每年三月十五日前报送上一年度保护情况。

第九条 擅自填埋湿地的，处五万元以上二十万元以下罚款；逾期三十日不恢复的，加处百分之十。
"""
DIGEST = """---
title: 云汀省湿地保护条例（摘编）
kind: digest
digest_of: [云汀省湿地保护条例]
full_text: false
verification: 摘编·二手
---

# 云汀省湿地保护条例（摘编）

## 要点

1. 第六条：湿地经营者应当在每年3月15日前报送上一年度保护情况。
2. 第九条：擅自填埋湿地的，处5万元以上30万元以下罚款。
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("处5万元以上50万元以下罚款", "处以五万元以上五十万元以下的罚款"),
        ("每年3月15日前报送", "每年三月十五日前报送"),
        ("减按75%征收", "减按百分之七十五征收"),
        ("10个工作日内", "十个工作日内"),
        ("3年内", "三年内"),
    ],
)
def test_one_quantity_in_two_spellings_is_the_same(one: str, other: str) -> None:
    assert quantities(one) == quantities(other) != frozenset()


def test_articles_years_and_last_year_are_no_quantities() -> None:
    assert quantities("第三十九条第一款、2012年2月29日修正的上一年度情况") == frozenset()
    assert quantities("第五条：处2万元罚款") == {("20000", "元")}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    texts: Path = tmp_path_factory.mktemp("texts")
    (texts / "湿地条例.md").write_text(FULL, encoding="utf-8")
    (texts / "湿地条例摘编.md").write_text(DIGEST, encoding="utf-8")
    return corpus_assistant(tmp_path_factory.mktemp("data"), today=date(2026, 5, 1), notices=sorted(texts.iterdir()))


def test_a_digest_with_another_number_is_told_beside_its_full_text(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("湿地保护条例第九条")
    assert "二十万元以下" in answer.answer
    assert "5万元以上30万元以下" in answer.answer
    assert "以全文为准" in answer.answer
    assert [c.document_id for c in answer.citations] == ["湿地条例", "湿地条例摘编"]


def test_a_digest_with_the_same_number_is_not(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("湿地保护条例第六条")
    assert "三月十五日前" in answer.answer
    assert "以全文为准" not in answer.answer
