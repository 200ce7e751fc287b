"""Read the claims of a sentence from its text: values, dates, phones, places, bodies, document numbers, names.

Nothing here knows how the sentence was made; it sees text only, so that the check in `bot.verify` cannot be
talked into anything by a composer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kb.lexicon import Lexicon


class ClaimKind(StrEnum):
    """What a mention is a claim about."""

    NUMBER = "number"
    DATE = "date"
    YEAR = "year"
    PHONE = "phone"
    DOC_NUMBER = "doc_number"
    TITLE = "title"
    ARTICLE = "article"
    REGION = "region"
    ORGANISATION = "organisation"
    PERSON = "person"
    EMAIL = "email"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A mention in a sentence; `value` is normalised, [start, end) are offsets into the sentence."""

    kind: ClaimKind
    value: str
    start: int
    end: int
    unit: str = ""


# Words for everything a table lists; no place of their own.
WHOLE = re.compile(r"合计|总计|全省|全县|全区|全部|总数|小计|全国|各地市|各市|全市|\d+个(?:地市|城市)")
_PHONE = re.compile(
    r"(?<![\d-])(?:\(?0\d{2,3}\)?[-—－–\s]?\d{7,8}(?:[-转]\d{1,5})?|1[3-9]\d{9}|400[-\s]?\d{3,4}[-\s]?\d{3,4}|1\d{4})(?![\d-])"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_DOC_NUMBER = re.compile(
    r"[一-龥]{0,14}(?:〔|\[|［|【|﹝|（|\()(?:19|20)\d{2}(?:〕|\]|］|】|﹞|）|\))第?\d+号|[一-龥]{2,10}令?第[\d一二三四五六七八九十百零]+号令?"
)
_TITLE = re.compile(r"《([^《》]{2,80})》")
_ARTICLE = re.compile(r"第[\d一二三四五六七八九十百千零〇两]+条(?:第[\d一二三四五六七八九十]+[款项])*")
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DATE = re.compile(
    r"(?:((?:19|20)\d{2})年)?(?<![\d.])(\d{1,2})月(?!均)(?:(\d{1,2})[日号]|(底|末|初|中旬|上旬|下旬)|份)?"
)
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?=年|[-—–~至到](?:19|20)\d{2})|(?<=[-—–~至到])((?:19|20)\d{2})(?=年)")
_NUMBER = re.compile(r"(?<![\d.A-Za-z])([-+−]?\d+(?:,\d{3})*(?:\.\d+)?)\s*(%|％|‰|个百分点|[一-龥℃A-Za-z]{0,6})")
_CHINESE_RANK = re.compile(r"第([一二三四五六七八九十]{1,3})(?=[名位，。,；;、）)]|$)")
_PERSON = re.compile(
    r"(?:联系人|联络人|经办人|(?:请|可)?找|咨询人)(?:是|为|：|:)?\s*([一-龥]{2,4}?)(?=[，,。；;、（(\s]|电话|$)"
)
_REMEMBERED = 4096  # sentences
_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}


