"""Answer spans: whole sentences with exact offsets, chosen by what the question is about."""

import itertools
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.layout import Part, lay_out
from bot.reading_rules import load_reading_rules
from bot.spans import Region, SpanSelector
from kb.errors import FixConfiguration
from kb.zh.sentences import sentences

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
TEXT = (
    "关于支持企业稳岗的若干措施\n各区县人民政府：\n现将有关事项通知如下。\n"
    "一、延期缴纳社会保险费\n受影响的企业可以申请缓缴，期限不超过六个月。缓缴期间不收滞纳金。\n"
    "二、发放一次性补贴\n对吸纳高校毕业生的企业，按每人2000元给予补贴。咨询电话：0571-12345678。\n"
)
TITLE = "关于支持企业稳岗的若干措施"


def bigrams(text: str) -> list[str]:
    return [a + b for a, b in itertools.pairwise(text) if a.isalnum() and b.isalnum()]


@pytest.fixture
def selector() -> SpanSelector:
    counts = Counter(t for s, e in sentences(TEXT) for t in set(bigrams(TEXT[s:e])))
    return SpanSelector(
        rules=load_reading_rules(PROMPTS / "reading.yaml"),
        terms=bigrams,
        frequency=counts.__getitem__,
        passages=lambda: 100,
    )


def region(start: int = 0) -> Region:
    return Region(document_id="d", title=TITLE, text=TEXT, start=start, score=1.0)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("社会保险费可以缓缴多久？", "期限不超过六个月"),
        ("吸纳高校毕业生每人补贴多少", "每人2000元"),
        ("咨询电话是多少", "0571-12345678"),
    ],
)
def test_the_sentence_that_answers_is_found(selector: SpanSelector, question: str, words: str) -> None:
    span = selector.select(question, [region(start=7)])
    assert span is not None
    assert words in span.text
    assert TEXT[span.start - 7 : span.end - 7] == span.text


def test_title_and_announcement_never_answer(selector: SpanSelector) -> None:
    span = selector.select("支持企业稳岗的措施有哪些", [region()])
    assert span is not None
    assert TITLE not in span.text
    assert "通知如下" not in span.text


def test_a_second_answer_is_given_where_it_is_as_good_and_both_are_short(selector: SpanSelector) -> None:
    spans = selector.ranked("可以缓缴吗", [region()])
    twice = [spans[0], replace(spans[0], start=900, end=930, text="另一处" * 5)]
    assert [s.start for s in selector.best_pair(twice)] == [spans[0].start, 900]
    assert len(selector.best_pair([spans[0], replace(twice[1], score=spans[0].score - 1)])) == 1
    assert len(selector.best_pair([spans[0], replace(twice[1], text="长" * 200)])) == 1
    assert selector.best_pair([]) == ()


def test_an_answer_of_the_very_unit_asked_for_wins(selector: SpanSelector) -> None:
    text = "疫情期间抢卸防控物资\n抢卸防控物资的工人连夜到岗抢卸防控物资。\n其中防控物资共432吨。\n"
    span = selector.select("抢卸了多少吨防控物资", [replace(region(), title="", text=text)])
    assert span is not None
    assert "432吨" in span.text


def test_a_question_in_the_text_stands_for_its_answer(selector: SpanSelector) -> None:
    text = "有呼吸阀的口罩能戴吗？\n呼气阀会把病毒排出，病人不应佩戴。\n其他口罩另有说明，请看第二部分。\n"
    span = selector.select("有呼吸阀的口罩能戴吗", [replace(region(), title="", text=text)])
    assert span is not None
    assert span.text.startswith("呼气阀会把病毒排出")


def test_the_layout_tells_headings_preamble_and_signature(selector: SpanSelector) -> None:
    text = TITLE + " 为贯彻落实部署，制定本措施。\n一、延期缴费\n可以缓缴。\n要求： 1.提交申请 2.等待审批\n"
    text += "某某市人民政府二〇二〇年二月十一日"
    rules = load_reading_rules(PROMPTS / "reading.yaml")
    parts = lay_out(text, TITLE, rules=rules, terms=bigrams)
    kinds = {p.text: (p.heading, p.purpose, p.skip) for p in parts}
    assert kinds["为贯彻落实部署，制定本措施。"] == (False, True, False)
    assert kinds["一、延期缴费"] == (True, False, False)
    assert kinds["某某市人民政府二〇二〇年二月十一日"][2]
    assert "2.等待审批" in kinds
    under = next(p for p in parts if p.text == "可以缓缴。")
    assert [parts[k].text for k in under.above] == ["一、延期缴费"]
    assert all(text[p.start : p.end] == p.text for p in parts)


def test_no_region_no_span(selector: SpanSelector) -> None:
    assert selector.select("补贴多少", []) is None


def test_broken_rules_are_named(tmp_path: Path) -> None:
    (tmp_path / "reading.yaml").write_text("answer_types: []\n", encoding="utf-8")
    with pytest.raises(FixConfiguration, match=r"reading\.yaml"):
        load_reading_rules(tmp_path / "reading.yaml")


@given(st.text(alphabet="企业审核。；！？\n （）”a1, .", max_size=120))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    found = sentences(text)
    assert all(0 <= s < e <= len(text) and text[s:e] == text[s:e].strip() for s, e in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    outside = set(range(len(text))) - {i for s, e in found for i in range(s, e)}
    assert all(text[i].isspace() for i in outside)


def test_the_last_item_of_a_list_is_no_heading_though_short() -> None:
    rules = load_reading_rules(PROMPTS / "reading.yaml")

    def parts(text: str) -> dict[str, Part]:
        return {p.text: p for p in lay_out(text, TITLE, rules=rules, terms=bigrams)}

    long = "1. 摊位费按季度收取，旺季上浮两成，淡季空置的摊位经市场管理方同意可以减免一个月的费用。"
    assert parts(f"费用\n{long}\n2. 水电费另计。\n其他\n营业时间另行通知。")["2. 水电费另计。"].item
    headed = parts("（一）收费。\n摊位费按季度收取。\n（二）水电。\n水电费另计。")["（二）水电。"]
    assert headed.heading
    assert not headed.item
