"""Numbers that a question supposes, checked against the words found; sums paid, where only limits are told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bot.figures.surface import MAGNITUDES, NUMBER, number
from bot.matching import bigrams
from bot.other_kinds import is_of_other_kind
from bot.question import default_phrases
from bot.types import Evidence
from bot.wording import Wording, load_yaml, patterns_of
from kb.zh.sentences import sentences

_ENOUGH = 1  # pairs of characters that the sentence, found for the question, shares with it outside of the number
_SENTENCES = 2  # so many are told in correction
_SEVERAL = 2
_MONEY = "元"
_ONCE = [(Decimal(1), "场")]  # 一次, 一回, 一轮: one kind of counter
_OF_SUBJECT = re.compile(
    "(?:以上|以下|左右)?的[^，。？?的]{1,8}?(?:需不需要|[要用]不[要用]|需要|必须|[要需应得用])[^，。]*[吗么]?[?？]?$"
)
_LEVEL = re.compile("([省市县区])[里上](?=[补出拿给掏配发奖]|$)")  # 省里补: 省级补助
# 要自付5000元吧: 每家5000元，企业不付费
_PAYS = re.compile("自[付费掏]|自己(?:掏|出|付)|[要得需](?:企业|个人|我们)?(?:付|交|缴|掏|出)(?!材料|示|具)")
_FREE = re.compile("(?:不|无需|不得|免予?)(?:再|另行|向[^，。；]{1,8})?(?:付费|收费|收取|承担|缴|交费)|免费")
_LEVELS = re.compile("[省市县区]级|中央")
_MONTHS = {"年": 12, "月": 1, "个月": 1}
_BEFORE, _AFTER = 6, 3  # so far from a number stands what makes it a limit
_ITEM_NUMBER = re.compile(r"^(?:\d+[.、．]|（[一二三四五六七八九十\d]+）|[(]\d+[)])\s*")
_DATE = re.compile(
    r"(?:19|20)\d{2}\s*年度?|(?:19|20)\d{2}(?![\d万亿吨元家户人台套个亩米公千立])度?|\d{1,2}月(?:\d{1,2}[日号])?|第[\d一二三四五六七八九十]+[条款项章季期批年]|[一二三四]季度"
)

_DAY = re.compile(r"\d{1,2}月(?:\d{1,2}[日号]|[底末初])?")


@dataclass(frozen=True, kw_only=True)
class PremisePhrases:
    """Patterns and templates; `prompts/premises.yaml` says what each is for."""

    least: re.Pattern[str]
    most: re.Pattern[str]
    least_after: re.Pattern[str]
    most_after: re.Pattern[str]
    strict: re.Pattern[str]
    units: re.Pattern[str]
    may: re.Pattern[str]
    ranks: re.Pattern[str]
    granted: re.Pattern[str]
    actual: re.Pattern[str]
    happened: re.Pattern[str]
    limit: re.Pattern[str]
    standard: re.Pattern[str]
    planned: re.Pattern[str]
    counted: re.Pattern[str]
    counted_alike: tuple[tuple[str, ...], ...]
    often: re.Pattern[str]
    recurs: re.Pattern[str]
    recurs_said: re.Pattern[str]
    kinds: dict[str, str]
    periods: dict[str, re.Pattern[str]]
    plain: str
    wording: Wording


@lru_cache(maxsize=1)
def premise_phrases() -> PremisePhrases:
    """Return the phrases that ship."""
    data = load_yaml("premises.yaml")
    return PremisePhrases(
        **patterns_of(PremisePhrases, data, but=("units",)),
        units=re.compile(rf"({NUMBER})\s*(万亿|千万|万|亿)?({data['units']})?"),
        counted_alike=tuple(tuple(group) for group in data["counted_alike"]),
        kinds={unit: group[0] for group in data["counters"] for unit in group},
        periods={name: re.compile(said) for name, said in data["periods"].items()},
        plain=data["plain"],
        wording=Wording(data["templates"]),
    )


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number with its unit at [start, end): `bound` is >= for a least, <= for a most, > or < for a strict limit."""

    value: Decimal
    unit: str
    bound: str
    start: int
    end: int


