"""Sentences and lines of running text."""

from kb.zh.sentences import line_around, sentences


def test_sentences_end_at_marks_and_lines() -> None:
    text = "一是报送名单；二是公布。\n三是验收"
    assert [text[start:end] for start, end in sentences(text)] == ["一是报送名单；", "二是公布。", "三是验收"]


def test_the_line_around_a_stretch() -> None:
    text = "标题\n每家奖励3万元，升级的补差额。\n附则"
    at = text.index("3万元")
    start, end = line_around(text, at, at + 3)
    assert text[start:end] == "每家奖励3万元，升级的补差额。"
    assert line_around(text, 0, 1) == (0, 2)
    assert line_around(text, len(text) - 1, len(text)) == (text.index("附则"), len(text))
