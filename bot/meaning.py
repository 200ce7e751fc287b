"""What a question means, of the meanings that a service of this kind is asked about: a small trained classifier."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from kb.errors import FixConfiguration
from kb.lexicon_index import GROUP, REGION, LexiconIndex
from kb.settings import ROOT

SHIPPED = ROOT / "kb" / "models" / "qingce-meaning"
BEYOND = "none"  # how the names of meanings begin that nothing on file answers
FOLLOWS = "f_"  # and of those that only a turn after others can have
_PLACE, _AREA, _YEAR, _TITLE, _NUMBER = "某市", "片区", "某年", "《某文》", "5"
_YEARS = re.compile(r"(?:19|20)\d\d年?度?")
_TITLES = re.compile("《[^》]*》")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_SIGN_BIT = 31

Vector = NDArray[np.float32]


def masked(text: str, index: LexiconIndex) -> str:
    """Return a question with one word in place of every place, year, title and number."""
    parts, at = [], 0
    for match in index.find(text, kinds={REGION, GROUP}):
        if match.start >= at:
            parts += [text[at : match.start], _PLACE if match.kind == REGION else _AREA]
            at = match.end
    plain = _YEARS.sub(_YEAR, "".join((*parts, text[at:])))
    return _NUMBERS.sub(_NUMBER, _TITLES.sub(_TITLE, plain))


def features(text: str, width: int) -> dict[int, float]:
    """Return the hashed characters and pairs of characters of a masked question, as a sparse vector of length one."""
    framed = f"^{text}$"
    grams = Counter([*framed, *(framed[i : i + 2] for i in range(len(framed) - 1))])
    values: dict[int, float] = {}
    for gram, count in grams.items():
        code = zlib.crc32(gram.encode())
        place = code % width
        values[place] = values.get(place, 0.0) + (1.0 if code >> _SIGN_BIT else -1.0) * (1.0 + np.log(count))
    length = float(np.sqrt(sum(v * v for v in values.values()))) or 1.0
    return {place: value / length for place, value in values.items()}


class MeaningModel:
    """Two layers over hashed characters (where they come from: README.md beside the weights).

    Raises:
        FixConfiguration: files missing or malformed.
    """

    def __init__(self) -> None:
        try:
            held = load_file(SHIPPED / "model.safetensors")
            told = json.loads((SHIPPED / "model.json").read_text(encoding="utf-8"))
            self._first: NDArray[np.int8] = held["first"]  # (width, hidden)
            self._scale: Vector = held["scale"]  # (hidden,)
            self._first_bias: Vector = held["first_bias"]
            self._second: Vector = held["second"].astype(np.float32)  # (hidden, meanings)
            self._second_bias: Vector = held["second_bias"]
            self.meanings: tuple[str, ...] = tuple(told["meanings"])
            pairs = told["pairs"]
        except (OSError, ValueError, KeyError) as fault:
            raise FixConfiguration(f"无法读取问法模型 {SHIPPED.name}（{fault}）。") from fault
        self._pairs = frozenset(pairs[i : i + 2] for i in range(0, len(pairs), 2))

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """Return the meanings of a masked question with their chances, best first; what nothing answers is BEYOND.

        Args:
            text: as `masked` returns it.
        """
        sparse = features(text, self._first.shape[0])
        values = np.fromiter(sparse.values(), np.float32, len(sparse))
        hidden = (values @ self._first[list(sparse)].astype(np.float32)) * self._scale + self._first_bias
        scores = np.maximum(hidden, 0) @ self._second + self._second_bias
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        merged: dict[str, float] = {}
        for name, chance in zip(self.meanings, chances.tolist(), strict=True):
            plain = BEYOND if name.startswith(BEYOND) else name
            merged[plain] = merged.get(plain, 0.0) + chance
        return sorted(merged.items(), key=lambda found: -found[1])

    def knows(self, word: str) -> bool:
        """Say whether a word shares a pair of characters with the sayings that the model was made from."""
        return any(word[i : i + 2] in self._pairs for i in range(len(word) - 1))


@lru_cache(maxsize=1)
def default_meaning() -> MeaningModel:
    """Return the model that ships.

    Raises:
        FixConfiguration: missing or malformed.
    """
    return MeaningModel()
