"""Plans and results: whether a column, or a question, speaks of what was aimed at or of what was done.

Both kinds of figure stand side by side (计划数 beside 完成审核数, a target table beside a result table of the same
year) and share most of their words, so that words alone cannot tell them apart.  The words of each kind are data
(`roles` in `corpus/lexicon/synonyms.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.figures.surface import bigrams, clean
from bot.figures.views import Column, View
from kb.lexicon import Lexicon

RATE = re.compile(r"率|占比|比例|比重|百分|进度")
_ALIKE = 0.4  # so much of the shorter topic stands in the other


class Role(StrEnum):
    """What a figure says of its quantity."""

    GOAL = "goal"
    RESULT = "result"


@dataclass(frozen=True, kw_only=True)
class RoleWord:
    """A word for one of the roles at [start, end)."""

    role: Role
    start: int
    end: int
    form: str


class Roles:
    """The role of every column, and of the words of a question."""

    def __init__(self, views: Mapping[str, View], lexicon: Lexicon) -> None:
        words = lexicon.quantity_roles
        # A form of both roles is of the first.
        self._forms = {clean(form): role for role in reversed(Role) for form in words.get(role.value, ())}
        self._any_form = re.compile("|".join(map(re.escape, sorted(self._forms, key=lambda f: (-len(f), f)))))
        self._ceilings = tuple(clean(form) for form in words.get("ceiling", ()))
        self._notions = [
            (clean(form), group.canonical)
            for group in lexicon.synonyms
            if group.kind == "legal"
            for form in (group.canonical, *group.forms)
            if len(clean(form)) > 1
        ]
        self._views = views
        self._columns = {c.id: c for view in views.values() for c in view.columns}
        self._topics = {tid: view.topic for tid, view in views.items()}
        self._of: dict[str, Role] = {}
        for view in views.values():
            self._of |= self._roles_in(view)

    def words(self, text: str) -> list[RoleWord]:
        """Return the words for a role in `text`, the longest at each place, in order."""
        matches = self._any_form.finditer(text) if self._forms else ()
        return [RoleWord(role=self._forms[m[0]], start=m.start(), end=m.end(), form=m[0]) for m in matches]

    def asked(self, text: str) -> Role | None:
        """Return the role that a stretch of a question speaks of: a plan where both are named (完成…的目标)."""
        found = {word.role for word in self.words(text)}
        return Role.GOAL if Role.GOAL in found else next(iter(found), None)

    def of(self, column_id: str) -> Role | None:
        """Return the role of a column, None where nothing says it (and for rates, which are of both)."""
        return self._of.get(column_id)

    def is_rate(self, column_id: str) -> bool:
        """Say whether a column holds rates, which are no answer to how many were planned or done."""
        return RATE.search(self._columns[column_id].label) is not None

    def is_ceiling(self, column_id: str) -> bool:
        """Say whether a goal is one that must not be passed (用水总量控制目标)."""
        return any(word in self._columns[column_id].label for word in self._ceilings)

    def stands(self, column_id: str) -> bool:
        """Say whether a column is the one figure of its role and year in its table: the total, or no other."""
        column = self._columns[column_id]
        beside = (c for c in self._views[column.table_id].columns if len({c.year, column.year} - {None}) < 2)
        same = [c for c in beside if self.of(c.id) is self.of(column_id) and not self.is_rate(c.id)]
        return column.leads or len(same) == 1

    def same_matter(self, first: str, second: str) -> bool:
        """Say whether the tables of two columns are about one matter: a notion of the domain, or a like topic."""
        one, other = (self._topics[self._columns[c].table_id] for c in (first, second))
        if one == other:
            return True
        if self._notions_of(one) & self._notions_of(other):
            return True
        pairs, others = (set(bigrams(self.bare(topic))) for topic in (one, other))
        return bool(pairs and others) and len(pairs & others) >= _ALIKE * min(len(pairs), len(others))

    def mates(self, column_id: str, role: Role, *, widely: bool = False) -> list[str]:
        """Return the columns of a role that stand for their tables, about the matter of a column.

        With `widely`, the matter may be said by the headers of columns, not by titles alone, and those count too that
        stand for all that is under a merged header.
        """
        return [
            other
            for other in self._columns
            if self.of(other) is role
            and (self.stands(other) or (widely and self._columns[other].subtotal))
            and not self.is_rate(other)
            and (self.same_matter(column_id, other) or (widely and self._named_alike(column_id, other)))
        ]

    def has_word(self, column_id: str, text: str) -> bool:
        """Say whether a column, or the title of its table, is called by a role word of `text` itself."""
        column = self._columns[column_id]
        return any(w.form in column.label or w.form in self._topics[column.table_id] for w in self.words(text))

    def bare(self, text: str) -> str:
        """Return `text` without the words for a role."""
        for word in reversed(self.words(text)):
            text = text[: word.start] + text[word.end :]
        return text

    def of_domain(self, column_id: str) -> bool:
        """Say whether the table of a column is about a notion that the lexicon knows."""
        return bool(self._notions_of(self._topics[self._columns[column_id].table_id]))

    def _named_alike(self, first: str, second: str) -> bool:
        """Say whether two columns are about one notion: of their tables, of merged headers, of their own labels."""
        columns = (self._columns[first], self._columns[second])
        said = (f"{self._topics[c.table_id]}|{clean(c.header)}|{c.label}" for c in columns)
        one, other = map(self._notions_of, said)
        return bool(one & other)

    def _notions_of(self, topic: str) -> frozenset[str]:
        return frozenset(name for form, name in self._notions if form in topic)

    def _roles_in(self, view: View) -> dict[str, Role]:
        """Return the roles of the columns of one table: by their labels, else by its title."""
        by_label = {c.id: role for c in view.columns if (role := self._of_label(c)) is not None}
        overall = self.asked(view.topic)
        mixed = len(set(by_label.values())) > 1
        out = {}
        for column in view.columns:
            role = by_label.get(column.id)
            past = column.year is not None and view.table.year is not None and column.year < view.table.year
            if past and role is not Role.GOAL and overall is Role.GOAL:
                role = Role.RESULT  # 2025年公布数 beside the tasks of 2026
            elif not mixed and overall is Role.GOAL:
                role = Role.GOAL  # 目标表: its 完成审核数 is what is to be completed
            elif role is None and (not mixed or overall is Role.GOAL):
                role = overall
            if role is not None and not (self.is_rate(column.id) and role is not by_label.get(column.id)):
                out[column.id] = role
        return out

    def _of_label(self, column: Column) -> Role | None:
        """Return what a label says; a rate without a word for a plan is of neither."""
        role = self.asked(column.label)
        if role is Role.RESULT and RATE.search(column.label) and not re.search("实际", column.label):
            return None
        return role


def unlike(column_role: Role | None, asked: Role | None) -> bool:
    """Say whether a column is of the other kind than was asked for."""
    return asked is not None and column_role is not None and column_role is not asked


def other(role: Role) -> Role:
    """Return the other role."""
    return Role.RESULT if role is Role.GOAL else Role.GOAL


def preferred(columns: Sequence[str], roles: Roles, asked: Role | None) -> list[str]:
    """Return the columns that are not of the other kind; all of them where every one is."""
    return [c for c in columns if not unlike(roles.of(c), asked)] or list(columns)
