"""Chinese and Arabic numbers: reading, writing, and finding them in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "Ｏ": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_CHINESE = "".join(_DIGITS) + "".join(_SMALL) + "".join(_LARGE) + "廿卅"
_UNIT = (
    r"个百分点|百分点|平方公里|平方米|立方米|工作日|标准煤|吨标煤|千瓦时|个工作日|个月|小时|万吨|公里|千克|公斤|"
    r"家次|人次|家|个|户|间|项|条|款|批|轮|场|次|名|位|人|套|台|件|亩|吨|元|天|日|月|年|周|倍|度|米|市|页|分|号"
)
_ARABIC = r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?"
_TOKEN = re.compile(
    rf"(?P<percent_words>百分之(?:{_ARABIC}|[{_CHINESE}点]+))"
    rf"|(?P<arabic>(?<![\d.A-Za-z])(?:{_ARABIC}))\s?(?P<scale>[十百千万亿]*)(?P<percent>[%‰％])?(?P<unit1>{_UNIT})?"
    rf"|(?P<chinese>[{_CHINESE}]+(?:点[{_CHINESE}]+)?|半)(?P<unit2>{_UNIT})?"
)

BATCH = re.compile(r"第[一二三四五六七八九十\d]+[批期轮次阶]")  # of several that each have a day of their own


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number at `text[start:end]`, its unit included.

    `value` is scaled (1.5万 → 15000); a percentage keeps its figure (12.5% → 12.5) with unit "%".
    """

    start: int
    end: int
    raw: str
    value: Decimal
    unit: str | None


def parse_chinese_integer(text: str) -> int | None:
    """Return the integer that `text` writes in Chinese numerals, or None.

    Reads positional years (二〇二四), ordinary numbers (一百二十三, 两千, 一千二百四十二), short forms (一百二 is 120,
    三万五 is 35000) and 廿/卅.
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or any(c not in _CHINESE for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    last_unit = 1
    zero = False
    for char in text:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
            zero = zero or digit == 0
        elif char in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[char]
            digit, last_unit, zero = None, _SMALL[char], False
        else:
            section += digit or 0
            if section == 0 and total == 0:
                return None
            if _LARGE[char] > last_unit and total and last_unit in _LARGE.values():
                total = (total + section) * _LARGE[char]
            else:
                total += section * _LARGE[char]
            section, digit, last_unit, zero = 0, None, _LARGE[char], False
    if digit is not None:
        short = not zero and last_unit >= 100 and digit > 0
        section += digit * (last_unit // 10 if short else 1)
    return total + section


def parse_integer(text: str) -> int | None:
    """Return the integer in `text`, written in Arabic or Chinese digits, or None."""
    text = text.strip().replace(",", "")
    return int(text) if re.fullmatch(r"\d+", text) else parse_chinese_integer(text)


def parse_number(text: str) -> Decimal | None:
    """Return the value of the whole of `text` (1,390、1.5万、一百二十、三点五、百分之十五), or None; no units."""
    text = text.strip()
    match = _TOKEN.fullmatch(text)
    if match is None or match["unit1"] or match["unit2"]:
        return None
    return _value(match)


def find_numbers(text: str) -> list[Number]:
    """Return every number in `text`, in order.

    A lone Chinese numeral counts only with a unit after it or when it has two characters or more, since 一 and 十
    are parts of words (一般, 统一).
    """
    found: list[Number] = []
    for match in _TOKEN.finditer(text):
        chinese = match["chinese"]
        if chinese and len(chinese) == 1 and not match["unit2"]:
            continue
        value = _value(match)
        if value is None:
            continue
        percent = match["percent_words"] or (match["percent"] in ("%", "％") if match["percent"] else False)
        unit = "%" if percent else match["percent"] or match["unit1"] or match["unit2"]
        found.append(Number(start=match.start(), end=match.end(), raw=match.group(), value=value, unit=unit))
    return found


def chinese_numeral(value: int) -> str:
    """Return a non-negative integer below 10^12 in Chinese numerals as in article numbers (1221 → 一千二百二十一).

    Raises:
        ValueError: `value` is out of range.
    """
    if not 0 <= value < 10**12:
        raise ValueError(value)
    if value == 0:
        return "零"
    words = ""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, value = divmod(value, scale)
        if part:
            words += ("零" if words and part < 1000 else "") + _under_ten_thousand(part) + name
        elif words and value and not words.endswith("零"):
            words += "零"
    words = re.sub("零+", "零", words).rstrip("零")
    return words[1:] if words.startswith("一十") else words


def article_number(text: str) -> int | None:
    """Return the number of the article that `text` names (第三十九条, 第39条, 39条, 第二十七条之一 → 27), or None."""
    match = re.search(rf"第?\s*(\d+|[{_CHINESE}]+)\s*条", text)
    return parse_integer(match[1]) if match else None


def _under_ten_thousand(value: int) -> str:
    words = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            words += "〇一二三四五六七八九"[digit] + name
        elif words and value:
            words += "零"
    return re.sub("零+", "零", words)


def _value(match: re.Match[str]) -> Decimal | None:
    if match["percent_words"]:
        return _plain(match["percent_words"].removeprefix("百分之"))
    if match["arabic"]:
        value = Decimal(match["arabic"].replace(",", ""))
        for char in match["scale"]:
            value *= _SMALL.get(char) or _LARGE[char]
        return value
    return _plain(match["chinese"])


def _plain(text: str) -> Decimal | None:
    if text == "半":
        return Decimal("0.5")
    if re.fullmatch(_ARABIC, text):
        return Decimal(text.replace(",", ""))
    whole, point, fraction = text.partition("点")
    integer = parse_chinese_integer(whole)
    if integer is None:
        return None
    if not point:
        return Decimal(integer)
    scale = ""
    while fraction and fraction[-1] in _LARGE:
        scale, fraction = fraction[-1] + scale, fraction[:-1]
    if not fraction or any(c not in _DIGITS for c in fraction):
        return None
    value = Decimal(f"{integer}." + "".join(str(_DIGITS[c]) for c in fraction))
    for char in scale:
        value *= _LARGE[char]
    return value
