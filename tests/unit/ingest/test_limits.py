"""Which time expressions of a sentence are limits."""

from datetime import date

import pytest

from ingest.extract.limits import find_limits


@pytest.mark.parametrize(
    "text",
    [
        "本规定所称“以下”不包括本数，“年度”指公历，即每年的1月1日至12月31日。",
        "本办法所称报告年度，是指每年1月1日至12月31日。",
    ],
)
def test_what_a_text_says_of_its_own_words_is_no_limit(text: str) -> None:
    assert find_limits(text, year=2024) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("企业应当于每年3月15日前披露上一年度的环境信息。", "每年3月15日前"),
        ("指定的机构应当在5月20日前报送名单。", "5月20日前"),
        ("建设单位应当在9月5日前提出竣工验收申请。", "9月5日前"),
    ],
)
def test_what_is_to_be_done_by_a_day_is_one(text: str, words: str) -> None:
    assert [limit.text for group in find_limits(text, year=2024) for limit in group] == [words]


@pytest.mark.parametrize(
    ("text", "issued", "due"),
    [
        ("各镇于4月8日前报送总结。", date(2026, 12, 1), date(2027, 4, 8)),
        ("各镇于12月8日前报送总结。", date(2026, 12, 1), date(2026, 12, 8)),
        ("各镇于4月8日前报送总结。", date(2026, 4, 10), date(2026, 4, 8)),
        ("各镇于2028年4月8日前报送总结。", date(2026, 12, 1), date(2028, 4, 8)),
    ],
)
def test_a_day_well_before_the_document_is_of_the_year_after(text: str, issued: date, due: date) -> None:
    assert [limit.last for (limit,) in find_limits(text, year=issued.year, since=issued)] == [due]