def quantities(text: str) -> list[Quantity]:
    """Return the amounts that `text` names, without dates, years and numbers of articles."""
    phrases = premise_phrases()
    masked = _DATE.sub(lambda m: "\0" * len(m[0]), text)
    found = []
    for match in phrases.units.finditer(masked):
        value, scale, unit = number(match[1]), match[2], match[3]
        if value is None or not (scale or unit) or (match[1] == "半"):
            continue
        value *= MAGNITUDES[scale] if scale else 1
        kind = phrases.kinds.get(unit, unit) if unit else "元"  # 封顶20万
        found.append(
            Quantity(
                value=value,
                unit=kind,
                bound=_bound(masked, match.start(), match.end()),
                start=match.start(),
                end=match.end(),
            )
        )
    plain = [q for q in found if not (q.value == 1 and masked[q.start] == "一")]  # 一年要培训30学时
    return plain or found


def _bound(text: str, start: int, end: int) -> str:
    phrases = premise_phrases()
    before = re.split("[，。；,;]", text[max(0, start - _BEFORE) : start])[-1]
    after = re.split("[，。；,;]", text[end : end + _AFTER])[0]
    if phrases.most.search(before) or phrases.most_after.match(after):
        return "<="
    if phrases.least.search(before) or phrases.least_after.match(after):
        return ">="
    strict = phrases.strict.search(before)
    if strict is not None:
        return ">" if strict[0] in ("超过", "大于", "多于", "高于") else "<"
    return ""


def checked(question: str, evidence: Sequence[Evidence]) -> tuple[Evidence, str] | None:
    """Return the sentence that confirms or corrects the one number that a question supposes, led by 是的 or 不是.

    None where nothing is supposed, or no number of that kind stands among words that the question shares.
    """
    confirms = default_phrases().confirms.search(question) is not None
    asked = quantities(_without_periods(question))
    if not confirms and not (asked and premise_phrases().may.search(question)):
        return None
    often = premise_phrases().often.search(question)
    if not asked or (often and [(q.value, q.unit) for q in asked] == _ONCE):  # 每季度一次吧
        return _how_often(question, evidence) if often else None
    if len(asked) != 1 or asked[0].bound in {">", "<"}:
        return None
    supposed, recurs = asked[0], premise_phrases().recurs.search(question) is not None
    if _OF_SUBJECT.match(question, supposed.end) and not premise_phrases().may.search(question):
        return None  # 年用水量12万立方米的企业要测试吗: of whom it is asked, and nothing supposed
    before, after = _LEVEL.sub(r"\1级", question[: supposed.start]), question[supposed.end :]
    topic = bigrams(before) | bigrams(after)
    said = _DATE.sub("", before + "\0" + after)
    best: tuple[tuple[int, int, bool], Evidence, str, Quantity] | None = None
    for item in evidence:
        for start, end in sentences(item.quote):
            sentence = item.quote[start:end].strip()
            if recurs and premise_phrases().recurs_said.search(sentence) is None:
                continue  # 每三年一轮吧: not 公开到第三年为止
            for held in _of_subject(said, sentence, [q for q in quantities(sentence) if _alike(q, supposed)]):
                near = _clause(sentence, held)
                if is_of_other_kind(question, near) or is_of_other_kind(question, sentence):
                    continue
                rank = (len(topic & bigrams(near)), len(topic & bigrams(sentence)), held.value == supposed.value)
                if best is None or rank > best[0]:
                    best = rank, item, sentence, held
    if best is None or best[0][1] < _ENOUGH or _contrary(supposed, best[3]) or _within_range(supposed, best[2]):
        return None
    _, item, sentence, held = best
    as_often = _same_period(question, sentence)
    if as_often is None:
        return None
    if premise_phrases().may.search(question):
        return _allowed(question, item, sentence, supposed, held)
    free = _PAYS.search(question) is not None and _FREE.search(sentence) is not None
    if _amount(held) == _amount(supposed) and as_often and not free:
        return item, premise_phrases().wording.say("yes", sentence=_ended(sentence))
    told = [item.quote[start:end].strip() for start, end in sentences(item.quote)]  # each limit with whom it is for
    told = [s for s in told if s == sentence or supposed.unit in {q.unit for q in quantities(s) if q.bound}]
    return item, premise_phrases().wording.say("no", sentence="".join(map(_ended, told[:_SENTENCES])))


