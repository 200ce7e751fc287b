"""Tables of standards: the row and the columns that apply, what they come to, and what notes beside them change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import RuleAssistant
from bot.types import Outcome
from tests.assistants import answers_in_turn, assert_dialogue, assert_said, corpus_assistant

_AUDITS = """# 云山省工业和信息化厅关于开展2026年自愿性清洁生产审核奖补工作的通知

云工信节能〔2026〕41号

各市工业和信息化局：

为推动工业企业自愿开展清洁生产审核，现将2026年奖补工作通知如下。

## 一、奖补标准

表1 清洁生产审核奖补标准

| 企业规模 | 验收等级 | 审核费用奖补（万元/家） | 改造补助-比例 | 改造补助-上限（万元） |
|---|---|---|---|---|
| 大型 | Ⅰ级（国际领先） | 20 | 15% | 300 |
| 大型 | Ⅱ级（国内先进） | 12 | 10% | 200 |
| 中型 | Ⅰ级（国际领先） | 15 | 20% | 150 |
| 中型 | Ⅱ级（国内先进） | 8 | 15% | 100 |
| 小微型 | Ⅰ级（国际领先） | 10 | 25% | 80 |
| 小微型 | Ⅱ级（国内先进） | 5 | 20% | 50 |

注：1.改造补助按中高费方案实际投资额乘以比例计算，不超过上限。3.年底以后通过验收的，审核费用奖补按本表标准的50%执行。2.北部三市（青浦、白塔、临原）企业的改造补助比例提高5个百分点，上限不变。

## 二、任务安排

表2 各市审核任务和资金安排

| 市 | 审核任务（家） | 奖补资金（万元） |
|---|---|---|
| 青浦市 | 120 | 1500 |
| 南河市 | 85 | 980 |
| 合计 | 205 | 2480 |

云山省工业和信息化厅

2026年3月12日
"""

_CARE = """# 云山省民政厅关于调整2026年养老服务补贴标准的通知

云民发〔2026〕22号

各市民政局：

现将2026年养老服务补贴标准调整事项通知如下。

**一、补贴标准。**经济困难老年人按月领取养老服务补贴。

| 失能等级 | 特困供养对象（元/月） | 低保家庭（元/月） | 低保边缘家庭（元/月） |
|---|---|---|---|
| 轻度失能 | 300 | 200 | 100 |
| 中度失能 | 500 | 400 | 200 |
| 重度失能 | 900 | 700 | 400 |

注：①年满80周岁的，在上述标准基础上每人每月增发50元。②牧区县标准上浮20%。

**二、机构补贴。**养老机构收住失能老年人的，按实际收住人数给予运营补贴：

| 机构星级 | 补贴标准（元/人·月） | 年度最高补贴（万元） |
|---|---|---|
| 五星级 | 350 | 80 |
| 四星级 | 280 | 60 |
| 三星级及以下 | 200 | 40 |

**三、适老化改造。**

| 对象类别 | 基础包-最高补助（元/户） | 基础包-自付比例 | 提升包-最高补助（元/户） | 提升包-自付比例 |
|---|---|---|---|---|
| 低保家庭 | 6000 | 0 | 3000 | 10% |
| 低保边缘家庭 | 5000 | 10% | 2500 | 20% |

**四、建设补助。**新建养老机构按每张床位1.2万元给予一次性建设补助，改扩建的按每张床位6000元补助，单个机构最高不超过240万元。

云山省民政厅

2026年2月18日
"""

_BOILERS = """<html><body><h1>云州市生态环境局关于2026年锅炉改造补助工作的通知</h1>
<p>云环发〔2026〕17号</p><p>各县（区）生态环境局：</p><p>现将2026年锅炉改造补助事项通知如下。</p>
<p>一、补助对象</p><p>本市在用锅炉的工业企业。北原县、石门县的项目，补助标准上浮10%，单个项目最高补助额不变。</p>
<p>附件</p><p>清洁能源改造补助标准</p>
<table><tr><th>类别</th><th>改造方式</th><th>补助标准</th><th>单个项目最高补助（万元）</th></tr>
<tr><td rowspan="3">燃煤锅炉</td><td>改为电锅炉</td><td>6万元/蒸吨</td><td>60</td></tr>
<tr><td>改为天然气锅炉</td><td>4万元/蒸吨</td><td>40</td></tr>
<tr><td>拆除并接入集中供热</td><td>3万元/蒸吨</td><td>30</td></tr>
<tr><td>工业炉窑</td><td>煤改气</td><td>设备投资额的20%</td><td>80</td></tr></table>
<p>注：不足1蒸吨的按1蒸吨计算。</p>
<p>二、安责险</p><p>投保安全生产责任保险的，按实缴保费的比例补贴：</p>
<table><tr><th>企业类型</th><th>第一年</th><th>第二年</th><th>第三年</th><th>单户年度上限（元）</th></tr>
<tr><td>高危行业小微企业</td><td>50%</td><td>40%</td><td>30%</td><td>20000</td></tr>
<tr><td>一般行业企业</td><td>20%</td><td>10%</td><td>—</td><td>8000</td></tr></table>
<p>三、老旧拖拉机</p><p>报废补贴标准</p>
<table><tr><th>机具类别</th><th>机型</th><th>仅报废（元/台）</th><th>报废并购置新机（元/台）</th></tr>
<tr><td rowspan="2">拖拉机</td><td>20（含）—50马力</td><td>3500</td><td>5250</td></tr>
<tr><td>50（含）—100马力</td><td>7500</td>
<td>11250</td></tr>
<tr><td>收割机</td><td>自走式</td><td>7000</td><td>10500</td></tr></table>
<p>云州市生态环境局</p><p>2026年4月8日</p></body></html>"""

_SKILLS = """云山省人力资源和社会保障厅
云人社发〔2026〕52号
关于2026年技能人才补贴政策的通知
各市人力资源社会保障局：
    现就2026年技能人才补贴政策通知如下。
