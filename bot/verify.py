"""Check every sentence of a draft against the evidence it cites, and drop what is not supported.

The check reads the sentence itself.  A value is supported when one cited record (or one recorded computation)
holds it *for the subject and the period that the sentence ties it to*; the right number for the wrong city is a
fault.  A name, place, date or document number is supported when a cited record holds it.  Words that stand
verbatim in a cited passage bind within that passage.  What the question says may be repeated only where the
sentence denies it or says that it is missing.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.claims import WHOLE, Claim, ClaimKind, ClaimReader, digits_of
from bot.types import Draft, Evidence, Fact, Statement

_VERBATIM_CHARS = 6  # shorter agreements with a passage are chance
_PROSE = {"passage", "obligation", "deadline", "contact", "metadata", "list", "note", "section"}
_QUOTED = {"passage", "obligation", "deadline", "note"}
_QUOTE_SHARE = 0.6  # so much of a quote is verbatim
_REPLACED_CHARS, _REPLACED_AT_MOST = 6, 24  # words so alike in length between two verbatim runs replace others
_PLAIN_NUMBER = r"\d+(?:\.\d+)?"
_SUM = re.compile(rf"({_PLAIN_NUMBER})([÷×−+])({_PLAIN_NUMBER})(?![÷×−+])")
_OPERATIONS = {"÷": operator.truediv, "×": operator.mul, "−": operator.sub, "+": operator.add}
_ROUNDING = 0.051
_DENIAL = re.compile(
    r"没有|没查到|未查到|查不到|未见|未列|未收录|未载|未写|未公布|未规定|未提|未点名|未包括|不是|并非|不属于|不在|不含|不包括|不能确认|"
    r"无法|尚无|暂无|缺少|没找到|不提供|不掌握|不涉及|不清楚"
)
_NEGATED = re.compile(r"(?:不是|并非|而非|而不是|不等于|没有|未查到|未收录|未见)[^，。；,;]{0,24}$")
_SPLIT = re.compile(r"[\s“”\"'‘’]+")
_EVERYONE = re.compile(r"全省|全国|各地市|\d+个(?:地市|城市)")
_CLAUSE = re.compile(r"[。；;！!？?\n]")
_MANY = re.compile(r"[、，,/+和与及－\-—至到]")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why a sentence is not said: the sentence, the words at fault and the reason, in Chinese for people."""

    sentence: str
    words: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Sentences that stand, and the faults of those that do not."""

    statements: tuple[Statement, ...]
    faults: tuple[Fault, ...]


class Verifier:
    """Bind the claims of sentences to evidence.

    Args:
        reader: finds the claims of a sentence.
        text_of: returns the cleaned text of a document, or None when it is not on file.
        title_of: returns the title of a document, which an answer may always name.
    """

    def __init__(
        self,
        reader: ClaimReader,
        text_of: Callable[[str], str | None],
        title_of: Callable[[str], str] = lambda _document_id: "",
    ) -> None:
        self._reader = reader
        self._text_of = text_of
        self._title_of = title_of

    def check(self, draft: Draft, evidence: Mapping[str, Evidence], *, question: str, as_of: date) -> Verdict:
        """Return the statements of `draft` that hold, with the faults of the others."""
        kept: list[Statement] = []
        faults: list[Fault] = []
        asked = {(c.kind, c.value) for c in self._reader.read(question)}
        for statement in draft.statements:
            found = self.faults_of(statement, evidence, asked=asked, as_of=as_of)
            faults.extend(found)
            if not found:
                kept.append(statement)
        return Verdict(statements=tuple(kept), faults=tuple(faults))

    def faults_of(
        self,
        statement: Statement,
        evidence: Mapping[str, Evidence],
        *,
        asked: set[tuple[ClaimKind, str]] = frozenset(),  # type: ignore[assignment]
        as_of: date | None = None,
    ) -> list[Fault]:
        """Return every fault of one statement; empty when it holds."""
        text = statement.text
        cited: list[Evidence] = []
        direct: list[Evidence] = []
        for key in statement.evidence:
            record = evidence.get(key)
            if record is None:
                return [Fault(sentence=text, words=key, reason="引用的证据不存在")]
            source = self._text_of(record.document_id)
            if source is None or source[record.start : record.end] != record.quote:
                return [Fault(sentence=text, words=record.quote[:20], reason="引文与原文不一致")]
            cited.append(record)
            direct.append(record)
            cited.extend(evidence[i] for i in record.inputs if i in evidence and evidence[i] not in cited)
        titles = " ".join(dict.fromkeys(self._title_of(r.document_id) for r in cited))
        case = _Case(
            text=text, cited=cited, direct=direct, titles=titles, reader=self._reader, asked=asked, as_of=as_of
        )
        return case.faults()


class _Case:
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
        self.facts = [fact for record in cited for fact in record.facts]
        self.verbatim = _verbatim(text, [r.quote for r in cited if r.kind in _PROSE])
        self.labels = " ".join([titles, *(f"{r.section} {r.quote if r.kind in _PROSE else ''}" for r in cited)])
        self.fact_words = " ".join(f"{f.subject} {f.metric} {f.value} {f.period or ''}" for f in self.facts)

    def faults(self) -> list[Fault]:
        found = [
            Fault(sentence=self.text, words=self.text[c.start : c.end], reason=reason)
            for c in self.claims
            if (reason := self._fault(c))
        ]
        sums = self._unrecorded_sum()
        if sums:
            found.append(Fault(sentence=self.text, words=sums, reason="算式与记录的计算不一致"))
        altered = self._altered_quote()
        if altered:
            found.append(Fault(sentence=self.text, words=altered, reason="引文有改动"))
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
        sentence_start = max((m.end() for m in _CLAUSE.finditer(self.text, 0, claim.start)), default=0)
        following = _CLAUSE.search(self.text, claim.end)
        clause = self.text[sentence_start : following.start() if following else len(self.text)]
        if claim.kind in (ClaimKind.NUMBER, ClaimKind.PHONE):
            return _NEGATED.search(self.text[sentence_start : claim.start]) is not None
        part_start = max((sentence_start, *(m.end() for m in re.finditer("[，,：:]", self.text[: claim.start]))))
        stop = re.search("[，,。；;：:]", self.text[claim.end :])
        part = self.text[part_start : claim.end + stop.start() if stop else len(self.text)]
        return _DENIAL.search(part) is not None or (_DENIAL.search(clause) is not None and not cited_value(part))

    def _is_as_of(self, claim: Claim) -> bool:
        if self.as_of is None:
            return False
        if claim.kind is ClaimKind.YEAR:
            return claim.value == str(self.as_of.year)
        return claim.kind is ClaimKind.DATE and claim.value == self.as_of.isoformat()

    # -- values -------------------------------------------------------------------------------------------------

    def _number(self, claim: Claim) -> str | None:
        matches = [f for f in self.facts if _same_number(claim, f)]
        if not matches:
            return "证据中没有这个数"
        rank = self._position_in_series(claim)
        if not any(self._subject_binds(claim, f, rank) for f in matches):
            return "这个数不属于所说的对象"
        if not any(self._subject_binds(claim, f, rank) and self._period_binds(claim, f) for f in matches):
            return "这个数不属于所说的时间"
        return None

    def _phone(self, claim: Claim) -> str | None:
        matches = [f for f in self.facts if digits_of(f.value) == claim.value and len(claim.value) >= 5]
        if not matches:
            return "证据中没有这个电话"
        if not any(self._subject_binds(claim, f, None) for f in matches):
            return "这个电话不属于所说的单位或人"
        return None

    def _date(self, claim: Claim) -> str | None:
        for fact in self.facts:
            if any(_date_agrees(claim.value, part) for part in (fact.value, fact.period or "")):
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
        said = [*direct, *(f for f in self.facts if any(_same_number(c, f) for c in numbers))]
        if claim.value in {name for f in said for name in self._names_in(f"{f.subject} {f.value}")}:
            return None
        others = {c.value for c in self.claims if c.kind is ClaimKind.REGION} - {claim.value}
        if self._amounts_of({claim.value}) & self._amounts_of(others):
            return None  # level with a place that the sentence is about (与中山市并列)
        # A place within the name of a document or body that the evidence holds (广东省…方案).
        if self.text[claim.start : claim.end] in self.labels and self._inside_label(claim):
            return None
        return "证据中没有这个地区"

    def _amounts_of(self, names: set[str]) -> set[tuple[str, str | None, str]]:
        return {(f.metric, f.period, f.value) for f in self.facts if self._names_in(f.subject) & names}

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
        return None if any(_bare(claim.value).endswith(_bare(h)) for h in held) else "证据中没有这个文号"

    def _named(self, claim: Claim) -> str | None:
        words = f"{self.fact_words} {self.labels}"
        return None if _bare(claim.value) in _bare(words) else "证据中没有这个名称"

    def _inside_label(self, claim: Claim) -> bool:
        start, end = max(0, claim.start - 3), min(len(self.text), claim.end + 3)
        return any(
            _bare(self.text[a:b]) in _bare(self.labels)
            for a, b in ((start, claim.end), (claim.start, end))
            if b - a >= claim.end - claim.start + 2
        )

    # -- binding ------------------------------------------------------------------------------------------------

    def _subject_binds(self, claim: Claim, fact: Fact, rank: int | None) -> bool:
        """Whether the subject the sentence ties `claim` to is the subject of `fact`."""
        wanted = self._names_in(fact.subject)
        subjects = [c for c in self.claims if c.kind in (ClaimKind.REGION, ClaimKind.ORGANISATION, ClaimKind.PERSON)]
        known = {n for f in self.facts for n in self._names_in(f.subject)}
        subjects = [c for c in subjects if c.value in known]
        if not wanted:  # the subject is a document, a list or a total
            total = WHOLE.search(fact.subject)
            if total is None:
                return True
            near = self._nearest(claim, subjects)
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
        near = self._nearest(claim, subjects)
        total_after = near is not None and _EVERYONE.search(self.text, near.end, claim.start) is not None
        return near is not None and near.value == name and not total_after

    def _nearest(self, claim: Claim, subjects: Sequence[Claim]) -> Claim | None:
        before = [c for c in subjects if c.end <= claim.start]
        if before:
            return before[-1]
        return next((c for c in subjects if c.start >= claim.end), None)

    def _period_binds(self, claim: Claim, fact: Fact) -> bool:
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

    def _position_in_series(self, claim: Claim) -> int | None:
        """Return the index of a number after 分别 (甲、乙分别为1家、2家), else None."""
        mark = self.text.rfind("分别", 0, claim.start)
        if mark < 0 or _CLAUSE.search(self.text, mark, claim.start):
            return None
        series = [c for c in self.claims if c.kind is claim.kind and c.start > mark]
        return series.index(claim)

    def _series_subject(self, rank: int) -> str | None:
        mark = self.text.rfind("分别")
        names = [c.value for c in self.claims if c.kind is ClaimKind.REGION and c.end <= mark]
        return names[rank] if rank < len(names) else None

    def _names_in(self, words: str) -> set[str]:
        kinds = (ClaimKind.REGION, ClaimKind.ORGANISATION, ClaimKind.PERSON)
        return {c.value for c in self.reader.read(words) if c.kind in kinds}

    def _unrecorded_sum(self) -> str | None:
        """Return a formula in the sentence that does not come to any value the evidence holds, else None."""
        held = [v for v in (_decimal(f.value) for f in self.facts) if v is not None]
        for match in _SUM.finditer(self.text):
            left, right = float(match[1]), float(match[3])
            if match[2] == "÷" and not right:
                return match[0]
            came_to = _OPERATIONS[match[2]](left, right)
            if not any(abs(came_to * scale - abs(v)) <= _ROUNDING for v in held for scale in (1, 100, -1, -100)):
                return match[0]
        return None

    def _altered_quote(self) -> str | None:
        """Return words put into what is otherwise a quote of one passage, None where there are none."""
        said = _bare(self.text)
        for quote in (_bare(r.quote) for r in self.cited if r.kind in _QUOTED):
            runs = _runs(said, quote)
            if sum(end - start for start, end, _, _ in runs) < _QUOTE_SHARE * len(said):
                continue
            runs.append((len(said), len(said), len(quote), len(quote)))
            for (_, end, _, source_end), (start, _, source_start, _) in pairwise(runs):
                words, original = said[end:start], quote[source_end:source_start]
                last = start == len(said)
                if last and words.rstrip("。")[-2:] != original.rstrip("。")[-2:]:
                    continue
                alike = abs(len(words) - len(original)) <= _REPLACED_CHARS and 0 < len(original) <= _REPLACED_AT_MOST
                if alike and re.search(r"[一-龥\d]", words) and re.search(r"[一-龥\d]", original):
                    return words
        return None

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


def _verbatim(text: str, quotes: Sequence[str]) -> list[int]:
    """Mark runs of `text` that stand in a quote: 0 outside, else a number per run.  Spaces and quote marks are free."""
    marks = [0] * len(text)
    places = [i for i, ch in enumerate(text) if not _SPLIT.match(ch)]
    bare = "".join(text[i] for i in places)
    sources = [_bare(q) for q in quotes]
    run, i = 0, 0
    while i < len(bare):
        best = 0
        for source in sources:
            low, high = best, min(len(bare) - i, len(source))
            while low < high:  # the longest prefix that occurs: prefixes of an occurring string occur
                middle = (low + high + 1) // 2
                if bare[i : i + middle] in source:
                    low = middle
                else:
                    high = middle - 1
            best = max(best, low)
        if best >= _VERBATIM_CHARS:
            run += 1
            for j in range(places[i], places[i + best - 1] + 1):
                marks[j] = run
            i += best
        else:
            i += 1
    return marks


def _runs(said: str, quote: str) -> list[tuple[int, int, int, int]]:
    """Return the verbatim runs of a sentence in the order of the quote: start and end in both."""
    found: list[tuple[int, int, int, int]] = []
    at, floor = 0, 0
    while at < len(said):
        size, place = 0, -1
        while at + size < len(said) and (here := quote.find(said[at : at + size + 1], floor)) >= 0:
            place, size = here, size + 1
        if size >= _VERBATIM_CHARS:
            found.append((at, at + size, place, place + size))
            at, floor = at + size, place + size
        else:
            at += 1
    return found


def _bare(text: str) -> str:
    return _SPLIT.sub("", text)


def _same_number(claim: Claim, fact: Fact) -> bool:
    value = fact.value.replace(",", "").strip().rstrip("%％")
    try:
        same = float(value) == float(claim.value) or (value.startswith("-") and float(value) == -float(claim.value))
    except ValueError:
        return False
    if not same:
        return False
    unit = (fact.unit or ("%" if fact.value.strip().endswith(("%", "％")) else "")).replace("％", "%")
    said = claim.unit.replace("％", "%")
    if unit == "%" or said.startswith("%"):
        return unit == "%" and said.startswith(("%", "个百分点"))
    if not unit:
        return True
    return not said or said.startswith(unit) or unit.startswith(f"{said}/") or not _is_unit(said)


def _decimal(text: str) -> float | None:
    try:
        return float(text.replace(",", "").strip().rstrip("%％"))
    except ValueError:
        return None


def _is_unit(words: str) -> bool:
    return (
        re.match(r"家|个|项|人|万|亿|元|吨|件|份|条|天|日|月|年|度|米|亩|辆|台|套|户|次|倍|场|名|位|千", words)
        is not None
    )


def _date_agrees(said: str, held: str) -> bool:
    """Whether a date as said (parts may be missing) is the date that a record holds."""
    match = re.search(r"((?:19|20)\d{2})-(\d{2})-(\d{2})", held)
    parts = said.split("-")
    if match:
        if parts[0] and parts[0] != match[1]:
            return False
        if parts[1] != match[2]:
            return False
        return not parts[2] or parts[2] == match[3] or (parts[2] == "底" and int(match[3]) >= 28)
    for other in _HELD.finditer(held):
        same_year = not parts[0] or not other[1] or parts[0] == other[1]
        day = (other[3] or other[4] or "").zfill(2) if (other[3] or "").isdigit() else (other[3] or other[4] or "")
        if same_year and int(parts[1]) == int(other[2]) and (not parts[2] or parts[2] == day):
            return True
    return False


_HELD = re.compile(r"(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:(\d{1,2})[日号]|(底|末|初|中旬|上旬|下旬))?")
