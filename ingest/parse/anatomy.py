"""The parts of an official document (GB/T 9704): head, title, addressee, body, signature, attachments, colophon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from ingest.clean.paragraphs import TITLE_END
from ingest.layout import Layout, Line, PlacedTable
from ingest.parse.labels import ATTACHMENT, Rank, label_of

Span = tuple[int, int]

_RULE = re.compile(r"[-=*_—]{3,}")  # a line drawn across the page
_LABELLED = re.compile(r"(?:发文字号|文\s*号)\s*[:：]\s*$")  # 文号：…〔2026〕118号 发布时间：…, on a web page
_ISSUER_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,}(?:局|厅|委员会|政府|办公室)\s*(?=[\u4e00-\u9fff]{2,}[〔\[（(])")
DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}〔(?:19|20)\d\d〕第?\d{1,5}号"
    r"|[\u4e00-\u9fff]{2,14}(?:公告|通告|令)\s*(?:（|〔)?(?:(?:19|20)\d\d年)?\s*第\s*[\d一二三四五六七八九十百零〇]{1,6}\s*号(?:）|〕)?"
    r"|^(?:（|〔)?(?:19|20)\d\d年\s*第\s*\d{1,4}\s*号(?:）|〕)?$"
)
ORGANISATION = re.compile(
    r"[\u4e00-\u9fff（）]{2,30}?(?:人民政府办公厅|人民政府办公室|人民政府|人民代表大会常务委员会|人民代表大会|委员会办公室|委员会|管委会|办公厅|办公室"
    r"|厅|局|部|委|院|署|总局|法院|检察院|协会|学会|工会|联合会|商会|妇联|工商联|团委|中心|集团有限公司|有限公司|公司|领导小组|指挥部|银行|支队|总队|大队|分局|大学|学院|医院|馆)(?=$|[\s，、）（；])"
)
_SALUTATION = re.compile(
    r"^(?!为[了做更进加深贯切全]|根据|按照|现[将就])(?![^。；]*(?:如下|事项)[:：]$)[^。；]{2,160}[:：]$"
)
_DISCLOSURE = re.compile(
    r"^[（(]?(?:信息)?公开(?:方式|属性|选项|形式|类型|类别)[:：]\s*([^。\s）)]{2,12})|^[（(]?此件((?:主动|依申请|不予)?(?:公开|不公开)(?:发布)?)[）)]?$"
)
_MONTH_DAY = r"[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
DATE = re.compile(rf"(?:(?:19|20)\d\d|[一二][〇○零Ｏ0OoＯ一二三四五六七八九]{{3}})年{_MONTH_DAY}")
_PRINTED = re.compile(rf"({DATE.pattern})\s*印发")
# 可在7月31日前通过以下方式提出意见 enacts nothing.
_ENACTED = re.compile(
    rf"{DATE.pattern}(?![之以]?前)[^。]{{0,60}}(?:通过(?!以下|下列)|公布|发布|修正|修订|施行|批准|修改|令)"
)
_CLOSING = re.compile(r"^(?:特此(?:通知|公告|通告|函告|报告|复函|批复|说明)|此复|妥否，请批示|以上|专此)")
_FURNITURE = re.compile(
    r"^(?:抄送|抄报|主送|印发|分送|（?联系人|（?联系方式|（?联系电话|（?咨询电话|（?此件|[（(]?(?:信息)?公开(?:方式|属性|选项|形式|类型|类别)|信息公开|信息来源|发布日期|索引号)"
)
# What a web page puts under a document.
_PAGE = re.compile(
    r"版权所有|ICP备|公网安备|^(?:主办|承办)单位[:：]|^(?:上|下)一[篇条]|^(?:打印|关闭|分享|返回|首页|责任编辑|编辑|来源)(?:[:：\s]|$)|扫一扫|网站地图"
)


class Part(Enum):
    """Which part of the document an item belongs to."""

    HEAD = auto()
    BODY = auto()
    ATTACHMENT_LIST = auto()
    SIGNATURE = auto()
    CONTACT = auto()
    ATTACHMENT = auto()
    COLOPHON = auto()


@dataclass(frozen=True, kw_only=True)
class Anatomy:
    """What the text itself says of the document, with the span of each statement, and the part of each item."""

    parts: tuple[Part, ...]
    title: str | None = None
    title_span: Span | None = None
    doc_number: str | None = None
    doc_number_span: Span | None = None
    head_issuers: tuple[tuple[str, Span], ...] = ()
    recipients: str | None = None
    recipients_span: Span | None = None
    signatories: tuple[tuple[str, Span], ...] = ()
    signed: Span | None = None
    printed: Span | None = None
    disclosure: str | None = None
    disclosure_span: Span | None = None
    is_law: bool = False
    enacted: tuple[Span, ...] = field(default=())


def read_anatomy(layout: Layout) -> Anatomy:
    """Assign every item of `layout` to a part and read what stands in the head, the signature and the colophon."""
    items = layout.items
    is_law = sum(1 for i in items if isinstance(i, Line) and _is_article(i.text)) >= 3
    body_start, title_items = _head_end(layout, is_law=is_law)
    parts = [Part.HEAD if at < body_start else Part.BODY for at in range(len(items))]
    _mark_tail(items, parts, body_start)
    head = [i for i in items[:body_start] if isinstance(i, Line)]
    facts: dict[str, object] = {}
    title = [items[at] for at in sorted(title_items)]
    if title:
        facts["title"], facts["title_span"] = _title(layout.text, [t for t in title if isinstance(t, Line)])
    _read_head(head, title_items, items, facts)
    _read_tail(items, parts, facts)
    for line in items:
        if isinstance(line, Line) and (found := _DISCLOSURE.search(line.text)):
            group = 1 if found.group(1) else 2
            facts["disclosure"] = found.group(group)
            facts["disclosure_span"] = (line.start + found.start(group), line.start + found.end(group))
    return Anatomy(parts=tuple(parts), is_law=is_law, **facts)  # type: ignore[arg-type]


def _is_article(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.rank is Rank.ARTICLE


def _head_end(layout: Layout, *, is_law: bool) -> tuple[int, set[int]]:
    """Return the index of the first body item and the indexes of the title's lines."""
    items = layout.items
    title: set[int] = set()
    for at, item in enumerate(items[:25]):
        if isinstance(item, PlacedTable):
            return at, title
        text = item.text
        label = label_of(text)
        if label and label.rank is not Rank.FREE:
            return at, title
        if ATTACHMENT.match(text) and len(text) < 40 and at:
            return at, title
        if not title and _is_title(item, items, at, is_law=is_law):
            title.add(at)
            continue
        if title and item.heading > _heading(items[max(title)]) and not ORGANISATION.search(text):
            return at, title  # the first heading of the body
        if title and _SALUTATION.match(text) and not item.heading:
            return at + 1, title
        if ("。" in text and len(text) > 25 and not _ENACTED.search(text)) or len(text) > 90:
            return at, title
        if title and at > max(title) + 8:
            return max(title) + 1, title
    return (max(title) + 1 if title else 0), title


