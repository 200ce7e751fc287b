"""What is on file: every table arranged for questions, and every name for what stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.figures.abbreviations import Abbreviations
from bot.figures.bare_places import with_noun
from bot.figures.metrics import MetricIndex
from bot.figures.own_groups import forms_of, own_groups
from bot.figures.printed_groups import printed_groups
from bot.figures.region_names import RegionNames
from bot.figures.roles import Roles
from bot.figures.surface import clean, periods, without_brackets
from bot.figures.upright import upright
from bot.figures.views import Column, View, arrange, whole_place
from kb.lexicon import Lexicon
from kb.lexicon_index import home_regions
from kb.types import DocumentMeta, Figure, IngestWarning, Table

WordFinder = Callable[[str], Iterable[tuple[str, int, int]]]
MIN_PART_CHARS, MAX_PART_ROWS = 3, 3
COMPANY_TAIL = re.compile(r"(?:股份|集团|控股)*(?:有限(?:责任)?公司|公司|集团)$")
ZONE_TAIL = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?:综合实验区|实验区|示范区|新区|经济技术开发区|高新技术产业开发区|开发区|高新区|经开区|综合保税区)$"
)
PLACE_TAIL = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:市|县|(?:示范|先行|合作|开发|管理)?区|镇|街道|自治县|自治州|地区)$")

_OF_PEOPLE = re.compile("(?P<stem>[\u4e00-\u9fff]{2,3}?)(?:[\u4e00-\u9fff]{1,5}族)+自治[县州旗]")  # 峨边彝族自治县


class PartialNames:
    """Finds rows by a part of their name (恒达纺织 for 恒达纺织印染有限公司) that no column is called by."""

    def __init__(self, names: Mapping[str, str], columns: Iterable[str]) -> None:
        self._keys = list(names)
        self._joined = "\n".join(names.values())
        self._starts = [0]
        for name in names.values():
            self._starts.append(self._starts[-1] + len(name) + 1)
        self._pairs = {self._joined[i : i + 2] for i in range(len(self._joined) - 1)}
        self._columns = "\n".join(columns)

    def find(self, text: str, start: int) -> tuple[int, tuple[str, ...]] | None:
        """Return the end of the longest part that starts at `start` and the few rows that have it, or None."""
        if text[start : start + 2] not in self._pairs:
            return None
        end = start + 2
        while end < len(text) and text[start : end + 1] in self._joined:
            end += 1
        part = text[start:end]
        if len(part) < MIN_PART_CHARS or "\n" in part or part in self._columns or any(map(str.isdigit, part)):
            return None
        rows: dict[str, None] = {}
        at = self._joined.find(part)
        while at >= 0 and len(rows) <= MAX_PART_ROWS:
            rows[self._keys[bisect_right(self._starts, at) - 1]] = None
            at = self._joined.find(part, at + 1)
        return (end, tuple(rows)) if len(rows) <= MAX_PART_ROWS else None


_GROUP_TAILS = ("地区", "片区", "区域", "各市")


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Every table on file and every name for what stands in it.  Build it once per generation of the store.

    Attributes:
        names: row key -> how to say it.
        row_forms: a written form -> row keys.
        groups: group name -> member row keys that some table has.
        group_forms: a written form -> group name.
        foreign_forms: a written form of a region that no table lists -> its name.
        whole_forms: a written form of the region right above the rows of some table -> its name.
        attribute_forms: a written form of a text value in some table -> the value.
        tables_of_row: row key -> tables that have it.
        metrics: finds columns by the words of a question.
        roles: tells plans from results.
        abbreviations: finds strings of one-character names of places.
        words: cuts text into words with their places, where a tokenizer is at hand; `frequency` says how common a
            word is.
        home: the places that 全省 and the like mean where none is named.
    """

    views: dict[str, View]
    columns: dict[str, Column]
    metas: dict[str, DocumentMeta]
    lexicon: Lexicon
    texts: Mapping[str, str]
    names: dict[str, str]
    row_forms: dict[str, tuple[str, ...]]
    groups: dict[str, tuple[str, ...]]
    group_forms: dict[str, str]
    foreign_forms: dict[str, str]
    whole_forms: dict[str, str]
    attribute_forms: dict[str, str]
    metrics: MetricIndex
    roles: Roles
    abbreviations: Abbreviations
    tables_of_row: dict[str, frozenset[str]]
    longest_form: int
    region_names: frozenset[str]
    partial: PartialNames
    row_nouns: tuple[str, ...]
    home: frozenset[str]
    words: WordFinder | None = None
    frequency: Callable[[str], int] | None = None

    @cached_property
    def labels_with(self) -> dict[str, tuple[str, ...]]:
        """Text values of tables -> the labels and headers of columns that they are a part of."""
        labels = {
            label for c in self.columns.values() for label in (c.label, without_brackets(clean(c.header))) if label
        }
        held = {form: tuple(sorted(x for x in labels if form in x and form != x)) for form in self.attribute_forms}
        return {form: found for form, found in held.items() if found}

    def in_prose(self, words: str) -> bool:
        """Say whether cleaned `words` stand in the running text of a document that has tables."""
        return words in self._prose

    def in_headings(self, words: str) -> bool:
        """Say whether cleaned `words` stand in a title or heading of some table."""
        return any(
            words in clean(v.table.title) or any(words in c.label for c in v.columns) for v in self.views.values()
        )

    def stated_with(self, first: str, second: str) -> bool:
        """Say whether a clause of running text has both words and a number."""
        return any(first in c and second in c and any(map(str.isdigit, c)) for c in self._clauses)

    @cached_property
    def _clauses(self) -> list[str]:
        return [c for c in re.split("[。;!?\n]", self._prose) if c]

    def speaks_of(self, words: str) -> bool:
        """Say whether cleaned `words` stand anywhere on file, in running text or in what a table is about."""
        return self.in_prose(words) or self.in_headings(words) or self.in_tables(words)

    def titled(self, column_id: str, words: str) -> bool:
        """Say whether the title of the document of a column speaks of cleaned `words`: they are no other quantity.

        Two characters may stand for four (固废: 固体废物).
        """
        meta = self.metas.get(self.columns[column_id].document_id)
        said = re.escape(words) if len(words) != 2 else f"{re.escape(words[0])}.?{re.escape(words[1])}"
        return meta is not None and re.search(said, clean(meta.title)) is not None

    def in_tables(self, words: str) -> bool:
        """Say whether cleaned `words` stand in what a table is about: its title, headings and note."""
        return words in self._headings

    @cached_property
    def _prose(self) -> str:
        parts = []
        for document_id, text in self.texts.items():
            spans = sorted(
                (v.table.start, v.table.end) for v in self.views.values() if v.table.document_id == document_id
            )
            at = 0
            for start, end in spans:
                parts.append(text[at:start])
                at = max(at, end)
            parts.append(text[at:])
        return "\n".join(clean(part) for part in parts)

    @cached_property
    def _headings(self) -> str:
        return "\n".join(
            clean(" ".join((v.table.title, v.topic, *(c.text for c in v.table.header), v.table.note or "")))
            for v in self.views.values()
        )

    @classmethod
    def build(
        cls,
        tables: Iterable[Table],
        figures: Iterable[Figure],
        metas: Iterable[DocumentMeta],
        lexicon: Lexicon,
        *,
        warnings: Sequence[IngestWarning] = (),
        texts: Mapping[str, str] | None = None,
        words: WordFinder | None = None,
        frequency: Callable[[str], int] | None = None,
    ) -> Catalogue:
        """Arrange records for questions.

        Args:
            tables: every table on file.
            figures: every figure on file.
            metas: every document's metadata.
            lexicon: names of regions and groups, synonyms.
            warnings: repeated by answers about the table they belong to.
            frequency: how common a word is, where a tokenizer is at hand.
            texts: cleaned text by document id; with it the quote of a figure is its whole table row.
            words: cuts a question into words with their places, so that 客运量 is not taken for 货运量.
        """
        by_table: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            by_table[figure.table_id].append(figure)
        said: dict[str, list[str]] = defaultdict(list)
        for warning in warnings:
            if warning.table_id is not None:
                said[warning.table_id].append(warning.message)
        regions = RegionNames(lexicon)
        described = {meta.id: meta for meta in metas}
        views: dict[str, View] = {}
        names: dict[str, str] = {}
        present: dict[str, set[str]] = defaultdict(set)
        for table in tables:
            if table.id not in by_table:
                continue
            table, held = upright(table, by_table[table.id], regions)
            view, row_names = arrange(table, held, regions, tuple(said[table.id]))
            view = whole_place(view, regions.place_of(described.get(table.document_id)))
            if view.columns:
                views[table.id] = view
                names |= row_names
                for key in view.row_keys:
                    present[key].add(table.id)
        row_forms: dict[str, set[str]] = defaultdict(set)
        for key, name in names.items():
            for form in _row_forms(key, name, regions):
                row_forms[form].add(key)
        for view in views.values():
            for form, key in with_noun(view).items():
                known = regions.by_form.get(form)
                if known is None or known.name not in view.row_keys:
                    row_forms[form].add(key)
        groups, group_forms = _groups(lexicon, present)
        for name, members in printed_groups(views.values()).items():  # as a table has them, before any of the lexicon
            groups[name] = members
            group_forms |= {clean(f"{name}{tail}"): name for tail in ("", *_GROUP_TAILS)}
        for name, members in own_groups(views.values(), (texts or {}).values(), row_forms).items():
            if name not in group_forms and name not in row_forms and name not in regions.by_form:
                groups[name] = members
                written = {*row_forms, *group_forms, *regions.by_form}
                group_forms |= dict.fromkeys(forms_of(name, written), name)
        attribute_forms = _attribute_forms(views.values(), regions)
        home = home_regions(lexicon)
        views = _told_apart(views, home)
        wholes = {regions.by_name[key].parent for key in names if key in regions.by_name} - set(names)
        own = {v.whole_region for v in views.values() if v.whole_region is not None} - set(names)
        whole_forms = {form: region.name for form, region in regions.by_form.items() if region.name in wholes}
        for place in sorted(own):
            known = regions.by_name.get(place)
            forms = {place, place[:-1], *((known.short, *known.forms) if known is not None else ())}
            plain = {clean(form) for form in forms if len(form) > 1}
            for form in plain:  # 长沙 is the city that a table is about before 长沙县, one of its rows
                row_forms[form] = {key for key in row_forms.get(form, ()) if not key.startswith(form) or key == form}
            row_forms = defaultdict(set, {form: keys for form, keys in row_forms.items() if keys})
            whole_forms |= {form: place for form in plain if form not in row_forms and form not in group_forms}
        return cls(
            views=views,
            columns={column.id: column for view in views.values() for column in view.columns},
            metas=described,
            lexicon=lexicon,
            texts=texts or {},
            names=names,
            row_forms={form: tuple(sorted(keys)) for form, keys in row_forms.items()},
            groups=groups,
            group_forms=group_forms,
            foreign_forms={
                form: region.name
                for form, region in regions.by_form.items()
                if len(form) > 1
                and region.name not in wholes
                and form not in whole_forms
                and not any(form in known for known in (row_forms, group_forms, attribute_forms))
            },
            whole_forms=whole_forms,
            attribute_forms=attribute_forms,
            metrics=MetricIndex(views, lexicon),
            roles=Roles(views, lexicon),
            abbreviations=Abbreviations(_places(views.values(), names, regions)),
            tables_of_row={key: frozenset(ids) for key, ids in present.items()},
            words=words,
            frequency=frequency,
            region_names=frozenset(regions.by_name),
            home=home,
            row_nouns=tuple(
                sorted({v.row_noun for v in views.values() if 1 < len(v.row_noun) <= 6}, key=lambda n: (-len(n), n))
            ),
            partial=PartialNames(
                {key: clean(name) for key, name in names.items() if key not in regions.by_name},
                [text for view in views.values() for text in (view.topic, *(c.label for c in view.columns))],
            ),
            longest_form=max(
                (len(form) for forms in (row_forms, group_forms, attribute_forms, regions.by_form) for form in forms),
                default=0,
            ),
        )

    def view_of(self, column_id: str) -> View:
        """Return the table that a column belongs to."""
        return self.views[self.columns[column_id].table_id]


