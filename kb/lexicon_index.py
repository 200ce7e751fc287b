"""Find the lexicon's terms in a text: leftmost, longest, without overlap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from kb.lexicon import Lexicon

REGION = "region"
GROUP = "region_group"
ORGANISATION = "organisation"
INDUSTRY = "industry"
_REMEMBERED = 2048  # texts; one question is looked through a dozen times
_LONGEST_REMEMBERED_CHARS = 400
HOME_FORM = "全省"  # the lexicon gives it to the province that the service is for
_SHORTEST = 2  # characters of the shortest Chinese form


@dataclass(frozen=True, kw_only=True)
class Match:
    """A lexicon term at `text[start:end]`.

    `kind` is region | region_group | organisation | industry, or the kind of a synonym set (metric, time …);
    `canonical` is the name that all its forms stand for.
    """

    start: int
    end: int
    kind: str
    canonical: str


def home_regions(lexicon: Lexicon) -> frozenset[str]:
    """Return the province that 全省 means where none is named: the one that the service is for."""
    return frozenset(region.name for region in lexicon.regions if HOME_FORM in region.forms)


class LexiconIndex:
    """Longest-match finder over all forms of all terms; Latin forms ignore case and respect word boundaries."""

    def __init__(self, lexicon: Lexicon) -> None:
        entries: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)

        def put(kind: str, canonical: str, forms: Iterable[str]) -> None:
            for form in (canonical, *forms):
                entries[form.lower()][(kind, canonical)] = None

        for region in lexicon.regions:
            put(REGION, region.name, (region.short, *region.forms))
        for group in lexicon.region_groups:
            put(GROUP, group.name, group.forms)
        for organisation in lexicon.organisations:
            put(ORGANISATION, organisation.name, organisation.forms)
        for industry in lexicon.industries:
            put(INDUSTRY, industry, ())
        for form, industry in lexicon.industry_forms.items():
            put(INDUSTRY, industry, (form,))
        for synonym in lexicon.synonyms:
            put(synonym.kind, synonym.canonical, synonym.forms)
        self._traps = tuple(lexicon.traps)
        self._entries = {form: tuple(meanings) for form, meanings in entries.items()}
        self._chosen: dict[frozenset[str] | None, _Terms] = {}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._find)

    def forms(self) -> tuple[str, ...]:
        """Return every form known, lower-cased."""
        return tuple(self._entries)

    def lookup(self, form: str) -> tuple[tuple[str, str], ...]:
        """Return the (kind, canonical) meanings of exactly `form`; empty when it is not a term."""
        return self._entries.get(form.lower(), ())

    def find(self, text: str, *, kinds: Collection[str] | None = None) -> list[Match]:
        """Return the matches in `text` in order, restricted to `kinds` where given.

        A form with several meanings yields one match for each at the same span.  Restricting `kinds` restricts
        before the longest match is chosen, so a region inside an organisation's name is found when only regions
        are asked for.
        """
        wanted = None if kinds is None else frozenset(kinds)
        return list((self._remembered if len(text) <= _LONGEST_REMEMBERED_CHARS else self._find)(text, wanted))

    def _find(self, text: str, kinds: frozenset[str] | None) -> tuple[Match, ...]:
        folded = text.lower()
        if len(folded) != len(text):  # a few characters change length when folded; offsets must stay exact
            folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        traps = [(at, at + len(trap)) for trap in self._traps if trap in folded for at in _occurrences(folded, trap)]
        terms = self._of_kinds(kinds)
        matches: list[Match] = []
        opening = terms.first.search(folded) if terms.entries else None
        while opening is not None:
            at = opening.start()
            found = terms.longest(folded, at)
            if found is None:
                opening = terms.first.search(folded, at + 1)
                continue
            end, meanings = found
            if end - at == _SHORTEST and terms.straddles(folded, at):  # 一家电镀厂: 电镀厂, no 家电
                opening = terms.first.search(folded, at + 1)
                continue
            if any(
                start <= at and end <= stop and end - at < stop - start and meanings[0][0] == REGION
                for start, stop in traps
            ):
                opening = terms.first.search(folded, at + 1)
                continue
            matches += [Match(start=at, end=end, kind=kind, canonical=canonical) for kind, canonical in meanings]
            opening = terms.first.search(folded, end)
        if kinds is None or not any(m.kind in (REGION, GROUP) for m in matches):
            return tuple(matches)
        places = [m for m in self.find(text) if m.kind == REGION]  # 江苏南京 speaks of no 苏南
        return tuple(
            m
            for m in matches
            if m.kind not in (REGION, GROUP) or not any(p.start < m.start < p.end < m.end for p in places)
        )

    def _of_kinds(self, kinds: frozenset[str] | None) -> _Terms:
        """Return the terms of some kinds, made once for each such choice."""
        if kinds not in self._chosen:
            self._chosen[kinds] = _Terms(
                {
                    form: chosen
                    for form, meanings in self._entries.items()
                    if (chosen := tuple(m for m in meanings if kinds is None or m[0] in kinds))
                }
            )
        return self._chosen[kinds]


class _Terms:
    """Forms with their meanings, by first character and length."""

    def __init__(self, entries: dict[str, tuple[tuple[str, str], ...]]) -> None:
        self.entries = entries
        lengths: dict[str, set[int]] = defaultdict(set)
        for form in entries:
            lengths[form[0]].add(len(form))
        self.lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        self.first = re.compile("[" + "".join(map(re.escape, sorted(lengths))) + "]" if lengths else "(?!)")

    def longest(self, text: str, at: int) -> tuple[int, tuple[tuple[str, str], ...]] | None:
        """Return the end and the meanings of the longest form that begins at `at`."""
        for length in self.lengths[text[at]]:
            end = at + length
            meanings = self.entries.get(text[at:end]) if end <= len(text) else None
            if meanings is not None and _on_boundary(text, at, end):
                return end, meanings
        return None

    def straddles(self, text: str, at: int) -> bool:
        """Say whether a form longer than two characters begins at the second character of one that has two."""
        after = self.longest(text, at + 1) if text[at + 1] in self.lengths else None
        return after is not None and after[0] - (at + 1) > _SHORTEST


def _on_boundary(text: str, start: int, end: int) -> bool:
    """Say whether a Latin form stands as a word of its own; Chinese forms may stand anywhere."""

    def latin(at: int) -> bool:
        return 0 <= at < len(text) and text[at].isascii() and text[at].isalpha()

    return not (latin(start) and latin(start - 1)) and not (latin(end - 1) and latin(end))


def _occurrences(text: str, part: str) -> list[int]:
    found = []
    at = text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found
