"""Comparisons with a number, an average, a name or a metric; numbers that the asker puts forward."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bot.figures.grammar import (
    COMPARATORS,
    GROUP,
    MEAN,
    METRIC,
    NAME,
    NOT_EVEN,
    NOUN,
    PERCENT,
    QUANTITY,
    ROW,
    SUFFIXES,
    TIME,
    UNIT,
    WHOLE,
)
from bot.figures.surface import MAGNITUDES, NUMBER, number


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A comparator and what stands after it: a number, a statistic, or a name or metric at [start, end)."""

    comparator: str
    start: int
    end: int
    value: Decimal | None = None
    percent: bool = False
    statistic: str | None = None
    unit: str | None = None
    magnitude: str | None = None  # 万, 亿 where the number was said with one; value is then in single units


def find_thresholds(text: str) -> list[Threshold]:
    """Find every comparison with a number, an average, a name or a metric."""
    found: list[Threshold] = []
    taken: list[tuple[int, int]] = []

    def add(threshold: Threshold) -> None:
        if any(threshold.start < end and start < threshold.end for start, end in taken):
            return
        taken.append((threshold.start, threshold.end))
        found.append(threshold)

    for match in re.finditer(
        rf"(?:介于|处于|在)?{QUANTITY}(?:到|至|-|—|~|和|与){QUANTITY}(?:之间|以内|区间|的)?", text
    ):
        of_rows = (match[3] or match[6]) and re.match(f"的?{NOUN}", text[match.end() :].removeprefix("的"))
        if not re.match("介于|处于|在", match[0]) and not re.search("之间|区间", match[0]) and not of_rows:
            continue
        low, high = amount_of(match, 1), amount_of(match, 4)
        if low is None or high is None:
            continue
        if not match[2] and not match[3] and match[5]:  # 200到500万元: both in 万
            low *= MAGNITUDES[match[5]]
        unit = match[3] or match[6]
        percent = unit in PERCENT
        low, high = (low * 10, high * 10) if unit == "成" else (low, high)
        taken.append(match.span())
        for comparator, value in ((">=", low), ("<=", high)):
            found.append(
                Threshold(
                    comparator=comparator,
                    start=match.start(),
                    end=match.end(),
                    value=value / 100 if percent else value,
                    percent=percent,
                    unit=unit,
                    magnitude=match[2] or match[5],
                )
            )
    for match in re.finditer(r"(?:少|降|降低|减少|下降|多|增|增加|增长|提高)了?(?P<half>一半|半数)(?:以上|多)", text):
        add(Threshold(comparator=">=", start=match.start("half"), end=match.end(), value=Decimal("0.5"), percent=True))
    for match in re.finditer("(?P<half>一半|半数)(?:(?P<up>以上|之上)|以下|之下)", text):
        half_of = Threshold(
            comparator=">=" if match["up"] else "<=",
            start=match.start(),
            end=match.end(),
            value=Decimal("0.5"),
            percent=True,
        )
        add(half_of)
    for comparator, words in SUFFIXES:
        if not re.search(words, text):
            continue
        for match in re.finditer(rf"({NUMBER})分之({NUMBER})(?:{words})", text):
            add_fraction(match, comparator, add)
        for match in re.finditer(rf"(?:在|达到?|超过)?{QUANTITY}(?:企业)?(?:{words})", text):
            add_number(match, comparator, add)
        for match in re.finditer(rf"(?:在)?{MEAN}(?:{words})", text):
            add(
                Threshold(
                    comparator=comparator.replace("=", ""),
                    start=match.start(),
                    end=match.end(),
                    statistic="median" if match[1] == "中位" else "mean",
                )
            )
    for comparator, words in COMPARATORS:
        if not re.search(words, text):
            continue
        other = rf"[{TIME}的]*[{METRIC}]+(?:数量?|家数)?的?"  # 不到上年验收数的七成
        part = rf"(?:{words})(?:{NAME}+的?|{other})?({NUMBER})分之({NUMBER})"
        for match in re.finditer(part, text):
            add_fraction(match, comparator, add)
        for match in re.finditer(rf"(?:{words})了?{other}{QUANTITY}(?!分之)", text):
            if match[3] in PERCENT:
                add_number(match, comparator, add)
        for match in re.finditer(rf"(?:{words}){QUANTITY}(?!分之)(?![名位季月年])", text):
            add_number(match, comparator, add)
        for match in re.finditer(rf"(?:{words}){MEAN}", text):
            add(
                Threshold(
                    comparator=comparator,
                    start=match.start(),
                    end=match.end(),
                    statistic="median" if match[1] == "中位" else "mean",
                )
            )
        for match in re.finditer(
            rf"(?:{words})(?=[{TIME}的]*[{ROW}{GROUP}{METRIC}](?!.*一半)|[{TIME}]+[的吗?]?$|[{WHOLE}]+(?:水平)?的)",
            text,
        ):
            add(Threshold(comparator=comparator, start=match.start(), end=match.end()))
    for match in re.finditer(rf"比{QUANTITY}(?:还|更|要)?([多高大少低小])(?!多少|几)", text):
        add_number(match, ">" if match[4] in "多高大" else "<", add)
    for match in re.finditer(rf"比{MEAN}(?:{UNIT})?(?:还|更|要)?([多高大少低小])", text):
        add(
            Threshold(
                comparator=">" if match[2] in "多高大" else "<",
                start=match.start(),
                end=match.end(),
                statistic="median" if match[1] == "中位" else "mean",
            )
        )
    for match in re.finditer(rf"连{QUANTITY}{NOT_EVEN}", text):
        add_number(match, "<", add)
    for match in re.finditer(rf"连(?:{MEAN}|(?P<half>一半|半数)){NOT_EVEN}", text):
        of_half = match["half"] is not None
        add(
            Threshold(
                comparator="<",
                start=match.start(),
                end=match.end(),
                value=Decimal("0.5") if of_half else None,
                percent=of_half,
                statistic=None if of_half else "median" if match[1] == "中位" else "mean",
            )
        )
    zero = rf"(?:没有|无|未有)[{METRIC}]+(?=的|$|企业)|[{METRIC}]+(?:数|数量)?(?:为|是)(?:零|0)(?![.\d])"
    one = rf"(?:一[家个户项起件人]|半[家个])(?:[{METRIC}的]|企业|项目)*"  # 一家都没牵头, 一家生态环境牵头的都没有
    none = rf"{one}(?:都|也)?(?:没有?|未)[{METRIC}一-龥]{{0,3}}"
    if re.search(METRIC, text) and re.search("哪|谁|几个|的城市|的市", text):
        for match in re.finditer(none, text):
            add(Threshold(comparator="=", start=match.start(), end=match.end(), value=Decimal(0)))
    for match in re.finditer(zero, text):
        if re.search(rf"哪|的{NOUN}|几个", text):
            add(Threshold(comparator="=", start=match.start(), end=match.end(), value=Decimal(0)))
    for match in re.finditer(r"占[^,。]*?(?P<half>一半|半数)(?=了?(?:吗|没|么|以上))", text):
        add(Threshold(comparator=">=", start=match.start("half"), end=match.end(), value=Decimal("0.5"), percent=True))
    for match in re.finditer(r"(?:有没有|够不够|到没到|够|到|有)(?P<half>一半|半数)(?=了?(?:吗|没有?|么|[?]|$))", text):
        add(Threshold(comparator=">=", start=match.start(), end=match.end(), value=Decimal("0.5"), percent=True))
    half = "(超过|高于|大于|多于|达到|过)|(不到|低于|不足|小于|少于|不够)"
    most = "过半|占(?:了|据)?(?:大头|大半|多数)"
    for match in re.finditer(
        rf"(?:{half})(?:了)?(?:[{TIME}的]*[{METRIC}{WHOLE}]+(?:数量?|家数)?的?)?(?:一半|半数|半)|{most}", text
    ):
        add(
            Threshold(
                comparator="<" if match[2] else ">",
                start=match.start(),
                end=match.end(),
                value=Decimal("0.5"),
                percent=True,
            )
        )
    for match in re.finditer(r"(不[到足够]|没到|未达到?|低于|少于)?([个一两二三四五])位数(以[上下])?", text):
        digits = {"个": 1, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}[match[2]]
        taken.append(match.span())
        least = Decimal(10) ** (digits - 1) if digits > 1 else Decimal(0)
        limits: tuple[tuple[str, Decimal], ...] = ((">=", least), ("<", Decimal(10) ** digits))
        if match[1] or match[3] == "以下":  # 两位数以下, 不到两位数: one digit
            limits = (("<", least),)
        elif match[3] == "以上":
            limits = limits[:1]
        for comparator, limit in limits:
            if not limit:
                continue
            found.append(Threshold(comparator=comparator, start=match.start(), end=match.end(), value=limit))
    for match in re.finditer(
        rf"(?:为|是|有)(?:每[一-龥]{{1,3}}?)?({NUMBER})(?!半|位数)(万|亿)?({UNIT})?的(?:{NOUN}|有|是|$)", text
    ):
        add_number(match, "=", add)
    if re.search("哪|谁|几个|多少个", text):  # 有几个市是100%, 还有哪个市是0
        for match in re.finditer(rf"(?:为|是)({NUMBER})(?!半|位数)(万|亿)?({UNIT})?(?:[?]|$)", text):
            add_number(match, "=", add)
        for match in re.finditer(rf"(?<=[{METRIC}])({NUMBER})(?!半|位数)(万|亿)?({UNIT})(?=[?]?$)", text):
            add_number(match, "=", add)  # 哪些市完成率100%
    asks = f"的(?:{NOUN})?(?:都|一共)?(?:有|是)?(?:哪|谁|几个|多少个)"
    alone = rf"^(?:那|那么|其中)?({NUMBER})(?!半|位数)(万|亿)?({UNIT}){asks}"
    for match in re.finditer(alone, text):
        add_number(match, "=", add)  # 100%的有哪些, after a rate
    direct = rf"(?<=[{METRIC}])({NUMBER})(?!半|位数)(万|亿)?({UNIT})的?(?:{NOUN}|(?<=的)(?:是|有)(?:哪|谁))"
    for match in re.finditer(direct, text):
        add_number(match, "=", add)
    return found


