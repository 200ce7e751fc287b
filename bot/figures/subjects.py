"""From names to subjects: which rows of the tables at hand a name means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.figures.catalogue import Catalogue
from bot.figures.mentions import Mention, Names
from bot.figures.query import Subject, SubjectKind
from bot.figures.views import View

ONE_BY_ONE = re.compile(
    r"^(?:地区|片区)?(?:的)?(?:各|每|分别|诸|\d*[一二三四五六七八九十]*个?(?:市|城市|地市)(?:各|分别))"
)


LESS = re.compile(r"(.+)（除(.+)外）")


def together(subjects: Sequence[Subject]) -> Subject:
    """Return several subjects as one set of rows; a single one as it is."""
    if len(subjects) == 1:
        return subjects[0]
    rows = tuple(dict.fromkeys(key for s in subjects for key in s.rows))
    *others, last = [s.name for s in subjects]
    return Subject(kind=SubjectKind.ROWS, name="、".join(others) + "和" + last, rows=rows)


class Resolver:
    """Turns mentions into subjects of given tables."""

    def __init__(self, catalogue: Catalogue, views: Sequence[View]) -> None:
        self._catalogue = catalogue
        self._views = views
        self._rows = list(dict.fromkeys(key for view in views for key in view.row_keys))
        self.unknown: list[str] = []

    def name(self, key: str) -> str:
        """Return how to say a row."""
        return self._catalogue.names.get(key, key)

    def row(self, key: str) -> Subject:
        """Return the subject of one row."""
        return Subject(kind=SubjectKind.ROW, name=self.name(key), rows=(key,))

    def opening_with(self, word: str) -> list[Subject]:
        """Return the rows whose names open with a word, where those are some of many."""
        rows = [key for key in self._rows if self.name(key).startswith(word)]
        return [self.row(key) for key in rows] if len(rows) * 2 < len(self._rows) else []

    @property
    def rows(self) -> tuple[str, ...]:
        """The keys of every row of the tables at hand."""
        return tuple(self._rows)

    def ending_with(self, noun: str) -> list[str]:
        """Return the keys of the rows whose names end in a noun (县)."""
        return [key for key in self._rows if self.name(key).endswith(noun)]

    def has(self, mention: Mention) -> bool:
        """Say whether a group has members among the rows at hand."""
        return any(key in self._rows for key in self._catalogue.groups[mention.name])

    def subjects(self, mention: Mention) -> list[Subject]:
        """Return what a mention means here; remember it as unknown when the tables do not have it."""
        if mention.kind == "group":
            members = tuple(key for key in self._catalogue.groups[mention.name] if key in self._rows)
            if len(members) == len(self._rows):
                return [self.total()]
            if members:
                return [Subject(kind=SubjectKind.GROUP, name=mention.name, rows=members)]
        elif mention.kind == "row":
            keys = [key for key in mention.rows if key in self._rows]
            if keys and len(keys) <= 6:
                return [self.row(key) for key in keys]
            if any(view.whole_region in mention.rows for view in self._views if view.whole_region is not None):
                return [self.total()]
            for view in self._views:
                tagged = view.attributes.get(mention.attribute or "", ())
                if len(tagged) == 1:
                    return [self.row(tagged[0])]
                if mention.attribute in view.attributes:
                    return [
                        Subject(
                            kind=SubjectKind.GROUP, name=mention.form, rows=view.attributes[mention.attribute or ""]
                        )
                    ]
        elif mention.kind == "whole":
            held = {view.whole_region for view in self._views} - {None}
            if mention.place and held and mention.place not in held:
                self.unknown.append(mention.form)  # the place of another document
                return []
            return [self.total()]
        if mention.kind != "whole":
            self.unknown.append(mention.form)
        return []

    def of_standards(self) -> bool:
        """Say whether the rows are no places and printed without a total: grades, of which nobody asks for the sum."""
        return all(view.table.total_row is None and view.whole == "合计" for view in self._views)

    def total(self, exclude: tuple[str, ...] = ()) -> Subject:
        """Return everything in the table."""
        whole = self._views[0].whole if self._views else "合计"
        if not exclude:
            return Subject(kind=SubjectKind.TOTAL, name=whole)
        group = next((g for g, members in self._catalogue.groups.items() if self._same_rows(members, exclude)), None)
        if group is not None:
            return Subject(kind=SubjectKind.TOTAL, name=f"{group}以外", exclude=exclude)
        left = "、".join(self.name(key) for key in exclude)
        return Subject(
            kind=SubjectKind.TOTAL, name=f"除{left}外的{whole if whole != '合计' else '其余'}", exclude=exclude
        )

    def _same_rows(self, members: Iterable[str], rows: Sequence[str]) -> bool:
        """Say whether a group of many is just these rows of the tables at hand."""
        return len(rows) > 3 and {key for key in members if key in self._rows} == set(rows)

    def together(self, subjects: Sequence[Subject]) -> Subject:
        """Return several subjects as one set of rows."""
        return together(subjects)

    def without(self, subject: Subject, excluded: Sequence[str]) -> Subject:
        """Return a subject less the rows taken out."""
        if not excluded:
            return subject
        if subject.kind is SubjectKind.TOTAL:
            return self.total(tuple(key for key in excluded if key in self._rows))
        left = "、".join(self.name(key) for key in excluded if key in subject.rows)
        rows = tuple(key for key in subject.rows if key not in excluded)
        if not left or not rows:
            return subject
        before = LESS.fullmatch(subject.name)  # 珠三角（除广州市外）, now less Shenzhen too
        name, left = (before[1], f"{before[2]}、{left}") if before is not None else (subject.name, left)
        return Subject(kind=SubjectKind.ROWS, name=f"{name}（除{left}外）", rows=rows)

    def excluded(self, names: Names) -> list[str]:
        """Return the rows that the question takes out."""
        keys = []
        for mention in names.mentions:
            if mention.excluded:
                for subject in self.subjects(replace(mention, excluded=False)):
                    keys += list(subject.rows)
        return keys

    def partition(self) -> list[Subject]:
        """Return named groups that share out the rows: disjoint, none inside another, as many rows as can be."""
        groups = [
            (name, tuple(key for key in members if key in self._rows))
            for name, members in self._catalogue.groups.items()
        ]
        groups = [(name, members) for name, members in groups if members and len(members) < len(self._rows)]
        best: list[tuple[str, tuple[str, ...]]] = []
        for seed in groups:
            chosen, used = [seed], set(seed[1])
            for name, members in sorted(groups, key=lambda g: len(g[1])):
                if not used & set(members):
                    chosen.append((name, members))
                    used |= set(members)
            covered, best_covered = len(used), sum(len(members) for _, members in best)
            if (covered, -len(chosen)) > (best_covered, -len(best) if best else -99):
                best = chosen
        order = [name for name, _ in groups]
        best.sort(key=lambda group: order.index(group[0]))
        return [Subject(kind=SubjectKind.GROUP, name=name, rows=members) for name, members in best]

    def members(self, subjects: Iterable[Subject]) -> list[Subject]:
        """Return the rows of subjects one by one."""
        return [self.row(key) for key in dict.fromkeys(key for s in subjects for key in s.rows)]


def one_by_one(text: str, mention: Mention) -> bool:
    """Say whether a group is asked for member by member (粤东各市)."""
    return (mention.form != text[mention.start : mention.end] and "各" in text[mention.start : mention.end]) or bool(
        ONE_BY_ONE.match(text[mention.end :])
    )


def opened_by(text: str, rest: str, resolver: Resolver) -> list[tuple[int, Subject]]:
    """Return the rows whose names open with a word that nothing else accounts for (公办 of 公办公营), where they stand.

    Several rows that open so are taken together (民办 of 民办非营利 and 民办营利).
    """
    found = []
    for match in re.finditer("[\u4e00-\u9fff]{2,4}", rest):
        rows = resolver.opening_with(match[0])
        at = text.find(match[0])
        if rows and at >= 0:
            found.append((at, rows[0] if len(rows) == 1 else replace(resolver.together(rows), name=match[0])))
    return found
