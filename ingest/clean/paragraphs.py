"""Line level: put together what line wrap, blank lines and page breaks cut apart."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from ingest.blocks import Block, PageBreak, Paragraph
from ingest.clean.chars import CONTACT_CUE, clean_line
from ingest.extract.phones import EMAIL, PHONE

_NUMERAL = r"[零〇一二三四五六七八九十百千两\d]"
LABEL_START = re.compile(
    rf"^(?:第{_NUMERAL}+(?:分编|[编章节条款项])|[一二三四五六七八九十百]{{1,3}}[、.．]|[（(][一二三四五六七八九十百\d]{{1,3}}[）)]"
    rf"|\d{{1,2}}[.．、](?:(?!\d)|(?=(?:19|20)\d\d\s?年))|\d{{1,2}}[）)]|[①-⑳⑴-⒇]|附\s*[件录表]|附[:：]|注\s*[:：]|备注\s*[:：]|说明\s*[:：]"
    rf"|[（(]?联系人|[（(]?联系方式|[（(]?联系电话|公开方式|[（(]?此件|抄送|主送|抄报|表\s*\d|图\s*\d|单位\s*[:：]|[-·•])"
)
DOCUMENT_TYPE = (
    "通知|意见|方案|办法|函|公告|通告|决定|规定|细则|条例|报告|批复|规划|计划|指南|纪要|请示|命令|令|通报|公报|规范|制度"
    "|目录|要点|措施|规则|标准|名单|清单"
)
TITLE_END = re.compile(rf"(?:{DOCUMENT_TYPE})(?:（[^（）]*）)?$")
DATE_LINE = re.compile(
    r"^(?:[^，。；]{0,30}?)(?:19|20)?(?:\d{2,4}|[〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日(?:印发)?$"
)
_TERMINAL = re.compile(r"[。！？：；!?…][”’）)》】]*$")
_OPEN_ENDED = re.compile(r"[，、（“《〔—]$")
_CONTINUING = re.compile(r"^[，。、；：？！”）》〕%]")
_WAY_ENDS = re.compile(rf"(?:{EMAIL.pattern}|{PHONE.pattern})$")  # 邮箱：a@b.cn ends the line of one contact
_FRONT_LINES = 12
_BODY_SALUTATION = re.compile(r"[:：]$")


def clean_paragraphs(blocks: list[Block]) -> list[Block]:
    """Return the blocks with every paragraph cleaned and broken ones joined; grids and page breaks stay in place.

    A page break inside a joined sentence is dropped after it: the sentence belongs to the page it began on.
    """
    cleaned: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            text = clean_line(block.text)
            if text:
                cleaned.append(replace(block, text=text))
        else:
            cleaned.append(block)
    width = _wrap_width(cleaned)
    indents = _uses_indents(cleaned)
    out: list[Block] = []
    waiting: list[PageBreak] = []  # page breaks since the last paragraph
    tail_chars = 0  # length of the last source line of the paragraph under construction
    for block in cleaned:
        last = out[-1] if out else None
        if isinstance(block, PageBreak):
            waiting.append(block)
            continue
        if isinstance(block, Paragraph) and isinstance(last, Paragraph):
            front = _in_front(out)
            if _broken_title(last, block, front=front) or _continues(
                last, block, width=width, tail_chars=tail_chars, indents=indents, paged=bool(waiting), front=front
            ):
                tail_chars = len(block.text)
                out[-1] = replace(last, text=_joined(last.text, block.text), hard_break=block.hard_break)
                out += waiting
                if waiting:  # keep the paragraph last, so that a further piece can join it
                    out.append(out.pop(len(out) - 1 - len(waiting)))
                waiting = []
                continue
        out += waiting
        waiting = []
        out.append(block)
        tail_chars = len(block.text) if isinstance(block, Paragraph) else 0
    return out + waiting


def _wrap_width(blocks: list[Block]) -> int:
    """Return the line width at which the source wraps, or 0 where it does not."""
    lengths = sorted(len(b.text) for b in blocks if isinstance(b, Paragraph) and not b.heading)
    if len(lengths) < 8:
        return 0
    wide = lengths[int(len(lengths) * 0.95)]
    full = sum(wide * 0.85 <= n <= wide * 1.1 for n in lengths)
    return wide if 15 <= wide <= 70 and full >= 0.25 * len(lengths) else 0


def _uses_indents(blocks: list[Block]) -> bool:
    prose = [b for b in blocks if isinstance(b, Paragraph) and not b.heading]
    return bool(prose) and sum(b.indented for b in prose) >= max(3, len(prose) // 8)


def _in_front(out: list[Block]) -> bool:
    """Say whether we are still before the body: few lines read, no salutation or sentence yet."""
    texts = list(islice((b.text for b in out if isinstance(b, Paragraph)), _FRONT_LINES + 1))
    return len(texts) <= _FRONT_LINES and not any(_BODY_SALUTATION.search(t) or "。" in t for t in texts)


def _broken_title(last: Paragraph, block: Paragraph, *, front: bool) -> bool:
    if not front or "关于" not in last.text or TITLE_END.search(last.text) or block.heading not in (0, last.heading):
        return False
    if re.search(r"[。：:]", last.text + block.text) or LABEL_START.match(block.text) or len(block.text) > 40:
        return False
    return not re.search(r"\d+号$", block.text) and not DATE_LINE.match(block.text)


def _continues(
    last: Paragraph, block: Paragraph, *, width: int, tail_chars: int, indents: bool, paged: bool, front: bool
) -> bool:
    if last.heading or block.heading:
        return False
    if _CONTINUING.match(block.text):
        return True
    if LABEL_START.match(block.text) or DATE_LINE.match(block.text) or CONTACT_CUE.search(block.text[:12]):
        return False
    if CONTACT_CUE.search(last.text) and last.text.count("（") > last.text.count("）"):
        return True
    if _OPEN_ENDED.search(last.text) and not block.indented:
        return True
    adjacent = not block.after_blank
    if not adjacent and CONTACT_CUE.search(last.text) and _WAY_ENDS.search(last.text):
        return False
    if front and not re.search(r"[，。；]", last.text):
        return False
    if indents and adjacent and not block.indented and width and tail_chars >= 0.8 * width:
        return True
    if _TERMINAL.search(last.text):
        return False
    if indents and block.indented and not paged:
        return False
    wrapped = adjacent and not last.hard_break and width > 0 and tail_chars >= 0.85 * width
    if wrapped and not (indents and block.indented):
        return True
    prose = re.search(r"[，。；]", last.text) and len(last.text) >= 15
    sentence = re.search(r"[，。；、]", block.text) or _TERMINAL.search(block.text)
    return bool(prose and sentence and not last.hard_break)


def _joined(left: str, right: str) -> str:
    gap = " " if re.search(r"[A-Za-z,;]$", left) and re.match(r"[A-Za-z]", right) else ""
    return clean_line(left + gap + right)
