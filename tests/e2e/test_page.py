"""The page in a real Chromium, as people meet it."""

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import ADMIN_KEY, Server, start_server

pytestmark = pytest.mark.e2e
ANSWER_MS = 15_000


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
    made.set_default_timeout(ANSWER_MS)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Iterator[Page]:
    """A page on the chat; fails a test in which the page complained or called another host."""
    made = context.new_page()
    faults: list[str] = []
    host = urlsplit(server.base).netloc
    made.on("pageerror", lambda e: faults.append(str(e)))
    made.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    made.on("request", lambda r: faults.append(r.url) if urlsplit(r.url).netloc not in (host, "") else None)
    made.goto(server.base)
    expect(made.locator(".card")).to_have_count(4)
    yield made
    assert faults == []


def ask(page: Page, question: str) -> None:
    """Ask and wait for the whole answer."""
    before = page.locator("article.answer").count()
    page.fill("#question", question)
    page.keyboard.press("Enter")
    expect(page.locator("article.answer")).to_have_count(before + 1)
    expect(page.locator("article.answer").last.locator("footer.tools")).to_be_visible(timeout=ANSWER_MS)


def last(page: Page) -> str:
    return page.locator("article.answer").last.inner_text()


def test_four_cards_open_the_chat(page: Page) -> None:
    assert page.locator(".card strong").all_inner_texts() == ["企业义务", "截止时间", "城市数据", "联系方式"]
    page.get_by_role("button", name=re.compile("^联系方式")).click()
    expect(page.locator("article.answer").last).to_contain_text("020-83133243")


