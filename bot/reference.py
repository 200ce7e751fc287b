"""Which documents a question is about, and which ones it names that are not on file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.authority import placed
from bot.desk import Desk
from bot.ended import ended_by
from bot.matching import bigrams, covered
from bot.own_notice import notice_numbered, notice_of
from bot.question import Question, default_phrases, topic_of
from kb.lexicon_index import REGION
from kb.types import DocumentMeta

_ALIAS_CHARS = 3
_CODE = "法典"  # there is but one
# A topic (清洁生产审核创新试点) is also the short title of a document, but to speak of it is not to name the document.
_NAMES_DOCUMENT = re.compile(r"(?:法|法典|条例|办法|规定|方案|通知|意见|指南|规划|细则|公告|决定|文|函)$")


# 2025年的通知, 今年的文件: a notice of a year, not a figure of that year in it.
_DATED = re.compile(
    r"(?:((?:19|20)\d{2})年?度?|(今年|去年|明年|前年|本年度?))(?:的|省里的?|全省|工业领域|关于|开展|清洁生产|工作|这份|那份|那个|这个){0,6}(通知|文件|方案)"
)
_SHORTENED = re.compile(r"([一-龥“”\"]{2,24}(方案|办法|条例|法典|指南|细则))")
_SHORTENED_CHARS, _SHORTENED_SHARE = 6, 0.72
_KINDS_OF_RULES = frozenset({"办法", "条例", "法典", "细则"})  # a 方案 or 指南 may be a thing that the text speaks of
_KINDS_OF_PLANS, _OF_STATE, _STEM_CHARS = frozenset({"方案"}), frozenset({"全国", "国家"}), 2
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
_THAT_ONE, _OF_CARRYING = re.compile("[那这][份部个项]"), re.compile("(?:实施|推行|工作|总体)+$")
_EMPTY_STEM = re.compile(r"(?:管理|实施|暂行|试行|具体|相关|有关|这个|那个|该|新|旧|处理|解决|什么|怎么|没有?)+")
_TOPIC_PAIRS, _HOLDS_MORE = 2, 0.25
_NEWEST = re.compile(r"最新(?:的|一份|一个|发布|印发|出台)*(?:通知|文件|公告)")
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "大前年": -3, "前年": -2, "明年": 1}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Documents named (by title, alias or number), titles named but not on file, and whether 通知 was said at large."""

    named: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    generic: bool = False


def _supposes_number(question: Question) -> bool:
    """Say whether a number is only supposed to be that of a document (文号是…41号吧), which it does not name."""
    return "doc_number" in question.fields and default_phrases().confirms.search(question.text) is not None


def resolve(desk: Desk, question: Question, as_of: date, *, meant: str | None = None) -> Reference:
    """Return the documents that `question` refers to; 今年的通知 is the one of the year of `as_of`.

    Where it names none, that is the one `meant` by the place that it names.
    """
    named: list[str] = []
    missing: list[str] = []
    for title in question.titles:
        found = [m.id for m in desk.knowledge.named(title)] or _by_part(desk, title)
        named += found
        if not found:
            missing.append(f"《{title}》")
    lettered = notice_numbered(desk, question.text) if question.doc_numbers else None
    for number in question.doc_numbers:
        if "〔" not in number and lettered is not None:  # 皖知运14号文, and another notice has a 14号 too
            named.append(lettered)
            continue
        found = [m.id for m in desk.knowledge.metas.values() if m.doc_number and number in m.doc_number] or [
            m.id for m in desk.knowledge.metas.values() if number in m.aliases
        ]
        named += found
        if not found and "〔" in number and not _supposes_number(question):
            missing.append(number)
    if not named:
        named += _mentioned(desk, question.text) or _alike(desk, question.text)
    if not named and _NEWEST.search(question.text):
        named = list(desk.primary[:1])
    dated = _DATED.search(question.text) if not named else None
    if dated is not None:
        year = as_of.year + _RELATIVE[dated[2]] if dated[2] else int(dated[1])
        named = list(placed(desk, [i for i in desk.primary if year_of(desk.meta(i)) == year], question.text))
        if not named:
            missing.append(f"{year}年的{dated[3]}")
    if not named and not missing and meant is not None:
        named = [meant]
    if not named and (absent := _list_absent(desk, question.text)) is not None:
        missing.append(absent)
    if missing and question.shows("status") and ended_by(desk, question.text) is not None:
        missing = []  # not on file, but a notice says that it is void
    return Reference(
        named=tuple(i for i in dict.fromkeys(named) if i not in desk.knowledge.superseded_digests),
        missing=tuple(missing),
        generic=default_phrases().means_notice.search(question.text) is not None or bool(_of_kind(desk, question.text)),
    )