def _told_apart(views: dict[str, View], home: frozenset[str]) -> dict[str, View]:
    """Return tables whose wholes would be called alike (全省 of two provinces), those from elsewhere by their place."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for view in views.values():
        if view.whole_region is not None:
            wholes[view.whole].add(view.whole_region)
    return {
        tid: replace(view, whole=view.whole_region)
        if view.whole_region not in home
        and view.whole_region is not None
        and view.whole.startswith("全")
        and len(wholes[view.whole]) > 1
        else view
        for tid, view in views.items()
    }


def _places(views: Iterable[View], names: Mapping[str, str], regions: RegionNames) -> list[dict[str, str]]:
    """Return, for each table whose rows are places, row key -> name without 市, 县, 区."""
    found = []
    for view in views:
        short = {
            key: regions.by_name[key].short if key in regions.by_name else PLACE_TAIL.sub("", names[key])
            for key in view.row_keys
            if key in regions.by_name or PLACE_TAIL.search(names[key])
        }
        if len(short) * 2 > len(view.row_keys) and len(short) > 1:
            found.append(short)
    return found


def _row_forms(key: str, name: str, regions: RegionNames) -> set[str]:
    """Return every way to write a row's name that is at least two characters long."""
    region = regions.by_name.get(key)
    plain = clean(name)
    forms = {plain, without_brackets(plain), key}
    if region is not None:
        forms |= {clean(form) for form in (region.short, *region.forms)}
        forms |= {PLACE_TAIL.sub("", plain)}  # 黄山, which only a table makes a city's name
    else:
        forms |= {COMPANY_TAIL.sub("", form) for form in set(forms)}
        forms |= {PLACE_TAIL.sub("", form) for form in set(forms)}
        forms |= {of_people["stem"] for form in set(forms) if (of_people := _OF_PEOPLE.fullmatch(form)) is not None}
        forms |= {short for form in set(forms) if (short := ZONE_TAIL.sub("", form)) not in regions.by_form}
        for period in periods(plain):
            forms |= _period_forms(period) if len(plain) <= len(period) + 3 else set()
    return {form for form in forms if len(form) > 1}


