"""Hybrid search: words and meaning, over the versions of documents that are on file, within filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from kb.errors import FixInput
from kb.fusion import FusionWeights, fuse
from kb.index.lexical import LexicalIndex
from kb.knowledge import Knowledge
from kb.passage_cache import PassageCache
from kb.protocols import PassageIndex, RecordStore
from kb.types import DocumentMeta, Filters, Hit, IndexHit, Passage
from kb.validity import legal_status
from kb.zh.numerals import parse_integer

_NUMERAL = r"([0-9]{1,4}|[〇零一二两三四五六七八九十百千]{1,9})"
# 第二十七条, 第27条; a bare 27条 only where it opens the query or follows the last character of a law's name.
_ARTICLE = re.compile(rf"第\s*{_NUMERAL}\s*条|(?:^|(?<=[法例定则典》]))\s*{_NUMERAL}\s*条")
_CANDIDATES = 60
_WIDE = 10  # how many times more candidates are fetched when a filter left too few
_MANY_PASSAGES = 20_000  # from so many on, both indexes are searched at once: each takes milliseconds outside Python
_SEARCHES_BESIDE = 8
_FEW_DOCUMENTS = 200  # up to so many, the indexes themselves restrict the search


def article_named(query: str) -> int | None:
    """Return the article number that a query asks for (第二十七条, 第27条, 27条), or None."""
    match = _ARTICLE.search(query)
    return parse_integer(match[1] or match[2]) if match else None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A passage that either index found, with what each said; None where it did not find it."""

    passage: Passage
    document: DocumentMeta
    lexical: float | None
    dense: float | None


Ranker = Callable[[str, Sequence[Candidate]], list[Hit]]
"""Orders candidates, best first; may add a calibrated probability to each hit."""


class ScoreMix:
    """Rank by the weighted sum of both indexes' standard scores."""

    def __init__(self, weights: FusionWeights | None = None) -> None:
        self.weights = weights or FusionWeights()

    def __call__(self, _query: str, candidates: Sequence[Candidate]) -> list[Hit]:
        """Return one hit per candidate, best first; ties keep their order."""
        lexical = {c.passage.id: c.lexical for c in candidates if c.lexical is not None}
        dense = {c.passage.id: c.dense for c in candidates if c.dense is not None}
        scores = fuse(lexical, dense, self.weights)
        hits = [
            Hit(passage=c.passage, score=scores[c.passage.id], lexical_score=c.lexical, dense_score=c.dense)
            for c in candidates
        ]
        return sorted(hits, key=lambda hit: -hit.score)


