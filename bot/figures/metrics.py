"""Link the words of a question to columns: synonyms first, then pairs of characters, rarer ones counting more.

A column is described by its own label and by the topic of its table.  Words that only the label has tell the columns
of one table apart; words of the topic tell tables apart.  Score of a column for a stretch of the question:

    sum(weight of label units matched) + 0.6 * sum(weight of topic units matched) - 0.3 * sum(label units unmatched)

with weight = idf over columns (Spärck Jones 1972), 1.6 times for a unit that is a synonym set.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.figures.labels import GENERIC_LABEL, TOTAL_LABEL, YEAR
from bot.figures.surface import bigrams, clean
from bot.figures.views import Column, View
from kb.lexicon import Lexicon

TOTAL_TAIL = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:合计|总计|总数|小计)数?$")

CONCEPT_KINDS = frozenset({"metric", "legal", "action", "general"})
QUESTION_WORDS = frozenset({"什么", "谁", "怎么", "哪里", "区别", "城市", "合计"})
OTHER_KINDS = frozenset({"time", "person", "document"})
HARMLESS = frozenset({"今年", "去年", "明年", "前年", "现在", "当时", "通知", "附件", "口径", "逾期"})
COMMON = frozenset(
    [*bigrams("企业数量"), "情况", "家数", "个数", "数据", "多少", "单位", "完成", "全省", "全市", "年度"]
)
OPERATIONAL = frozenset(
    [
        "增长",
        "同比",
        "环比",
        "增速",
        "增幅",
        "降幅",
        "减少",
        "下降",
        "增加",
        "占比",
        "比重",
        "平均",
        "排名",
        "合计",
        "总数",
    ]
)
TOPIC_SHARE, UNMATCHED_COST, CONCEPT_FACTOR, COMMON_FACTOR, ENOUGH = 0.6, 0.3, 1.6, 0.05, 0.5


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A synonym set or a pair of characters in a label, with the character pairs that may stand for it."""

    feature: str
    weight: float
    inner: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Found:
    """A feature found in the question at [start, end)."""

    feature: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Link:
    """A column, its score, and how much of it was asked for by name (`own`: units of its label alone)."""

    column: str
    score: float
    own: float