def _period_forms(period: str) -> set[str]:
    """Return the spellings of a month or quarter."""
    if period.endswith("月"):
        month = period[:-1]
        chinese = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")[int(month) - 1]
        return {period, f"{month}月份", f"{month.zfill(2)}月", f"{chinese}月", f"{chinese}月份"}
    if period.endswith("季度") and period[0] in "一二三四":
        number = "一二三四".index(period[0]) + 1
        return {period, f"第{period}", f"{number}季度", f"第{number}季度", f"q{number}"}
    return {period}


def _groups(lexicon: Lexicon, present: Mapping[str, set[str]]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the named groups of rows that tables have members of, and the ways to write them."""
    groups: dict[str, tuple[str, ...]] = {}
    forms: dict[str, str] = {}
    for group in lexicon.region_groups:
        members = tuple(member for member in group.members if member in present)
        if members:
            groups[group.name] = members
            for form in (group.name, *group.forms):
                forms.setdefault(clean(form), group.name)
    return groups, forms


def _attribute_forms(views: Iterable[View], regions: RegionNames) -> dict[str, str]:
    """Return written form -> text value in some table; regions by every way to write them."""
    forms: dict[str, str] = {}
    for view in views:
        for value in view.attributes:
            forms.setdefault(value, value)
            region = regions.by_form.get(value)
            if region is not None:
                for form in (region.name, region.short, *region.forms):
                    if len(form) > 1:
                        forms.setdefault(clean(form), value)
    return forms
