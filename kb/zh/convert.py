"""Traditional to Simplified, and dialect words to written Mandarin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any


class Simplifier:
    """Turn Traditional Chinese and dialect words into written Simplified Chinese.

    Args:
        dialect: dialect word -> written Mandarin, from the lexicon; may be empty.
    """

    def __init__(self, dialect: Mapping[str, str] | None = None) -> None:
        self._dialect = dict(dialect or {})

    @cached_property
    def _converter(self) -> Any:
        import opencc  # loaded on first need; most questions are Simplified already

        return opencc.OpenCC("t2s")

    @cached_property
    def characters(self) -> dict[int, str]:
        """Traditional character -> Simplified, one to one, for `str.translate`; keeps offsets.

        Characters of GB 2312 are Simplified as they stand (乾 stays), so text of that set needs no conversion.
        """
        block = [chr(code) for code in range(0x3400, 0xA000)]
        simplified = self._converter.convert("\n".join(block)).split("\n")
        return {
            ord(t): s for t, s in zip(block, simplified, strict=True) if t != s and len(s) == 1 and not in_gb2312(t)
        }

    def characterwise(self, text: str) -> str:
        """Return `text` with each Traditional character replaced by its Simplified one: offsets hold."""
        return text if in_gb2312(text) else text.translate(self.characters)

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        longest_first = sorted(self._dialect, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def simplify(self, text: str) -> str:
        """Return `text` in Simplified characters, phrase by phrase (乾燥 → 干燥, 乾坤 stays); dialect words stay."""
        return text if in_gb2312(text) else str(self._converter.convert(text))

    def question(self, text: str) -> str:
        """Return a question in Simplified characters and written Mandarin (目標係幾多 → 目标是多少).

        係 is read as dialect only where the character itself was typed: in Simplified text 系 is an ordinary part
        of words (联系, 体系).
        """
        if self._words is None:
            return self.simplify(text)
        dialect = self._dialect
        once = self._words.sub(lambda m: dialect[m.group()], text)
        return self._words.sub(lambda m: dialect[m.group()], self.simplify(once))


def in_gb2312(text: str) -> bool:
    """Say whether every character is in GB 2312: nearly all Simplified text is, hardly any Traditional text."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
