"""To whom and to when a sentence ties a value: the nearest name, the place in a series, the nearest year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.claims import WHOLE, Claim, ClaimKind, ClaimReader
from bot.types import Evidence, Fact

_EVERYONE = re.compile(r"全省|全国|各地市|\d+个(?:地市|城市)")
CLAUSE = re.compile(r"[。；;！!？?\n]")


class Binding:
    """The names and years of one sentence, and which of them a value belongs to.

    Args:
        text: the sentence.
        claims: what it says, in order.
        cited: the evidence it cites, inputs of computations included.
        reader: finds names in the words of facts.
    """

    def __init__(self, text: str, claims: Sequence[Claim], cited: Sequence[Evidence], reader: ClaimReader) -> None:
        self.text = text
        self.claims = claims
        self.cited = cited
        self.reader = reader
        self.facts = [fact for record in cited for fact in record.facts]

    def subject(self, claim: Claim, fact: Fact, rank: int | None) -> bool:
        """Whether the subject the sentence ties `claim` to is the subject of `fact`."""
        wanted = self.names_in(fact.subject)
        subjects = [c for c in self.claims if c.kind in (ClaimKind.REGION, ClaimKind.ORGANISATION, ClaimKind.PERSON)]
        known = {n for f in self.facts for n in self.names_in(f.subject)}
        subjects = [c for c in subjects if c.value in known]
        if not wanted:  # the subject is a document, a list or a total
            total = WHOLE.search(fact.subject)
            if total is None:
                return True
            near = self.nearest(claim, subjects)
            mark = max((m.end() for m in WHOLE.finditer(self.text, 0, claim.start)), default=-1)
            return near is None or mark >= near.end or near.start > claim.start
        present = {c.value for c in subjects}
        if len(wanted) > 1:
            return wanted <= present or bool(wanted & present and self._is_computed(fact))
        (name,) = wanted
        if name not in present:
            return not present and len({f.subject for f in self.facts}) == 1
        if rank is not None:
            return self._series_subject(rank) in (name, None)
        if self._is_computed(fact):
            return True
        near = self.nearest(claim, subjects)
        total_after = near is not None and _EVERYONE.search(self.text, near.end, claim.start) is not None
        return near is not None and near.value == name and not total_after

    def nearest(self, claim: Claim, subjects: Sequence[Claim]) -> Claim | None:
        """Return the last of `subjects` before a claim, else the first after it."""
        before = [c for c in subjects if c.end <= claim.start]
        if before:
            return before[-1]
        return next((c for c in subjects if c.start >= claim.end), None)

    def period(self, claim: Claim, fact: Fact) -> bool:
        """Whether the year the sentence ties `claim` to is that of `fact`."""
        if not fact.period:
            return True
        years = [
            c for c in self.claims if c.kind is ClaimKind.YEAR or (c.kind is ClaimKind.DATE and c.value[:4].isdigit())
        ]
        if not years:
            return True
        before = [c for c in years if c.end <= claim.start]
        near = before[-1] if before else years[0]
        return near.value[:4] in fact.period

    def _is_computed(self, fact: Fact) -> bool:
        return any(r.kind == "computed" and fact in r.facts for r in self.cited)

    def position_in_series(self, claim: Claim) -> int | None:
        """Return the index of a number after 分别 (甲、乙分别为1家、2家), else None."""
        mark = self.text.rfind("分别", 0, claim.start)
        if mark < 0 or CLAUSE.search(self.text, mark, claim.start):
            return None
        series = [c for c in self.claims if c.kind is claim.kind and c.start > mark]
        return series.index(claim)

    def _series_subject(self, rank: int) -> str | None:
        mark = self.text.rfind("分别")
        names = [c.value for c in self.claims if c.kind is ClaimKind.REGION and c.end <= mark]
        return names[rank] if rank < len(names) else None

    def names_in(self, words: str) -> set[str]:
        """Return the places, bodies and persons that words name."""
        kinds = (ClaimKind.REGION, ClaimKind.ORGANISATION, ClaimKind.PERSON)
        return {c.value for c in self.reader.read(words) if c.kind in kinds}
