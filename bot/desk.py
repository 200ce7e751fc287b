"""What lies on the desk while a question is answered: the records of one moment, and lookups over them."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from bot.matching import bigrams
from kb.knowledge import Knowledge
from kb.lexicon import Lexicon, Region
from kb.lexicon_index import HOME_FORM, ORGANISATION, REGION, LexiconIndex, home_regions
from kb.protocols import RecordStore, Searcher
from kb.types import Document, DocumentMeta, Section, Verification
from kb.zh.tokenizer import WordTokenizer

_HOME_CHARS, _OFTEN, _MOSTLY = 4000, 2, 0.7  # how much of a text is read for its place, and what makes one its own
_PLACES_LATELY = 16_384
_PROVINCE_CHARS = 3
_PAIR = 2  # notices set side by side
# 办法 and 条例 in articles are meant as notices are where one or two are on file, not among many laws.
_OF_ARTICLES, _FEW_RULES = ("rule", "regulation"), 3
# The place at the head of a body's name or of a title (青溪县经济和信息化局); 国家市场监督管理总局 is of none.
_PLACE_OF_HEAD = re.compile(
    r"(?P<stem>[一-龥]{2,4}?)(?:自治)?(?:市(?![场政民])|[县州盟旗](?!级)|区(?![域级块])|新区|开发区)"
)
_COMMON = 2000  # a word that jieba knows so well is not taken for the name of a place without its level (光明区)
_EDITION = re.compile(r"(?:（[^（）]*）)+$")
_YEARS = re.compile(r"(?:19|20)\d{2}\s*年?度?")


@dataclass
class Desk:
    """One consistent view of the knowledge base with the search and the lexicon that belong to it.

    Attributes:
        knowledge: the records of this moment.
        store: where the text of a document is read when it is needed.
        searcher: search over passages.
        lexicon: words of the domain; `index` finds them in a text, `tokenizer` cuts a text by them.
    """

    knowledge: Knowledge
    store: RecordStore
    searcher: Searcher
    lexicon: Lexicon
    index: LexiconIndex
    tokenizer: WordTokenizer
    _documents: dict[str, Document | None] = field(default_factory=dict)
    # What `bot.lists` has worked out of the records of this moment.
    headings: dict[str, list[Section]] | None = None
    heading_chars: int = 0
    listed: dict[str, list[tuple[Section, list[Section]]]] = field(default_factory=dict)
    grams: dict[str, frozenset[str]] = field(default_factory=dict)
    _pairs: dict[str, frozenset[str]] = field(default_factory=dict)
    _clauses: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _homes: dict[str, frozenset[str]] = field(default_factory=dict)
    _cells: dict[str, str] = field(default_factory=dict)

    def document(self, document_id: str) -> Document | None:
        """Return a document with its text, or None."""
        if document_id not in self._documents:
            self._documents[document_id] = self.store.document(document_id)
        return self._documents[document_id]

    def text_of(self, document_id: str) -> str | None:
        """Return the cleaned text of a document, or None when it is not on file."""
        document = self.document(document_id)
        return document.text if document else None

    def pairs_of(self, document_id: str) -> frozenset[str]:
        """Return the pairs of neighbouring characters of a document's text."""
        if document_id not in self._pairs:
            self._pairs[document_id] = frozenset(bigrams(self.text_of(document_id) or ""))
        return self._pairs[document_id]

    def meta(self, document_id: str) -> DocumentMeta:
        """Return the metadata of a document that records refer to."""
        return self.knowledge.metas[document_id]

    def names_of(self, document_id: str) -> str:
        """Return every name that an answer may call a document by, run together: a law's with that of the state too."""
        meta = self.meta(document_id)
        of_state = [f"中华人民共和国{meta.title}"] if meta.kind == "law" else []
        return " ".join((meta.title, *meta.aliases, *of_state))

    def __post_init__(self) -> None:
        self._section_lately = lru_cache(maxsize=_PLACES_LATELY)(self._section_at)

    def section_at(self, document_id: str, start: int) -> Section | None:
        """Return the deepest section that holds `start`, or None before the first heading."""
        return self._section_lately(document_id, start)

    def _section_at(self, document_id: str, start: int) -> Section | None:
        inside = [s for s in self.knowledge.of(document_id).sections if s.start <= start < s.end]
        return max(inside, key=lambda s: (s.level, s.start), default=None)

    def section_words(self, document_id: str, start: int) -> str:
        """Return the section path at `start` as one line; the title where no section holds it."""
        section = self.section_at(document_id, start)
        return " · ".join(section.path) if section else self.meta(document_id).title

    def page_of(self, document_id: str, start: int) -> int | None:
        """Return the page that `start` stands on, counted from one, or None where pages are not known."""
        document = self.document(document_id)
        if document is None or not document.page_starts:
            return None
        return bisect.bisect_right(document.page_starts, start)

    @cached_property
    def places_headed(self) -> frozenset[str]:
        """Names of the places that head a part of a digest (湛江（2024年）)."""
        knowledge = self.knowledge
        digests = [m.id for m in knowledge.metas.values() if not m.full_text]
        heads = " ".join(s.title for i in digests for s in knowledge.of(i).sections)
        return frozenset(m.canonical for m in self.index.find(heads, kinds={REGION}))

    @cached_property
    def primary(self) -> tuple[str, ...]:
        """Ids of the notices on file in full: what is meant where no document is named.

        The newest come first, those of another province last.
        """
        full = [m for m in self.knowledge.metas.values() if m.full_text and m.verification is Verification.ORIGINAL]
        notices = [m for m in full if self._is_notice(m)]
        rules = [m for m in full if m.kind in _OF_ARTICLES and not self._is_notice(m)]
        notices += rules if len(rules) <= _FEW_RULES else []
        newest = sorted(notices, key=lambda m: str(m.published or ""), reverse=True)
        return tuple(m.id for m in sorted(newest, key=self.is_abroad))

    @cached_property
    def two_notices(self) -> tuple[str, ...]:
        """Ids of the two notices that 两份通知 means, the newest first: those of the service's province, else the only
        two on file; empty where there is no such pair.
        """
        home = tuple(i for i in self.primary if not self.is_abroad(self.meta(i)))
        if len(home) >= _PAIR:
            return home[:_PAIR]
        return self.primary if len(self.primary) == _PAIR else ()

    @cached_property
    def older_editions(self) -> frozenset[str]:
        """Ids of notices on file in full that a newer one of the same title but for the year follows."""
        seen: set[str] = set()
        older: set[str] = set()
        for document_id in self.primary:  # the newest first
            key = _YEARS.sub("", self.meta(document_id).title)
            if key in seen:
                older.add(document_id)
            seen.add(key)
        return frozenset(older)

    def _is_notice(self, meta: DocumentMeta) -> bool:
        """Say whether a document is a notice, by what it is called or by whom it addresses.

        A guide or a set of rules that is addressed to someone (主送机关) is a notice in all but its name; what is set
        out in articles and addressed to nobody (司法解释, 决定) is law in all but its name.
        """
        if meta.recipients:
            return meta.kind in ("notice", "other", "plan", "rule")
        first = next((s.label for s in self.knowledge.of(meta.id).sections if s.label), "")
        articles = first.endswith(("条", "章", "编"))
        if meta.kind == "rule" and not articles:
            return True  # 办事指南: set out in parts, not in articles
        return meta.kind in ("notice", "other", "plan") and (not articles or "〔" in (meta.doc_number or ""))

    @cached_property
    def home(self) -> frozenset[str]:
        """The province that 全省 means where none is named."""
        return home_regions(self.lexicon)

    def provinces_in(self, text: str) -> frozenset[str]:
        """Return the provinces that `text` names, or whose cities or districts it names."""
        return frozenset(self._provinces_named(text))

    def _provinces_named(self, text: str) -> Counter[str]:
        """Return how often each province is named, itself or by a place in it."""
        found: Counter[str] = Counter()
        for match in self.index.find(text, kinds={REGION}):
            region = self.regions.get(match.canonical)
            while region is not None and region.level != "province":
                region = self.regions.get(region.parent or "")
            if region is not None:
                found[region.name] += 1
        return found

    def home_of(self, document_id: str) -> frozenset[str]:
        """Return the provinces that a document is of: those of its head, else the one that its text keeps naming.

        Empty for what is of no place: a national law, a notice that speaks of many provinces.
        """
        if document_id not in self._homes:
            head = self.provinces_of(self.meta(document_id))
            text = (self.text_of(document_id) or "")[:_HOME_CHARS].replace(HOME_FORM, "")  # 全省: its own, whichever
            named = Counter[str]() if head else self._provinces_named(text)
            most = {p for p, count in named.items() if count >= max(_OFTEN, _MOSTLY * named.total())}
            self._homes[document_id] = head or frozenset(most)
        return self._homes[document_id]

    def is_abroad(self, meta: DocumentMeta) -> bool:
        """Say whether a document is of another province than that of the service; national ones are not."""
        own = self.provinces_of(meta)
        return bool(own) and not own & self.home

    def provinces_of(self, meta: DocumentMeta) -> frozenset[str]:
        """Return the provinces whose bodies issued a document, or that its title names; empty for national ones."""
        return self.provinces_in(" ".join((meta.title, *meta.issuers)))

    def issuing_provinces(self, meta: DocumentMeta) -> frozenset[str]:
        """Return the provinces whose bodies, or those of whose places, issued a document."""
        return self.provinces_in(" ".join(meta.issuers))

    @cached_property
    def unlisted_places(self) -> tuple[tuple[str, str], ...]:
        """Names of the places of notices that the lexicon does not list (青溪县, 青溪), each with the id of a notice.

        The longest come first.
        """
        found: set[tuple[str, str]] = set()
        for document_id in self.primary:
            meta = self.meta(document_id)
            for head in (*meta.issuers, meta.title):
                listed = self.index.find(head, kinds={REGION})
                at = next((m.end for m in reversed(listed) if m.start <= _PROVINCE_CHARS), 0)
                place = _PLACE_OF_HEAD.match(head, at)
                if place is None or self.index.find(place[0], kinds={REGION, ORGANISATION}):
                    continue
                short = self.tokenizer.frequency(place["stem"]) < _COMMON
                found.update((form, document_id) for form in (place[0], *([place["stem"]] if short else ())))
        return tuple(sorted(found, key=lambda named: (-len(named[0]), named)))

    @cached_property
    def by_ending(self) -> dict[str, tuple[str, ...]]:
        """The last two characters of a title, editions left out (办法, 指南) -> ids of the documents."""
        found: dict[str, list[str]] = {}
        for meta in self.knowledge.metas.values():
            found.setdefault(_EDITION.sub("", meta.title)[-2:], []).append(meta.id)
        return {ending: tuple(ids) for ending, ids in found.items()}

    def cells_of(self, document_id: str) -> str:
        """Return the cells in the rows of a document's tables, a line each; remembered."""
        if document_id not in self._cells:
            tables = self.knowledge.of(document_id).tables
            self._cells[document_id] = "\n".join(cell.text for t in tables for row in t.rows for cell in row)
        return self._cells[document_id]

    def clauses_of(self, document_id: str) -> tuple[tuple[str, str], ...]:
        """Return the sentences of a document's running text, tables left out, each with its line; remembered."""
        if document_id not in self._clauses:
            text, at, parts = self.text_of(document_id) or "", 0, []
            for table in sorted(self.knowledge.of(document_id).tables, key=lambda t: t.start):
                parts.append(text[at : table.start])
                at = max(at, table.end)
            parts.append(text[at:])
            lines = "\n".join(parts).split("\n")
            self._clauses[document_id] = tuple(
                (c, line) for line in lines for c in re.split("[。；;]", line) if c.strip()
            )
        return self._clauses[document_id]

    @cached_property
    def digests_of(self) -> dict[str, tuple[str, ...]]:
        """Id of a full text -> ids of the digests on file that give way to it."""
        found: dict[str, list[str]] = {}
        for digest_id in sorted(self.knowledge.superseded_digests):
            for source in {
                m.id for title in self.meta(digest_id).digest_of for m in self.knowledge.named(title) if m.full_text
            }:
                found.setdefault(source, []).append(digest_id)
        return {source: tuple(ids) for source, ids in found.items()}

    @cached_property
    def about_tables(self) -> str:
        """What the tables on file are about, run together: titles, headings and notes."""
        return "".join(f"{t.title}{t.note or ''}{''.join(c.text for c in t.header)}" for t in self.knowledge.tables)

    @cached_property
    def regions(self) -> dict[str, Region]:
        """Canonical name -> region."""
        return {region.name: region for region in self.lexicon.regions}

    @cached_property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Canonical name of a region -> the regions directly in it."""
        found: dict[str, tuple[str, ...]] = {}
        for region in self.lexicon.regions:
            if region.parent:
                found[region.parent] = (*found.get(region.parent, ()), region.name)
        return found

    @cached_property
    def forms(self) -> dict[str, tuple[str, ...]]:
        """Canonical term -> every Chinese way to say it."""
        return {
            s.canonical: tuple(f for f in (s.canonical, *s.forms) if len(f) > 1 and not f.isascii())
            for s in self.lexicon.synonyms
        }

    @cached_property
    def document_ids(self) -> frozenset[str]:
        """Ids of all documents."""
        return frozenset(self.knowledge.metas)

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every title and alias with the id of its document."""
        return tuple((name, m.id) for m in self.knowledge.metas.values() for name in (m.title, *m.aliases))

    def region_level(self, name: str) -> str | None:
        """Return province, city, district or other for a canonical region, None for anything else."""
        region = self.regions.get(name)
        return region.level if region else None

    def around(self, name: str) -> tuple[str, ...]:
        """Return a place and those that it lies in, the narrowest first (清远市, 广东省)."""
        found, region = [name], self.regions.get(name)
        while region is not None and region.parent:
            found.append(region.parent)
            region = self.regions.get(region.parent)
        return tuple(found)

    def short(self, name: str) -> str:
        """Return the short name of a region, else the name itself."""
        region = self.regions.get(name)
        return region.short if region else name


@dataclass(frozen=True, kw_only=True)
class ToolContext:
    """What a tool works with: the desk, the day the answer is for, and the documents in question (empty: all)."""

    desk: Desk
    as_of: date
    document_ids: tuple[str, ...] = ()

    def wanted(self, requested: Sequence[str]) -> frozenset[str]:
        """Return the ids of the documents to look at: those requested, else those in question, else all."""
        chosen = requested or self.document_ids
        return self.desk.document_ids.intersection(chosen) if chosen else self.desk.document_ids
