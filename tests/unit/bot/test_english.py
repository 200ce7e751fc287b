"""Ways of asking in English, put into Chinese."""

import pytest

from bot.english import in_chinese


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("and Maoming?", "那Maoming呢"),
        ("what about the environment department?", "那省生态环境厅呢"),
        ("How many enterprises passed in Meizhou in 2023", "多少家企业 passed in Meizhou in 2023"),
        ("is cement one of the key industries?", "水泥在不在重点行业里面"),
        ("Is Zhaoqing one of them?", "Zhaoqing在里面吗"),
        ("Is the target of Maoming lower than Zhaoqing?", "target of Maoming比Zhaoqing低吗"),
        ("difference between Maoming and Zhaoqing", "Maoming和Zhaoqing相差多少"),
        ("what is the second one", "第二项是什么"),
        ("who issued the notice", "通知是谁印发的"),
        ("top five cities by target", "前5名 by target"),
        ("佛山的target是多少", "佛山的target是多少"),
        ("maoming 2024 mubiao", "maoming 2024 mubiao"),
    ],
)
def test_ways_of_asking(asked: str, said: str) -> None:
    assert in_chinese(asked) == said
