"""Generated documents: spans are exact, no figure is lost or moved, no sentence is cut, nothing crashes."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.sentences import split_spans
from kb.errors import FixDocument
from kb.types import PassageKind
from kb.zh.numerals import chinese_numeral
from tests.unit.ingest.conftest import Reader, assert_spans

CITIES = ["广州", "深圳", "珠海", "汕头", "佛山", "韶关", "河源", "梅州", "惠州", "汕尾", "东莞", "中山"]
METRICS = ["完成审核数量", "通过验收数量", "计划实施数量", "淘汰设备数量"]
PIECES = st.sampled_from([
    "第一条 ", "第二章 总则", "一、", "（一）", "1. ", "附件1", "附件：", "注：", "合计", "企业应当",
    "各市要", "于4月底前", "2024年", "3月15日", "完成", "名单", "《办法》", "〔2024〕", "12号", "，", "。",
    "；", "：", "、", "等", "（", ")", "“", "”", "\n", "\n\n", "\t", "  ", "\u3000\u3000", "|", " ", "5",
    "120", "-3", "1,234", "%", "联系人：张三", "020-12345678", "**", "<b>", "</b>", "<table>", "# ", "|---|",
    "— 1 —", "\f", "省生态环境厅", "广州", "关于", "的通知", "同时废止", "自2024年5月1日起施行", "有限公司",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=60), st.sampled_from([".md", ".txt", ".html"]))
def test_anything_is_read_or_refused(read: Reader, pieces: list[str], suffix: str) -> None:
    try:
        parsed = read("".join(pieces), "文件" + suffix)
    except FixDocument:
        return  # refused in one line; what the lines say is tested elsewhere
    assert_spans(parsed)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, dict[tuple[str, str], int], str]:
    """A notice with one table, damaged in ways that must not change what it says."""
    cities = draw(st.lists(st.sampled_from(CITIES), min_size=3, max_size=len(CITIES), unique=True))
    metrics = draw(st.lists(st.sampled_from(METRICS), min_size=1, max_size=4, unique=True))
    style = draw(st.sampled_from(["tab", "pipe", "html"]))
    values = {(c, m): draw(st.integers(min_value=0, max_value=99999)) for c in cities for m in metrics}
    comma, bold = draw(st.booleans()), draw(st.booleans())
    gap = draw(st.integers(min_value=1, max_value=3))
    header = ["序号", "地市"]
    for metric in metrics:
        cut = draw(st.integers(min_value=1, max_value=len(metric) - 1))
        header.append(
            metric[:cut]
            + " " * draw(st.integers(0, 1))
            + metric[cut:]
            + draw(st.sampled_from(["（家）", "(家)", " (家)"]))
        )
    rows = [
        [str(i), c, *(f"{values[c, m]:,}" if comma else str(values[c, m]) for m in metrics)]
        for i, c in enumerate(cities, 1)
    ]
    sums = [str(sum(values[c, m] for c in cities)) for m in metrics]
    total = ["合计", "", *(f"<b>{s}</b>" if bold else s for s in sums)]
    if style == "tab":
        lines = ["\t".join(r) for r in [header, *rows, total]]
        at = draw(st.integers(min_value=2, max_value=len(rows)))
        lines[at:at] = [""] * gap
        table = "\n".join(lines)
    elif style == "pipe":
        table = "\n".join("| " + " | ".join(r) + " |" for r in [header, ["---"] * len(header), *rows, total])
    else:
        cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>\n" for r in [header, *rows, total])
        table = f"<table>\n{cells}</table>"
    head = "关于下达2025年度任务的通知\n\n各地级以上市生态环境局：\n\n现将任务下达给你们。\n\n"
    text = f"{head}附件\n\n2025年度任务表\n\n{table}\n\n注：数量为最低数。\n"
    return text, values, style


@settings(max_examples=80, deadline=None)
@given(tables())
def test_every_figure_keeps_its_place(read: Reader, generated: tuple[str, dict[tuple[str, str], int], str]) -> None:
    text, values, _ = generated
    parsed = read(text)
    assert_spans(parsed)
    (table,) = parsed.tables
    assert table.note == "注：数量为最低数。"
    assert {(f.row_label, f.metric): f.value for f in parsed.figures if not f.is_total} == {
        key: Decimal(value) for key, value in values.items()
    }
    assert all((f.unit, f.year) == ("家", 2025) for f in parsed.figures)
    assert parsed.warnings == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(alphabet="企业应当建立清洁生产审核制度并报告结果、，“”（）", min_size=2, max_size=90),
            min_size=1,
            max_size=6,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_sentence_is_cut(read: Reader, paragraphs: list[list[str]]) -> None:
    body = "\n\n".join("".join(s + "。" for s in sentences) for sentences in paragraphs)
    parsed = read("关于开展工作的通知\n\n一、总体要求\n\n" + body + "\n")
    assert_spans(parsed)
    text = parsed.document.text
    bounds = {at for span in split_spans(text) for at in span}
    for passage in parsed.passages:
        if passage.kind is PassageKind.TEXT:
            assert passage.start in bounds
            assert passage.end in bounds


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=1, max_value=30), st.integers(min_value=0, max_value=4))
def test_every_article_is_a_passage(read: Reader, articles: int, items: int) -> None:
    lines = ["# 某省清洁生产条例", "", "第一章 总则", ""]
    for number in range(1, articles + 3):
        lines += [f"第{chinese_numeral(number)}条 企业应当采取下列措施{number}："]
        lines += [f"（{chinese_numeral(i)}）采用第{i}类工艺；" for i in range(1, items + 1)]
        lines += ["", "违反前款规定的，责令改正。", ""]
    parsed = read("\n".join(lines))
    assert_spans(parsed)
    found = {p.article: p for p in parsed.passages if p.article is not None}
    assert sorted(found) == list(range(1, articles + 3))
    for number, passage in found.items():
        assert passage.section_path == ("某省清洁生产条例", "第一章 总则", f"第{chinese_numeral(number)}条")
        assert f"措施{number}：" in passage.text
        assert passage.text.endswith("责令改正。")
        assert passage.text.count("类工艺") == items