class MetricIndex:
    """Finds columns by the words of a question."""

    def __init__(self, views: Mapping[str, View], lexicon: Lexicon) -> None:
        self._concepts, self._others = _concept_forms(lexicon)
        self._notions = frozenset(
            clean(form)
            for group in lexicon.synonyms
            if group.kind == "legal"
            for form in (group.canonical, *group.forms)
            if len(clean(form)) > 2
        )
        self.quantity_words = frozenset(
            clean(form) for g in lexicon.synonyms if g.kind == "metric" for form in (g.canonical, *g.forms)
        )
        self._metric_names = frozenset(g.canonical for g in lexicon.synonyms if g.kind == "metric")
        self._longest = max((len(form) for form in (*self._concepts, *self._others)), default=0)
        self._columns = {column.id: column for view in views.values() for column in view.columns}
        self._labels = "\n".join(dict.fromkeys(f"{c.label}\n{views[c.table_id].topic}" for c in self._columns.values()))
        self._single = {view.table.id for view in views.values() if len(view.columns) == 1}
        groups = {c.id: self._split(c.group) for c in self._columns.values() if c.group}
        labels = {c.id: self._split(_own_label(c)) for c in self._columns.values()}
        topics = {view.table.id: self._split(view.topic) for view in views.values()}
        seen: dict[str, set[str]] = defaultdict(set)
        for column in self._columns.values():
            for feature, inner in (*labels[column.id], *groups.get(column.id, ()), *topics[column.table_id]):
                for key in (feature, *inner):
                    seen[key].add(column.id)
        count = len(self._columns)
        self._idf = {key: math.log(1 + count / len(ids)) for key, ids in seen.items()}
        self._label_units = {cid: self._units(parts) for cid, parts in labels.items()}
        self._group_units = {cid: self._units(parts) for cid, parts in groups.items()}
        self._topic_units = {tid: self._units(parts) for tid, parts in topics.items()}
        self._apart = {c.id: self._tail_alone(c, views[c.table_id]) for c in self._columns.values()}
        self._postings = {key: tuple(sorted(ids)) for key, ids in seen.items()}

    def _tail_alone(self, column: Column, view: View) -> frozenset[str]:
        """Return the features that a part under a merged header has and none beside it, whatever the title says."""
        beside = [c for c in view.columns if c.header and c.header == column.header and c.id != column.id]
        if not beside:
            return frozenset()
        others = {unit.feature for c in beside for unit in self._label_units[c.id]}
        return frozenset({unit.feature for unit in self._label_units[column.id]} - others)

    def find(self, text: str, blocked: Iterable[tuple[int, int]] = ()) -> list[Found]:
        """Return the features of any column that stand in `text` outside the blocked stretches, in order.

        A feature that starts with "!" is a word for something else than numbers (电话, 文号, 截止).
        """
        shut = [False] * len(text)
        for start, end in blocked:
            shut[start:end] = [True] * (end - start)
        found = []
        i = 0
        while i < len(text):
            for end in range(min(len(text), i + self._longest), i + 1, -1):
                word = text[i:end]
                feature = "!" + self._others[word] if word in self._others else "=" + self._concepts.get(word, "")
                if feature.startswith("!") and self._inside_label(text, i, end):
                    continue  # 有效 in 传输有效率
                if (feature in self._postings or feature.startswith("!")) and not any(shut[i:end]):
                    found.append(Found(feature=feature, start=i, end=end))
                    i = end - 1
                    break
            i += 1
        others = [(f.start, f.end) for f in found if f.feature.startswith("!")]
        for start, end in others:
            shut[start:end] = [True] * (end - start)
        for i in range(len(text) - 1):
            if text[i : i + 2] in self._postings and not shut[i] and not shut[i + 1]:
                found.append(Found(feature=text[i : i + 2], start=i, end=i + 2))
        return sorted(found, key=lambda f: (f.start, f.end))

    def _inside_label(self, text: str, start: int, end: int) -> bool:
        """Say whether a word, with the character before or after it, stands in a label or topic."""
        wider = [text[start : end + 1]] if end < len(text) else []
        wider += [text[start - 1 : end]] if start else []
        return any(piece in self._labels for piece in wider)

    def links(self, found: Iterable[Found], *, within: Iterable[str] | None = None) -> list[Link]:
        """Return the columns that `found` speaks of, best first; words of a role (@goal) are for others to read."""
        features = {f.feature for f in found if f.feature[0] not in "!@"}
        if not features:
            return []
        candidates: set[str] = set()
        for feature in features:
            if feature not in COMMON:
                candidates.update(self._postings[feature])
        if within is not None:
            candidates &= set(within)
        links = []
        for cid in candidates:
            link = self._score(self._columns[cid], features)
            if link.score > 0:
                links.append(link)
        return sorted(links, key=lambda link: (-link.score, link.column))

    def covers(self, column_id: str, found: Iterable[Found]) -> list[tuple[int, int]]:
        """Return the stretches of the question that the column's label or topic accounts for."""
        column = self._columns[column_id]
        units = (*self._label_units[column_id], *self._topic_of(column))
        known = {unit.feature for unit in units} | {key for unit in units for key in unit.inner}
        return [(f.start, f.end) for f in found if f.feature in known]

    def features_of(self, column_id: str) -> frozenset[str]:
        """Return every feature of a column and its table."""
        column = self._columns[column_id]
        units = (*self._label_units[column_id], *self._topic_of(column))
        return frozenset({unit.feature for unit in units} | {key for unit in units for key in unit.inner})

    def concepts_of(self, column_id: str) -> frozenset[str]:
        """Return the synonym sets that a column's label or topic names."""
        return frozenset(f[1:] for f in self.features_of(column_id) if f.startswith("="))

    def notions(self, text: str) -> list[tuple[int, int]]:
        """Return where legal notions stand that no column's label or topic names, longest first at each place."""
        found, i = [], 0
        while i < len(text):
            end = next(
                (j for j in range(min(len(text), i + self._longest), i + 2, -1) if text[i:j] in self._notions), 0
            )
            if end:
                if "=" + self._concepts.get(text[i:end], "") not in self._postings:
                    found.append((i, end))
                i = end
            else:
                i += 1
        return found

    def label_of(self, column_id: str) -> str:
        """Return a column's own label without year; empty where it says nothing by itself (合计, 数量)."""
        return _own_label(self._columns[column_id])

    def kinds_of(self, column_id: str) -> frozenset[str]:
        """Return the quantities, as synonym sets, that a column's label or topic names."""
        return self.concepts_of(column_id) & self._metric_names

    def _topic_of(self, column: Column) -> tuple[Unit, ...]:
        """Return the units of what a column's table, and the merged header over it, are about."""
        return (*self._topic_units[column.table_id], *self._group_units.get(column.id, ()))

    def _score(self, column: Column, features: set[str]) -> Link:
        topic = {unit.feature for unit in self._topic_of(column)} - self._apart[column.id]
        own = cost = 0.0
        for unit in self._label_units[column.id]:
            if unit.feature in topic:  # tells nothing apart within the table
                continue
            share = self._share(unit, features)
            own += unit.weight * share
            cost += unit.weight * (1 - share)
        shared = sum(unit.weight * self._share(unit, features) for unit in self._topic_of(column))
        if column.table_id in self._single:
            cost = 0.0
        asked = own + TOPIC_SHARE * shared
        return Link(column=column.id, score=max(asked - UNMATCHED_COST * cost, 0.05 * asked), own=own)

    def _share(self, unit: Unit, features: set[str]) -> float:
        """Return how much of a unit is named: all by its synonyms, else the idf share of its pairs, if most."""
        if unit.feature in features:
            return 1.0
        if not unit.inner:
            return 0.0
        found = sum(self._idf[pair] for pair in unit.inner if pair in features)
        share = found / sum(self._idf[pair] for pair in unit.inner)
        return share if share >= ENOUGH else 0.0

    def _units(self, parts: list[tuple[str, tuple[str, ...]]]) -> tuple[Unit, ...]:
        units = {}
        for feature, inner in parts:
            factor = CONCEPT_FACTOR if feature.startswith("=") else COMMON_FACTOR if feature in COMMON else 1.0
            units[feature] = Unit(feature=feature, weight=self._idf[feature] * factor, inner=frozenset(inner))
        return tuple(units.values())

    def _split(self, label: str) -> list[tuple[str, tuple[str, ...]]]:
        """Cut a label into synonym sets and the character pairs between them."""
        parts: list[tuple[str, tuple[str, ...]]] = []
        i = run = 0
        while i < len(label):
            end = self._concept_end(label, i)
            if end:
                parts += [(pair, ()) for pair in bigrams(label[run:i])]
                parts.append(("=" + self._concepts[label[i:end]], tuple(bigrams(label[i:end]))))
                i = run = end
            else:
                i += 1
        parts += [(pair, ()) for pair in bigrams(label[run:])]
        return parts

    def _concept_end(self, text: str, start: int) -> int:
        """Return where the longest synonym that starts at `start` ends, or 0."""
        for end in range(min(len(text), start + self._longest), start + 1, -1):
            if text[start:end] in self._concepts:
                return end
        return 0


