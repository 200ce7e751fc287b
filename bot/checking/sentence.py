"""One sentence against its evidence: every claim of it, its sums, its quotes, its comparisons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.checking.binding import CLAUSE, Binding
from bot.checking.comparisons import wrong_comparison
from bot.checking.numbers import date_agrees, same_number, unrecorded_sum
from bot.checking.orders import wrong_order
from bot.checking.quotes import altered_quote, bare, verbatim
from bot.claims import Claim, ClaimKind, ClaimReader, digits_of
from bot.types import Evidence

_PROSE = {"passage", "obligation", "deadline", "contact", "metadata", "list", "note", "section", "row"}
_QUOTED = {"passage", "obligation", "deadline", "note"}
_DENIAL = re.compile(
    r"没有|没查到|未查到|查不到|未见|未列|未收录|未载|未写|未公布|未规定|未提|未点名|未包括|不是|并非|不属于|不在|不含|不包括|不能确认|"
    r"无法|尚无|暂无|缺少|没找到|不提供|不掌握|不涉及|不清楚"
)
_NEGATED = re.compile(r"(?:不是|并非|而非|而不是|不等于|没有|未查到|未收录|未见)[^，。；,;]{0,24}$")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why a sentence is not said: the sentence, the words at fault and the reason, in Chinese for people."""

    sentence: str
    words: str
    reason: str


