"""Character level: marks, widths, brackets, punctuation and stray spaces of one line."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from kb.zh.normalise import normalise_document

CJK = r"\u3400-\u4dbf\u4e00-\u9fff\u3007〇"
_FULL = "，。、；：？！“”‘’《》（）〔〕【】—…％"
_PRIVATE = re.compile("[\ufe0f\ue000-\uf8ff]")  # glyphs that only the source's own font could show
_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|s|del|ins|span|font|sup|sub|small|big|mark|center|p|div|a|o:p|label)(?:\s[^<>]*)?/?>|<br\s*/?>",
    re.I,
)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]+)(?:\s+\"[^\"]*\")?\)")
_YEAR_BRACKET = re.compile(rf"(?<=[{CJK}])\s*[\[［【(（﹝]\s*((?:19|20)\d\d)\s*[\]］】)）﹞]\s*(?=第?\s*\d+\s*号)")
# Label that opens a line and keeps one space before what follows.
_LABEL = re.compile(
    r"^(第[零〇一二三四五六七八九十百千两\d]+(?:分编|[编章节条])(?:之[一二三四五六七八九十])?)[\s\u3000]+(?=\S)"
)
_SIGNED = re.compile(
    rf"^([{CJK}、 ]{{4,60}}?(?:厅|局|部|委|委员会|办公室|办公厅|政府|院|会|公司|中心)) +((?:19|20)\d\d ?年.*)$"
)
_ORG_END = re.compile(
    r"(?:厅|局|部|委|会|院|办|室|处|府|中心|公司|集团|银行|大学|协会|学会|人民政府|管委会|总队|支队)$"
)
CONTACT_CUE = re.compile(
    r"联\s*系\s*(?:人|单\s*位|部\s*门)|联\s*系\s*(?:电\s*话|方\s*式)|咨\s*询\s*电\s*话|电\s*话\s*[:：]|传\s*真\s*[:：]"
)
PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-—－ ]\s*\d{7,8}|1[3-9]\d{9}|1[3-9]\d-\d{4}-\d{4})(?!\d)")
_SPACED_WORDS = ("联系人", "联系电话", "联系方式", "咨询电话", "电话", "传真", "邮箱", "地址", "邮编", "附件", "备注")
_SPACED = re.compile("|".join(r"[ ]+".join(word) for word in _SPACED_WORDS if len(word) > 1))
_NAME_GAP = re.compile(rf"((?:联系人|联络人|经办人)[:：]\s*[{CJK}]) {{1,3}}([{CJK}])(?=[\s，,；;。、（(）)\d]|电|手|$)")
_ANY_BRACKET = re.compile(r"[()（）]")


def strip_marks(text: str) -> str:
    """Remove inline Markdown and HTML marks, keeping their words; `<决定>` in a law's title is not a mark."""
    text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text).replace("\u00a0", " ")
    text = _LINK.sub(r"\1", text)
    return _BOLD.sub(r"\2", text)


def clean_line(text: str, *, prose: bool | None = None) -> str:
    """Return one line of running text repaired.

    `prose` says whether blanks between Chinese characters are accidents; by default it is judged from the line:
    lines that name contacts, and headings that list organisations, keep the blanks that part their names.
    """
    text = _normalise(strip_marks(text)).strip()
    if not re.search(rf"[{CJK}]", text):
        return re.sub(r" {2,}", " ", text)
    text = _SPACED.sub(lambda m: m.group().replace(" ", ""), text)
    text = _punctuate(text)
    label = _LABEL.match(text)
    head, body = (label.group(1) + " ", text[label.end() :]) if label else ("", text)
    if CONTACT_CUE.search(body) or PHONE.search(body):
        body = _NAME_GAP.sub(r"\1\2", re.sub(r" {2,}", " ", body))
        body = _tighten_marks(body)
        return head + re.sub(rf"(?<=\d) (?=[{CJK}年月日])|(?<=[年月]) (?=\d)", "", body)
    if prose is None:
        prose = bool(re.search(r"[。，；]", body))
    body = _join_spaces(body, keep_organisations=not prose)
    return (head + body).strip()


