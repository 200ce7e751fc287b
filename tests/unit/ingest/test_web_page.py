"""A page saved from the site of an office: what is around the document stays out, what it states of it is read."""

from tests.unit.ingest.conftest import Reader, assert_spans

PAGE = """<html><head><title>宁川市水务局关于做好2026年雨水花园建设工作的通知_公示公告_宁川市水务局</title></head><body>
<div class="top"><a href="/">宁川市水务局</a>
<ul><li><a href="/">首页</a></li><li><a href="/gk/">政务公开</a></li></ul></div>
<div>当前位置：<a href="/">首页</a> &gt; <a href="/gk/">政务公开</a> &gt; 公示公告</div>
<table><tr><td>索引号</td><td>00712/2026-00031</td><td>主题分类</td><td>城乡建设</td></tr>
<tr><td>发布机构</td><td>宁川市水务局</td><td>成文日期</td><td>2026年04月02日</td></tr>
<tr><td>文号</td><td>宁水排〔2026〕7号</td><td>有效性</td><td>有效</td></tr></table>
<h1>宁川市水务局关于做好2026年雨水花园建设工作的通知</h1>
<div>发布时间：2026-04-06　来源：排水科　浏览次数：<span></span></div>
<div><p>各县（区）水务局：</p><p>请于6月30日前完成雨水花园选址，并报市水务局备案。</p>
<p>一、工作目标</p><p>全年建成雨水花园26处。</p>
<table><tr><th>县区</th><th>2026年计划（处）</th></tr><tr><td>东湾县</td><td>12</td></tr><tr><td>西岭区</td><td>14</td></tr></table>
<ul><li><a href="a.docx">附件1.雨水花园选址表.docx</a></li><li><a href="b.pdf">附件2.做法图集.pdf</a></li></ul>
<p>宁川市水务局</p><p>2026年4月2日</p></div>
<div>分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div>主办：宁川市水务局　网站维护电话：0399-5512008　宁ICP备0512345号</div></body></html>"""


def test_the_page_around_a_document_stays_out(read: Reader) -> None:
    parsed = read(PAGE, "雨水花园.html")
    text = parsed.document.text
    assert_spans(parsed)
    for words in ("首页", "当前位置", "浏览次数", "分享到", "0399-5512008", "ICP备"):
        assert words not in text
    assert "附件1.雨水花园选址表" in text
    assert not any("5512008" in (c.phone or "") for c in parsed.contacts)


def test_what_the_page_states_of_the_document_is_read(read: Reader) -> None:
    parsed = read(PAGE, "雨水花园.html")
    meta = parsed.document.meta
    assert meta.title == "关于做好2026年雨水花园建设工作的通知"
    assert meta.doc_number == "宁水排〔2026〕7号"
    assert [t.title for t in parsed.tables if any("索引号" in c.text for c in t.header)] == []
    assert {f.row_label: f.raw for f in parsed.figures} == {"东湾县": "12", "西岭区": "14"}


def test_a_table_of_other_facts_stays_a_table(read: Reader) -> None:
    parsed = read(
        "<h1>公告</h1><table><tr><td>名称</td><td>数量</td></tr><tr><td>泵站</td><td>3</td></tr></table>", "a.html"
    )
    assert len(parsed.tables) == 1
