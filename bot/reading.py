"""Read passages for the sentences that answer a question, or find that none does."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.desk import Desk
from bot.evidence import of_passage
from bot.sentences import sentences
from bot.types import Evidence
from kb.types import Hit, Passage, PassageKind

_SAMPLE = 400  # documents whose paragraphs tell common words from rare ones
_REFUSE_BELOW = 0.42  # share of the question's weight that the best sentence with its context must hold
_NEAR = 0.75  # a following sentence this close to the best one belongs to the answer
_MAX_CHARS = 260
_STOP = frozenset(
    "的 了 吗 么 呢 吧 啊 呀 是 在 有 和 与 及 或 对 什么 哪些 哪个 哪里 哪 怎么 怎么样 如何 怎样 多少 几 个 些 谁 请 应当 应该 需要 必须 "
    "可以 能够 做 干 到 上 里 中 被 把 给 向 从 由 为 以 于 其 该 这 那 我们 我 你们 你 他们 都 也 还 就 才 会 能 要 得 须 想 知道 一下 情况 "
    "方面 具体 主要 现在 目前 时候 时间 通知 文件 规定 要求 是否 是不是 有没有 没有 哪种 样 啥 不 来 去 说 讲 提到 怎 何 该怎么 问 第 条 做什么 企业".split()
)
# What an answer must hold for a question that asks for it.
_EXPECTED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"多少钱|几(块|元|万)|(费用|价格|收费标准|报价|费).{0,6}多少|罚(款)?(多少|几)|多少(元|万)"), re.compile(r"元|收费|费用由|不得.{0,6}费")),
    (re.compile(r"几点|上班|下班|营业|办公时间"), re.compile(r"\d+[:：点时]")),
    (re.compile(r"电话|号码|手机"), re.compile(r"\d{7,}")),
    (re.compile(r"网址|网站|链接"), re.compile(r"www|http|网")),
    (re.compile(r"地址|在哪(里|儿)?(办公|交|提交)?[?？]?$"), re.compile(r"路|号|街|大厦|楼|平台|网")),
)


@dataclass(frozen=True, kw_only=True)
class _Scored:
    passage: Passage
    start: int
    end: int
    score: float
    own: float


class SentenceReader:
    """Score sentences by the rare words they share with the question, their section and their passage.

    Args:
        desk: the records, for the weight of words and for building evidence.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def _paragraphs(self) -> tuple[int, Counter[str]]:
        """Number of paragraphs looked at, and in how many each term stands."""
        counts: Counter[str] = Counter()
        total = 0
        ids = list(self._desk.knowledge.metas)
        step = max(1, len(ids) // _SAMPLE)
        for document_id in ids[::step]:
            for line in (self._desk.text_of(document_id) or "").split("\n"):
                if len(line) > 4:
                    total += 1
                    counts.update(set(self.terms(line)))
        return max(total, 1), counts

    def terms(self, text: str) -> list[str]:
        """Return the words and character bigrams of `text` that may carry content."""
        tokenizer = self._desk.tokenizer
        return [t for t in tokenizer.bigrams(text) if len(t) > 1 or t.isdigit()]

    def weight(self, term: str) -> float:
        """Return the inverse paragraph frequency of a term; a term never seen weighs most."""
        total, counts = self._paragraphs
        return math.log(1 + (total + 0.5) / (counts[term] + 0.5))

    def question_terms(self, question: str) -> dict[str, float]:
        """Return the terms that the answer should hold, with their weights."""
        words = [w for w, _, _ in self._desk.tokenizer.words(question)]
        runs: list[str] = []
        for word in words:
            if word in _STOP:
                runs.append(" ")
            else:
                runs.append(word)
        weights: dict[str, float] = {}
        for term in self.terms("".join(runs)):
            weights[term] = self.weight(term)
        return weights

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        """Return the evidence that answers `question`, best first; empty when no sentence does."""
        scored = self._score(question, hits)
        if not scored or scored[0].score < _REFUSE_BELOW or not self._as_expected(question, scored[0]):
            return []
        return [self._evidence(item) for item in self._with_neighbours(scored)]

    def nearest(self, question: str, hits: Sequence[Hit]) -> Evidence | None:
        """Return the sentence closest to `question`, whether or not it answers it."""
        scored = self._score(question, hits)
        return self._evidence(scored[0]) if scored and scored[0].score > 0.2 else None

    def _score(self, question: str, hits: Sequence[Hit]) -> list[_Scored]:
        wanted = self.question_terms(question)
        whole = sum(wanted.values())
        if not whole:
            return []
        found: list[_Scored] = []
        for hit in hits:
            passage = hit.passage
            if passage.kind is PassageKind.TABLE:
                continue
            heading = set(self.terms(" ".join(passage.section_path)))
            title = set(self.terms(self._desk.meta(passage.document_id).title))
            around = set(self.terms(passage.text))
            for start, end in sentences(passage.text):
                own = set(self.terms(passage.text[start:end]))
                held = own_held = 0.0
                for term, weight in wanted.items():
                    if term in own:
                        held += weight
                        own_held += weight
                    elif term in heading:
                        held += 0.7 * weight
                    elif term in around:
                        held += 0.4 * weight
                    elif term in title:
                        held += 0.3 * weight
                if own_held == 0 or end - start < 6:
                    continue
                found.append(
                    _Scored(
                        passage=passage,
                        start=passage.start + start,
                        end=passage.start + end,
                        score=held / whole,
                        own=own_held / whole,
                    )
                )
        return sorted(found, key=lambda s: (-s.score - 0.2 * s.own, s.end - s.start))

    def _with_neighbours(self, scored: Sequence[_Scored]) -> list[_Scored]:
        best = scored[0]
        chosen = [best]
        chars = best.end - best.start
        for item in scored[1:]:
            same = item.passage.id == best.passage.id
            if same and item.own >= _NEAR * best.own and chars + item.end - item.start <= _MAX_CHARS:
                chosen.append(item)
                chars += item.end - item.start
        return sorted(chosen, key=lambda s: s.start)

    def _as_expected(self, question: str, best: _Scored) -> bool:
        text = self._desk.text_of(best.passage.document_id) or ""
        answer = text[best.start : best.end]
        return all(held.search(answer) for asked, held in _EXPECTED if asked.search(question))

    def _evidence(self, item: _Scored) -> Evidence:
        return of_passage(self._desk, item.passage, item.start, item.end, probability=min(1.0, item.score))
