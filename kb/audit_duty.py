"""Whether an enterprise must undergo 强制性清洁生产审核, decided from rules that are data (`kb.rules` reads them).

Deciding is pure: the same facts on the same day give the same assessment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from kb.types import Verification
from kb.zh.time_rules import TimeRule


class ConsequenceKind(StrEnum):
    """What a consequence of the duty is about."""

    TIME_LIMIT = "time_limit"
    REPORT = "report"
    EVALUATION = "evaluation"
    DISCLOSURE = "disclosure"
    PENALTY = "penalty"
    TRANSITION = "transition"


class Verdict(StrEnum):
    """Outcome of an assessment."""

    REQUIRED = "required"
    NOT_LISTED = "not_listed"  # none of the listed conditions holds
    UNDECIDED = "undecided"  # nothing known holds, and something is not known


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A fact about the enterprise; `affirms` and `denies` are the phrases that state or deny it (see the README)."""

    id: str
    label: str
    short: str
    question: str
    affirms: tuple[str, ...]
    denies: tuple[str, ...]
    residual: bool = False  # whatever else the state prescribes; nobody can deny it for sure


@dataclass(frozen=True, kw_only=True)
class Regime:
    """The law of a period: `items` maps each condition it lists to the item of the article."""

    id: str
    law: str
    document_id: str
    article: str
    valid_from: date
    valid_until: date | None
    verification: Verification
    items: dict[str, str]
    authorities: str

    def in_force(self, on: date) -> bool:
        """Say whether the regime applies on a day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """What follows from the duty, with its source and how far it is verified."""

    id: str
    kind: ConsequenceKind
    text: str
    document: str
    document_id: str
    article: str | None
    valid_from: date
    valid_until: date | None
    verified_until: date | None
    verification: Verification
    rule: TimeRule | None

    def applies(self, on: date) -> bool:
        """Say whether the consequence is known to have begun and not to have ended on a day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    def verified(self, on: date) -> bool:
        """Say whether its force is verified up to that day."""
        return self.verified_until is None or on <= self.verified_until


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What the rules say of an enterprise on a day.

    `met`, `denied` and `open` are the conditions of the law in force that hold, do not hold, or are not known;
    `lapsed` are facts that hold but that only another period's law lists.  `regime` is None where no law on file
    covers the day; the verdict is then UNDECIDED.
    """

    verdict: Verdict
    as_of: date
    regime: Regime | None
    met: tuple[Condition, ...] = ()
    denied: tuple[Condition, ...] = ()
    open: tuple[Condition, ...] = ()
    lapsed: tuple[Condition, ...] = ()
    consequences: tuple[Consequence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AuditRules:
    """All rules of the file; `note` is to be shown with every assessment."""

    title: str
    note: str
    conditions: tuple[Condition, ...]
    regimes: tuple[Regime, ...]
    consequences: tuple[Consequence, ...]

    def regime(self, as_of: date) -> Regime | None:
        """Return the law in force on a day, None where none on file covers it."""
        return next((regime for regime in self.regimes if regime.in_force(as_of)), None)

    def former(self, as_of: date) -> Regime | None:
        """Return the law that the one in force on a day took the place of, None where none on file did."""
        ended = [r for r in self.regimes if r.valid_until is not None and r.valid_until < as_of]
        return max(ended, key=lambda r: r.valid_until or date.min, default=None)

    def detect(self, text: str) -> dict[str, bool]:
        """Return what `text` states of the enterprise: condition id -> holds; what it leaves open is absent."""
        facts = {c.id: stated for c in self.conditions if (stated := _stated(c, text)) is not None}
        if "over_standard" in facts:
            # 能耗超标 and 总量超标 hold the word 超标 without saying anything of the emission standard.
            for condition in self.conditions:
                if condition.id in ("over_cap", "over_energy_limit"):
                    text = _pattern((*condition.affirms, *condition.denies)).sub("□", text)
            again = _stated(self._condition("over_standard"), text)
            facts = {k: v for k, v in facts.items() if k != "over_standard"}
            if again is not None:
                facts["over_standard"] = again
        return facts

    def assess(self, facts: Mapping[str, bool], as_of: date) -> Assessment:
        """Decide from known facts.

        Args:
            facts: condition id -> whether it holds; unknown conditions are left out.
            as_of: the day whose law applies.

        Raises:
            KeyError: a fact names no condition.
        """
        for name in facts:
            self._condition(name)
        regime = self.regime(as_of)
        if regime is None:
            return Assessment(verdict=Verdict.UNDECIDED, as_of=as_of, regime=None)
        listed = [c for c in self.conditions if c.id in regime.items]
        met = tuple(c for c in listed if facts.get(c.id) is True)
        denied = tuple(c for c in listed if facts.get(c.id) is False)
        unknown = tuple(c for c in listed if c.id not in facts)
        verdict = Verdict.REQUIRED if met else Verdict.UNDECIDED if unknown else Verdict.NOT_LISTED
        return Assessment(
            verdict=verdict,
            as_of=as_of,
            regime=regime,
            met=met,
            denied=denied,
            open=unknown,
            lapsed=tuple(c for c in self.conditions if facts.get(c.id) and c.id not in regime.items),
            consequences=tuple(c for c in self.consequences if c.applies(as_of)),
        )

    def _condition(self, name: str) -> Condition:
        for condition in self.conditions:
            if condition.id == name:
                return condition
        raise KeyError(f"{name}（可用：{'、'.join(c.id for c in self.conditions)}）")


_NEGATION = re.compile(r"(?:没有|没|未|不|无|并非|从未|不存在|不会)$")
_ASKING = re.compile(r"是否|有没有|有无|是不是|会不会|算不算")
_ASKED = re.compile(r"◇.{0,4}$|(?:什么是|什么叫|何为|怎么算|怎样算)$")
_DENIED_AFTER = re.compile(  # 有毒有害的也没有
    r"[^，。；！？,;!?\n]{0,6}?(?:也|都|倒|就|是)*(?:没有?|不存在|不涉及|没用|不用|没涉及)(?:过|的|了)*(?:$|[，。；！？,;!?\n])"
)
_CLAUSE_END = re.compile(r"[，。；！？,;!?\n]|但|而|却|不过|$")


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    gap = r"[^，。；！？,;!?\n]{0,8}?"
    return re.compile("|".join(re.escape(p).replace("…", gap) for p in longest_first))


def _stated(condition: Condition, text: str) -> bool | None:
    """Return whether `text` says that the condition holds (True), that it does not (False), or neither (None)."""
    text = _ASKING.sub("◇", text)
    denied = False
    if condition.denies:
        pattern = _pattern(condition.denies)
        while match := pattern.search(text):
            # A denial reaches to the end of its clause: 没用有毒有害原料 denies 有害 as well.
            end = _CLAUSE_END.search(text, match.end())
            text = text[: match.start()] + "□" + text[end.start() if end else len(text) :]
            denied = True
    for match in _pattern(condition.affirms).finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        if _ASKED.search(before):
            continue
        if _NEGATION.search(before) or _DENIED_AFTER.match(text, match.end()):
            denied = True
            continue
        return True
    return False if denied else None