class Sentence:
    """One sentence against its evidence."""

    def __init__(
        self,
        *,
        text: str,
        cited: Sequence[Evidence],
        direct: Sequence[Evidence],
        titles: str,
        reader: ClaimReader,
        asked: set[tuple[ClaimKind, str]],
        as_of: date | None,
    ) -> None:
        self.text = text
        self.cited = cited
        self.direct = direct
        self.reader = reader
        self.asked = asked
        self.as_of = as_of
        self.claims = reader.read(text)
        self.binding = Binding(text, self.claims, cited, reader)
        self.facts = self.binding.facts
        self.verbatim = verbatim(text, [r.quote for r in cited if r.kind in _PROSE])
        self.labels = " ".join([titles, *(f"{r.section} {r.quote if r.kind in _PROSE else ''}" for r in cited)])
        self.fact_words = " ".join(f"{f.subject} {f.metric} {f.value} {f.period or ''}" for f in self.facts)

    def faults(self) -> list[Fault]:
        """Return every fault; empty when the sentence holds."""
        found = [
            Fault(sentence=self.text, words=self.text[c.start : c.end], reason=reason)
            for c in self.claims
            if (reason := self._fault(c))
        ]
        sums = unrecorded_sum(self.text, self.facts)
        if sums:
            found.append(Fault(sentence=self.text, words=sums, reason="算式与记录的计算不一致"))
        altered = altered_quote(self.text, [r.quote for r in self.cited if r.kind in _QUOTED])
        if altered:
            found.append(Fault(sentence=self.text, words=altered, reason="引文有改动"))
        compared = wrong_comparison(self.binding) or wrong_order(self.binding)
        if compared:
            found.append(Fault(sentence=self.text, words=compared, reason="比较的方向或大小与数据不符"))
        repeated = self._repeated_item()
        if repeated:
            found.append(Fault(sentence=self.text, words=repeated, reason="列举中重复出现"))
        return found

    def _fault(self, claim: Claim) -> str | None:
        if self._inside_verbatim(claim) or self._denied(claim):
            return None
        check = {
            ClaimKind.NUMBER: self._number,
            ClaimKind.PHONE: self._phone,
            ClaimKind.DATE: self._date,
            ClaimKind.YEAR: self._year,
            ClaimKind.REGION: self._region,
            ClaimKind.ORGANISATION: self._organisation,
            ClaimKind.DOC_NUMBER: self._doc_number,
        }.get(claim.kind, self._named)
        return check(claim)

    def _inside_verbatim(self, claim: Claim) -> bool:
        """A mention within a longer verbatim run is bound by the passage itself."""
        before = self.verbatim[claim.start - 1] if claim.start else 0
        run = self.verbatim[claim.start]
        if not run or any(self.verbatim[i] != run for i in range(claim.start, claim.end)):
            return False
        after = self.verbatim[claim.end] if claim.end < len(self.text) else 0
        return before == run or after == run

    def _denied(self, claim: Claim) -> bool:
        """Words of the question (or the day) may be repeated where the sentence denies or misses them."""
        if (claim.kind, claim.value) not in self.asked and not self._is_as_of(claim):
            return False
        if claim.kind is ClaimKind.REGION and self._asks_back():
            return True
        sentence_start = max((m.end() for m in CLAUSE.finditer(self.text, 0, claim.start)), default=0)
        following = CLAUSE.search(self.text, claim.end)
        clause = self.text[sentence_start : following.start() if following else len(self.text)]
        if claim.kind in (ClaimKind.NUMBER, ClaimKind.PHONE):
            return _NEGATED.search(self.text[sentence_start : claim.start]) is not None
        part_start = max((sentence_start, *(m.end() for m in re.finditer("[，,：:]", self.text[: claim.start]))))
        stop = re.search("[，,。；;：:]", self.text[claim.end :])
        part = self.text[part_start : claim.end + stop.start() if stop else len(self.text)]
        return _DENIAL.search(part) is not None or (_DENIAL.search(clause) is not None and not cited_value(part))

    def _asks_back(self) -> bool:
        """Say whether the sentence is a question, which states nothing (您问的是深圳市的哪一项？)."""
        numbers = any(c.kind is ClaimKind.NUMBER for c in self.claims)
        return self.text.endswith("？") and not numbers and re.search("[。；：:]", self.text) is None

    def _is_as_of(self, claim: Claim) -> bool:
        if self.as_of is None:
            return False
        if claim.kind is ClaimKind.YEAR:
            return claim.value == str(self.as_of.year)
        return claim.kind is ClaimKind.DATE and claim.value == self.as_of.isoformat()

    # -- values -------------------------------------------------------------------------------------------------

    def _number(self, claim: Claim) -> str | None:
        matches = [f for f in self.facts if same_number(claim, f) or self._inside(claim, f.value)]
        if self._inside_metric(claim):
            return None
        if not matches:
            return "证据中没有这个数"
        rank = self.binding.position_in_series(claim)
        if not any(self.binding.subject(claim, f, rank) for f in matches):
            return "这个数不属于所说的对象"
        if not any(self.binding.subject(claim, f, rank) and self.binding.period(claim, f) for f in matches):
            return "这个数不属于所说的时间"
        return None

    def _inside_metric(self, claim: Claim) -> bool:
        """Say whether a number is part of what a measure is called (满20年以上任务数)."""
        names = {f.metric for f in self.facts if len(f.metric) > len(claim.value) and claim.value in f.metric}
        return any(self._inside(claim, name) for name in names)

    def _inside(self, claim: Claim, words: str) -> bool:
        """Say whether a number is said as a part of `words`, the whole of which are said (公示期7天)."""
        if len(words) <= len(claim.value) or claim.value not in words:
            return False
        end = claim.start + len(claim.value)
        at = self.text.find(words, max(0, end - len(words)))
        return 0 <= at <= claim.start

    def _phone(self, claim: Claim) -> str | None:
        matches = [f for f in self.facts if digits_of(f.value) == claim.value and len(claim.value) >= 5]
        if not matches:
            return "证据中没有这个电话"
        if not any(self.binding.subject(claim, f, None) for f in matches) and not self._of_matter(claim):
            return "这个电话不属于所说的单位或人"
        return None

    def _of_matter(self, claim: Claim) -> bool:
        """Say whether a phone is told of the matter that its record has it for (举报电话是…), and of nobody else."""
        named = {ClaimKind.REGION, ClaimKind.ORGANISATION, ClaimKind.PERSON}
        if any(c.kind in named for c in self.claims):
            return False
        for record in self.direct:
            held = any(digits_of(f.value) == claim.value for f in record.facts if f.metric == "电话")
            if held and any(f.metric == "事项" and f.value in self.text for f in record.facts):
                return True
        return False

    def _date(self, claim: Claim) -> str | None:
        for fact in self.facts:
            if any(date_agrees(claim.value, part) for part in (fact.value, fact.period or "")):
                return None
        return "证据中没有这个日期"

    def _year(self, claim: Claim) -> str | None:
        words = f"{self.fact_words} {self.labels}"
        return None if re.search(rf"(?<!\d){claim.value}(?!\d)", words) else "证据中没有这个年份"

    # -- names --------------------------------------------------------------------------------------------------

    def _region(self, claim: Claim) -> str | None:
        numbers = [c for c in self.claims if c.kind is ClaimKind.NUMBER]
        direct = [f for record in self.direct for f in record.facts]
        # An input of a computation names a place only together with its own value.
        said = [*direct, *(f for f in self.facts if any(same_number(c, f) for c in numbers))]
        if claim.value in {name for f in said for name in self.binding.names_in(f"{f.subject} {f.value}")}:
            return None
        others = {c.value for c in self.claims if c.kind is ClaimKind.REGION} - {claim.value}
        if self._amounts_of({claim.value}) & self._amounts_of(others):
            return None  # level with a place that the sentence is about (与中山市并列)
        # A place within the name of a document or body that the evidence holds (广东省…方案).
        if self.text[claim.start : claim.end] in self.labels and self._inside_label(claim):
            return None
        return "证据中没有这个地区"

    def _amounts_of(self, names: set[str]) -> set[tuple[str, str | None, str]]:
        return {(f.metric, f.period, f.value) for f in self.facts if self.binding.names_in(f.subject) & names}

    def _organisation(self, claim: Claim) -> str | None:
        words = f"{self.fact_words} {self.labels}"
        mentioned = {c.value for c in self.reader.read(words) if c.kind is ClaimKind.ORGANISATION}
        if claim.value not in mentioned and self.text[claim.start : claim.end] not in words:
            return "证据中没有这个单位"
        return None

    def _doc_number(self, claim: Claim) -> str | None:
        """What the evidence holds must end the number; words before it may be read into it (文号是粤…〔2024〕14号)."""
        words = f"{self.fact_words} {self.labels}"
        held = [c.value for c in self.reader.read(words) if c.kind is ClaimKind.DOC_NUMBER]
        return None if any(bare(claim.value).endswith(bare(h)) for h in held) else "证据中没有这个文号"

    def _named(self, claim: Claim) -> str | None:
        words = f"{self.fact_words} {self.labels}"
        return None if bare(claim.value) in bare(words) else "证据中没有这个名称"

    def _inside_label(self, claim: Claim) -> bool:
        start, end = max(0, claim.start - 3), min(len(self.text), claim.end + 3)
        return any(
            bare(self.text[a:b]) in bare(self.labels)
            for a, b in ((start, claim.end), (claim.start, end))
            if b - a >= claim.end - claim.start + 2
        )

    def _repeated_item(self) -> str | None:
        for run in re.findall(r"[^，。；,;：:（）()]+", self.text):
            items = [re.sub(r"\d.*$", "", part) for part in run.split("、")]
            known = [n for item in items for n in [self.reader.region_of(item)] if n]
            for name in known:
                if known.count(name) > 1:
                    return name
        return None


def cited_value(part: str) -> bool:
    """Say whether a part of a sentence states a value."""
    return re.search(r"\d+(?:\.\d+)?\s*(?:%|％|[家个项名])", part) is not None
