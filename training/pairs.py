"""What the model learns from: batches of (query, passage) that belong together, drawn anew at every step.

Every source gives lists of piece ids.  Queries lose pieces at random, so that no single word carries a pair.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training import sets

Pieces = NDArray[np.int32]
QUESTION_ENDINGS = (
    "怎么办？",
    "有哪些规定？",
    "应当如何处理？",
    "需要承担什么责任？",
    "可以吗？",
    "是什么？",
    "有什么条件？",
    "由谁负责？",
    "怎么处罚？",
    "合法吗？",
    "有效吗？",
    "哪些情形？",
)
_CLAUSE_CHARS = 8
_REFERENCE = re.compile(r"(本法|本条例|本规定|本办法|民法典)(第[一二三四五六七八九十百千零]+条)")


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Queries, passages, and which passage is right for which query, shape (queries, passages)."""

    queries: list[Pieces]
    passages: list[Pieces]
    right: NDArray[np.bool_]


class PairSource:
    """Draws batches of every kind from the public sets."""

    def __init__(
        self,
        bench: Path,
        tokenizer: Tokenizer,
        *,
        folds: frozenset[int],
        negatives: dict[str, NDArray[np.int64]],
        query_drop: float,
        hard_drop: float,
        hard_negatives: int,
    ) -> None:
        """Read and cut everything once.

        Args:
            bench: folder of the public sets.
            tokenizer: the model's tokenizer.
            folds: folds of STARD and DRCD to learn from.
            negatives: STARD question id -> rows of `laws_pool` that look right and are not.
            query_drop: share of pieces a query loses.
            hard_drop: share of pieces that STARD questions and their articles lose.
            hard_negatives: how many of them a STARD question brings into its batch.
        """
        self.reseed(0)
        self._tokenizer = tokenizer
        self._query_drop, self._hard_drop, self._hard_negatives = query_drop, hard_drop, hard_negatives
        self._read_laws(bench)
        self._read_questions(bench, folds, negatives)
        self.kinds: dict[str, Callable[[int], Batch]] = {
            "clause_rest": self.clause_rest,
            "clause_question": self.clause_question,
            "law_name": self.law_name,
            "reference": self.reference,
            "drcd": self.drcd,
            "drcd_rest": self.drcd_rest,
            "retqa": self.retqa,
            "paraphrase": self.paraphrase,
            "answer": self.answer,
            "stard": self.stard,
        }

    def reseed(self, seed: int) -> None:
        """Start the random choices anew."""
        self._random = np.random.default_rng(seed)

    def questions(self) -> list[Pieces]:
        """Return what is asked in the sets, and answers: a fifth of the table questions, a third of the DRCD ones."""
        return [*self._stard, *self._answers, *self._drcd[::3], *self._retqa[::5]]

    def cut(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the piece ids of each text."""
        return [np.array(e.ids, np.int32) for e in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]

    def _read_laws(self, bench: Path) -> None:
        articles = sets.laws(bench)
        self._row = {article.id: row for row, article in enumerate(articles)}
        self._law = self.cut([article.law for article in articles])
        self._text = self.cut([article.text for article in articles])
        self.articles = [np.concatenate(pair) for pair in zip(self._law, self._text, strict=True)]
        self._clauses = self._clauses_of([article.text for article in articles], r"[。；;\n]")
        self._several = [row for row, clauses in enumerate(self._clauses) if len(clauses) > 1]
        self._any = [row for row, clauses in enumerate(self._clauses) if clauses]
        self._endings = self.cut(QUESTION_ENDINGS)
        by_number = {(article.law, article.number): row for row, article in enumerate(articles)}
        self._references = []
        for row, article in enumerate(articles):
            for law, number in _REFERENCE.findall(article.text):
                other = by_number.get((article.law if law.startswith("本") else law, number))
                if other is not None and other != row:
                    self._references.append((row, other))

    def _clauses_of(self, texts: Sequence[str], mark: str) -> list[list[Pieces]]:
        clauses = [[c for c in re.split(mark, text) if len(c) >= _CLAUSE_CHARS] for text in texts]
        flat = iter(self.cut([clause for of_text in clauses for clause in of_text]))
        return [[next(flat) for _ in of_text] for of_text in clauses]

    def _read_questions(self, bench: Path, folds: frozenset[int], negatives: dict[str, NDArray[np.int64]]) -> None:
        questions = sets.stard(bench, folds)
        self._stard = self.cut([q.text for q in questions])
        self._answers = self.cut([q.answer for q in questions])
        self._keywords = self.cut([q.keywords for q in questions])
        self._stard_right = [[self._row[did] for did in q.right] for q in questions]
        self._negatives = [negatives[q.id] for q in questions]
        passages, asked = sets.drcd(bench, folds)
        place = {pid: row for row, pid in enumerate(passages)}
        self._drcd_passages = self.cut([f"{title}。{text}" for title, text in passages.values()])
        self._drcd = self.cut([q.text for q in asked])
        self._drcd_right = [place[q.right[0]] for q in asked]
        trained = set(self._drcd_right)
        rests = self._clauses_of([text for _, text in passages.values()], r"[。；]")
        self._drcd_clauses = [rest for row, rest in enumerate(rests) if row in trained and len(rest) > 1]
        tables, asked = sets.retqa(bench)
        place = {tid: row for row, tid in enumerate(tables)}
        self._tables = self.cut(list(tables.values()))
        self._retqa = self.cut([q.text for q in asked])
        self._retqa_right = [place[q.right[0]] for q in asked]
        pairs = sets.paraphrases(bench)
        self._same = list(zip(self.cut([a for a, _ in pairs]), self.cut([b for _, b in pairs]), strict=True))

    def _thin(self, pieces: Pieces, share: float) -> Pieces:
        """Drop a share of the pieces, never all of them."""
        if len(pieces) < 4:
            return pieces
        kept = pieces[self._random.random(len(pieces)) > share]
        return kept if len(kept) else pieces

    def _window(self, pieces: Pieces, shortest: int, longest: int) -> Pieces:
        size = int(self._random.integers(shortest, longest + 1))
        if len(pieces) <= size:
            return pieces
        start = int(self._random.integers(0, len(pieces) - size + 1))
        return pieces[start : start + size]

    def _one(self, items: Sequence[Pieces]) -> int:
        return int(self._random.integers(len(items)))

    def _some(self, rows: Sequence[int] | int, size: int) -> list[int]:
        available = rows if isinstance(rows, int) else len(rows)
        chosen = self._random.choice(available, min(size, available), replace=False)
        return [int(i) if isinstance(rows, int) else rows[int(i)] for i in chosen]

    def clause_rest(self, size: int) -> Batch:
        """A clause of an article, and the rest of the article under its law's name."""
        queries, passages = [], []
        for row in self._some(self._several, size):
            clauses = self._clauses[row]
            chosen = self._one(clauses)
            queries.append(self._thin(clauses[chosen], self._query_drop))
            name = [self._law[row]] if self._random.random() < 0.7 else []
            passages.append(np.concatenate(name + [c for i, c in enumerate(clauses) if i != chosen]))
        return _diagonal(queries, passages)

    def clause_question(self, size: int) -> Batch:
        """A few words of an article with a question's ending, and the article."""
        queries, passages = [], []
        for row in self._some(self._any, size):
            words = self._thin(self._window(self._clauses[row][self._one(self._clauses[row])], 4, 14), 0.25)
            if self._random.random() < 0.7:
                words = np.concatenate([words, self._endings[self._one(self._endings)]])
            queries.append(words)
            passages.append(self.articles[row])
        return _diagonal(queries, passages)

    def law_name(self, size: int) -> Batch:
        """The law's name with a few words of the article, and the article thinned out."""
        rows = self._some(self._any, size)
        queries = [np.concatenate([self._law[row], self._window(self._text[row], 3, 6)]) for row in rows]
        return _diagonal(queries, [self._thin(self.articles[row], 0.3) for row in rows])

    def reference(self, size: int) -> Batch:
        """An article and one that it refers to."""
        pairs = [self._references[i] for i in self._some(len(self._references), size)]
        return _diagonal([self._thin(self._text[a], 0.2) for a, _ in pairs], [self.articles[b] for _, b in pairs])

    def _asked(self, questions: list[Pieces], right: list[int], passages: list[Pieces], size: int) -> Batch:
        seen: dict[int, int] = {}
        for i in self._some(len(questions), size):
            seen.setdefault(right[i], i)
        queries = [self._thin(questions[i], self._query_drop) for i in seen.values()]
        return _diagonal(queries, [passages[row] for row in seen])

    def drcd(self, size: int) -> Batch:
        """A question and its passage."""
        return self._asked(self._drcd, self._drcd_right, self._drcd_passages, size)

    def drcd_rest(self, size: int) -> Batch:
        """A sentence and the rest of its passage."""
        queries, passages = [], []
        for i in self._some(len(self._drcd_clauses), size):
            clauses = self._drcd_clauses[i]
            chosen = self._one(clauses)
            queries.append(self._thin(clauses[chosen], self._query_drop))
            passages.append(np.concatenate([c for j, c in enumerate(clauses) if j != chosen]))
        return _diagonal(queries, passages)

    def retqa(self, size: int) -> Batch:
        """A question and the title and header of its table."""
        return self._asked(self._retqa, self._retqa_right, self._tables, size)

    def paraphrase(self, size: int) -> Batch:
        """Two sentences that mean the same."""
        pairs = [self._same[i] for i in self._some(len(self._same), size)]
        return _diagonal([self._thin(a, self._query_drop) for a, _ in pairs], [b for _, b in pairs])

    def answer(self, size: int) -> Batch:
        """A STARD question and its answer, or part of an answer and an article it stands on."""
        found: dict[int, tuple[Pieces, Pieces]] = {}
        for i in self._some(len(self._stard), len(self._stard)):
            if len(self._answers[i]) < 5:
                continue
            if self._random.random() < 0.5:
                found[-i - 1] = (self._thin(self._stard[i], self._query_drop), self._thin(self._answers[i], 0.1))
            else:
                rows = self._stard_right[i]
                row = rows[int(self._random.integers(len(rows)))]
                found[row] = (self._window(self._thin(self._answers[i], 0.2), 15, 40), self.articles[row])
            if len(found) >= size:
                break
        return _diagonal([a for a, _ in found.values()], [b for _, b in found.values()])

    def stard(self, size: int) -> Batch:
        """STARD questions (now and then their keywords), their right articles and hard negatives."""
        chosen = self._some(len(self._stard), size)
        queries = []
        column: dict[int, int] = {}
        for i in chosen:
            use_keywords = self._random.random() > 0.85 and len(self._keywords[i]) > 0
            queries.append(self._keywords[i] if use_keywords else self._thin(self._stard[i], self._hard_drop))
            negatives = self._random.choice(self._negatives[i], self._hard_negatives, replace=False)
            for row in [*self._stard_right[i], *map(int, negatives)]:
                column.setdefault(row, len(column))
        right = np.zeros((len(chosen), len(column)), bool)
        for place, i in enumerate(chosen):
            right[place, [column[row] for row in self._stard_right[i]]] = True
        return Batch(
            queries=queries, passages=[self._thin(self.articles[row], self._hard_drop) for row in column], right=right
        )


def _diagonal(queries: list[Pieces], passages: list[Pieces]) -> Batch:
    return Batch(queries=queries, passages=passages, right=np.eye(len(queries), dtype=bool))
