"""A notice of another domain, without tables: conditions, steps, contacts by matter, limits that go together."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import corpus_assistant

NOTICE = """滨城市科学技术局关于组织申报2026年度研发费用补助的通知
滨科发〔2026〕8号
各区科技主管部门，各有关企业：
现将2026年度企业研发费用补助申报工作通知如下：
一、申报条件
申报企业应当同时符合下列条件：
（一）在滨城市登记注册满一年；
（二）2025年度研发费用占营业收入的比例不低于4%；
（三）近三年内未发生重大安全事故。
二、补助标准
（一）单个企业年度补助金额最高不超过60万元。高新技术企业补助上限提高至90万元。
三、申报材料
1.补助申请表；
2.营业执照复印件；
3.2025年度审计报告。
四、监督管理
弄虚作假骗取补助的，追回资金，三年内不得申报。
五、联系方式
市科技局资源配置处：孙晓峰，0519-85800123；技术支持：0519-85800456。
受理地址：滨城市朝阳路8号。
滨城市科学技术局
2026年2月10日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder = tmp_path_factory.mktemp("data")
    notice = tmp_path_factory.mktemp("notice") / "subsidy.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    return corpus_assistant(folder, today=date(2026, 3, 1), notices=[notice])


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("申报研发费用补助要什么条件", ["满一年", "不低于4%", "重大安全事故"], ["：。"]),
        ("需要交哪些材料", ["补助申请表", "营业执照复印件", "2025年度审计报告"], []),
        ("一个企业最多补助多少钱", ["60万元", "90万元"], []),
        ("造假骗补怎么处理", ["追回资金", "三年内不得申报"], []),
        ("技术支持电话", ["0519-85800456"], ["85800123"]),
        ("孙晓峰的电话", ["0519-85800123"], ["85800456"]),
        ("材料送到哪里", ["朝阳路8号"], []),
        ("滨科发〔2026〕8号是什么文件", ["研发费用补助的通知"], []),
        ("单个企业补助上限是40万对吗", ["不是，单个企业", "不超过60万元"], []),
        ("研发费用占比至少4个点是吗", ["是的，", "不低于4%"], []),
        ("注册满3年才能申报，对吧", ["不是，", "满一年"], []),
    ],
)
def test_what_the_notice_says(assistant: RuleAssistant, question: str, must: list[str], must_not: list[str]) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    for words in must:
        assert words in answer.answer
    for words in must_not:
        assert words not in answer.answer


@pytest.mark.parametrize("question", ["研发费用补助实际发放了多少钱", "去年补助兑现了多少"])
def test_a_limit_is_no_sum_that_was_paid(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
    assert answer.answer.startswith("现有文件没有写实际发生的金额，只规定了上限：单个企业年度补助金额最高不超过60万元")


@pytest.mark.parametrize("question", ["补助要交税吗"])
def test_what_it_does_not_say(assistant: RuleAssistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.NO_ANSWER, answer.answer
    assert question in answer.answer
