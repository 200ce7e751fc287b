"""Find an article of a law on file, full text first, and the paragraph (款) of it that is meant."""

from __future__ import annotations

import re

from bot.desk import ToolContext
from bot.evidence import span
from bot.matching import covered
from bot.types import Evidence, Fact
from kb.types import Filters, Passage
from kb.zh.numerals import article_number, parse_integer

_PARAGRAPH = re.compile(r"第([一二三四五六七八九十\d]+)款")
_ITEM = re.compile(r"\s*(?:（[一二三四五六七八九十]+）|\([一二三四五六七八九十]+\))")
_POINT = re.compile(r"\d+[.．、]\s*")
_FINE = re.compile(
    r"([〇零一二三四五六七八九十百千万亿\d.]+)元以上([〇零一二三四五六七八九十百千万亿\d.]+)元以下(?:的)?罚款"
)


def article_evidence(context: ToolContext, law: str, article: str, *, about: str = "") -> Evidence | None:
    """Return the text of an article as evidence.

    Args:
        context: the desk.
        law: title of the law, with or without its edition.
        article: 第二十七条第二款.
        about: what the article is cited for; chooses the paragraph where `article` names none, else the first.
    """
    desk = context.desk
    number = article_number(article)
    # A digest that gives way to the full text still speaks where the text on file lacks the article.
    behind = desk.knowledge.superseded_digests
    for meta in sorted(desk.knowledge.named(law), key=lambda m: (m.id in behind, not m.full_text)):
        filters = Filters(document_ids=(meta.id,), article=number, as_of=context.as_of)
        passages = [h.passage for h in desk.searcher.search(article, k=20, filters=filters)]
        passages = sorted((p for p in passages if p.article == number), key=lambda p: p.start)
        if not passages:
            continue
        place = (
            _point(passages, article, about)
            if not meta.full_text
            else _paragraph(desk.text_of(meta.id), passages, article, about)
        )
        if place is not None:
            quote = (desk.text_of(meta.id) or "")[place[0] : place[1]]
            path = [part for part in passages[0].section_path if article_number(part) != number]
            section = " · ".join((*path, article))
            return span(desk, meta.id, *place, section=section, facts=fines(law, quote), tag=article)
    return None


def fines(subject: str, text: str) -> list[Fact]:
    """Return the bounds of each fine that `text` states, in units of 万元 where they are whole."""
    found: list[Fact] = []
    for match in _FINE.finditer(text):
        for name, words in (("罚款下限", match[1]), ("罚款上限", match[2])):
            value, unit = _amount(words)
            found.append(Fact(subject=subject, metric=name, value=value, unit=unit))
    return found


def _amount(words: str) -> tuple[str, str]:
    if words.endswith("万"):
        plain = words.removesuffix("万")
        return (plain if plain[0].isdigit() else str(parse_integer(plain))), "万元"
    value = int(float(words)) if words[0].isdigit() else parse_integer(words) or 0
    return (str(value // 10_000), "万元") if value >= 10_000 and value % 10_000 == 0 else (str(value), "元")


def _paragraph(text: str | None, passages: list[Passage], article: str, about: str) -> tuple[int, int] | None:
    """Return the 款 that `article` names; items （一）… belong to the 款 before them."""
    if text is None:
        return None
    start, end = passages[0].start, passages[-1].end
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        if not line[0].strip():
            continue
        if found and _ITEM.match(line[0]):
            found[-1] = (found[-1][0], start + line.end())
        else:
            found.append((start + line.start(), start + line.end()))
    match = _PARAGRAPH.search(article)
    if match is None and about and found:
        return max(found, key=lambda place: covered(about, text[place[0] : place[1]]))
    index = (parse_integer(match[1]) or 1) - 1 if match else 0
    if 0 <= index < len(found):
        return found[index]
    return None


def _point(passages: list[Passage], article: str, about: str) -> tuple[int, int] | None:
    """Return the point of a digest that opens with the article: of that 款, else the one closest to `about`."""
    found: list[tuple[float, tuple[int, int]]] = []
    for passage in passages:
        for line in re.finditer(r"[^\n]+", passage.text):
            number = _POINT.match(line[0])
            offset = line.start() + (number.end() if number else 0)
            words = passage.text[offset : line.end()]
            if article_number(words) == article_number(article):
                exact = 1.0 if _PARAGRAPH.search(article) and words.startswith(article) else 0.0
                found.append((exact + covered(about, words), (passage.start + offset, passage.start + line.end())))
    return max(found, key=lambda item: item[0])[1] if found else None