def _heading(item: object) -> int:
    return item.heading if isinstance(item, Line) else 0


def _is_title(line: Line, items: tuple[object, ...], at: int, *, is_law: bool) -> bool:
    text = line.text
    if DOC_NUMBER.fullmatch(text) or len(text) > 120 or "。" in text or text.endswith(("：", ":")):
        return False
    if text.endswith("文件") and any(
        isinstance(i, Line) and "关于" in i.text and TITLE_END.search(i.text) for i in items[at + 1 : at + 5]
    ):
        return False  # a red head stands above the title proper
    if TITLE_END.search(text) and (("关于" in text) or line.heading or is_law or len(text) >= 6):
        following = next((i for i in items[at + 1 : at + 4] if isinstance(i, Line) and "关于" in i.text), None)
        # 广东省人民政府令 or a red head "XX文件" may stand above the title proper.
        return not (following is not None and "关于" not in text and TITLE_END.search(following.text))
    if is_law and (line.heading == 1 or re.search(r"(?:法|法典|条例|办法|规定)(?:（[^）]*）)?$", text)):
        return True
    later = any(isinstance(i, Line) and (i.heading or "关于" in i.text) for i in items[at + 1 : at + 6])
    return bool(line.heading) and not ORGANISATION.search(text) and not (later and line.heading > 1 and not text)


def _title(text: str, lines: list[Line]) -> tuple[str, Span]:
    start, end = lines[0].start, lines[-1].end
    whole = text[start:end].replace("\n", "")
    # Issuers before 关于 are named elsewhere; the title proper begins there.
    found = re.match(
        r"^((?:[\u4e00-\u9fff（）]{4,30}?"
        r"(?:厅|局|部|委|委员会|政府|办公室|办公厅|院|会|公司|中心|大队|支队|总队)\s*)+)(?=关于)",
        whole,
    )
    if found:
        start += found.end()
        whole = whole[found.end() :]
    return whole, (start, end)


