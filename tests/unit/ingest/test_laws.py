"""Laws: articles, their place, what they end, and validity told in prose."""

from datetime import date

import pytest

from ingest.kinds import kind_of_title
from ingest.validity_words import read_effective, read_status
from kb.types import ParsedDocument, PassageKind, Strength, Verification
from tests.unit.ingest.conftest import Reader, assert_spans

LAW = """---
title: "中华人民共和国节水法（2012年修正）"
issuer: "全国人民代表大会常务委员会"
doc_number: "中华人民共和国主席令第五十四号（修改决定的文号）"
date: "2012-02-29"
effective: "2003-01-01施行；2012年修正自2012-07-01施行（据二手网页）"
status: "已废止（《中华人民共和国水法典》第1242条：自2026-08-15起施行，本法同时废止）；2024年有效"
kind: full_text
articles: 5
colour: 蓝
---

# 中华人民共和国节水法

2002年6月29日 第九届全国人民代表大会常务委员会第二十八次会议通过

2012年2月29日 第十一届全国人民代表大会常务委员会第二十五次会议《关于修改<中华人民共和国节水法>的决定》修正

## 第一章　总　　则

第一条 为了节约用水，制定本法。

## 第二章 用水

### 第一节 企业

第二条 有下列情形之一的企业，应当实施节水审核：

(一)用水超过定额的；

(二)使用有毒原料的。

实施节水审核的企业，应当在名单公布后三十日内向所在地县级以上人民政府水行政主管部门报告。

第三条 国家鼓励社会团体和公众参与节水宣传。禁止生产不合格的用水器具。

第三条之一 违反本法第二条规定的，由县级以上人民政府水行政主管部门责令改正，处五万元以上五十万元以下的罚款。

## 第三章 附则

第四条 本法自2003年1月1日起施行。《节水条例》（国务院令第12号）、《用水办法》同时废止。
"""


@pytest.fixture(scope="module")
def law(read: Reader) -> ParsedDocument:
    return read(LAW, "节水法.md")


def test_metadata_of_a_law(law: ParsedDocument) -> None:
    meta = law.document.meta
    assert (meta.id, meta.kind, meta.full_text) == ("节水法", "law", True)
    assert meta.doc_number == "中华人民共和国主席令第五十四号"
    assert (meta.published, meta.valid_from) == (date(2012, 2, 29), date(2012, 7, 1))
    assert (meta.valid_until, meta.repealed_by) == (date(2026, 8, 14), "中华人民共和国水法典")
    assert meta.verification is Verification.ORIGINAL
    assert meta.aliases == ("中华人民共和国节水法", "节水法")
    assert meta.status_note is not None
    assert "colour：蓝" in meta.status_note
    assert meta.target_year is None


def test_articles(law: ParsedDocument) -> None:
    assert_spans(law)
    name = "中华人民共和国节水法（2012年修正）"
    articles = [(p.article, p.section_path) for p in law.passages if p.kind is PassageKind.TEXT and p.article]
    assert articles == [
        (1, (name, "第一章 总则", "第一条")),
        (2, (name, "第二章 用水", "第一节 企业", "第二条")),
        (3, (name, "第二章 用水", "第一节 企业", "第三条")),
        (3, (name, "第二章 用水", "第一节 企业", "第三条之一")),
        (4, (name, "第三章 附则", "第四条")),
    ]
    second = next(p for p in law.passages if p.article == 2)
    assert second.text.startswith("第二条 有下列情形之一的企业，应当实施节水审核：\n（一）用水超过定额的；")
    assert second.text.endswith("水行政主管部门报告。")
    assert "《关于修改<中华人民共和国节水法>的决定》" in law.document.text


