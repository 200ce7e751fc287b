from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.zh.dates import TimeExpression, TimeKind, find_times


def only(text: str, **options: object) -> TimeExpression:
    (found,) = find_times(text, **options)  # type: ignore[arg-type]
    assert text[found.start : found.end] == found.text
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月15日印发", date(2024, 3, 15)),
        ("2024 年 3 月 15 日", date(2024, 3, 15)),
        ("二〇二四年四月三十日", date(2024, 4, 30)),
        ("2024-03-15", date(2024, 3, 15)),
        ("2024/3/5", date(2024, 3, 5)),
        ("于3月15日", date(2024, 3, 15)),
    ],
)
def test_days(text: str, day: date) -> None:
    found = only(text, year=2024)
    assert (found.kind, found.first, found.last, found.by) == (TimeKind.DAY, day, day, False)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("于4月底前公布实施", date(2024, 4, 30)),
        ("2025年2月底前", date(2025, 2, 28)),
        ("3月15日之前", date(2024, 3, 15)),
        ("年底前", date(2024, 12, 31)),
        ("2025年前", date(2024, 12, 31)),
        ("次年3月底前", date(2025, 3, 31)),
        ("2024年内", date(2024, 12, 31)),
        ("第三季度前", date(2024, 6, 30)),
    ],
)
def test_limits(text: str, due: date) -> None:
    assert only(text, year=2024).due == due


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年", date(2024, 1, 1), date(2024, 12, 31)),
        ("24年指标", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年第一季度", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024年前三季度", date(2024, 1, 1), date(2024, 9, 30)),
        ("下半年", date(2024, 7, 1), date(2024, 12, 31)),
        ("4月上旬", date(2024, 4, 1), date(2024, 4, 10)),
        ("2月下旬", date(2024, 2, 21), date(2024, 2, 29)),
        ("去年", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023年8月—2024年8月", date(2023, 8, 1), date(2024, 8, 31)),
        ("2025年1月1日至12月31日", date(2025, 1, 1), date(2025, 12, 31)),
        ("2021—2023年", date(2021, 1, 1), date(2023, 12, 31)),
        ("1-6月", date(2024, 1, 1), date(2024, 6, 30)),
    ],
)
def test_spans(text: str, first: date, last: date) -> None:
    found = only(text, year=2024)
    assert (found.first, found.last, found.by) == (first, last, False)


def test_a_completed_year_is_told_from_a_given_one() -> None:
    assert only("4月底前", year=2024).year_given is False
    assert only("2024年4月底前", year=2023).year_given is True
    assert only("4月底前").due is None


@pytest.mark.parametrize(
    ("text", "expression", "rule"),
    [
        ("企业应当在名单公布后两个月内启动", "名单公布后两个月内", "after:名单公布+2M"),
        ("自收到法律文书之日起5个工作日内报告", "收到法律文书之日起5个工作日内", "after:收到法律文书+5W"),
        (
            "企业自收到行政许可、行政处罚等法律文书之日起5个工作日内披露",
            "收到行政许可、行政处罚等法律文书之日起5个工作日内",
            "after:收到行政许可、行政处罚等法律文书+5W",
        ),
        ("两地启动、名单公布后一年内完成", "名单公布后一年内", "after:名单公布+1Y"),
        ("应当于排污许可证有效期届满60日前申请", "排污许可证有效期届满60日前", "before:排污许可证有效期届满-60D"),
        ("季度终了15日内申报", "季度终了15日内", "after:季度终了+15D"),
        ("须在半年内整改", "半年内", "after:+6M"),
        ("每年3月15日前披露", "每年3月15日前", "every:Y@03-15"),
        ("每年3月底前确定", "每年3月底前", "every:Y@03-end"),
        ("每季度结束后10个工作日内报送", "每季度结束后10个工作日内", "every:Q+10W"),
        ("每月15日前", "每月15日前", "every:M@15"),
        ("于每季度最后一个月25日前报送", "每季度最后一个月25日前", "every:Q@03-25"),
        ("每季度首月10日前", "每季度首月10日前", "every:Q@01-10"),
        ("每五年一次", "每五年一次", "every:5Y"),
    ],
)
def test_rules(text: str, expression: str, rule: str) -> None:
    found = only(text)
    assert (found.text, str(found.rule)) == (expression, rule)


def test_a_second_period_inherits_the_event_of_its_sentence() -> None:
    found = find_times("名单公布后两个月内开展审核，一年内完成。三年内复查。")
    assert [str(f.rule) for f in found] == ["after:名单公布+2M", "after:名单公布+1Y", "after:+3Y"]


@pytest.mark.parametrize("text", ["2月30日", "第三年", "粤工信节能函〔2024〕14号", "每季度最后", "1647家", "第27条"])
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, year=2024, bare_years=True) == []


def test_bare_years_only_on_request() -> None:
    assert find_times("佛山2024目标") == []
    assert only("佛山2024目标", bare_years=True).last == date(2024, 12, 31)
    assert find_times("2024家企业", bare_years=True) == []


@given(st.text(alphabet="0123456789一二三四十年月日前后底内每季度个工作至—-./ 第上下半", max_size=30))
def test_spans_hold_and_never_overlap(text: str) -> None:
    found = find_times(text, year=2024, bare_years=True)
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