def _read_head(head: list[Line], title_items: set[int], items: tuple[object, ...], facts: dict[str, object]) -> None:
    titles = {id(items[at]) for at in title_items}
    issuers: list[tuple[str, Span]] = []
    enacted: list[Span] = []
    run: list[tuple[str, Span]] = []  # bodies on lines of their own, one below the other
    for line in head:
        above, run = run, []
        number = DOC_NUMBER.search(line.text)
        labelled = number is not None and _LABELLED.search(line.text[: number.start()]) is not None
        if number and "doc_number" not in facts and (labelled or len(number.group()) >= len(line.text) - 12):
            issuer = _ISSUER_BEFORE.match(number.group())  # 某省市场监督管理局 黔市监特函〔2026〕19号
            start = number.start() + (issuer.end() if issuer is not None else 0)
            facts["doc_number"] = line.text[start : number.end()]
            facts["doc_number_span"] = (line.start + start, line.start + number.end())
            continue
        if _ENACTED.search(line.text) or (enacted and DATE.fullmatch(line.text.strip())):
            enacted.append((line.start, line.end))
            continue
        if id(line) in titles:
            lead = re.match(r"^(.*?)(?=关于)", line.text)
            if lead and not issuers:
                issuers = _organisations(lead.group(1), line.start)
            continue
        if line is head[-1] and _SALUTATION.match(line.text) and titles:
            facts["recipients"] = line.text[:-1]
            facts["recipients_span"] = (line.start, line.end - 1)
            continue
        if len(line.text) <= 60:
            found = _organisations(re.sub(r"文\s*件$", "", line.text), line.start)
            if found and sum(len(n) for n, _ in found) >= 0.8 * len(line.text.replace(" ", "").removesuffix("文件")):
                run = [*above, *found] if {n for n, _ in above}.isdisjoint(n for n, _ in found) else found
                issuers = run if len(run) >= len(issuers) else issuers
    facts["head_issuers"] = tuple(issuers)
    facts["enacted"] = tuple(enacted)


def _organisations(text: str, offset: int) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = []
    for match in ORGANISATION.finditer(text):
        for start, end in _apart(match.group()):
            found.append((match.group()[start:end], (offset + match.start() + start, offset + match.start() + end)))
    return found


def _apart(name: str) -> list[Span]:
    """Cut a run of bodies of one place where its name begins anew (湖北省卫生健康委员会湖北省生态环境厅)."""
    place = re.match(r"[\u4e00-\u9fff]{2,7}?(?:省|自治区|市|州|县|区)", name)
    starts = [m.start() for m in re.finditer(re.escape(place.group()), name)] if place else [0]
    return list(zip(starts, [*starts[1:], len(name)], strict=True)) if starts and starts[0] == 0 else [(0, len(name))]


def _mark_tail(items: tuple[object, ...], parts: list[Part], body_start: int) -> None:
    """Mark attachment list, signature, contacts, attachments and colophon, in place."""
    attachment_from = None
    at = body_start
    while at < len(items):
        item = items[at]
        if isinstance(item, Line):
            if _opens_attachment_list(items, at):
                end = _attachment_list_end(items, at)
                for i in range(at, end):
                    parts[i] = Part.ATTACHMENT_LIST
                at = end
                continue
            if ATTACHMENT.match(item.text) and _opens_attachment(items, at):
                attachment_from = at
                break
        at += 1
    end = len(items) if attachment_from is None else attachment_from
    _mark_signature(items, parts, body_start, end)
    if attachment_from is not None:
        for i in range(attachment_from, len(items)):
            parts[i] = Part.ATTACHMENT
    for i in range(len(items) - 1, max(len(items) - 8, body_start - 1), -1):
        item = items[i]
        if isinstance(item, Line) and (
            _DISCLOSURE.search(item.text) or re.match(r"^抄[送报]", item.text) or _PRINTED.search(item.text)
        ):
            parts[i] = Part.COLOPHON
        elif isinstance(item, PlacedTable) or len(getattr(item, "text", "")) > 120:
            break


def _opens_attachment_list(items: tuple[object, ...], at: int) -> bool:
    """Say whether this line begins the list that announces the attachments (附件：1. …), not an attachment."""
    item = items[at]
    assert isinstance(item, Line)
    found = re.match(r"^附\s*件\s*[:：]\s*(\S.*)$", item.text)
    if found:
        following = items[at + 1] if at + 1 < len(items) else None
        return not isinstance(following, PlacedTable)
    numbered = re.match(r"^附\s*件\s*(\d{1,2})\s*[.:：、\s]?\s*\S", item.text)
    following = items[at + 1] if at + 1 < len(items) else None
    if numbered and isinstance(following, Line):
        after = re.match(r"^附\s*件\s*(\d{1,2})\s*[.:：、\s]?\s*\S", following.text)
        return bool(after and int(after.group(1)) == int(numbered.group(1)) + 1)
    return False


