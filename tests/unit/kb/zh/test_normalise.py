import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.zh.normalise import fold, normalise_doc_number, normalise_document, normalise_question


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ("深圳２０２４目标", "深圳2024目标"),
        ("２ ０ ２ ４ 年目标", "2024年目标"),
        ("肇庆 2024 目标", "肇庆2024目标"),
        ("广 州 目 标", "广州目标"),
        ("广州 深圳", "广州 深圳"),
        ("东 莞 ２０ ２３ 年 验 收 数", "东莞2023年验收数"),
        ("zhuhai 2024 target", "zhuhai 2024 target"),
        ("电话　多少？", "电话 多少？"),
        ("第 27 条", "第27条"),
        ("\ufeff佛山\u200b目标\n", "佛山目标"),
        ("粤工信节能函[2024]14号", "粤工信节能函〔2024〕14号"),
        ("粤工信节能函2024 14号全称", "粤工信节能函〔2024〕14号全称"),
        ("明环发2025年第18号", "明环发〔2025〕18号"),
        ("广州2024年14号公布吗", "广州2024年14号公布吗"),
    ],
)
def test_question(asked: str, understood: str) -> None:
    assert normalise_question(asked) == understood


@given(st.text(max_size=60))
def test_question_is_stable(text: str) -> None:
    once = normalise_question(text)
    assert normalise_question(once) == once


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "【】", "（）", "()", "［］"])
def test_doc_number_brackets(brackets: str) -> None:
    left, right = brackets
    assert normalise_doc_number(f"粤经信规字{left}2017{right}3号") == "粤经信规字〔2017〕3号"


def test_document_keeps_its_punctuation_and_lines() -> None:
    raw = "\ufeff一、总体要求\r\n２０２４年（Ａ类）\u200b，⼯业\x0c序号\t地市"
    assert normalise_document(raw) == "一、总体要求\n2024年（A类），工业\n序号\t地市"


def test_fold_compares_labels() -> None:
    assert fold("“平台”完成 验收（家）") == fold("平台完成验收(家)")