def chinese_rank(text: str) -> int:
    """Return the value of a Chinese numeral below 100 (十二 → 12)."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)
    return _CHINESE_DIGITS[text[0]]


def digits_of(text: str) -> str:
    """Return only the digits of a phone number, for comparison."""
    return re.sub(r"\D", "", text)


class ClaimReader:
    """Find the claims of a sentence, longest mention first, none inside another.

    Args:
        lexicon: regions, region groups and organisations with their forms.
        names: names of persons on file, known beside those a sentence introduces with 联系人 and the like.
    """

    def __init__(self, lexicon: Lexicon, names: Iterable[str] = ()) -> None:
        self._regions: dict[str, str] = {}
        for region in lexicon.regions:
            for form in (region.name, region.short, *region.forms):
                if len(form) > 1 and not form.isascii() and not WHOLE.fullmatch(form):
                    self._regions.setdefault(form, region.name)
        for group in lexicon.region_groups:
            for form in (group.name, *group.forms):
                if not WHOLE.fullmatch(form):
                    self._regions.setdefault(form, group.name)
        self._traps = _alternation(lexicon.traps)
        self._organisations: dict[str, str] = {}
        for body in lexicon.organisations:
            for form in (body.name, *body.forms):
                if len(form) > 2:
                    self._organisations.setdefault(form, body.name)
        self._region_pattern = _alternation(self._regions)
        self._organisation_pattern = _alternation(self._organisations)
        self._names = _alternation(tuple(n for n in names if len(n) > 1))
        # The same subjects, titles and quotes come up in every sentence that is checked.
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._read)

    def region_of(self, form: str) -> str | None:
        """Return the canonical region or group that `form` names, or None."""
        return self._regions.get(form)

    def organisation_of(self, form: str) -> str | None:
        """Return the canonical organisation that `form` names, or None."""
        return self._organisations.get(form)

    def read(self, sentence: str) -> list[Claim]:
        """Return the claims of `sentence` in order of appearance."""
        return list(self._remembered(sentence))

    def _read(self, sentence: str) -> tuple[Claim, ...]:
        taken = [False] * (len(sentence) + 1)
        found: list[Claim] = []

        def take(kind: ClaimKind, value: str, start: int, end: int, unit: str = "") -> None:
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                found.append(Claim(kind=kind, value=value, start=start, end=end, unit=unit))

        for match in _TITLE.finditer(sentence):
            take(ClaimKind.TITLE, match[1], match.start(), match.end())
        for match in _EMAIL.finditer(sentence):
            take(ClaimKind.EMAIL, match[0], match.start(), match.end())
        for match in _DOC_NUMBER.finditer(sentence):
            take(ClaimKind.DOC_NUMBER, match[0], match.start(), match.end())
        for match in _PHONE.finditer(sentence):
            if len(digits_of(match[0])) > 5 or "电话" in sentence or "热线" in sentence:
                take(ClaimKind.PHONE, digits_of(match[0]), match.start(), match.end())
        for match in _ARTICLE.finditer(sentence):
            take(ClaimKind.ARTICLE, match[0], match.start(), match.end())
        for match in _ISO_DATE.finditer(sentence):
            take(ClaimKind.DATE, f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}", match.start(), match.end())
        for match in _DATE.finditer(sentence):
            year, month, day = match[1] or "", int(match[2]), match[3] or match[4] or ""
            take(ClaimKind.DATE, f"{year}-{month:02d}-{day.zfill(2) if day.isdigit() else day}", *match.span())
        for match in _YEAR.finditer(sentence):
            take(ClaimKind.YEAR, match[1] or match[2], match.start(), match.end())
        if self._organisation_pattern:
            for match in self._organisation_pattern.finditer(sentence):
                take(ClaimKind.ORGANISATION, self._organisations[match[0]], *match.span())
        trapped = [m.span() for m in self._traps.finditer(sentence)] if self._traps else []
        if self._region_pattern:
            for match in self._region_pattern.finditer(sentence):
                if any(start <= match.start() and match.end() <= end for start, end in trapped):
                    continue  # 资金平均 names no 金平
                take(ClaimKind.REGION, self._regions[match[0]], *match.span())
        if self._names:
            for match in self._names.finditer(sentence):
                take(ClaimKind.PERSON, match[0], *match.span())
        for match in _PERSON.finditer(sentence):
            take(ClaimKind.PERSON, match[1], *match.span(1))
        for match in _CHINESE_RANK.finditer(sentence):
            take(ClaimKind.NUMBER, str(chinese_rank(match[1])), match.start(1), match.end(1), "名")
        for match in _NUMBER.finditer(sentence):
            take(ClaimKind.NUMBER, match[1].replace(",", "").replace("−", "-"), *match.span(1), match[2])
        return tuple(sorted(found, key=lambda claim: claim.start))


def _alternation(forms: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None