def test_ask_follow_up_and_source(page: Page) -> None:
    ask(page, "佛山2024年目标是多少？")
    assert "228" in last(page)
    ask(page, "那深圳呢")
    assert "80" in last(page)
    page.locator("article.answer").first.locator(".cite").first.click()
    panel = page.locator("#source")
    expect(panel.locator("mark").first).to_be_visible()
    marked = "".join(panel.locator("mark").all_inner_texts())
    assert "228" in marked
    box, place = panel.locator(".paper").bounding_box(), panel.locator("mark").first.bounding_box()
    assert box
    assert place
    assert box["y"] <= place["y"] <= box["y"] + box["height"]
    expect(panel.locator("h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("article.answer").first.locator(".cite").first).to_be_focused()


def test_highlight_holds_exactly_the_quoted_words(page: Page, server: Server) -> None:
    ask(page, "名单最迟什么时候公布？")
    session = page.url.rpartition("/")[2]
    citations = httpx.get(f"{server.base}api/sessions/{session}").json()["exchanges"][0]["answer"]["citations"]
    assert citations
    for citation in citations:
        text = httpx.get(f"{server.base}api/documents/{citation['document_id']}/text").text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        page.locator(".cite", has_text=re.compile(f"^{citation['n']}$")).first.click()
        expect(page.locator("#source mark").first).to_be_visible()
        marked = "".join(page.locator("#source mark").all_text_contents())
        assert re.sub(r"\s", "", marked) == re.sub(r"[\s|]", "", citation["quote"])
        page.keyboard.press("Escape")


def test_a_table_sorts_copies_and_has_a_chart(page: Page, context: BrowserContext, server: Server) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.base.rstrip("/"))
    ask(page, "2024年各地市的目标是多少？")
    answer = page.locator("article.answer").last
    table = answer.locator("figure.table").first
    assert table.locator("tbody tr").count() >= 21
    number = table.locator("thead th").last
    number.locator("button").click()
    expect(number).to_have_attribute("aria-sort", "descending")
    rows = [r.split("\t") for r in table.locator("tbody tr").all_inner_texts()]
    values = [int(r[-1]) for r in rows if "计" not in "".join(r)]
    assert values == sorted(values, reverse=True)
    assert max(values) == 250
    table.get_by_role("button", name="复制表格").click()
    expect(table.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(copied) == table.locator("tbody tr").count() + 1
    assert "东莞" in copied[1]
    assert copied[1].endswith("\t250")


def test_a_ranking_has_a_chart(page: Page) -> None:
    ask(page, "2024年目标前五名是哪些市？")
    chart = page.locator("article.answer figure.chart svg")
    expect(chart).to_be_visible()
    assert "东莞" in (chart.get_attribute("aria-label") or "")
    assert page.locator("article.answer figure.chart rect").count() == 5


def test_prints_in_ink_on_white_with_its_chart(page: Page) -> None:
    ask(page, "2024年目标前五名是哪些市？")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("figure.chart rect").first).to_be_visible()
    expect(page.locator("figure.table table")).to_be_visible()
    expect(page.locator("article.answer .day")).to_be_visible()
    for hidden in ("header.bar", ".composer", ".next", ".side"):
        expect(page.locator(hidden)).to_be_hidden()
    style = "e => [getComputedStyle(document.body).backgroundColor, getComputedStyle(e).color]"
    ground, ink = page.locator("article.answer > p").last.evaluate(style)
    assert ground == "rgb(255, 255, 255)"
    assert max(int(part) for part in re.findall(r"\d+", ink)[:3]) < 80


def test_clarify_by_click(page: Page) -> None:
    ask(page, "你好")
    choices = page.locator("article.answer .choice")
    assert choices.count() >= 2
    choices.filter(has_text="联系方式").click()
    expect(page.locator("article.answer")).to_have_count(2)
    expect(page.locator("article.answer").last).to_contain_text("020-")


def test_no_answer_says_so(page: Page) -> None:
    ask(page, "佛山2031年目标是多少？")
    expect(page.locator("article.answer.no_answer .kind")).to_have_text("资料中没有")


def test_feedback_is_stored(page: Page, server: Server) -> None:
    ask(page, "惠州2024年目标是多少？")
    page.get_by_role("button", name="有问题").click()
    page.get_by_label("问题说明").fill("测试意见")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_have_text("已记录，谢谢。")
    kept = httpx.get(f"{server.base}api/feedback", headers={"X-Qingce-Admin-Key": ADMIN_KEY}).json()["feedback"]
    mine = next(f for f in kept if f["note"] == "测试意见")
    assert mine["rating"] == "down"
    assert "136" in mine["answer"]["answer"]


def test_reload_history_and_new_conversation(page: Page) -> None:
    ask(page, "湛江2024年目标是多少？")
    page.reload()
    expect(page.locator("article.answer")).to_contain_text("27")
    expect(page.locator(".asked")).to_contain_text("湛江")
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("article.answer")).to_have_count(0)
    ask(page, "茂名2024年目标是多少？")
    page.locator(".history a", has_text="湛江").click()
    expect(page.locator(".asked")).to_contain_text("湛江")
    row = page.locator(".history li", has_text="茂名")
    row.hover()
    row.get_by_role("button").click()
    expect(page.locator(".history li", has_text="茂名")).to_have_count(0)


def test_conversation_downloads_as_markdown(page: Page) -> None:
    ask(page, "佛山2024年目标是多少？")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Markdown").click()
    assert download.value.suggested_filename == "清策问答记录.md"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "## 问：佛山2024年目标是多少？" in text
    assert "228" in text
    assert "出处：" in text


def test_answers_are_announced_and_the_keyboard_suffices(page: Page) -> None:
    expect(page.locator(".log")).to_have_attribute("aria-live", "polite")
    page.locator("body").press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#question").focus()
    page.keyboard.type("佛山2024年目标是多少？")
    page.keyboard.press("Shift+Enter")
    assert page.locator("article.answer").count() == 0
    page.keyboard.press("Enter")
    cite = page.locator("article.answer .cite").first
    expect(cite).to_be_visible()
    cite.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source mark").first).to_be_visible()


