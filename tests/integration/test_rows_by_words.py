"""Rows of a notice's tables that a question names by some of their words; offices and matters to turn to."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import assert_said, corpus_assistant

_NOTICE = """<html><head><title>兰州市商务局关于申报2026年度商贸流通扶持资金的通知</title></head><body>
<h1>兰州市商务局关于申报2026年度商贸流通扶持资金的通知</h1>
<p>兰商发〔2026〕19号</p>
<p>各区县商务主管部门，有关企业：</p>
<p>为促进商贸流通业发展，现将2026年度扶持资金申报事项通知如下。</p>
<p><b>一、扶持内容</b></p>
<p>2026年度扶持资金总额3400万元，具体标准见下表：</p>
<table>
<tr><th>类别</th><th>扶持对象</th><th>基本条件</th><th>扶持标准</th><th>最高限额（万元）</th></tr>
<tr><td rowspan="2">首店引进</td><td>全国首店</td><td>2025年内开业</td><td>一次性奖励80万元</td><td>80</td></tr>
<tr><td>西北首店</td><td>2025年内开业</td><td>一次性奖励30万元</td><td>30</td></tr>
<tr><td>冷链仓储改造</td><td>流通企业</td><td>新增库容1000立方米以上</td><td>按设备投资额的18%补助</td><td>120</td></tr>
<tr><td>老字号传承</td><td>经认定的老字号企业</td><td>经营满30年</td><td>按改造支出的25%补助</td><td>40</td></tr>
</table>
<p><b>二、申报材料</b></p>
<table>
<tr><th>序号</th><th>材料名称</th><th>份数</th><th>形式</th><th>适用类别</th></tr>
<tr><td>1</td><td>扶持资金申请表</td><td>3</td><td>原件，加盖公章</td><td>全部</td></tr>
<tr><td>2</td><td>租赁合同</td><td>1</td><td>复印件</td><td>首店引进</td></tr>
<tr><td>3</td><td>设备发票</td><td>1</td><td>复印件，原件备查</td><td>冷链仓储改造</td></tr>
<tr><td>4</td><td>年度审计报告</td><td>1</td><td>复印件</td><td>除首店引进外的项目</td></tr>
</table>
<p><b>三、办理流程</b></p>
<table>
<tr><th>环节</th><th>时间</th><th>责任单位</th><th>工作内容</th></tr>
<tr><td>区县审核</td><td>2026年12月4日前</td><td>区县商务主管部门</td><td>核对材料，出具意见</td></tr>
<tr><td>公示</td><td>2026年12月底前</td><td>市商务局</td><td>公示期7天</td></tr>
</table>
<p><b>四、联系方式</b></p>
<p>注册在兰州新区的企业，由永登县商务局代为受理。</p>
<table>
<tr><th>区县</th><th>受理单位</th><th>受理地址</th><th>联系人</th><th>电话</th></tr>
<tr><td>城关区</td><td>城关区商务局</td><td>张掖路1号302室</td><td>邱明</td><td>0931-8401122</td></tr>
<tr><td>永登县</td><td>永登县商务局</td><td>人民街8号</td><td>蒲云</td><td>0931-6411357</td></tr>
</table>
<p>首店引进、老字号传承，卓琳，0931-8459011；冷链仓储改造，柏松，0931-8459022。</p>
<p>“兰商通”系统技术支持：0931-8459033。监督举报电话：0931-8459044。</p>
<p>兰州市商务局</p><p>2026年11月2日</p>
</body></html>"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    folder: Path = tmp_path_factory.mktemp("rows")
    path = folder / "notice.html"
    path.write_text(_NOTICE, encoding="utf-8")
    return corpus_assistant(folder / "data", today=date(2026, 11, 22), notices=[path])


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("兰州引进西北首店奖励多少钱", "首店引进（西北首店）的扶持标准是一次性奖励30万元", "80"),
        ("兰州首店引进怎么奖", "一次性奖励80万元", ""),
        ("兰州老字号最高能补多少", "老字号传承的最高限额是40万元", "120"),
        ("兰州冷链改造要新增库容多少以上", "新增库容1000立方米以上", ""),
        ("兰州冷链仓储改造设备投资500万元能补多少", "按标准测算为90万元：500万元×18%＝90万元，没有超过最高120万元", ""),
        ("兰州冷链仓储改造设备投资900万元能补多少", "按最高120万元计：900万元×18%＝162万元", ""),
        ("兰州商贸流通扶持资金有哪些类别", "首店引进、冷链仓储改造、老字号传承", ""),
        ("兰州老字号传承要交哪些材料", "老字号传承的材料有2项：扶持资金申请表、年度审计报告", "租赁合同"),
        ("兰州首店引进要提供什么材料", "扶持资金申请表、租赁合同", "审计"),
        ("兰州扶持资金申请表一式几份", "份数是3份", ""),
        ("兰州冷链仓储改造除通用材料外还要交啥", "设备发票、年度审计报告", "申请表"),
        ("兰州冷链仓储改造补助比例多少、最多补多少", "扶持标准是按设备投资额的18%补助，最高限额是120万元", ""),
        ("兰州租赁合同要原件吗", "复印件", "原件备查"),
        ("兰州区县审核由谁负责", "区县商务主管部门", "市商务局"),
        ("兰州公示多少天", "公示期7天", ""),
        ("兰州冷链补助找谁咨询", "柏松，电话0931-8459022", "卓琳"),
        ("兰商通系统技术支持电话", "0931-8459033", "0931-8459044"),
        ("投诉兰州老字号扶持打哪个电话", "0931-8459044", "0931-8459011"),
        ("注册在兰州新区的企业由谁受理，电话多少", "永登县商务局联系人是蒲云，电话0931-6411357", "邱明"),
        ("城关区的材料交到哪里", "张掖路1号302室", "人民街"),
    ],
)
def test_answers(assistant: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(assistant, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_place_of_another_notice_has_none_of_its_rows(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("西宁全国首店奖励多少")
    assert "80" not in answer.answer


def test_the_office_spoken_of_is_kept(assistant: RuleAssistant) -> None:
    _, turn = assistant.ask("永登县商务局联系人是谁")
    answer, _ = assistant.ask("地址呢", history=[turn])
    assert "人民街8号" in answer.answer
    assert "张掖路" not in answer.answer


def test_a_year_without_deadlines_has_no_answer(assistant: RuleAssistant) -> None:
    answer, _ = assistant.ask("兰州2028年度扶持资金什么时候公示")
    assert answer.outcome is Outcome.NO_ANSWER


@pytest.mark.parametrize(
    ("before", "question", "must"),
    [
        ("兰州引进全国首店奖励多少", "西北的呢", "一次性奖励30万元"),
        ("兰州老字号传承补助多少", "冷链仓储改造呢", "按设备投资额的18%补助"),
        ("兰州冷链仓储改造补助标准", "条件呢", "新增库容1000立方米以上"),
    ],
)
def test_a_row_takes_the_place_of_the_one_before(
    assistant: RuleAssistant, before: str, question: str, must: str
) -> None:
    _, turn = assistant.ask(before)
    answer, _ = assistant.ask(question, history=[turn])
    assert must in answer.answer
