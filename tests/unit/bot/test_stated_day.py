from datetime import date

import pytest

from bot.stated_day import day_stated

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("现在是2024年4月25日，报名单还剩几天", date(2024, 4, 25), "报名单还剩几天"),
        ("如果今天是2025年10月1日，谁要做强制审核", date(2025, 10, 1), "谁要做强制审核"),
        ("今天4月20号，名单还剩几天", date(2026, 4, 20), "名单还剩几天"),
        ("截至2024年4月20日，名单报送还剩几天", date(2024, 4, 20), "名单报送还剩几天"),
        ("按2024年5月6日算，材料超期几天", date(2024, 5, 6), "材料超期几天"),
        ("2024年4月20日距离报送截止还有几天", date(2024, 4, 20), "距离报送截止还有几天"),
        ("名单报送，假设今天是2024年4月28日，来得及吗", date(2024, 4, 28), "名单报送来得及吗"),
    ],
)
def test_a_question_says_from_which_day_it_is_asked(text, day, rest):
    assert day_stated(text, TODAY) == (day, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2024年4月30日过期了吗",  # the day asked about
        "名单要在2024年4月30日前报，过期几天了",
        "从2024年3月15日到2024年4月30日有几天",
        "2024年3月15日印发的通知过期了吗",
        "截至2023年12月31日，平台完成了多少家",  # a day of the figures
        "现在是2024年4月25日",  # nothing is asked
    ],
)
def test_other_days_are_what_the_question_is_about(text):
    assert day_stated(text, TODAY) is None