def _allowed(
    question: str, item: Evidence, sentence: str, supposed: Quantity, held: Quantity
) -> tuple[Evidence, str] | None:
    """Say whether an amount keeps the limit that a sentence sets (资产负债率60%可以申报吗); None where it sets none."""
    granted = premise_phrases().granted
    if held.unit == _MONEY and granted.search(sentence) and not granted.search(question):
        return None  # 最高补200万 sets no limit to what may be invested
    if held.bound not in (">=", "<="):
        return None  # 低于1万元的: what follows from it is said elsewhere
    asked, said = (set(premise_phrases().ranks.findall(text)) for text in (question, sentence))
    if asked and said and not asked & said:
        return None  # 95分 of 国家级 tells nothing of 省级
    asked_for, limit = _amount(supposed), _amount(held)
    keeps = asked_for >= limit if held.bound == ">=" else asked_for <= limit
    plain = _ITEM_NUMBER.sub("", sentence)
    return item, premise_phrases().wording.say("may" if keeps else "may_not", sentence=_ended(plain))


def _alike(one: Quantity, other: Quantity) -> bool:
    """Say whether two amounts are of one unit, or both of months and years (八个月, 满1年)."""
    return one.unit == other.unit or (one.unit in _MONTHS and other.unit in _MONTHS)


def _amount(quantity: Quantity) -> Decimal:
    """Return an amount for comparing: of months and years, the months."""
    return quantity.value * _MONTHS.get(quantity.unit, 1)


def _how_often(question: str, evidence: Sequence[Evidence]) -> tuple[Evidence, str] | None:
    """Return the sentence that confirms or corrects how often something is supposed to be done (每季度培训吧)."""
    phrases, topic = premise_phrases(), bigrams(question)
    recurs = "每" in question
    for item in evidence:
        for start, end in sentences(item.quote):
            sentence = item.quote[start:end].strip()
            as_often = _same_period(question, sentence)
            if recurs and phrases.recurs_said.search(sentence) is None:
                continue  # 每年都要培训吧: not 本年度应组织
            if _periods(sentence) and as_often is not None and len(topic & bigrams(sentence)) >= _ENOUGH:
                name = "yes" if as_often else "no"
                return item, premise_phrases().wording.say(name, sentence=_ended(sentence))
    return None


def _same_period(question: str, sentence: str) -> bool | None:
    """Say whether a sentence says a thing of the period that a question supposes; None where it names none."""
    supposed, said = _periods(question), _periods(sentence)
    days, told = set(_DAY.findall(question)), set(_DAY.findall(sentence))
    if days and told and not days & told:
        return False  # 每年6月30日前披露吧: 每年3月15日前
    if not supposed:
        return True
    return bool(supposed & said) if said else None


def _without_periods(text: str) -> str:
    for said in premise_phrases().periods.values():  # 一个月一次: one number
        text = said.sub(lambda m: "\0" * len(m[0]), text)
    return text


def _periods(text: str) -> set[str]:
    return {name for name, said in premise_phrases().periods.items() if said.search(text)}


