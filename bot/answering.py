"""How likely each sentence of a document answers a question, or none does: a small trained model.

A question and a sentence are compared by the words they share, by vectors of their pieces (those of qingce-static,
trained on), by vectors of their characters, of which questions and sentences have their own, and by what the question
asks for (a day, a sum, who) against what the sentence has.  The title of the document counts too.  The chances run
over all sentences compared and over that none of them answers.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from kb.embedding import SHIPPED as STATIC
from kb.embedding.static import StaticEmbedder
from kb.errors import FixConfiguration
from kb.settings import ROOT

SHIPPED = ROOT / "kb" / "models" / "qingce-answer"
NONE_PER = 3.0  # the scale of how much a question says, where none answers
PAIR, SINGLE, PER_SHARED = 1.0, 0.3, 0.1  # what a pair and a single character weigh, and the scale of what is shared
_NOT_WORDS = re.compile(r"[^\w]")

Vector = NDArray[np.float32]
Codes = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """What questions ask for and what sentences have, as patterns."""

    asks: tuple[re.Pattern[str], ...]
    says: tuple[re.Pattern[str], ...]

    def asked(self, text: str) -> list[float]:
        """Return one for whatever is asked, and 1 or 0 for each kind, shape (1 + asks,)."""
        return [1.0, *(float(p.search(text) is not None) for p in self.asks)]

    def said(self, text: str) -> list[float]:
        """Return 1 or 0 for each kind of what a sentence has, shape (says,)."""
        return [float(p.search(text) is not None) for p in self.says]


def kinds_of(asks: Sequence[str], says: Sequence[str]) -> Kinds:
    """Return the kinds as compiled patterns."""
    return Kinds(asks=tuple(map(re.compile, asks)), says=tuple(map(re.compile, says)))


def shared_codes(text: str, width: int) -> dict[int, float]:
    """Return the hashed characters and pairs of characters of a text, each once, with what they weigh."""
    plain = _NOT_WORDS.sub("", text)
    found = {zlib.crc32(char.encode()) % width: SINGLE for char in plain}
    return found | {zlib.crc32(f"{a}{b}".encode()) % width: PAIR for a, b in pairwise(plain)}


def document_codes(codes: Iterable[Mapping[int, float]]) -> frozenset[int]:
    """Return the hashed pairs of characters that any text of a document has, of the codes of each."""
    return frozenset(code for each in codes for code, weight in each.items() if weight == PAIR)


def grams(text: str, width: int) -> list[int]:
    """Return the hashed stretches of one to three characters of a text."""
    plain = _NOT_WORDS.sub("", text)
    return [zlib.crc32(plain[i : i + n].encode()) % width for n in (1, 2, 3) for i in range(len(plain) - n + 1)] or [0]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Sentences made ready for comparing; row i of each array is of sentence i.

    `held` gives the sentences that have a hashed character or pair, `titled` the same of the titles above them, and
    `document` is all that the document has.
    """

    size: int
    pieces: Vector
    chars: Vector
    said: Vector
    titles: Vector
    held: dict[int, Codes]
    titled: dict[int, Codes]
    document: frozenset[int]