def _attachment_list_end(items: tuple[object, ...], at: int) -> int:
    end = at + 1
    while end < len(items):
        item = items[end]
        if not isinstance(item, Line) or item.heading or len(item.text) > 60 or "。" in item.text:
            break
        if not re.match(r"^\d{1,2}[.、．]|^附\s*件\s*\d{1,2}\s*[.:：、\s]?\s*\S", item.text):
            break
        end += 1
    return end


def _opens_attachment(items: tuple[object, ...], at: int) -> bool:
    item = items[at]
    assert isinstance(item, Line)
    text = item.text
    if "。" in text or len(text) > 60:
        return False
    bare = re.fullmatch(r"(?:附\s*[件表录]|附)\s*(?:[一二三四五六七八九十\d]{1,2})?\s*[:：]?", text)
    return bool(bare) or bool(item.heading) or bool(re.match(r"^附\s*[件表录]\s*[一二三四五六七八九十\d]{1,2}", text))


def _mark_signature(items: tuple[object, ...], parts: list[Part], body_start: int, end: int) -> None:
    """Find the signature block: short lines of organisations and a date at the end of the main text."""
    for i in range(end - 1, body_start - 1, -1):
        item = items[i]
        if not isinstance(item, Line):
            break
        if parts[i] is Part.ATTACHMENT_LIST or _RULE.fullmatch(item.text.strip()):
            continue
        part = _closing_part(item.text)
        if part is None:
            break
        parts[i] = part
    for i in range(body_start + 1, end - 1):  # 印发通知: signed and dated, then what is issued
        line, before, after = items[i], items[i - 1], items[i + 1]
        if not (isinstance(line, Line) and isinstance(before, Line) and isinstance(after, Line)):
            continue
        dated = DATE.fullmatch(line.text.replace(" ", "")) and _signs(before.text)
        opens = TITLE_END.search(after.text) or after.heading or label_of(after.text)  # its title, or its first part
        if dated and opens:
            parts[i] = Part.SIGNATURE
            for at in range(i - 1, body_start, -1):  # one body a line
                above = items[at]
                if not (isinstance(above, Line) and _signs(above.text)):
                    break
                parts[at] = Part.SIGNATURE


def _closing_part(text: str) -> Part | None:
    """Return the part that a line at the end of the main text belongs to, or None when it is body."""
    if _PAGE.search(text) and len(text) <= 60 and "。" not in text:
        return Part.COLOPHON
    if _FURNITURE.match(text):
        return Part.COLOPHON if re.match(r"^抄|^主送|^[（(]?公开|^[（(]?信息|^（?此件", text) else Part.CONTACT
    if _PRINTED.search(text):
        return Part.COLOPHON
    if _signs(text):
        return Part.SIGNATURE
    if re.search(r"\d{3,4}-\d{7,8}|1[3-9]\d{9}", text) and len(text) < 80 and "。" not in text[:-1]:
        return Part.CONTACT
    return None


def _signs(text: str) -> bool:
    if len(text) > 60 or re.search(r"[。；：]", text) or label_of(text):
        return False
    if DATE.fullmatch(text.replace(" ", "")):
        return True
    words = DATE.sub("", text)
    found = _organisations(words, 0)
    return bool(found) and sum(len(n) for n, _ in found) >= 0.85 * len(re.sub(r"[\s、]", "", words))


def _read_tail(items: tuple[object, ...], parts: list[Part], facts: dict[str, object]) -> None:
    signatories: list[tuple[str, Span]] = []
    for item, part in zip(items, parts, strict=True):
        if not isinstance(item, Line):
            continue
        if part is Part.SIGNATURE:
            date = DATE.search(item.text)
            if date:
                facts["signed"] = (item.start + date.start(), item.start + date.end())
            signatories += _organisations(DATE.sub("", item.text), item.start)
        printed = _PRINTED.search(item.text) if part in (Part.COLOPHON, Part.SIGNATURE) else None
        if printed:
            facts["printed"] = (item.start + printed.start(1), item.start + printed.end(1))
    facts["signatories"] = tuple(signatories)
