"""What is done to characters: once at load to a document, and to every question.

A document keeps its punctuation (offsets are taken into the normalised text and quotes must look like the source);
a question is brought to one spelling so that rules and search see the same characters however it was typed.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0x00AD])
_CONTROL = dict.fromkeys((*range(0, 9), 11, *range(14, 32), *range(127, 160)))
_SPACES = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09, 0x0B, 0x0C], " ")
# Full-width letters, digits and the signs that belong to numbers; Chinese punctuation stays as it is.
_NARROW = {
    0xFF01 + offset: chr(0x21 + offset) for offset in range(94) if chr(0x21 + offset).isalnum() or offset in (4, 10, 13)
}
_KEPT_PUNCTUATION = "，。？！：；（）“”‘’、《》〈〉〔〕【】「」『』…—～·"
# 粤工信节能函2024 14号: a document number typed without its brackets, told by the character before the year
_BARE_NUMBER = re.compile(r"(?<=[一-鿿][函发字办规通])((?:19|20)\d{2})(?:年?第|[ -])(\d{1,4})号")
_SPACED, _MOSTLY = 4, 0.8  # so many characters that stand alone, and such a share of all
_CJK = r"[㐀-鿿豈-﫿〇]"


def normalise_document(text: str) -> str:
    """Return document text with one line ending, no invisible characters and half-width letters and digits.

    Done once, before offsets are taken.  Punctuation, line structure, tabs and runs of spaces are kept: they carry
    the layout that cleaning reads.  Compatibility ideographs and radicals (⼯ for 工), which PDF text is full of,
    become the characters they look like.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    table = {**_CONTROL, **_INVISIBLE, **_NARROW, 0x00A0: " ", 0x3000: " "}
    text = text.translate(table)
    return "".join(map(_plain_ideograph, text)) if re.search("[⺀-⿟豈-﫿]", text) else text


def normalise_question(text: str) -> str:
    """Return a question in one spelling: half-width, single spaces, joined digits, Chinese punctuation kept.

    Spaces between Chinese characters that were typed apart go (广 州); a space between two words stays, since it
    stands for a comma (肇庆 目标).
    """
    text = text.translate({**_CONTROL, **_INVISIBLE, **_SPACES, 0x0A: " ", 0x0D: " "})
    text = "".join(c if c in _KEPT_PUNCTUATION else unicodedata.normalize("NFKC", c) for c in text)
    text = re.sub(r"(?<=\d)[Oo](?=\d)", "0", text)  # 2O24年
    text = re.sub(r"(?:…|\.{3,}|。{2,}|—{2,}|~{2,}|～{2,}|\s)+", " ", text).strip()
    text = re.sub(r"(?<![\d.])\d(?: \d){3,}(?![\d.])", lambda m: m.group().replace(" ", ""), text)
    text = re.sub(r"(?<![\d.])(\d) (\d) ?(?=[年月日号家个])", r"\1\2", text)
    text = re.sub(r"(?<!\d)(19|20) (\d{2})(?= ?年)", r"\1\2", text)
    text = _join_spaced_characters(_unspaced(text))
    text = re.sub(rf"(?<={_CJK}) (?=\d)|(?<=\d) (?={_CJK})", "", text)
    text = re.sub(r"(?<=[，。？！：；、（）《》〔〕]) | (?=[，。？！：；、（）《》〔〕])", "", text)
    return normalise_doc_number(_BARE_NUMBER.sub(r"〔\1〕\2号", text))


def normalise_doc_number(text: str) -> str:
    """Return `text` with the year of each document number in 〔〕, however it was bracketed (GB/T 9704—2012, 7.2.5)."""
    return re.sub(
        r"(?<=[一-鿿])[\[〔【(（﹝［]\s*(\d{4})\s*[\]〕】)）﹞］]\s*(?:第\s*)?(\d+)\s*号", r"〔\1〕\2号", text
    )


def fold(text: str) -> str:
    """Return a key under which two spellings of a label compare equal: NFKC, lower case, no white space or quotes."""
    return re.sub(r"[\s“”\"'‘’《》〈〉·]+", "", unicodedata.normalize("NFKC", text)).lower()


def _plain_ideograph(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if "⺀" <= char <= "⿟" or "豈" <= char <= "\ufaff" else char


def _unspaced(text: str) -> str:
    """Return a text typed with a space after nearly every character without the spaces among them (东 莞 2023 年)."""
    single = len(re.findall(rf"(?<!{_CJK}){_CJK}(?!{_CJK})", text))
    return text if single < _SPACED or single < _MOSTLY * len(re.findall(_CJK, text)) else text.replace(" ", "")


def _join_spaced_characters(text: str) -> str:
    """Join a run of at least three single Chinese characters typed with a space after each."""
    return re.sub(
        rf"(?<!{_CJK}){_CJK}(?: {_CJK}(?!{_CJK})){{2,}}",
        lambda m: m.group().replace(" ", ""),
        text,
    )
