"""Enumerations in running text (深圳、佛山、江门等市), with what they list and whether 等 leaves them open."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.extract.sentences import Sentence
from kb.lexicon_index import INDUSTRY, ORGANISATION, REGION, LexiconIndex
from kb.types import DocumentMeta, NamedList
from kb.zh.numerals import parse_integer

_ITEM = r"[\u4e00-\u9fffA-Za-z0-9（）“”·.\-]{1,24}"
_LIST = re.compile(rf"(?P<first>{_ITEM})(?P<rest>(?:、{_ITEM}?){{1,40}})(?=[，。；：]|$|\s)")
_DOCUMENTS = re.compile(r"《[^《》]+》(?:（[^（）]*）)?(?:[、，和及]*《[^《》]+》(?:（[^（）]*）)?)+")
_OPEN = re.compile(r"等(?!级|量|效|同|额|价|于|待|候|次)")
_CLOSED_BEFORE = re.compile(r"(?:包括|包含|分别为|分别是|即|为|是|有|涉及|涵盖|如下)[:：]?$")
_VERBS = (
    "公布|公开|披露|报送|提交|填报|享受|汇总|上传|属于|从事|符合|持续推进|加快推进|统筹推进|重点推进|深入推进|推进|推动|推广|包括|包含|涵盖|涉及|围绕|聚焦|针对|开展|组织|落实|明确|建立|完善|加强|强化|支持|鼓励|引导|实施|制定|提供|提高|提升|"
    "充分发挥|在|对|对于|将|按照|根据|通过|由|向|从|与|及|和|以|为|是|于|要|应|须|会同|联合|督促|指导|完成|做好|选取|选择|重点|优先|特别是|尤其是|以及|主要"
)
_LEAD = re.compile(rf"^(?:.*(?:{_VERBS}))(?=[\u4e00-\u9fff]{{2,}})")
_MODAL = re.compile(r"应当?|须|需|要|不得|可以?|负责|的$")
_SINGLE = (REGION, INDUSTRY, ORGANISATION)


def read_lists(sentences: Iterable[Sentence], meta: DocumentMeta, index: LexiconIndex) -> tuple[NamedList, ...]:
    """Return the enumerations of a document in order.

    Regions, industries, organisations and documents are recognised by what their items are; other lists only where
    等 closes them, because a plain A、B和C is more often grammar than a list one asks for.
    """
    found: list[NamedList] = []
    for sentence in sentences:
        for start, end, category, items, topic, open_ended in _lists(sentence.words, index):
            found.append(
                NamedList(
                    id=f"{meta.id}#l{len(found) + 1}",
                    document_id=meta.id,
                    topic=topic,
                    category=category,
                    items=items,
                    open_ended=open_ended,
                    section_path=sentence.place.path,
                    start=sentence.lead + start,
                    end=sentence.lead + end,
                )
            )
    return tuple(found)


_Found = tuple[int, int, str, tuple[str, ...], str, bool]


def _lists(text: str, index: LexiconIndex) -> list[_Found]:
    found: list[_Found] = []
    for match in _DOCUMENTS.finditer(text):
        titles = tuple(re.findall(r"《([^《》]+)》", match.group()))
        open_ended = bool(_OPEN.match(text[match.end() :]))
        found.append(
            (
                match.start(),
                match.end() + open_ended,
                "document",
                titles,
                _topic(text, match.start(), match.end()),
                open_ended,
            )
        )
    at = 0
    for clause in re.split(r"(?<=[，。；：])", text):
        if "、" in clause:
            found += [(at + s, at + e, c, i, t, o) for s, e, c, i, t, o in _in_clause(clause, text[:at], index)]
        at += len(clause)
    return sorted(found)


def _in_clause(clause: str, before: str, index: LexiconIndex) -> list[_Found]:
    body = clause.rstrip("，。；：")
    if "《" in body:
        return []
    known = _known(body, before, index)
    return known if known else _open_list(body)


def _known(body: str, before: str, index: LexiconIndex) -> list[_Found]:
    """Find runs of regions, industries or organisations joined by 、 and 和."""
    found: list[_Found] = []
    for kind, category in ((REGION, "region"), (INDUSTRY, "industry"), (ORGANISATION, "organisation")):
        matches = index.find(body, kinds=(kind,))
        run: list[tuple[int, int]] = []
        for match in [*matches, None]:
            if match is not None and run and match.start < run[-1][1]:
                continue
            joined = match is not None and run and _link(body[run[-1][1] : match.start])
            if match is not None and (not run or joined):
                run.append((match.start, match.end))
                continue
            found += _run(body, before, run, category)
            run = [(match.start, match.end)] if match is not None else []
    if len(found) > 1:  # the same words can be read as industry and organisation: keep the longest run
        found.sort(key=lambda f: (-len(f[3]), f[0]))
        kept: list[_Found] = []
        for item in found:
            if all(item[1] <= k[0] or k[1] <= item[0] for k in kept):
                kept.append(item)
        return kept
    return found


def _link(between: str) -> bool:
    return bool(re.fullmatch(r"[市省县区业行]?[、和及与]+(?:以及)?", between))


def _run(body: str, before: str, run: list[tuple[int, int]], category: str) -> list[_Found]:
    if not run:
        return []
    start, end = run[0][0], run[-1][1]
    items = [body[a:b] for a, b in run]
    # Items that the lexicon lacks stand between commas on either side of those it knows.
    head = re.search(rf"((?:{_ITEM}、)+)$", body[:start])
    if head and category != "organisation":
        extra = head.group(1).rstrip("、").split("、")
        extra[0] = _LEAD.sub("", extra[0])
        if all(0 < len(x) <= 8 for x in extra):
            items = extra + items
            start -= sum(len(x) + 1 for x in extra)
    tail = re.match(rf"((?:[业行市]?、{_ITEM}?)+?)(?=等|[，。；]|$)", body[end:])
    if tail and category != "organisation":
        extra = [x for x in tail.group(1).split("、") if x]
        if extra and all(0 < len(x) <= 8 for x in extra) and not re.search(r"和|及", tail.group(1)):
            items += extra
            end += tail.end()
    after = re.match(r"[市省区县]?等(?:[市省区县](?![级场区]))?", body[end:])
    open_ended = bool(after and _OPEN.match(body[end:].lstrip("市省区县")))
    if len(items) < (2 if open_ended else 3):
        return []
    stop = end + (after.end() if open_ended and after else 0)
    counted = re.match(r"[一二三四五六七八九十\d]+[个家市]", body[stop:])
    if open_ended and counted and _count(counted.group()) == len(items):
        open_ended = False  # 深圳、佛山等2市: the number closes the list
    return [
        (
            start,
            stop,
            category,
            tuple(items),
            _topic(before + body, len(before) + start, len(before) + stop),
            open_ended,
        )
    ]


def _count(text: str) -> int | None:
    return parse_integer(text.rstrip("个家市"))


def _open_list(body: str) -> list[_Found]:
    """Find A、B、C等X, where the items are any words."""
    found: list[_Found] = []
    for close in _OPEN.finditer(body):
        head = body[: close.start()]
        pieces = re.split(r"、|(?<=[\u4e00-\u9fff])(?:和|以及|及)(?=[\u4e00-\u9fff])", head)
        if head.count("、") < 1 or len(pieces) < 3:
            continue
        items = pieces[-12:]
        if len(pieces) <= 12:
            items[0] = _LEAD.sub("", items[0])
        if not all(1 < len(x) <= 16 and not _MODAL.search(x) for x in items[1:]) or not 1 < len(items[0]) <= 16:
            continue
        start = body.find(items[0], max(0, close.start() - sum(len(x) + 2 for x in items) - 4))
        if start < 0:
            continue
        found.append((start, close.end(), "other", tuple(items), _topic(body, start, close.end()), True))
    return found


def _topic(text: str, start: int, end: int) -> str:
    """Return the words that say what is listed: after the list where words follow, else before it."""
    after = re.split(r"[，。；：]", text[end:].removeprefix("等"))[0].strip()
    after = re.sub(r"^(?:应当?|要|须)", "", after)
    ahead = re.split(r"[，。；]", text[:start])[-1].strip()
    if _CLOSED_BEFORE.search(ahead):
        subject = _CLOSED_BEFORE.sub("", ahead).strip("：: ")
        return subject or after
    return after if len(after) >= 2 else ahead