def focus(desk: Desk, question: Question, recent: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the document that 通知 means where none is named: of the year asked for, last talked about, or newest.

    Among several, one whose text holds more of what the question is about goes before a newer one that does not.
    """
    candidates = (
        _of_kind(desk, question.text)
        or (placed(desk, desk.primary, question.text) if desk.provinces_in(question.text) else desk.primary)
        or tuple(
            m.id for m in sorted(desk.knowledge.metas.values(), key=lambda m: str(m.published or ""), reverse=True)
        )
    )
    of_year = tuple(i for i in candidates if year_of(desk.meta(i)) in question.years)
    of_notices = default_phrases().means_only_notice.search(question.text) is not None and bool(desk.primary)
    pointed = notice_of(desk, question.text)
    if pointed is not None and (pointed in of_year or not of_year):
        return (pointed,)
    spoken_of = tuple(i for i in recent if i in desk.knowledge.metas)[:1]
    talked = tuple(i for i in spoken_of if i in desk.primary or not of_notices)
    first = of_year or tuple(dict.fromkeys((*talked, *candidates)))
    if len(first) < 2:
        return first
    topic = bigrams(topic_of(desk, question))
    if len(topic) < _TOPIC_PAIRS:
        return first[:1]
    held = {i: len(topic & desk.pairs_of(i)) / len(topic) for i in first}
    best = max(first, key=lambda i: held[i])  # the first of those that hold as much
    return (best,) if held[best] >= held[first[0]] + _HOLDS_MORE else first[:1]


def _list_absent(desk: Desk, text: str) -> str | None:
    """Return the list of parties that a question asks for (咨询机构名单), where no document has or speaks of one."""
    said = default_phrases().list_of_party.search(text)
    if said is None:
        return None
    whose, noun = said["whose"], said["noun"]
    ways = {whose} | {way for _, name in desk.index.lookup(whose) for way in (name, *desk.forms.get(name, ()))}
    held = (f"{n.topic}" for n in desk.knowledge.lists)
    tables = (f"{t.title}{''.join(c.text for c in t.header)}" for t in desk.knowledge.tables)
    if any(way in words for words in (*held, *tables) for way in ways):
        return None
    texts = (desk.text_of(i) or "" for i in desk.primary)
    told = any(noun in line and any(w in line for w in ways) for body in texts for line in body.split("\n"))
    return None if told else whose + noun


def _of_kind(desk: Desk, text: str) -> tuple[str, ...]:
    """Return the documents of the kind that `text` points to (这个办法, 指南里), full texts first, then the newest."""
    match = default_phrases().means_own.search(text)
    if match is None:
        return ()
    found = [desk.meta(i) for i in desk.by_ending.get(match[1], ()) if i not in desk.knowledge.superseded_digests]
    full = [m for m in found if m.full_text] or found
    newest = sorted(full, key=lambda m: str(m.published or ""), reverse=True)
    return tuple(m.id for m in sorted(newest, key=lambda m: m.id not in desk.primary))


def year_of(meta: DocumentMeta) -> int | None:
    """Return the year a document is for: of its targets, else of its signing."""
    return meta.target_year or (meta.published.year if meta.published else None)


def target_year(desk: Desk) -> int | None:
    """Return the year that the newest notice is for; None without a notice."""
    return year_of(desk.meta(desk.primary[0])) if desk.primary else None


def _by_part(desk: Desk, title: str) -> list[str]:
    return [m.id for m in desk.knowledge.metas.values() if len(title) >= 4 and title in m.title]


def _mentioned(desk: Desk, text: str) -> list[str]:
    """Return documents whose title or alias stands in the question; of several, those with the longest name."""
    found = [
        (len(name), document_id)
        for name, document_id in desk.names
        if name in text and (len(name) >= _ALIAS_CHARS or name.endswith(_CODE)) and _NAMES_DOCUMENT.search(name)
    ]
    longest = max((n for n, _ in found), default=0)
    return [i for n, i in found if n == longest]


def _by_stem(desk: Desk, stem: str, kind: str) -> list[str]:
    """Return the one document whose title names a thing and its kind (民宿办法: 民宿管理办法), else nothing."""
    of_place = stem in _OF_STATE or any(len(stem) == m.end - m.start for m in desk.index.find(stem, kinds={REGION}))
    rules = kind in _KINDS_OF_RULES or (kind in _KINDS_OF_PLANS and of_place)  # 全国方案: of the plans one
    if len(stem) < _STEM_CHARS or not rules or _EMPTY_STEM.fullmatch(stem):
        return []
    short = re.compile(".{0,2}".join(map(re.escape, stem)) + f".*{kind}")  # 固废条例, of 固体废物
    found = [m for m in desk.knowledge.metas.values() if stem in m.title and kind in m.title[m.title.find(stem) :]]
    found = found or [m for m in desk.knowledge.metas.values() if short.search(m.title)]
    held = {_BRACKET.sub("", m.title): m.id for m in found}
    return list(held.values()) if len(held) == 1 else []


def _alike(desk: Desk, text: str) -> list[str]:
    """Return the document whose title the question shortens (十四五清洁生产方案), where one alone fits."""
    match = _SHORTENED.search(text)
    if match is None:
        return []
    words = re.sub(r"^(?:根据|按照|依据|请问|关于|在|那|这个|该|对|和|与|的|是|现在|目前)+", "", match[1])
    words = _THAT_ONE.sub("", words)
    stem = _OF_CARRYING.sub("", words.removesuffix(match[2]))
    found = _by_stem(desk, stem, match[2])
    if found or len(words) < _SHORTENED_CHARS:
        return found
    scored = sorted(
        (
            (covered(words, m.title), m.id)
            for m in desk.knowledge.metas.values()
            if m.title.rstrip("）").find(match[2]) > 0
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < _SHORTENED_SHARE or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return []
    return [scored[0][1]]