class AnswerModel:
    """The model that ships; `folder` is where it lies.

    Raises:
        FixConfiguration: files missing or malformed.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._pieces = StaticEmbedder(STATIC)
        try:
            held = load_file(folder / "model.safetensors")
            told = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            rows = held["rows"].astype(np.float32) * held["rows_scale"].astype(np.float32)[:, None]
            self._pieces = self._pieces.with_rows(held["rows_at"].astype(np.intp), rows)
            self._asking: Vector = held["asking"].astype(np.float32) * held["asking_scale"].astype(np.float32)
            self._saying: Vector = held["saying"].astype(np.float32) * held["saying_scale"].astype(np.float32)
            self._crossed: Vector = held["crossed"].astype(np.float32)  # (1 + asks, says)
            self._rarity: Vector = held["rarity"].astype(np.float32)  # (width of what is shared,)
            self.kinds = kinds_of(told["asks"], told["says"])
            self._weigh: dict[str, float] = {name: float(value) for name, value in told["weights"].items()}
        except (OSError, ValueError, KeyError) as fault:
            raise FixConfiguration(f"无法读取答句模型 {folder.name}（{fault}）。") from fault

    def sheet(self, sentences: Sequence[str], titles: Sequence[str]) -> Sheet:
        """Make sentences ready, each with the title and headings above it."""
        codes, above = self._codes(sentences), self._codes(titles)
        named = list(dict.fromkeys(titles))
        vectors = dict(zip(named, self._pieces.embed_passages(named), strict=True))
        return Sheet(
            size=len(sentences),
            pieces=self._pieces.embed_passages(sentences),
            chars=self._mean(sentences, self._saying),
            said=np.array([self.kinds.said(s) for s in sentences], np.float32).reshape(-1, len(self.kinds.says)),
            titles=np.array([vectors[t] for t in titles], np.float32).reshape(-1, self._pieces.dimensions),
            held=_postings(codes),
            titled=_postings(above),
            document=document_codes((*codes, *above)),
        )

    def _codes(self, texts: Sequence[str]) -> list[dict[int, float]]:
        known = {text: shared_codes(text, len(self._rarity)) for text in dict.fromkeys(texts)}
        return [known[text] for text in texts]

    def scores(self, question: str, sheets: Sequence[Sheet]) -> tuple[list[Vector], float]:
        """Return how well each sentence of each sheet answers, and what that none does scores; both as log-odds."""
        weigh, width = self._weigh, len(self._rarity)
        codes = {code: weight * float(self._rarity[code]) for code, weight in shared_codes(question, width).items()}
        whole = self._pieces.embed_query(question)
        chars = self._mean([question], self._asking)[0]
        crossed = np.array(self.kinds.asked(question), np.float32) @ self._crossed
        spoken_of = [sum(weight for code, weight in codes.items() if code in sheet.document) for sheet in sheets]
        most = max(spoken_of, default=0.0)
        found: list[Vector] = []
        for sheet in sheets:
            shared, titled = np.zeros(sheet.size, np.float32), np.zeros(sheet.size, np.float32)
            for code, weight in codes.items():
                for postings, total in ((sheet.held, shared), (sheet.titled, titled)):
                    if code in postings:
                        total[postings[code]] += weight
            found.append(
                weigh["document"] * PER_SHARED * (spoken_of[len(found)] - most)
                + weigh["shared"] * PER_SHARED * shared
                + weigh["titled"] * PER_SHARED * titled
                + weigh["pieces"] * (sheet.pieces @ whole)
                + weigh["titles"] * (sheet.titles @ whole)
                + weigh["chars"] * (sheet.chars @ chars)
                + sheet.said @ crossed
            )
        return found, weigh["none"] + weigh["none_more"] * PER_SHARED * sum(codes.values()) / NONE_PER

    def _mean(self, texts: Sequence[str], table: Vector) -> Vector:
        """Return one vector of length one per text: the sum of its characters' rows."""
        rows = np.stack([table[grams(text, len(table))].sum(axis=0) for text in texts]) if texts else table[:0]
        unit: Vector = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
        return unit.astype(np.float32)


def _postings(codes: Sequence[dict[int, float]]) -> dict[int, Codes]:
    """Return hashed characters and pairs -> the places of the texts that have them."""
    found: dict[int, list[int]] = {}
    for at, each in enumerate(codes):
        for code in each:
            found.setdefault(code, []).append(at)
    return {code: np.array(places, np.int64) for code, places in found.items()}


@lru_cache(maxsize=1)
def default_answers() -> AnswerModel:
    """Return the model that ships.

    Raises:
        FixConfiguration: missing or malformed.
    """
    return AnswerModel()