def add_fraction(match: re.Match[str], comparator: str, add: Callable[[Threshold], None]) -> None:
    """Hand a threshold with a fraction (三分之一) to `add`."""
    whole, share = number(match[1]), number(match[2])
    if whole and share is not None:
        value = share / whole
        add(Threshold(comparator=comparator, start=match.start(), end=match.end(), value=value, percent=True))


def add_number(match: re.Match[str], comparator: str, add: object) -> None:
    """Hand a threshold with a number to `add`."""
    value = amount_of(match, 1)
    if value is None:
        return
    percent = match[3] in PERCENT
    value = value * 10 if match[3] == "成" else value
    assert callable(add)
    add(
        Threshold(
            comparator=comparator,
            start=match.start(),
            end=match.end(),
            value=value / 100 if percent else value,
            percent=percent,
            unit=match[3],
            magnitude=match[2],
        )
    )


def amount_of(match: re.Match[str], group: int) -> Decimal | None:
    """Return the number that two groups of a match write, digits and magnitude."""
    value = number(match[group])
    if value is None:
        return None
    return value * MAGNITUDES[match[group + 1]] if match[group + 1] else value


_NONE_AT_ALL = re.compile("(?:一|半)[家个户项](?:都|也)?(?:没有?|无)|(?:没有?|无)一[家个户项]")


