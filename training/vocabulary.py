"""Make the tokenizer: a Unigram model whose pieces are jieba words and characters, scored by their frequency.

Words cut by a dictionary gave better vectors than pieces that a Unigram trainer found by itself: those glue function
words to content words (离婚时, 企业必须), and each such piece must learn its meaning anew.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from training import sets
from training.charsmap import precompiled, simplified_characters

UNKNOWN = "[UNK]"
# Runs of ideographs, of letters, single digits and single marks never share a piece.
SPLIT = r"[\p{Han}〇]+|[a-z]+|\p{N}|[^\p{Han}a-z\p{N}\s]"
_WORD_CHARS = 8


def texts(bench: Path, folds: frozenset[int]) -> Iterator[str]:
    """Yield what the words are counted in; the questions people ask count three times."""
    for article in sets.laws(bench):
        yield f"{article.law}。{article.text}"
    for question in sets.stard(bench, folds):
        yield from [question.text] * 3
        yield question.answer
    passages, asked = sets.drcd(bench, folds)
    for pid in dict.fromkeys(q.right[0] for q in asked):
        yield "。".join(passages[pid])
    yield from (q.text for q in asked)
    tables, asked = sets.retqa(bench)
    yield from list(tables.values())[::3]
    yield from [q.text for q in asked][::3]
    for a, b in sets.paraphrases(bench):
        yield a
        yield b


def train_tokenizer(bench: Path, folds: frozenset[int], size: int) -> Tokenizer:
    """Return a tokenizer of `size` pieces: every character seen twice, then the commonest words."""
    normaliser = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Precompiled(precompiled(simplified_characters()))]
    )
    splitter = pre_tokenizers.Split(Regex(SPLIT), behavior="removed", invert=True)
    jieba.setLogLevel(logging.WARNING)
    words: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for text in texts(bench, folds):
        for run, _ in splitter.pre_tokenize_str(normaliser.normalize_str(text)):
            words.update(jieba.cut(run, HMM=False))
            characters.update(run)
    kept = [c for c, times in characters.items() if times >= 2]
    longer = [w for w, _ in words.most_common() if 1 < len(w) <= _WORD_CHARS]
    kept += longer[: size - 1 - len(kept)]
    total = words.total()
    scored = [(UNKNOWN, 0.0)] + [(piece, math.log(max(words[piece], 0.5) / total)) for piece in kept]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=0))
    tokenizer.normalizer = normaliser
    tokenizer.pre_tokenizer = splitter
    return tokenizer