def asked_plainly(question: str) -> str | None:
    """Return a question with a number supposed, or a sum paid, as one that asks for it (最高补40万对吗: 最高补多少).

    None where it supposes no one number and asks for nothing that was paid.
    """
    phrases = premise_phrases()
    if phrases.actual.search(question):
        return phrases.actual.sub(phrases.plain, question)
    asked = quantities(question)
    if not default_phrases().confirms.search(question) or len(asked) != 1:
        return None
    plain = question[: asked[0].start] + phrases.plain + question[asked[0].end :]
    return default_phrases().confirms.sub("", plain).rstrip("，, 。")


def supposed_of(question: str) -> str:
    """Return what a number is supposed of: the question without the number, its bound and the words of asking."""
    phrases, asked = premise_phrases(), quantities(question)
    text = question[: asked[0].start] + question[asked[0].end :] if asked else question
    for pattern in (phrases.least, phrases.most, default_phrases().confirms):
        text = pattern.sub("", text)
    return re.sub(r"\W", "", text)


def counts_none(question: str, evidence: Sequence[Evidence]) -> bool:
    """Say whether a question asks for a number in a unit (多少页) in which the words found state none."""
    asked = premise_phrases().counted.search(question)
    if asked is None:
        return False
    unit = asked["unit"]
    alike = next((group for group in premise_phrases().counted_alike if unit in group), (unit,))
    stated = re.compile(rf"(?:{NUMBER}|[一二三四五六七八九十百千万两半])\s*(?:周|个)?(?:{'|'.join(alike)})")
    return not any(stated.search(item.quote) for item in evidence)


def only_limits(question: str, evidence: Sequence[Evidence]) -> tuple[Evidence, str] | None:
    """Return what is said where a question asks for a sum that was paid and the words found only limit or plan it."""
    phrases = premise_phrases()
    if not phrases.actual.search(question):
        return None
    for item in evidence:
        for start, end in sentences(item.quote):
            sentence = item.quote[start:end].strip()
            if phrases.happened.search(sentence) or not quantities(sentence):
                continue
            for name in ("limit", "standard", "planned"):
                if getattr(phrases, name).search(sentence):
                    return item, phrases.wording.say(name, sentence=_ended(sentence))
    return None


def _clause(sentence: str, held: Quantity) -> str:
    """Return the clause around a number, with the one before it where the clause opens with the number."""
    starts = [0, *(m.end() for m in re.finditer("[，；,;：:]", sentence)), len(sentence)]
    at = max(i for i, start in enumerate(starts[:-1]) if start <= held.start)
    return sentence[starts[at] : starts[at + 1]]


def _of_subject(question: str, sentence: str, held: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the amounts of the one thing that the question names first and only some clauses speak of.

    市级馆不少于64小时，县级馆不少于56小时: what is supposed of 县级馆 is held against 56.
    """
    clauses = [_clause(sentence, q) for q in held]
    if len(set(clauses)) < _SEVERAL:
        return held
    levels = (m[0] for m in _LEVELS.finditer(question))  # 省级补助: whatever else is named before
    for pair in (*levels, *(question[i : i + 2] for i in range(len(question) - 1))):
        inside = [pair in clause for clause in clauses]
        if pair.isalnum() and any(inside) and not all(inside):
            return [q for q, found in zip(held, inside, strict=True) if found]
    return held


def _contrary(supposed: Quantity, held: Quantity) -> bool:
    """Say whether one is a least and the other a most, so that equal numbers confirm nothing."""
    return {supposed.bound, held.bound} == {">=", "<="} and supposed.value == held.value


def _within_range(supposed: Quantity, sentence: str) -> bool:
    """Say whether a number lies between two limits that a sentence sets together (五万元以上不足十万元)."""
    held = [q for q in quantities(sentence) if q.unit == supposed.unit]
    pairs = [(low, high) for low, high in pairwise(held) if low.bound[:1] == ">" and high.bound[:1] == "<"]
    return not supposed.bound and any(low.value < supposed.value < high.value for low, high in pairs)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？")) else sentence.rstrip("，；、,;：: ") + "。"
