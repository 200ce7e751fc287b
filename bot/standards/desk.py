"""Find the standard that a question means, and answer by it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.desk import Desk
from bot.figures.region_names import RegionNames
from bot.figures.surface import bigrams
from bot.premises import quantities
from bot.question import default_phrases
from bot.records.phrases import record_phrases
from bot.standards.changes import Change, changes_of
from bot.standards.choose import OF_VALUES, Chosen, choose
from bot.standards.counted import sums
from bot.standards.follow import followed
from bot.standards.phrases import plain, standard_phrases
from bot.standards.say import Told, told
from bot.standards.table import Kind, StandardTable
from kb.lexicon_index import REGION

_LATELY, _HELD, _MOST_ROWS, _MOST_ROWS_UNNAMED = 16, 0.5, 6, 4
_SUMS = ("元", "%")
_COUNTRY = "country"
_TELEGRAPHIC = 2
_EACH = re.compile(r"每(?:新增|新建|培训|收购|改造)?([一-龥]{1,3}?)[^，。；\d]{0,8}\d+(?:\.\d+)?万?元")
_CHINESE = re.compile("[一-龥]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}年度?")


@dataclass(frozen=True, kw_only=True)
class Meant:
    """The standard that a question means, with what it names of it."""

    table: StandardTable
    chosen: Chosen
    score: float


class StandardDesk:
    """Answer what one gets or pays, by the tables of standards of the notices on file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lately = lru_cache(maxsize=_LATELY)(self._find)

    @cached_property
    def tables(self) -> tuple[StandardTable, ...]:
        """Every table of standards of the notices on file."""
        regions = RegionNames(self._desk.lexicon)
        held = [t for t in self._desk.knowledge.tables if t.document_id in self._desk.primary]
        return tuple(table for t in held if (table := StandardTable.of(t, regions)) is not None)

    @cached_property
    def _changes(self) -> dict[str, list[Change]]:
        return {table.table.id: changes_of(table, self._desk) for table in self.tables}

    def meant(self, question: str) -> Meant | None:
        """Return the one standard that a question asks of; None where it asks of none, or of several alike."""
        return self._lately(question)

    def answer(self, question: str, wanted: Collection[str]) -> Told | None:
        """Return the answer by the standard that a question means, among the documents `wanted`."""
        meant = self.meant(question)
        if meant is None or meant.table.table.document_id not in wanted:
            return None
        text = self._desk.text_of(meant.table.table.document_id) or ""
        return told(plain(question), meant.table, meant.chosen, self._changes[meant.table.table.id], self._desk, text)

    def follow(self, core: str, before: str) -> str | None:
        """Return a short question as one of the standard that the question before was about; None for any other."""
        was = self.meant(before)
        if was is None:
            return None
        changes = self._changes[was.table.table.id]
        asked = followed(core, before, was.table, was.chosen, changes, self._desk)
        now = self.meant(asked) if asked is not None else None
        return asked if now is not None and now.table is was.table else None

    def _find(self, question: str) -> Meant | None:
        text, phrases = plain(question), standard_phrases()
        asked = phrases.best.sub("", text)
        if not self.tables or phrases.not_asked.search(asked):
            return None
        if default_phrases().question_marks.search(asked) is None and not phrases.confirms.search(asked):
            return self._best(text, least=_TELEGRAPHIC)  # 重度失能 低保 90岁 一年
        if phrases.sum.search(asked) is None:
            return None
        told = any(q.unit in _SUMS for q in quantities(asked)) or sums(asked).claimed is not None
        supposed = told and phrases.confirms.search(asked) is not None
        if not supposed and phrases.asks.search(asked) is None:
            return None
        return self._best(text, least=0)

    def _best(self, text: str, *, least: int) -> Meant | None:
        """Return the standard that a question names best, by at least so many of its columns."""
        found = [m for t in self.tables if (m := self._of_table(text, t)) is not None and m.chosen.told >= least]
        found.sort(key=lambda m: -m.score)
        if not found or (len(found) > 1 and found[0].score == found[1].score):
            return None
        return found[0]

    def _of_table(self, text: str, table: StandardTable) -> Meant | None:
        chosen = choose(text, table, self._desk)
        if not chosen.values or not chosen.rows or not self._says(text, table, chosen):
            return None
        keys = {column for column, _, _ in chosen.places} - {OF_VALUES}
        named = chosen.keys or chosen.unknown is not None or (chosen.told and len(chosen.rows) <= _MOST_ROWS_UNNAMED)
        if not named or len(chosen.rows) > _MOST_ROWS or not self._of_place(text, table):
            return None
        if self._counts_else(text, table) or len(self._left(text, table, chosen)) > (len(keys) > 1):
            return None
        of_table = set(bigrams(plain(f"{table.table.title}{''.join(table.table.section_path)}")))
        said_chars = sum(end - start for start, end in chosen.spans)
        return Meant(
            table=table,
            chosen=chosen,
            score=said_chars
            + 0.5 * len(of_table & set(bigrams(text)))
            + 2 * chosen.told
            - 3 * (chosen.unknown is not None),
        )

    def _says(self, text: str, table: StandardTable, chosen: Chosen) -> bool:
        """Say whether a table has the kind of number that is asked for (比例, 上限)."""
        phrases, asked = standard_phrases(), standard_phrases().best.sub("", text)
        kinds = {v.kind for v in chosen.values}
        cells = "".join(table.text(r, v.index) for r in chosen.rows for v in chosen.values)
        rated = bool(kinds & {Kind.RATE, Kind.OWN}) or "%" in cells or "％" in cells
        if phrases.asks_rate.search(asked) and not rated:
            return False
        return Kind.CAP in kinds or phrases.cap.search(cells) is not None or not phrases.asks_limit.search(asked)

    def _of_place(self, text: str, table: StandardTable) -> bool:
        """Say whether the document of a table speaks of every place named, or is of the province that it lies in."""
        document_id = table.table.document_id
        held, home = self._desk.text_of(document_id) or "", self._desk.home_of(document_id)
        for match in self._desk.index.find(text, kinds={REGION}):
            # 国内先进 names no place
            names = [n for n in self._desk.around(match.canonical) if self._desk.region_level(n) != _COUNTRY]
            if names and not (home.intersection(names) or any(self._desk.short(n) in held for n in names)):
                return False
        return True

    def _counts_else(self, text: str, table: StandardTable) -> bool:
        """Say whether a question counts what the text, and not the table, gives a sum for each of (每吨补贴150元)."""
        document = self._desk.text_of(table.table.document_id) or ""
        tabled = document[table.table.start : table.table.end]
        each = {m[1] for m in _EACH.finditer(document) if m[1] not in tabled}
        return any(text[q.start : q.end].endswith(unit) for q in quantities(text) for unit in each)

    def _left(self, text: str, table: StandardTable, chosen: Chosen) -> list[str]:
        """Return the words that neither the table, nor its document, nor a way of asking accounts for."""
        document_id = table.table.document_id
        pairs, document = self._desk.pairs_of(document_id), plain(self._desk.text_of(document_id) or "")
        marks = list(text)

        def shut(start: int, end: int) -> None:
            marks[start:end] = [","] * (end - start)

        for start, end in chosen.spans:
            shut(start, end)
        for held in quantities(text):
            shut(held.start, held.end)
        for match in self._desk.index.find(text, kinds={REGION}):
            shut(match.start, match.end)
        for pattern in (_YEAR, standard_phrases().asks, standard_phrases().months):
            for said in pattern.finditer(text):
                shut(said.start(), said.end())
        rest = standard_phrases().chat.sub(lambda m: "," * len(m[0]), "".join(marks))
        rest = record_phrases().filler.sub(lambda m: "," * len(m[0]), rest)
        idle, light = default_phrases().idle, default_phrases().light
        found = []
        for word, start, end in self._desk.tokenizer.words(text):
            left = rest[start:end].replace(",", "")
            if len(left) < 2 or _CHINESE.search(left) is None or word in idle or word in light or word in document:
                continue
            own = bigrams(word)
            if sum(p in pairs for p in own) < max(1, _HELD * len(own)):
                found.append(word)
        return found
