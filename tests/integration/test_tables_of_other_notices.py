"""Tables of notices nobody tuned for: whose column is meant, rows by conditions, so much for each, who bears what."""

from datetime import date

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import corpus_assistant

PLATFORMS = """山东省商务厅 山东省财政厅
关于做好2026年度社区便民服务点认定工作的通知

鲁商便〔2026〕9号

各市商务局、财政局：
现就做好2026年度社区便民服务点认定工作通知如下。
一、工作目标
2026年全省新认定服务点不超过60家，完成门店体检980家，各市名额和任务见附件1。
二、资金支持
奖励资金由省、市两级财政按7:3分担，日照市、菏泽市按9:1分担，青岛市项目由市级财政全额承担。
附件：1.各市推荐名额和门店体检任务表
2.补贴工种目录

山东省商务厅 山东省财政厅
2026年2月20日

附件1
各市推荐名额和门店体检任务表

序号	市	2025年末服务点数（家）	2025年接待居民（人次）	综合类（个）	专业类（个）	名额合计（个）	2026年门店体检任务（家）
1	济南	20	10000	9	11	20	180
2	青岛	30	21000	6	8	14	310
3	日照	8	4400	3	4	7	90
4	德州	10	5500	2	3	5	160
5	菏泽	12	6000	6	8	14	240
合计		80	46900	26	34	60	980

附件2
补贴工种目录

类别	工种	等级	课时	补贴标准（元/人）
制造类	焊工	四级	110	1800
	电工	五级	80	1300
	车工	四级	120	2000
生活类	养老护理员	五级	80	1400
	养老护理员	四级	120	1900
	育婴员	五级	70	1200
	烹调师	五级	90	1500
"""  # noqa: E501

LINES = """# 乐山市生态环境局关于做好2026年砖瓦和玻璃行业改造工作的通知

乐环发〔2026〕77号

各县（市、区）生态环境局：

## 一、资金支持

补助资金由市、县两级按6:4分担，峨边彝族自治县、马边彝族自治县按8:2分担。

| 项目类别 | 补助比例（占核定投资额） | 单个项目最高补助（万元） |
|---|---|---|
| 砖瓦窑深度治理 | 25% | 400 |
| 玻璃窑炉脱硝改造 | 20% | 120 |
| 清洁运输设施 | 10% | 60 |

乐山市生态环境局

2026年3月9日

## 附件1 2026年各县（市、区）砖瓦和玻璃行业改造任务表

<table>
<tr><th rowspan="2">序号</th><th rowspan="2">县（市、区）</th><th colspan="3">2026年改造任务（条）</th>
<th rowspan="2">2026年计划投资（万元）</th><th colspan="2">2025年完成情况（台）</th></tr>
<tr><th>砖瓦</th><th>玻璃</th><th>小计</th><th>新开工</th><th>竣工</th></tr>
<tr><td>1</td><td>市中区</td><td>1</td><td>2</td><td>3</td><td>2860</td><td>10</td><td>4</td></tr>
<tr><td>2</td><td>夹江县</td><td>0</td><td>10</td><td>10</td><td>8000</td><td>20</td><td>18</td></tr>
<tr><td>3</td><td>峨边彝族自治县</td><td>1</td><td>0</td><td>1</td><td>2430</td><td>6</td><td>2</td></tr>
<tr><td>4</td><td>马边彝族自治县</td><td>2</td><td>0</td><td>2</td><td>1760</td><td>4</td><td>4</td></tr>
<tr><td colspan="2">合计</td><td>4</td><td>12</td><td>16</td><td>15050</td><td>40</td><td>28</td></tr>
</table>
"""

AUDITS = """# 广东省生态环境厅关于做好2025年度节水审核工作的通知

粤环函〔2025〕88号

各地级以上市生态环境局：

附件1给出上年完成情况。

广东省生态环境厅

2025年4月2日

## 附件1 2024年节水审核完成情况

| 序号 | 地市 | 自愿性审核（家） | 强制性审核（家） | 合计（家） | 年节水量（万吨） |
|---|---|---|---|---|---|
| 1 | 广州 | 128 | 40 | 168 | 840 |
| 2 | 东莞 | 97 | 169 | 266 | 532 |
| 3 | 云浮 | 10 | 6 | 16 | — |
| 合计 | | 235 | 215 | 450 | 1372 |

注：“—”表示未报送，合计数不含该市。
"""


