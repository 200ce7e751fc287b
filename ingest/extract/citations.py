"""Documents named in the text (《…》) and statements that end other documents (《…》同时废止)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.extract.sentences import Sentence
from ingest.parse.anatomy import DOC_NUMBER
from ingest.validity_words import days
from kb.types import CitedDocument, DocumentMeta, Repeal

TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_NUMBER_AFTER = re.compile(
    r"^\s*[（(]([^（）()]*?(?:〔(?:19|20)\d\d〕第?\d+号|第[\d一二三四五六七八九十百]+号|令[^（）]{0,12}号|公告[^（）]{0,20}号))[^（）()]*[）)]"
)
_BASIS = re.compile(r"根据|依据|按照|依照|遵照|贯彻落实|贯彻|落实")
_ENDS = re.compile(r"同时废止|予以废止|即行废止|(?<!未)(?:自[^，。；]{0,20}?起)?废止|停止执行|同时失效|不再执行")
_NOT_AN_END = re.compile(r"(?:修改|修订)(?:、|或者?|和)废止|废止(?:的|或者|、)|已(?:经)?废止")


def read_citations(sentences: Iterable[Sentence], meta: DocumentMeta) -> tuple[CitedDocument, ...]:
    """Return every mention of another document in order.

    A mention is a legal basis where 根据, 依据, 按照 … governs it.  In laws only the first article states a basis:
    further on 依照《…》 refers to a procedure.
    """
    found: list[CitedDocument] = []
    laws = meta.kind in ("law", "regulation", "rule", "extract")
    for sentence in sentences:
        for title in TITLE.finditer(sentence.text):
            number = _NUMBER_AFTER.match(sentence.text[title.end() :])
            basis = _is_basis(sentence.text[: title.start()]) and not (laws and (sentence.place.article or 1) > 1)
            found.append(
                CitedDocument(
                    id=f"{meta.id}#r{len(found) + 1}",
                    document_id=meta.id,
                    title=title.group(1).replace("\n", ""),
                    doc_number=number.group(1) if number else None,
                    basis=basis,
                    start=sentence.start + title.start(),
                    end=sentence.start + title.end(),
                )
            )
    return tuple(found)


def _is_basis(before: str) -> bool:
    """Say whether a word of basis governs what follows: nothing but other titles and their links stand between."""
    cues = list(_BASIS.finditer(before))
    if not cues:
        return False
    between = TITLE.sub("", before[cues[-1].end() :])
    between = re.sub(r"（[^（）]*）", "", between)
    return not re.search(r"[，。；]", between) or bool(
        re.fullmatch(r"[、，和及以与\s]*(?:以及)?[\u4e00-\u9fff]{0,20}", between)
    )


def read_repeals(sentences: Iterable[Sentence], meta: DocumentMeta) -> tuple[Repeal, ...]:
    """Return the documents that this one ends; the day is the one stated, else the day this one comes into force."""
    found: list[Repeal] = []
    for sentence in sentences:
        text = sentence.text
        end = _ENDS.search(text)
        if end is None or _NOT_AN_END.search(text):
            continue
        stated = [
            t for t in days(text) if re.match(r"^起", text[t.end :]) and t.start > text.rfind("》", 0, end.start())
        ]
        day = stated[-1].first if stated else meta.valid_from or meta.published
        scope = text[: end.start()]
        titles = [m.group(1).replace("\n", "") for m in TITLE.finditer(scope)]
        if not titles:
            titles = [m.group() for m in DOC_NUMBER.finditer(scope)]
        for title in titles:
            found.append(
                Repeal(
                    id=f"{meta.id}#x{len(found) + 1}",
                    document_id=meta.id,
                    title=title,
                    on=day,
                    start=sentence.start,
                    end=sentence.end,
                )
            )
    return tuple(found)
