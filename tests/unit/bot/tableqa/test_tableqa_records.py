"""Questions over record tables made by hand: finding, linking, ranking, counting, conditions."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot.tableqa.answer import TableReader, answer_table
from bot.tableqa.terms import load_table_terms
from bot.tableqa.text import chinese_number, number, periods, plain
from bot.tableqa.types import Grid, Operation, Period
from kb.errors import FixConfiguration

TERMS = load_table_terms(Path(__file__).parents[4] / "corpus" / "lexicon" / "table_terms.yaml")


def rows(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("|")) for line in lines)


HOMES = ("项目名称", "区域", "成交均价", "成交套数", "集团开发商")
GRIDS = (
    Grid(
        id="may",
        title="云州市东湖区2021年05月商品房成交价格表",
        header=HOMES,
        rows=rows(
            "松风里|云州市东湖区|31000.5|12|甲地产有限公司",
            "望江苑|云州市东湖区|18000.0|40|乙置业有限公司,丙集团有限公司",
            "听雨轩|云州市东湖区|25500.0|33|甲地产有限公司",
            "半山居|云州市东湖区|9900.0|7|丁发展有限公司",
        ),
    ),
    Grid(
        id="june",
        title="云州市东湖区2021年06月商品房成交价格表",
        header=HOMES,
        rows=rows(
            "松风里|云州市东湖区|32000.0|20|甲地产有限公司",
            "望江苑|云州市东湖区|17500.0|5|乙置业有限公司,丙集团有限公司",
        ),
    ),
    Grid(
        id="land",
        title="云州市东湖区土地成交信息表",
        header=("地块名称", "项目名称", "成交日期", "所属集团", "成交总价", "容积率", "绿化率(%)"),
        rows=rows(
            "DH-01号地块|松风里|2019年03月02日|甲地产有限公司|800000000|2.5|35.0",
            "DH-02号地块|望江苑|2019年03月20日|乙置业有限公司|950000000|1.8|30.0",
            "DH-03号地块||2020年07月11日|甲地产有限公司|300000000|3.0|30.0",
        ),
    ),
    Grid(
        id="firms",
        title="全省企业2021年财务表",
        header=("企业名称", "营业总收入", "营业利润", "负债合计", "是否国有", "风险等级"),
        rows=rows(
            "甲地产有限公司|120.5|12.25|300|否|低风险",
            "乙置业有限公司|80|-3|210.5|是|公开违约",
            "丁发展有限公司|15.3|1.05|60|是|公开违约",
        ),
    ),
)
READER = TableReader(GRIDS, TERMS)


@pytest.mark.parametrize(
    ("question", "table_id", "values"),
    [
        ("请问2021年5月云州市东湖区松风里小区的成交均价是多少？", "may", ["31000.5"]),
        ("2021年6月，云州市东湖区松风里和望江苑各自成交了多少套房子", "june", ["20", "5"]),
        ("2021年5月云州市东湖区哪个小区的房价最高", "may", ["松风里"]),
        ("2021年5月，云州市东湖区卖得最差的楼盘是哪个？", "may", ["半山居"]),
        ("2021年5月云州市东湖区房价最便宜的两个小区是哪几个", "may", ["半山居", "望江苑"]),
        ("2021年5月，云州市东湖区销量排名前三的小区里，哪个小区的均价最低？", "may", ["望江苑"]),
        ("2021年5月云州市东湖区均价在10000到30000元之间的小区有哪些", "may", ["望江苑", "听雨轩"]),
        ("2021年5月云州市东湖区均价2万元以上的小区有哪些", "may", ["松风里", "听雨轩"]),
        ("2021年5月云州市东湖区哪个小区的房价位居榜首", "may", ["松风里"]),
        ("云州市东湖区松风里和望江苑这两个小区，哪个的容积率更低呢？", "land", ["望江苑"]),
        ("2019年3月云州市东湖区成交了多少块土地？", "land", ["2"]),
        ("2019年3月云州市东湖区成交的地块里，哪一块的成交价格最高", "land", ["DH-02号地块"]),
        ("哪家公司买下了云州市东湖区望江苑所属的地块", "land", ["乙置业有限公司"]),
        ("2021年甲地产有限公司与乙置业有限公司的营业利润相差多少", "firms", ["15.25"]),
        ("2021年，乙置业有限公司是不是国有企业？", "firms", ["是"]),
        ("2021年公开违约的企业里，哪一家的负债总额最高", "firms", ["乙置业有限公司"]),
        ("列出2021年营业利润超过1亿元的企业", "firms", ["甲地产有限公司", "丁发展有限公司"]),
        ("2021年是甲地产有限公司的利润更高，还是丁发展有限公司的利润更高？", "firms", ["甲地产有限公司"]),
    ],
)
def test_answers_over_records(question: str, table_id: str, values: list[str]) -> None:
    answer = READER.answer(question)
    assert answer.table_id == table_id
    assert list(answer.values) == values


def test_answer_cells_carry_their_place() -> None:
    answer = READER.answer("2021年5月云州市东湖区听雨轩的均价", table_id="may")
    cell = answer.cells[0]
    assert (cell.row, cell.column, cell.text) == (2, 2, "25500.0")
    assert not answer.computed


def test_a_count_is_computed_and_keeps_its_rows() -> None:
    answer = READER.answer("甲地产有限公司在云州市东湖区拿了多少地块")
    assert (answer.operation, answer.values, answer.computed) == (Operation.COUNT, ("2",), True)
    assert [cell.row for cell in answer.cells] == [0, 2]


def test_a_count_for_a_month_without_rows_is_zero_not_the_total() -> None:
    assert READER.answer("2019年5月甲地产有限公司在云州市东湖区拿了多少地块", table_id="land").values == ("0",)


def test_ties_are_all_given() -> None:
    answer = READER.answer("云州市东湖区绿化率最低的地块是哪块", table_id="land")
    assert answer.values == ("DH-02号地块", "DH-03号地块")


def test_several_periods_are_answered_from_several_tables() -> None:
    answer = READER.answer("云州市东湖区望江苑在2021年5月和6月的均价分别是多少")
    assert [part.table_id for part in answer.parts] == ["may", "june"]
    assert answer.values == ("18000.0", "17500.0")


def test_a_table_without_the_row_named_adds_nothing() -> None:
    answer = READER.answer("云州市东湖区听雨轩在2021年5月至6月的均价分别是多少")
    assert answer.values == ("25500.0",)


def test_a_name_that_no_table_has_is_no_answer() -> None:
    answer = READER.answer("2021年5月云州市东湖区碧波湾小区的均价是多少", table_id="may")
    assert (answer.values, answer.confidence) == ((), 0.0)


def test_the_latest_table_answers_when_no_period_is_asked() -> None:
    assert READER.answer("云州市东湖区松风里的均价是多少").table_id == "june"


def test_answer_table_takes_a_few_grids() -> None:
    assert answer_table("望江苑6月的均价，2021年6月", GRIDS[:2], TERMS).values == ("17500.0",)


def test_text_readings() -> None:
    assert number("1,234.50") == Decimal("1234.50")
    assert number("(12.5)") == Decimal("-12.5")
    assert number("DH-01") is None
    assert chinese_number("二十三") == 23
    assert [p for _, _, p in periods("2021年9月与2020-11-03")] == [
        Period(year=2021, month=9),
        Period(year=2020, month=11, day=3),
    ]
    assert [p for _, _, p in periods("2021年8月与11月")] == [Period(year=2021, month=8), Period(year=2021, month=11)]
    assert [p for _, _, p in periods("2019至2021年")] == [Period(year=2019), Period(year=2021)]
    assert plain(Decimal("3.5100")) == "3.51"
    assert plain(Decimal("1200")) == "1200"


def test_a_missing_word_list_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(FixConfiguration, match=r"table_terms\.yaml"):
        load_table_terms(tmp_path / "table_terms.yaml")


TARGETS = Grid(
    id="targets",
    title="2030年各地市某项工作预期目标",
    header=("序号", "地市", "完成某项工作数（家）"),
    rows=rows("1|甲州|150", "2|乙州|80", "3|丙州|228", "合计||458"),
)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2030年甲州的目标是多少家", ("150",)),
        ("2030年哪个城市的目标最多", ("丙州",)),
        ("2030年甲州和乙州的目标一共是多少", ("230",)),
        ("2030年目标超过100家的城市有哪些", ("甲州", "丙州")),
        ("2030年目标前两名的城市", ("丙州", "甲州")),
        ("2030年甲州验收车辆的数量", ()),
    ],
)
def test_totals_are_no_rows_and_one_measure_stands_for_no_other(question: str, values: tuple[str, ...]) -> None:
    assert answer_table(question, [TARGETS], TERMS).values == values
