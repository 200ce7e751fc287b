"""The surface of a question or a label: characters, numbers, years, periods."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2, "仨": 3}
SCALES = {"十": 10, "百": 100, "千": 1000}
CHINESE_NUMBER = "[零〇一二两三四五六七八九十百千]"
NUMBER = rf"(?:\d+(?:\.\d+)?|{CHINESE_NUMBER}+(?:点{CHINESE_NUMBER}+)?|半)"
_STROKE = re.compile(r"(?<=[\u4e00-\u9fff])\s*/\s*(?=[\u4e00-\u9fff])")
_YEAR_TWICE = re.compile(r"(?:上一?年度?|去年度?|前一?年|今年|本年度?)\(((?:19|20)\d\d)年?度?\)")
_BRACKETED = re.compile(r"([州县市区])\(([市区县、]{1,3})\)")
MAGNITUDES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "万亿": Decimal(10) ** 12, "千万": Decimal(10) ** 7}


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Return `text` in NFKC and lower case, without blanks, brackets unified; digits kept apart stay apart."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d)\s+(?=\d)", "、", text)
    text = re.sub(r"[二两2][〇零○0]([〇零○一二三四五六七八九])([〇零○一二三四五六七八九])(?=年)", _year_digits, text)
    text = re.sub(r"\(含\)|\(包?含本数\)", "", text)
    text = re.sub(r"什么(?=城市|地市|地方|市(?!场)|县|区(?!别))", "哪些", text)
    return re.sub(r"[\s\"'“”‘’「」『』*_`]+", "", text)


def asked_text(text: str) -> str:
    """Return a cleaned question without brackets about names and years (哪些州(市): 哪些州市; 上一年(2024): 2024年).

    A stroke between two words sets them side by side (平台/合计).
    """
    plain = _YEAR_TWICE.sub(r"\1年", _BRACKETED.sub(r"\1\2", clean(text)))
    return plain if "率" in plain else _STROKE.sub("、", plain)  # 完成率(完成/目标): one over the other


def _year_digits(match: re.Match[str]) -> str:
    return "20" + "".join(str(DIGITS[c]) for c in match.groups())


def number(text: str) -> Decimal | None:
    """Return the number that `text` writes in digits or in Chinese (一百五, 2.5, 两千三百), or None."""
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return Decimal(text)
    if text == "半":
        return Decimal("0.5")
    whole, _, fraction = text.partition("点")
    if not whole or any(c not in DIGITS and c not in SCALES for c in whole):
        return None
    if any(c not in DIGITS for c in fraction):
        return None
    if not any(c in SCALES for c in whole):
        value = int("".join(str(DIGITS[c]) for c in whole))
    else:
        value, digit, last = 0, None, 1
        for c in whole:
            if c in SCALES:
                value += (1 if digit is None else digit) * SCALES[c]
                digit, last = None, SCALES[c]
            else:
                digit = DIGITS[c]
                if c in "零〇":
                    digit, last = None, 10
        if digit is not None:  # 一百五 is 150, 一百零五 is 105
            value += digit * (last // 10 if last >= 100 else 1)
    result = Decimal(value)
    if fraction:
        result += Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
    return result


def digits_of(value: Decimal) -> str:
    """Return a number in digits, without zeros behind its point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def periods(text: str) -> frozenset[str]:
    """Return the parts of a year that `text` names (7月, 一季度, 上半年), in one spelling."""
    found = set()
    for match in re.finditer(r"(?<![\d.])0?(1[0-2]|[1-9])月(?![\d前底中上下])", text):
        found.add(f"{match[1]}月")
    for match in re.finditer(r"第?([一二三四1-4])季度|q([1-4])(?!\d)", text):
        found.add("一二三四"[int(match[2] or 0) - 1] + "季度" if match[2] else _quarter(match[1]))
    for match in re.finditer(r"上半年|下半年|前三季度", text):
        found.add(match[0])
    return frozenset(found)


def _quarter(mark: str) -> str:
    return ("一二三四"[int(mark) - 1] if mark.isdigit() else mark) + "季度"


def without_brackets(text: str) -> str:
    """Drop what stands in brackets."""
    return re.sub(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]", "", text)


def bigrams(text: str) -> list[str]:
    """Return the pairs of neighbouring characters of `text`."""
    return [text[i : i + 2] for i in range(len(text) - 1)]