def test_documents_cities_and_deadlines(page: Page) -> None:
    page.get_by_role("link", name="文件", exact=True).click()
    notice = page.locator(".doc-list li", has_text="2024年度工业领域清洁生产")
    expect(notice).to_contain_text("粤工信节能函〔2024〕14号")
    expect(notice.locator(".badge", has_text="现行")).to_be_visible()
    assert page.locator(".doc-list .badge", has_text="摘编").count() > 5
    page.get_by_label("效力与文本").select_option("摘编")
    expect(notice).to_have_count(0)
    page.get_by_label("效力与文本").select_option("现行")
    notice.locator("a").click()
    expect(page.locator(".facts")).to_contain_text("广东省生态环境厅")
    expect(page.locator(".paper table").first).to_be_visible()
    expect(page.locator(".paper .title")).to_contain_text("关于开展2024年度工业领域清洁生产工作的通知")
    expect(page.locator(".paper .centred", has_text="粤工信节能函〔2024〕14号")).to_be_visible()

    page.get_by_role("link", name="城市数据").click()
    expect(page.locator("figure.chart svg")).to_be_visible()
    page.get_by_label("地区").select_option("粤东")
    labels = page.locator("figure.table tbody tr td:first-child").all_inner_texts()
    assert set(labels) == {"汕头", "汕尾", "潮州", "揭阳"}
    page.locator(".number-link").first.click()
    expect(page.locator("#source mark").first).to_be_visible()

    page.get_by_role("link", name="期限").click()
    row = page.locator(".deadline-list li", has_text="2024-04-30")
    expect(row).to_contain_text("已过 32 天")
    with page.expect_download() as download:
        row.get_by_role("link", name=re.compile("加入日历")).click()
    assert b"DTSTART;VALUE=DATE:20240430" in Path(download.value.path()).read_bytes()


def test_recurring_duties_show_their_next_day(page: Page) -> None:
    page.get_by_role("link", name="期限").click()
    assert page.locator(".deadlines h2").first.inner_text().startswith("即将到期")
    row = page.locator(".deadline-list li", has_text="披露上一年1月1日至12月31日的环境信息")
    expect(row.locator("strong")).to_have_text("2025-03-15")
    expect(row).to_contain_text("还有 287 天")
    expect(row).to_contain_text("下一次，每年3月15日前")
    with page.expect_download() as download:
        row.get_by_role("link", name=re.compile("加入日历")).click()
    assert b"DTSTART;VALUE=DATE:20250315" in Path(download.value.path()).read_bytes()
    before = page.locator(".deadline-list li").count()
    page.get_by_label("筛选").fill("名单")
    expect(page.get_by_role("status")).to_contain_text("按 2024-06-01 计算")
    shown = page.locator(".deadline-list li")
    assert 0 < shown.count() < before
    assert all("名单" in text for text in shown.all_inner_texts())
    page.get_by_label("筛选").fill("")
    page.locator("#pick-document").select_option(label="关于开展2024年度工业领域清洁生产工作的通知")
    expect(page.locator(".deadline-list li")).to_have_count(1)


def test_many_citations_are_one_mark_that_shows_them_all(page: Page) -> None:
    ask(page, "2023年各地市通过验收的企业数量")
    mark = page.locator("article.answer .cite").first
    expect(mark).to_have_text("1–21")
    mark.click()
    expect(page.locator("#source mark").first).to_be_visible()
    assert page.locator("#source .paper tr", has=page.locator("mark")).count() == 21
    page.keyboard.press("Escape")
    page.locator(".how summary").click()
    expect(page.locator(".how li").first).to_contain_text("查询表格：2023年各地市通过验收的企业数量")