def _assistant(tmp_path_factory: pytest.TempPathFactory, name: str, text: str) -> RuleAssistant:
    notice = tmp_path_factory.mktemp("notice") / name
    notice.write_text(text, encoding="utf-8")
    return corpus_assistant(tmp_path_factory.mktemp("data"), today=date(2026, 11, 22), notices=[notice])


@pytest.fixture(scope="module")
def platforms(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return _assistant(tmp_path_factory, "platforms.txt", PLATFORMS)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return _assistant(tmp_path_factory, "lines.md", LINES)


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return _assistant(tmp_path_factory, "audits.md", AUDITS)


def _says(assistant: RuleAssistant, question: str, must: list[str], must_not: list[str]) -> None:
    answer, _ = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    for words in must:
        assert words in answer.answer, answer.answer
    for words in must_not:
        assert words not in answer.answer, answer.answer


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("山东体检任务最多的是哪个市", ["青岛", "310家"], ["名额"]),
        ("体检任务超过200家的有哪几个市", ["青岛", "菏泽"], ["没有市", "济南"]),
        ("德州的体检任务占全省百分之几", ["16.3%", "160÷980"], ["名额"]),
        ("山东名额最多的是哪个市", ["济南", "20个"], []),
        ("山东2025年平均每个市接待多少居民", ["46900÷5"], []),
        ("青岛平均每家服务点接待了多少人次", ["700人次", "21000÷30"], ["名额"]),
        ("制造类有哪些工种", ["焊工", "电工", "车工", "3个"], []),
        ("生活类的工种有哪些", ["养老护理员", "育婴员", "烹调师"], ["焊工"]),
    ],
)
def test_a_table_kept_by_tabs(platforms: RuleAssistant, question: str, must: list[str], must_not: list[str]) -> None:
    _says(platforms, question, must, must_not)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("哪些县今年没有玻璃改造任务", ["峨边", "马边"], ["脱硝"]),
        ("夹江平均每条生产线投资多少", ["800万元", "8000÷10"], []),
        ("乐山今年这批砖瓦玻璃改造平均一条线要花多少钱", ["940.6万元", "15050÷16"], ["÷4", "÷12"]),
        ("峨边今年计划投资多少", ["2430万元"], []),
        ("峨边、马边两个地方2026年改造任务加起来几条", ["合计为3条"], ["是的", "不是"]),
        ("2025年竣工不到新开工一半的有哪些", ["市中区", "峨边"], ["夹江", "全市"]),
        ("夹江2025年新开工多少台竣工多少台", ["20台", "18台"], []),
        ("马边的企业拿到100万补助，县财政掏多少", ["80万元", "20万元"], ["40万元"]),
        ("夹江的企业拿到100万补助，市里出多少", ["60万元", "40万元"], ["80万元"]),
    ],
)
def test_a_table_with_merged_headers(lines: RuleAssistant, question: str, must: list[str], must_not: list[str]) -> None:
    _says(lines, question, must, must_not)


def test_an_investment_is_no_grant_to_be_borne(lines: RuleAssistant) -> None:
    answer, _ = lines.ask("玻璃窑炉脱硝改造核定投资500万，县里掏多少")
    assert "200万元" not in answer.answer


def test_a_place_whose_sum_one_level_bears_alone_is_not_shared_out(platforms: RuleAssistant) -> None:
    answer, _ = platforms.ask("青岛一个服务点奖励10万元，省里出多少")
    assert "7万元" not in answer.answer


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("东莞2024年自愿和强制各完成多少家", ["97家", "169家"], ["266"]),
        ("2024年全省平均每家企业节水多少万吨", ["1372÷434"], ["1372÷450"]),
        ("2024年强制的比自愿的还多的，是哪几个市", ["东莞", "有1个"], ["215"]),
        ("东莞2024年平均每家企业节水多少万吨", ["532÷266"], []),
    ],
)
def test_parts_of_a_total(audits: RuleAssistant, question: str, must: list[str], must_not: list[str]) -> None:
    _says(audits, question, must, must_not)