def _normalise(text: str) -> str:
    # A full-width stop after a number that opens a line or item numbers it; it is no decimal point (1．2025年…).
    text = re.sub(r"(^|[：:；;\s\u3000])([\d０-９]{1,2})．\s*", r"\1\2. ", text)
    text = re.sub(r"(?<![\d０-９])([０-９]{1,3})，(?=[０-９]{3}(?![０-９]))", r"\1,", text)  # １，２６０
    return re.sub(r"[\u2000-\u200a\u202f\u205f\t]", " ", _PRIVATE.sub("", normalise_document(text)))


def clean_cell(text: str) -> str:
    """Return one table cell repaired; a cell never holds a tab or line break."""
    text = _normalise(strip_marks(text.replace("<br>", " ").replace("<br/>", " "))).strip()
    text = re.sub(r"\s+", " ", text)
    if re.search(rf"[{CJK}]", text):
        text = _join_spaces(_punctuate(text), keep_organisations=False)
        text = re.sub(r" ?([（）]) ?", r"\1", text)
    return text


def _join_spaces(text: str, *, keep_organisations: bool) -> str:
    text = _tighten_marks(text)
    signed = _SIGNED.match(text) if keep_organisations else None
    if signed:
        return _join_spaces(signed.group(1), keep_organisations=True) + " " + re.sub(r"\s", "", signed.group(2))
    text = re.sub(rf"(?<=[{CJK}]) +(?=\d)|(?<=\d) +(?=[{CJK}])", "", text)
    if not keep_organisations:
        return re.sub(rf"(?<=[{CJK}]) +(?=[{CJK}])", "", text)
    pieces = re.split(rf"(?<=[{CJK}]) +(?=[{CJK}])", text)
    out = pieces[0]
    for left, right in pairwise(pieces):
        apart = _ORG_END.search(left) and len(left) >= 4 and _ORG_END.search(right) and len(right) >= 4
        titled = _ORG_END.search(left) and len(left) >= 4 and re.match(r"关于", right) and " " in text
        numbered = re.match(rf"第[{CJK}\d]{{1,6}}(?:分编|[编章节])", right)
        out += (" " if (apart and not titled) or numbered else "") + right
    return out


def _tighten_marks(text: str) -> str:
    return re.sub(rf" *([{_FULL}]) *", r"\1", text)


def _punctuate(text: str) -> str:
    text = _YEAR_BRACKET.sub(r"〔\1〕", text)
    text = _brackets(text)
    if text.count('"') % 2 == 0:
        text = re.sub(r'"([^"\n]*)"', r"“\1”", text)
    text = re.sub(r"^(附\s*[件表录]\s*\d{0,2})\s*:", r"\1：", text)
    near = rf"{CJK}{_FULL}"
    for half, full in ((",", "，"), (";", "；"), ("?", "？"), ("!", "！"), (":", "：")):
        if half not in text:
            continue
        mark = re.escape(half)
        text = re.sub(rf"(?<=[{near}]) *{mark} *(?!//)", full, text)
        text = re.sub(rf"(?<=[\w)%]) *{mark} *(?=[{near}]|$)", full, text)
    # A sentence that ends in Chinese with a Western stop; "1." and "3.5" are left alone.
    return re.sub(rf"(?<=[{CJK}）”》])\.(?= *$| *[{CJK}“《（])", "。", text)


def _brackets(text: str) -> str:
    """Make brackets full-width where what they hold or touch is Chinese."""
    if not _ANY_BRACKET.search(text):
        return text
    stack: list[int] = []
    chars = list(text)
    for at, char in enumerate(text):
        if char in "(（":
            stack.append(at)
        elif char in ")）" and stack:
            start = stack.pop()
            inside = text[start + 1 : at]
            before, after = text[:start].rstrip()[-1:], text[at + 1 :].lstrip()[:1]
            touching = re.match(rf"[{CJK}{_FULL}]", before) or re.match(rf"[{CJK}{_FULL}]", after)
            if re.search(rf"[{CJK}]", inside) or touching or "（" in (char, text[start]) or char == "）":
                chars[start], chars[at] = "（", "）"
    for start in stack:  # never closed on this line
        if re.match(rf"[{CJK}]", text[start + 1 : start + 2]):
            chars[start] = "（"
    closes = "".join(chars)
    # An enumerator such as 1) keeps its half bracket; any other lone close after Chinese is widened.
    return re.sub(rf"(?<=[{CJK}])\)", "）", closes)