def _own_label(column: Column) -> str:
    plain = YEAR.sub("", column.label)
    plain = TOTAL_TAIL.sub("", plain) if column.is_total else plain
    return "" if TOTAL_LABEL.fullmatch(plain) or GENERIC_LABEL.fullmatch(plain) else plain


def _concept_forms(lexicon: Lexicon) -> tuple[dict[str, str], dict[str, str]]:
    """Return written form -> synonym set, for words of columns and for words of other things.

    A form that ends in the word for an action also stands without it (工信牵头, 工信), unless what is left names a
    body (工信局) or belongs to more than one set.
    """
    concepts: dict[str, str] = {}
    others: dict[str, str] = {}
    actions: set[str] = set()
    metrics: set[str] = set()
    for group in lexicon.synonyms:
        if group.canonical in QUESTION_WORDS or group.canonical in HARMLESS:
            continue
        into = concepts if group.kind in CONCEPT_KINDS else others if group.kind in OTHER_KINDS else None
        if into is not None:
            for form in (group.canonical, *group.forms):
                plain = clean(form)
                if len(plain) > 1:
                    into.setdefault(plain, group.canonical)
                    if group.kind == "action":
                        actions.add(plain)
                    elif group.kind == "metric":
                        metrics.add(plain)
    stems: dict[str, set[str]] = defaultdict(set)
    for form in metrics:
        name = concepts[form]
        for action in actions:
            stem = form.removesuffix(action)
            if form != stem and len(stem) > 1 and not stem.endswith(("厅", "局", "委", "部门", "系统")):
                stems[stem].add(name)
    for stem, names in stems.items():
        if len(names) == 1 and stem not in concepts and stem not in others:
            concepts[stem] = next(iter(names))
    return concepts, {form: name for form, name in others.items() if form not in concepts}