def test_obligations_of_a_law(law: ParsedDocument) -> None:
    audit = next(o for o in law.obligations if "节水审核" in o.action)
    assert audit.subject == "有下列情形之一的企业"
    assert audit.action.endswith("（二）使用有毒原料的。")
    encouraged = next(o for o in law.obligations if o.strength is Strength.ENCOURAGED)
    assert encouraged.subject == "社会团体和公众"
    forbidden = next(o for o in law.obligations if o.strength is Strength.MUST_NOT)
    assert (forbidden.subject, forbidden.action) == ("", "生产不合格的用水器具")
    assert any(o.subject == "县级以上人民政府水行政主管部门" and o.modal == "由" for o in law.obligations)


def test_deadline_and_repeals(law: ParsedDocument) -> None:
    (deadline,) = law.deadlines
    assert (deadline.who, deadline.rule) == ("实施节水审核的企业", "after:名单公布+30D")
    assert [(r.title, r.on) for r in law.repeals] == [("节水条例", date(2012, 7, 1)), ("用水办法", date(2012, 7, 1))]


def test_extract_gives_way(read: Reader) -> None:
    meta = read(
        "---\ntitle: 某法典（清洁生产条文摘录）\nkind: extract\n---\n第一条 甲。\n\n第二条 乙。\n\n第三条 丙。\n",
        "摘录.md",
    ).document.meta
    assert (meta.kind, meta.full_text, meta.digest_of) == ("extract", False, ("某法典",))


def test_points_of_a_digest(read: Reader) -> None:
    parsed = read(
        "---\ntitle: 节水法（摘编）\nkind: law\nfull_text: false\nverification: 摘编·二手\ndigest_of: [节水法]\n---\n"
        "# 节水法（摘编）\n\n"
        "2016年5月16日公布，2016年7月1日起施行。\n\n## 定义\n\n1. 第二条：节水是减少用水的活动。\n\n## 时限\n\n"
        "1. 第十五条第二款：企业应当如实报告。\n2. 名单公布后两个月内开展审核，一年内完成本轮审核。多地都这样写。\n",
        "节水法摘编.md",
    )
    assert [s.path for s in parsed.sections] == [
        ("定义",),
        ("定义", "1.第二条"),
        ("时限",),
        ("时限", "1.第十五条第二款"),
        ("时限", "2."),
    ]
    assert [p.article for p in parsed.passages] == [None, 2, 15, None]
    assert [d.rule for d in parsed.deadlines] == ["after:名单公布+2M", "after:名单公布+1Y"]
    assert parsed.document.meta.verification is Verification.DIGEST_SECOND_HAND


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2024-05-01", date(2024, 5, 1), None),
        ("2003-01-01施行；2012年修正自2012-07-01施行（网页，2013-01-01）", date(2012, 7, 1), None),
        ("2022-01-01（有效期五年）", date(2022, 1, 1), date(2026, 12, 31)),
        ("自发布之日起施行", date(2017, 7, 16), None),
    ],
)
def test_effective_in_prose(words: str, start: date, end: date | None) -> None:
    found = read_effective(words, date(2017, 7, 16))
    assert (found.valid_from, found.valid_until) == (start, end)


def test_status_in_prose() -> None:
    assert read_status("收录库截至2025-04-19为该版本；其后未核实").verified_until == date(2025, 4, 19)
    assert read_status("非最新文本：2025-10-28常委会决定新增一条").amended_on == date(2025, 10, 28)
    assert read_status("不在法典第1242条废止清单内；2026-08-15后未核实").valid_until is None
    assert read_status("按文内有效期至2026-12-31；未核实").valid_until == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中华人民共和国生态环境法典", "law"),
        ("中华人民共和国环境保护法（2014年修订）", "law"),
        ("排污许可管理条例", "regulation"),
        ("广东省碳排放管理试行办法（2020年修改）", "rule"),
        ("关于印发《广东省清洁生产实施方案》的通知", "notice"),
        ("“十四五”全国清洁生产推行方案", "plan"),
        ("工作材料", "other"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert kind_of_title(title) == kind