一、技能提升补贴
    企业职工取得技能等级证书的，按下列标准申领技能提升补贴：
等级	一般职业（元）	紧缺急需职业（元）
初级工	1000	1300
中级工	1500	1950
高级工	2000	2600
    注：同一职业晋级的，按高等级标准补差额。
二、技能大师工作室
    新建国家级技能大师工作室资助50万元，省级资助20万元，市级资助5万元。同一工作室升级的，补足差额部分。
三、节能改造
    乙类企业收购农户秸秆的，每吨补贴150元，单个企业年度补贴最高300万元。
云山省人力资源和社会保障厅
2026年3月3日
"""


def _assistant(folder: Path, name: str, text: str) -> RuleAssistant:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return corpus_assistant(folder / "data", today=date(2026, 11, 22), notices=[path])


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return _assistant(tmp_path_factory.mktemp("audits"), "audits.md", _AUDITS)


@pytest.fixture(scope="module")
def care(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return _assistant(tmp_path_factory.mktemp("care"), "care.md", _CARE)


@pytest.fixture(scope="module")
def boilers(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return _assistant(tmp_path_factory.mktemp("boilers"), "boilers.html", _BOILERS)


@pytest.fixture(scope="module")
def skills(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return _assistant(tmp_path_factory.mktemp("skills"), "skills.txt", _SKILLS)


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        (
            "我们厂算中型，评到最高那一级，改造补助的比例和封顶各是多少",
            "改造补助比例20%，改造补助上限150万元",
            "200",
        ),
        ("小微型企业Ⅱ级改造补助上限是多少万元？", "上限是50万元", "80"),
        ("我们中型厂评上2级，花了1000万，按15%能拿150万吧", "不是，中型（Ⅱ级（国内先进））按最高100万元计", ""),
        ("大型企业和中型企业都评Ⅰ级，审核费用奖补差多少", "多5万元", ""),
        ("青浦一家小微企业评上国内先进，投资100万元，改造补助能拿多少", "25万元：100万元×25%", "20万元："),
        ("企业评上Ⅰ级，审核费用奖补多少钱", "标准按企业规模分档", ""),
    ],
)
def test_the_row_and_the_columns_that_apply(audits: RuleAssistant, question: str, must: str, must_not: str) -> None:
    assert_said(audits, question, outcome=Outcome.ANSWERED, must=must, must_not=must_not)


def test_a_level_that_the_table_does_not_have(audits: RuleAssistant) -> None:
    assert_said(audits, "审核验收Ⅲ级能补多少", outcome=Outcome.NO_ANSWER, must="没有三级这一档", must_not="万元")


@pytest.mark.parametrize(("question", "must"), [("青浦市奖补资金多少", "1500万元"), ("南河市审核任务多少家", "85家")])
def test_a_plan_of_places_is_no_standard(audits: RuleAssistant, question: str, must: str) -> None:
    assert_said(audits, question, outcome=Outcome.ANSWERED, must=must, must_not="标准")


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("我爸吃低保，中度失能，一个月能领多少", "中度失能的低保家庭是400元/月"),
        ("我奶奶82岁，低保边缘户，重度失能，每月能领多少", "450元"),
        ("牧区县的低保重度失能老人每月多少", "840元/月：700元×120%＝840元"),
        ("低保老人半年能领多少，中度失能", "2400元：6个月×400元"),
        ("我们五星级养老院收了100个失能老人，一年能补多少", "42万元：100人×12个月×350元"),
        ("四星养老院收住200个失能老人，一年67.2万能全拿到吗", "按最高60万元计"),
        ("低保边缘户，基础包改下来正好花5000块，自己要掏几百？", "自付500元：5000元×10%＝500元"),
        ("新建养老院80张床，建设补助多少", "96万元：80张×1.2万元"),
        ("改扩建120张床位补多少", "72万元：120张×6000元"),
    ],
)
def test_sums_by_month_by_head_and_of_what_one_pays(care: RuleAssistant, question: str, must: str) -> None:
    assert_said(care, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("我们厂一台8蒸吨的煤锅炉想换成天然气的，能补多少钱", "32万元：8蒸吨×4万元＝32万元，没有超过最高40万元"),
        ("北原县的企业，6蒸吨燃煤锅炉改电锅炉能补多少万", "39.6万元：6蒸吨×6.6万元"),
        ("一台0.7蒸吨的小煤锅炉，拆了接集中供热，能补几个钱", "3万元"),
        ("工业炉窑煤改气设备投了500万，能补多少", "80万元计"),
        ("一般行业企业第一年交了3万块保费，能补多少", "6000元：3万元×20%"),
        ("一般行业第三年还有补贴吗", "没有规定标准"),
        ("拖拉机80马力只报废不买新的，补贴多少钱", "仅报废是7500元/台"),
        ("拖拉机50马力，报废买新，补5250对吧", "不是，拖拉机（50（含）—100马力）的报废并购置新机是11250元/台"),
    ],
)
def test_sums_of_units_with_limits(boilers: RuleAssistant, question: str, must: str) -> None:
    assert_said(boilers, question, outcome=Outcome.ANSWERED, must=must)


def test_a_rate_without_what_it_is_of_says_what_is_needed(boilers: RuleAssistant) -> None:
    assert_said(boilers, "工业炉窑煤改气能补多少钱", outcome=Outcome.ANSWERED, must="还需要知道设备投资额")


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("初级工升到高级工，一般职业，能再领多少", "可再得1000元：2000元减去1000元"),
        ("省级大师工作室升国家级还能拿多少", "可再得30万元：50万元减去20万元"),
        ("紧缺急需职业中级工证补多少钱", "1950元"),
    ],
)
def test_a_higher_level_gets_the_difference(skills: RuleAssistant, question: str, must: str) -> None:
    assert_said(skills, question, outcome=Outcome.ANSWERED, must=must)


@pytest.mark.parametrize(
    "question",
    [
        "高级工程师职称评审费多少钱",
        "中级工要培训多少学时",
        "初级工的考试什么时候报名",
        "收了8000吨秸秆的高级工能补多少",
    ],
)
def test_what_no_standard_says(skills: RuleAssistant, question: str) -> None:
    assert_said(skills, question, outcome=Outcome.NO_ANSWER, must="没有", must_not="职业是")


def test_short_questions_go_on_from_a_standard(audits: RuleAssistant) -> None:
    assert_dialogue(
        audits,
        [
            ("中型企业Ⅰ级审核费用奖补多少", "审核费用奖补是15万元/家"),
            ("那Ⅱ级呢", "中型（Ⅱ级（国内先进））的审核费用奖补是8万元/家"),
            ("小微的呢", "小微型（Ⅱ级（国内先进））的审核费用奖补是5万元/家"),
        ],
    )
    assert_dialogue(
        audits,
        [
            ("我们是中型厂，评上Ⅰ级，方案投了400万，改造补助能拿多少", "80万元：400万元×20%"),
            ("要是投了1000万呢", "按最高150万元计"),
            ("白塔的呢", "1000万元×25%＝250万元"),
        ],
    )


def test_another_row_by_a_verb(boilers: RuleAssistant) -> None:
    assert_dialogue(boilers, [("8蒸吨煤锅炉改天然气补多少", "32万元"), ("改成电的呢", "48万元：8蒸吨×6万元")])


@pytest.mark.parametrize("second", ["改烧柴油的呢", "申报材料呢", "15个工作日内能批下来吗"])
def test_what_names_no_other_row_does_not_go_on(boilers: RuleAssistant, second: str) -> None:
    _, answer = answers_in_turn(boilers, ["8蒸吨煤锅炉改天然气补多少", second])
    assert "32万元" not in answer.answer, answer.answer


def test_a_rate_that_is_supposed(audits: RuleAssistant) -> None:
    answer, _ = audits.ask("中型企业Ⅱ级改造补助按20%算对吗")
    assert answer.answer.startswith("不是，中型（Ⅱ级（国内先进））的改造补助比例是15%"), answer.answer


def test_a_sentence_that_changes_a_standard_is_no_rate_itself(audits: RuleAssistant) -> None:
    assert_said(audits, "清洁生产审核投了600万能拿多少", outcome=Outcome.NO_ANSWER, must="没有", must_not="300万元")
