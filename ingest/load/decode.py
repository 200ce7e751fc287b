"""Bytes to text: utf-8, utf-16 and gb18030, refusing what is empty or not text."""

from __future__ import annotations

import codecs
import re

from kb.errors import FixDocument

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_COMMON = re.compile(r"[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年]")
_BINARY_MAGIC = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


def decode(data: bytes, *, path: str) -> str:
    """Return the text of `data`.

    Tries a byte order mark, then UTF-8, UTF-16 without a mark, and GB18030.

    Raises:
        FixDocument: the file is empty, binary, or in no encoding we can read; names the byte where UTF-8 failed.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise FixDocument("文件是空的，没有可导入的内容。", path=path)
    if data.startswith(_BINARY_MAGIC):
        raise FixDocument("这是二进制文件（如 PDF、Word 或图片），请先转成文本再导入。", path=path)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _checked(_strict(data, name, path=path), path=path)
    try:
        return _checked(data.decode("utf-8"), path=path)
    except UnicodeDecodeError as fault:
        place = f"第{fault.start + 1}字节"
    for name in _guesses(data):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _looks_chinese(text):
            return text
    raise FixDocument("无法识别文字编码（已试 UTF-8、GB18030、UTF-16），或不是文本文件。", path=path, place=place)


def _strict(data: bytes, name: str, *, path: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as fault:
        place = f"第{fault.start + 1}字节"
        raise FixDocument(f"文件标明是 {name} 编码，但内容不符。", path=path, place=place) from fault


def _guesses(data: bytes) -> list[str]:
    # A UTF-16 file has a zero byte in every ASCII character; GB18030 never has one.
    if b"\x00" in data:
        even, odd = data[0::2].count(0), data[1::2].count(0)
        return ["utf-16-le", "utf-16-be"] if odd >= even else ["utf-16-be", "utf-16-le"]
    return ["gb18030", "utf-16-le", "utf-16-be"]


def _checked(text: str, *, path: str) -> str:
    if "\x00" in text and (guess := _utf16_read_as_utf8(text)):
        return guess
    control = _CONTROL.search(text)
    if control and len(_CONTROL.findall(text)) > max(3, len(text) // 200):
        line = text.count("\n", 0, control.start()) + 1
        raise FixDocument("含有大量控制字符，不像文本文件。", path=path, place=f"第{line}行")
    return text


def _utf16_read_as_utf8(text: str) -> str | None:
    data = text.encode("utf-8")
    for name in _guesses(data):
        try:
            guess = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _looks_chinese(guess):
            return guess
    return None


def _looks_chinese(text: str) -> bool:
    sample = text[:20000]
    if "\ufffd" in sample or len(_CONTROL.findall(sample)) > len(sample) // 200:
        return False
    letters = sum("\u4e00" <= c <= "\u9fff" for c in sample)
    if not letters:
        return sum((c.isascii() and c.isprintable()) or c in "\r\n\t" for c in sample) > 0.95 * len(sample)
    readable = sum(
        "\u4e00" <= c <= "\u9fff" or c.isascii() or c in "，。、；：？！“”《》（）〔〕【】—…　" for c in sample
    )
    # Mis-decoded bytes give rare characters; real Chinese prose is some tenth common words.
    return readable > 0.9 * len(sample) and len(_COMMON.findall(sample)) >= 0.02 * letters