class HybridSearcher:
    """`kb.protocols.Searcher` over a record store and its two indexes."""

    def __init__(
        self,
        *,
        store: RecordStore,
        knowledge: Callable[[], Knowledge],
        lexical: Callable[[], LexicalIndex],
        dense: Callable[[], PassageIndex | None],
        ranker: Ranker | None = None,
    ) -> None:
        """Hold what is searched; the indexes are opened by the first search that needs them.

        Args:
            store: where passages are read.
            knowledge: returns the current snapshot, which says what versions are on file and in force.
            lexical: returns the lexical index.
            dense: returns the dense index, or None to search by words alone.
            ranker: orders what both found.
        """
        self._passages = PassageCache(store)
        self._knowledge = knowledge
        self._lexical = lexical
        self._dense = dense
        self._ranker = ranker or ScoreMix()
        self._beside = ThreadPoolExecutor(max_workers=_SEARCHES_BESIDE, thread_name_prefix="dense")

    def search(self, query: str, *, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Return the best passages, best first.

        Passages of an article that the query names stand first; digests whose full text is on file stand last.

        Raises:
            FixInput: `filters` asks for a legal status without saying on which day.
            RebuildIndex: index and code or model do not belong together.
        """
        wanted = filters or Filters()
        knowledge = self._knowledge()
        allowed = _allowed_documents(wanted, knowledge)
        article = article_named(query) if wanted.article is None else wanted.article
        restricted = bool(wanted.kinds) or allowed is not None
        hits: list[Hit] = []
        for size in (max(_CANDIDATES, k), _WIDE * max(_CANDIDATES, k)):
            candidates = self._candidates(query, size, wanted, knowledge, allowed, article)
            hits = self._ranker(query, candidates)
            if len(hits) >= k or not restricted:
                break
        return _in_order(query, hits, article, knowledge)[:k]

    def _candidates(
        self,
        query: str,
        size: int,
        filters: Filters,
        knowledge: Knowledge,
        allowed: frozenset[str] | None,
        article: int | None,
    ) -> list[Candidate]:
        within = sorted(allowed) if allowed is not None and len(allowed) <= _FEW_DOCUMENTS else None
        lexical = self._lexical()
        dense = self._dense() if filters.article is None else None
        near: Callable[[], list[IndexHit]] = list
        if dense is not None:
            near = partial(dense.search, query, k=size, document_ids=within)
            if lexical.passage_count() >= _MANY_PASSAGES:
                near = self._beside.submit(near).result
        found = lexical.search(query, k=size, document_ids=within) if filters.article is None else []
        if article is not None:
            found += lexical.search(query, k=size, document_ids=within, article=article)
        words = _current(found, knowledge, allowed)
        meaning = _current(near(), knowledge, allowed)
        passages = self._passages.passages([*words, *meaning], generation=knowledge.generation)
        return [
            Candidate(
                passage=passage,
                document=knowledge.stated[passage.document_id],
                lexical=words.get(passage.id),
                dense=meaning.get(passage.id),
            )
            for passage in passages.values()
            if passage.document_id in knowledge.stated and (not filters.kinds or passage.kind in filters.kinds)
        ]


def _in_order(query: str, hits: list[Hit], article: int | None, knowledge: Knowledge) -> list[Hit]:
    """Put the article that the query names first, the law that it names before others, and replaced digests last."""
    behind = knowledge.superseded_digests
    named = frozenset(knowledge.named_in(query)) if article is not None else frozenset()

    def place(hit: Hit) -> tuple[bool, bool, bool]:
        passage = hit.passage
        is_article = article is not None and passage.article == article
        return not is_article, passage.document_id in behind, passage.document_id not in named

    return sorted(hits, key=place)


def _current(hits: Sequence[IndexHit], knowledge: Knowledge, allowed: frozenset[str] | None) -> dict[str, float]:
    """Return passage id -> score of the hits whose document is on file in that very version, and allowed."""
    found: dict[str, float] = {}
    stated = knowledge.stated
    for hit in hits:
        document_id, passage_id = hit.document_id, hit.passage_id
        meta = stated.get(document_id)
        if meta is None or meta.version != hit.version or (allowed is not None and document_id not in allowed):
            continue
        if passage_id not in found or hit.score > found[passage_id]:
            found[passage_id] = hit.score
    return found


def _allowed_documents(filters: Filters, knowledge: Knowledge) -> frozenset[str] | None:
    """Return the ids of documents within the filters, None when all are."""
    conditions = _conditions(filters)
    if not conditions:
        return None
    return frozenset(meta.id for meta in knowledge.metas.values() if all(holds(meta) for holds in conditions))


def _conditions(filters: Filters) -> list[Callable[[DocumentMeta], bool]]:
    conditions: list[Callable[[DocumentMeta], bool]] = []
    if filters.document_ids:
        ids = frozenset(filters.document_ids)
        conditions.append(lambda meta: meta.id in ids)
    if filters.document_kinds:
        kinds = frozenset(filters.document_kinds)
        conditions.append(lambda meta: meta.kind in kinds)
    if filters.statuses:
        as_of = filters.as_of
        if as_of is None:
            raise FixInput("按效力筛选时须说明日期（as_of）。")
        conditions.append(lambda meta: legal_status(meta, as_of) in filters.statuses)
    first, last = filters.published_from, filters.published_until
    if first is not None:
        conditions.append(lambda meta: meta.published is not None and meta.published >= first)
    if last is not None:
        conditions.append(lambda meta: meta.published is not None and meta.published <= last)
    return conditions
