"""Bare grids of the four layouts, made by hand: which cells are labels, and which cells answer."""

from pathlib import Path

import pytest

from bot.tableqa.answer import answer_table
from bot.tableqa.grid import Layout
from bot.tableqa.terms import load_table_terms
from bot.tableqa.types import Grid

TERMS = load_table_terms(Path(__file__).parents[4] / "corpus" / "lexicon" / "table_terms.yaml")


def grid(name: str, *lines: str) -> Grid:
    return Grid(id=name, rows=tuple(tuple(line.split("|")) for line in lines))


VERTICAL = grid(
    "vertical",
    "项目|期初数|本期增加|本期减少|期末数",
    "办公设备|1,200.00|300.00|100.00|1,400.00",
    "运输车辆|5,000.00|800.00|200.00|5,600.00",
    "合计|6,200.00|1,100.00|300.00|7,000.00",
)
HORIZONTAL = grid(
    "horizontal",
    "单位名称|东城公司|西城公司|南城公司",
    "期末余额|170.00|135.50|126.00",
    "未结转原因|未到期|资料不全|未到期",
)
HIERARCHICAL = grid(
    "hierarchical",
    "账龄|期末余额|期末余额|期初余额|期初余额",
    "账龄|金额|比例(%)|金额|比例(%)",
    "1年以内|375.00|96.40|683.20|99.10",
    "1至2年|14.00|3.60|6.20|0.90",
)
FORM = grid(
    "form",
    "设备巡检登记表|设备巡检登记表|设备巡检登记表|设备巡检登记表",
    "设备名称|二号水泵|所在部门|动力车间",
    "巡检人|王小明|联系电话|13800000001",
    "巡检日期|2022年3月5日|运行编号|SB-204",
    "处理意见|更换密封圈后继续使用|更换密封圈后继续使用|更换密封圈后继续使用",
)


@pytest.mark.parametrize(
    ("table", "question", "cells"),
    [
        (VERTICAL, "请问运输车辆本期增加了多少？", [(2, 2)]),
        (VERTICAL, "办公设备期初和期末的时候分别是多少？", [(1, 1), (1, 4)]),
        (VERTICAL, "本期办公设备增加了多少，减少了多少？", [(1, 2), (1, 3)]),
        (HORIZONTAL, "西城公司的期末余额是多少", [(1, 2)]),
        (HORIZONTAL, "请问西城公司没有结转的原因是什么？", [(2, 2)]),
        (HIERARCHICAL, "账龄在1至2年的期初余额的金额是多少？", [(3, 3)]),
        (HIERARCHICAL, "1年以内期末的比例是多少", [(2, 2)]),
        (FORM, "设备的运行编号是多少？", [(3, 3)]),
        (FORM, "是谁巡检的？怎么联系他？", [(2, 1), (2, 3)]),
        (FORM, "处理意见是什么", [(4, 1)]),
    ],
)
def test_cells_that_answer(table: Grid, question: str, cells: list[tuple[int, int]]) -> None:
    answer = answer_table(question, [table], TERMS)
    assert [(cell.row, cell.column) for cell in answer.cells] == cells
    assert answer.values == tuple(table.rows[r][c] for r, c in cells)


def test_header_rows_and_form_columns_are_found() -> None:
    assert Layout(VERTICAL, TERMS).top == 1
    assert Layout(HIERARCHICAL, TERMS).top == 2
    assert Layout(FORM, TERMS).form_columns == (0, 2)
    assert Layout(FORM, TERMS).titles == frozenset({0})
    assert Layout(VERTICAL, TERMS).form_columns == ()


def test_a_question_about_something_else_has_no_answer() -> None:
    answer = answer_table("明天下雨吗", [VERTICAL], TERMS)
    assert answer.values == ()
    assert answer.confidence == 0.0


def test_a_bare_grid_of_plain_records_is_ranked_and_compared() -> None:
    scores = grid("bare", "姓名|部门|得分", "王小明|一部|81", "李小红|二部|95", "张大山|一部|78")
    best = answer_table("得分最高的是谁？", [scores], TERMS)
    assert (best.values, [(c.row, c.column) for c in best.cells]) == (("李小红",), [(2, 0)])
    assert answer_table("李小红和张大山的得分相差多少", [scores], TERMS).values == ("17",)
