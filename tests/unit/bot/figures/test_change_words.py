"""Short questions on a change: what they say, and that others say nothing of one."""

import pytest

from bot.figures.change_words import ChangeWords, change_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("分别多出几家", ChangeWords(more=True, amount=True)),
        ("有没有刚好打平的", ChangeWords(level=True, who=True)),
        ("跌得最狠的是哪个市", ChangeWords(rising=False, most=True, who=True)),
        ("按比例算降得最多的", ChangeWords(rising=False, most=True, rate=True)),
        ("增加得最少的前两个", ChangeWords(rising=True, most=True, least=True, n=2)),
        ("相差最大的是谁", ChangeWords(apart=True, most=True, who=True)),
        ("有几个增加了", ChangeWords(rising=True, who=True, counting=True)),
        ("多几个", ChangeWords(more=True, amount=True)),
    ],
)
def test_change_said(text: str, said: ChangeWords) -> None:
    assert change_words(text) == said


@pytest.mark.parametrize("text", ["最少的呢", "一共多少家", "谁最多", "超过100家的呢", "佛山比广州多多少", "哪个更低"])
def test_nothing_said_of_a_change(text: str) -> None:
    assert change_words(text) is None
