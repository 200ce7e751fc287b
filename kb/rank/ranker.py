"""Order candidates by a second, closer look, and say how likely each is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.fusion import FusionWeights, fuse
from kb.rank.features import QuestionTerms, idf, question_terms, text_features, words_covered
from kb.rank.model import RankModel
from kb.search import Candidate
from kb.titles import Norm, law_of_article, norm_of, title_key
from kb.types import Hit, PassageKind

_ALWAYS_READ = 10  # the first of each index are read closely, however the other ranks them
_BEST_OF_LAW = 5  # so many articles of a law show how well it answers as a whole
_LARGEST_LEAD = 3.0
_APART = 1e-3  # what is not read closely scores this much below what is, at least


class TermStatistics(Protocol):
    """What the lexical index knows of character bigrams and words."""

    def pair_frequency(self, pair: str) -> int:
        """Return in how many passages a bigram stands."""
        ...

    def word_frequency(self, word: str) -> int:
        """Return in how many passages a word stands."""
        ...

    def passage_count(self) -> int:
        """Return the number of passages."""
        ...


class CloseRanker:
    """Rank by a weighted sum of standard scores: both indexes', and what the text itself shows.

    How much the embedding model counts depends on what is searched: it was trained on articles of laws, and counts
    more the more of the candidates are such.
    """

    def __init__(
        self,
        model: RankModel,
        *,
        prepared: Callable[[str], str],
        words: Callable[[str], Sequence[str]],
        statistics: Callable[[], TermStatistics],
    ) -> None:
        """Hold the model.

        Args:
            model: weights and calibration.
            prepared: brings a text to lower case and Simplified characters.
            words: cuts a text into words.
            statistics: returns the lexical index's knowledge of bigrams and words.
        """
        self._model = model
        self._asking = model.asking_pattern()
        self._prepared = prepared
        self._words = words
        self._statistics = statistics

    def __call__(self, query: str, candidates: Sequence[Candidate]) -> list[Hit]:
        """Return one hit per candidate, best first; those read closely carry a probability."""
        if not candidates:
            return []
        share = self.dense_share(candidates)
        first = self._first_scores(candidates, share)
        order = sorted(range(len(candidates)), key=lambda i: -first[i])
        chosen = self._chosen(candidates, order)
        near = [candidates[i] for i in chosen]
        scores, values = self.measure(query, near, share)
        chances = _logistic(values, self._model.calibration)
        hits = [_hit(c, s, p) for c, s, p in zip(near, scores.tolist(), chances.tolist(), strict=True)]
        hits.sort(key=lambda hit: -hit.score)
        far = [i for i in order if i not in chosen]
        if far:
            shift = hits[-1].score - _APART - first[far[0]]
            hits += [_hit(candidates[i], first[i] + shift, None) for i in far]
        return hits

    def nearest(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates that are read closely."""
        first = self._first_scores(candidates, self.dense_share(candidates))
        return [candidates[i] for i in self._chosen(candidates, sorted(range(len(first)), key=lambda i: -first[i]))]

    def measure(
        self, query: str, candidates: Sequence[Candidate], share: float
    ) -> tuple[NDArray[np.float64], dict[str, NDArray[np.float64]]]:
        """Return the score of each candidate, and by name the values that its probability is computed from."""
        features = self._features(query, candidates)
        words = sum((w * _standard(features[name]) for name, w in self._model.weights.items()), np.zeros(1))
        scores = (1 - share) * _standard(words) + share * _standard(features["dense"]) + self._force(candidates)
        articles = _articles(candidates)
        values = {
            **features,
            "lead": _lead(_matters(candidates), scores.tolist()),
            "articles": np.full(len(scores), articles),
            "articles_words": articles * features["words"],
            "articles_covered": articles * features["covered"],
            "articles_dense": articles * features["dense"],
        }
        return scores, values

    def dense_share(self, candidates: Sequence[Candidate]) -> float:
        """Return how much the embedding model counts among these candidates."""
        model = self._model
        return model.dense_share_text + _articles(candidates) * (model.dense_share_articles - model.dense_share_text)

    def _first_scores(self, candidates: Sequence[Candidate], share: float) -> list[float]:
        """Return the weighted sum of both indexes' standard scores, and what its law adds to each."""
        scores = _mixed(candidates, share)
        articles = _articles(candidates)
        if not articles:
            return scores
        weight = self._model.law_weight * articles
        scores = [score + force for score, force in zip(scores, self._force(candidates).tolist(), strict=True)]
        wholes = [law_of_article(c.document.title) or c.document.id for c in candidates]
        lowest = min(scores)
        found: dict[str, list[float]] = {}
        for whole, score in zip(wholes, scores, strict=True):
            found.setdefault(whole, []).append(score - lowest)
        added = {whole: weight * sum(sorted(of_law)[-_BEST_OF_LAW:]) / _BEST_OF_LAW for whole, of_law in found.items()}
        return [score + added[whole] for whole, score in zip(wholes, scores, strict=True)]

    def _force(self, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """Return what the legal force of its law adds to each candidate, the more the more of them are articles."""
        articles = _articles(candidates)
        if not articles:
            return np.zeros(len(candidates))
        force = self._model.force
        return articles * np.array([force.get(_norm(c.document.title), 0.0) for c in candidates])

    def _chosen(self, candidates: Sequence[Candidate], order: Sequence[int]) -> dict[int, None]:
        """Return which candidates are read closely: the best of both together and of each index."""
        chosen = dict.fromkeys(order[: self._model.closely_read])
        for scores in ([c.lexical for c in candidates], [c.dense for c in candidates]):
            found = [(score, i) for i, score in enumerate(scores) if score is not None]
            chosen |= dict.fromkeys(i for _, i in sorted(found, reverse=True)[:_ALWAYS_READ])
        return chosen

    def _features(self, query: str, candidates: Sequence[Candidate]) -> dict[str, NDArray[np.float64]]:
        statistics = self._statistics()
        terms = question_terms(
            self._prepared(query),
            asking=self._asking,
            frequency=statistics.pair_frequency,
            passages=statistics.passage_count(),
        )
        titles = [self._prepared(" ".join((c.document.title, *c.passage.section_path))) for c in candidates]
        texts = [self._prepared(c.passage.text) for c in candidates]
        found = text_features(terms, titles, texts)
        found["words"] = self._words_found(terms, titles, texts, found["covered"])
        found["lexical"] = _filled([c.lexical for c in candidates])
        found["dense"] = _filled([c.dense for c in candidates])
        return found

    def _words_found(
        self, terms: QuestionTerms, titles: Sequence[str], texts: Sequence[str], otherwise: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the idf share of the question's words in each candidate, `otherwise` for a question without words."""
        statistics = self._statistics()
        passages = statistics.passage_count()
        words = [w for w in dict.fromkeys(self._words(terms.text)) if len(w) > 1 and w in terms.text]
        if not words:
            return otherwise
        return words_covered(words, [idf(statistics.word_frequency(w), passages) for w in words], titles, texts)


def _norm(title: str) -> Norm:
    """Return what kind of rule a document, or the law it is an article of, is; `OTHER` where its title says none."""
    return norm_of(law_of_article(title) or title)


def _articles(candidates: Sequence[Candidate]) -> float:
    """Return the share of articles of laws among the candidates."""
    return sum(c.passage.kind is PassageKind.ARTICLE for c in candidates) / max(1, len(candidates))


def _mixed(candidates: Sequence[Candidate], share: float) -> list[float]:
    """Return the weighted sum of both indexes' standard scores."""
    lexical = {i: c.lexical for i, c in enumerate(candidates) if c.lexical is not None}
    dense = {i: c.dense for i, c in enumerate(candidates) if c.dense is not None}
    fused = fuse(lexical, dense, FusionWeights(lexical=1 - share, dense=share))
    return [fused[i] for i in range(len(candidates))]


def _matters(candidates: Sequence[Candidate]) -> list[str]:
    """Return one id per candidate, the same for a document and the one that repeals it: both are on the same matter."""
    documents = {c.document.id: c.document for c in candidates}
    named = {
        title_key(name): meta.id for meta in documents.values() for name in (*meta.digest_of, *meta.aliases, meta.title)
    }
    followed = {i: named.get(title_key(meta.repealed_by), i) for i, meta in documents.items() if meta.repealed_by}
    return [followed.get(c.document.id, c.document.id) for c in candidates]


def _lead(documents: Sequence[str], scores: Sequence[float]) -> NDArray[np.float64]:
    """Return how far each candidate's score lies above the best of any other document."""
    best: dict[str, float] = {}
    for document, score in zip(documents, scores, strict=True):
        best[document] = max(score, best.get(document, score))
    first, second, *_ = [*sorted(best.values(), reverse=True), *2 * [min(scores)]]
    others = [second if best[document] == first else first for document in documents]
    lead: NDArray[np.float64] = np.clip(np.array(scores) - np.array(others), -_LARGEST_LEAD, _LARGEST_LEAD)
    return lead


def _logistic(values: Mapping[str, NDArray[np.float64]], coefficients: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the chance of each candidate."""
    total = np.full(len(values["dense"]), coefficients["intercept"])
    for name, coefficient in coefficients.items():
        if name != "intercept":
            total = total + coefficient * values[name]
    chances: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
    return chances


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return z-scores; zeros where every value is the same."""
    deviation = float(values.std())
    result: NDArray[np.float64] = (values - values.mean()) / deviation if deviation > 1e-9 else np.zeros_like(values)
    return result


def _filled(values: Sequence[float | None]) -> NDArray[np.float64]:
    """Return scores with the lowest in place of what an index did not find."""
    present = [v for v in values if v is not None]
    lowest = min(present, default=0.0)
    return np.array([lowest if v is None else v for v in values], np.float64)


def _hit(candidate: Candidate, score: float, probability: float | None) -> Hit:
    return Hit(
        passage=candidate.passage,
        score=score,
        probability=probability,
        lexical_score=candidate.lexical,
        dense_score=candidate.dense,
    )