def test_upload_through_the_page(page: Page, server: Server) -> None:
    page.goto(f"{server.base}#/documents")
    page.locator(".upload summary").click()
    body = "---\nid: page-upload\n---\n# 关于页面上传的通知\n\n各市应于2024年7月1日前报送总结。\n"
    page.get_by_label("文件", exact=True).set_input_files(
        {"name": "页面上传.md", "mimeType": "text/markdown", "buffer": body.encode()}
    )
    page.get_by_label("管理密钥").fill(ADMIN_KEY)
    page.get_by_role("button", name="上传").click()
    try:
        expect(page.locator(".doc-list")).to_contain_text("关于页面上传的通知", timeout=ANSWER_MS)
    finally:
        httpx.delete(f"{server.base}api/admin/documents/page-upload", headers={"X-Qingce-Admin-Key": ADMIN_KEY})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(browser: Browser, server: Server, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(server.base)
    expect(page.locator(".card")).to_have_count(4)
    serious = scan(page)
    ask(page, "2024年各地市的目标是多少？")
    serious += scan(page)
    page.locator(".cite").first.click()
    expect(page.locator("#source mark").first).to_be_visible()
    serious += scan(page)
    for view in ("documents", "cities", "deadlines"):
        page.goto(f"{server.base}#/{view}")
        expect(page.locator(".view h1")).to_be_visible()
        serious += scan(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert serious == []


def scan(page: Page) -> list[str]:
    """Return the serious and critical findings of axe."""
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {json.dumps([n['html'][:120] for n in v['nodes'][:3]], ensure_ascii=False)}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def test_phone_width_needs_no_sideways_scrolling(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(server.base)
    expect(page.locator(".card")).to_have_count(4)
    ask(page, "2023年各地市通过验收的企业数量")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".cite").first.tap()
    expect(page.locator("#source mark").first).to_be_in_viewport()
    page.get_by_role("button", name="关闭原文").tap()
    page.get_by_role("button", name="历史").tap()
    expect(page.locator(".history li")).to_have_count(1)
    context.close()


def test_text_from_documents_is_never_markup(page: Page, server: Server) -> None:
    hostile = "<img src=x onerror=alert(1)><b>关于</b>测试的通知"
    body = f"---\nid: hostile\ntitle: '{hostile}'\n---\n# {hostile}\n\n"
    body += "各市应于5月底前报送<script>alert(2)</script>材料。\n"
    headers = {"X-Qingce-Admin-Key": ADMIN_KEY}
    files = {"file": ("hostile.md", body.encode())}
    assert httpx.post(f"{server.base}api/admin/documents", headers=headers, files=files).status_code == 200
    try:
        page.goto(f"{server.base}#/documents/hostile")
        expect(page.locator(".view h1")).to_contain_text("测试的通知")
        assert page.locator(".view img, .view b, .view script").count() == 0
        page.goto(f"{server.base}#/")
        ask(page, hostile)
        assert page.locator(".log img, .log script").count() == 0
    finally:
        httpx.delete(f"{server.base}api/admin/documents/hostile", headers=headers)


def test_embeds_in_another_origin(browser: Browser, seeded: Path, tmp_path: Path) -> None:
    import shutil

    site = tmp_path / "site"
    site.mkdir()
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site)))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    origin = f"http://localhost:{host.server_address[1]}"
    shutil.copytree(seeded, tmp_path / "data")
    server = start_server(tmp_path / "data", env={"QINGCE_ALLOWED_ORIGINS": origin})
    try:
        (site / "index.html").write_text(
            f'<!doctype html><html lang="zh-CN"><title>某市工信局</title><h1>某市工信局</h1>'
            f'<script src="{server.base}embed.js" defer></script>',
            encoding="utf-8",
        )
        page = browser.new_page()
        page.goto(f"{origin}/index.html")
        page.get_by_role("button", name="政策问答").click()
        expect(page.locator("qingce-chat .card")).to_have_count(4)
        page.get_by_label("问题", exact=True).fill("佛山2024年目标是多少？")
        page.keyboard.press("Enter")
        expect(page.locator("qingce-chat article.answer")).to_contain_text("228")
        page.locator("qingce-chat .cite").first.click()
        expect(page.locator("qingce-chat mark").first).to_be_visible()
        page.close()
    finally:
        server.stop()
        host.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


def test_all_of_web_is_small() -> None:
    web = Path(__file__).resolve().parents[2] / "web"
    assert sum(p.stat().st_size for p in web.rglob("*") if p.is_file()) < 150_000
    for path in web.rglob("*.js"):
        source = path.read_text(encoding="utf-8")
        for parser in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "eval("):
            assert parser not in source, f"{path.name}: {parser}"