_REACHED = ("有没有", "到没到", "到不到", "够不够", "满没满")  # 有没有95%: that or more


def read_assertion(text: str, *, said: str, sure: bool) -> Threshold | None:
    """Read a number that the asker puts forward (目标是100家吧), outside of any comparison.

    Where nothing marks a supposition (`sure` is False) the number must have a unit.  `said` is the text before names
    and words that are understood were masked.
    """
    none = _NONE_AT_ALL.search(text)
    if none is not None:
        return Threshold(comparator="=", start=none.start(), end=none.end(), value=Decimal(0))
    best = None
    for match in re.finditer(
        rf"(?<!第)(?:是|为|有|共|达|只有|仅有?|才|了|就|不是|[:,])?{QUANTITY}(?![名位季月年号条]|市|城市|地市|区|县|自治[州县]|州市|学校|园区|数(?![据字])|数据|数字|指标|方面)",
        text,
    ):
        if match[1] == "半" or (not match[3] and not (sure and match[1][0].isdigit())):
            continue
        value = amount_of(match, 1)
        if value is not None:
            percent = match[3] in PERCENT
            value = value * 10 if match[3] == "成" else value
            reached = said[: match.start(1)].endswith(_REACHED)
            best = Threshold(
                comparator=">=" if reached else "=",
                start=match.start(),
                end=match.end(),
                value=value / 100 if percent else value,
                percent=percent,
                unit=match[3],
                magnitude=match[2],
            )
    return best
