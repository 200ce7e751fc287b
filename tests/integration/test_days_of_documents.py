"""Weekdays, the time between two days, and periods counted from a day that the question tells."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, assistant_beside

NOTICE = """# 沙河市商务局关于开展2025年夜市摊位登记工作的通知

沙商函〔2025〕21号

各县区商务局：

现开展2025年夜市摊位登记工作。

### 一、工作安排

（一）登记。各县区商务局于6月20日前完成摊位登记。

（二）公示。摊位名单由市商务局统一公示。经营者应当自收到登记证书之日起15日内悬挂标志牌。

沙河市商务局

2025年5月6日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("days")
    return assistant_beside(folder, NOTICE, today=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("夜市摊位登记截止那天是礼拜几", "2025年6月20日（截止）是星期五"),
        ("粤工信节能函〔2024〕14号落款那天星期几", "2024年3月15日（印发）是星期五"),
        ("粤工信节能函〔2024〕14号发文到公布名单截止有多少天", "2024年3月15日（印发）到2024年4月30日（截止）相隔46天"),
        ("粤工信节能函〔2024〕14号的4月30日是工作日吗", "是星期二，是工作日"),
        ("摊位登记的截止日是星期六吧", "不是，2025年6月20日（截止）是星期五"),
        ("5月6日印发到登记截止相隔几天", "2025年5月6日（印发）到2025年6月20日（截止）相隔45天"),
        ("清洁生产促进法废止到现在有几天", "2026年8月15日"),
        ("2025年7月2日收到登记证书，标志牌最晚哪天要悬挂", "最晚到2025年7月17日"),
        ("粤工信节能函〔2024〕14号印发满半年是哪天", "2024年9月15日"),
        ("2025年3月8日公布名单，企业什么时候必须把审核做完", "最晚到2026年3月8日"),
        ("企业1月31日被列入名单，什么时候前完成审核", "最晚到次年1月31日"),
    ],
)
def test_days_are_worked_out(assistant: RuleAssistant, question: str, must: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must)


def test_a_day_that_no_document_names_is_not_worked_out(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("2026年10月7日是星期几")
    assert answer.outcome is Outcome.NO_ANSWER
    assert "星期三" not in answer.answer
