"""Particulars, contacts, lists and days of a made-up notice on a web page of another province, beside the corpus."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import corpus_assistant

TODAY = date(2026, 11, 22)

ORCHARDS = """<html><body>
<h1>安徽省农业农村厅 安徽省财政厅关于做好2026年果园更新改造工作的通知</h1>
<p>皖农种〔2026〕33号</p>
<p>各市农业农村局、财政局：</p>
<p>根据《安徽省水果产业促进条例》《安徽省种植业三年行动方案（2025—2027年）》，现就有关事项通知如下。</p>
<h3>一、申报材料</h3>
<p>申报单位应当提交下列材料：</p>
<ol><li>果园改造申请表；</li><li>土地流转合同复印件；</li><li>苗木检疫证明。</li></ol>
<h3>二、简易办理</h3>
<p>面积不足50亩且上年度验收合格的果园，可以采用简易办理流程。在同等条件下优先支持合作社。</p>
<h3>三、监督管理</h3>
<p>套取补助资金的，追回资金，两年内不得申报。</p>
<p>每亩补助1200元，由县级财政部门拨付。</p>
<h3>四、进度安排</h3>
<table><tr><th>阶段</th><th>工作内容</th><th>责任单位</th><th>完成时限</th></tr>
<tr><td>材料初审</td><td>核对申报材料，报送初审意见</td><td>各市农业农村局</td><td>2026年11月30日前</td></tr>
<tr><td>专家评审</td><td>组织现场评审</td><td>省农业技术中心</td><td>2026年12月15日前</td></tr></table>
<p>改造任务见附件，安徽的果园分布在怀远县、砀山县等地。</p>
<p>联系人：省农业农村厅种植业处 程立新 0551-62660417</p>
<p>省财政厅农业处 汪晓岚 0551-68150263</p>
<p>系统技术支持：0551-62660588　　监督举报：0551-12345</p>
<p>（电子邮箱：gygx@ah.example.cn）</p>
<p>附件：1.各市果园更新改造任务表</p>
<p>安徽省农业农村厅　安徽省财政厅</p>
<p>2026年3月18日</p>
<p>附件1</p>
<p>各市果园更新改造任务表</p>
<table><tr><th>序号</th><th>市</th><th>改造任务（亩）</th></tr>
<tr><td>1</td><td>合肥</td><td>1800</td></tr><tr><td>2</td><td>宿州</td><td>5200</td></tr>
<tr><td>3</td><td>蚌埠</td><td>2400</td></tr><tr><td colspan="2">合计</td><td>9400</td></tr></table>
</body></html>
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("orchards")
    notice = folder / "guoyuan.html"
    notice.write_text(ORCHARDS, encoding="utf-8")
    return corpus_assistant(folder / "data", today=TODAY, notices=[notice])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("安徽这个果园补助的文件是谁和谁一块下发的", ("安徽省农业农村厅", "安徽省财政厅")),
        ("安徽果园改造的通知依据的啥条例和方案", ("水果产业促进条例", "三年行动方案")),
        ("安徽果园改造的通知落款是几号", ("2026年3月18日",)),
        ("果园改造那份文后面挂了几个表，都是啥", ("各市果园更新改造任务表",)),
        ("安徽申报果园改造要备哪些材料？给个清单", ("申请表", "土地流转合同", "检疫证明")),
        ("安徽什么样的果园可以走简易办理流程", ("50亩", "验收合格")),
        ("安徽果园补助有人套取资金，会有哪些处理", ("追回", "两年内")),
        ("各市农业农村局初审意见应于何时报送", ("2026年11月30日",)),
        ("专家评审啥时候收尾，到今天过期没有", ("2026年12月15日", "还有23天")),
        ("安徽果园改造系统填不进去，老报错，打哪个电话", ("0551-62660588",)),
        ("安徽有人套取果园补助，我要告他，打什么电话", ("0551-12345",)),
        ("安徽果园补助的钱啥时候到账，问财政那边，给个号码", ("0551-68150263",)),
        ("问安徽果园的事找谁、邮箱是多少", ("程立新", "gygx@ah.example.cn")),
    ],
)
def test_what_the_notice_says_is_told(assistant: RuleAssistant, question: str, said: tuple[str, ...]) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert all(words in answer.answer for words in said), answer.answer


@pytest.mark.parametrize(
    ("question", "not_said"),
    [
        ("怀远县农业农村局的电话是多少", "怀远县农业农村局电话"),
        ("2029年各市果园改造任务是多少亩", "5200"),
        ("果园改造一亩苗木市面上大概卖多少钱", "1200"),
        ("苗木买哪个牌子好", "检疫"),
    ],
)
def test_what_it_does_not_say_is_not_answered(assistant: RuleAssistant, question: str, not_said: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is not Outcome.ANSWERED
    assert not_said not in answer.answer.split("相近的内容")[0].split("最接近")[0]


def test_a_later_part_keeps_to_the_notice(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("安徽果园系统打不开打哪个电话？中午有人吗")
    assert {c.document_id for c in answer.citations} == {"guoyuan"}
    assert "没有写办公时间" in answer.answer
