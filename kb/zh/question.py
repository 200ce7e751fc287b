"""From a question as typed to the question as understood: one spelling, Simplified, Mandarin, typos repaired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kb.lexicon import Lexicon
from kb.lexicon_index import GROUP, INDUSTRY, ORGANISATION, REGION, LexiconIndex
from kb.zh.convert import Simplifier, in_gb2312
from kb.zh.normalise import normalise_question
from kb.zh.spelling import Repair, SpellingRepair
from kb.zh.tokenizer import WordTokenizer


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A question as understood; `repairs` are the typos put right, with offsets into the text before repair."""

    text: str
    repairs: tuple[Repair, ...] = ()


class QuestionReader:
    """Bring a question into the spelling that the rest of the service expects.

    Args:
        lexicon: dialect words, typos and the terms that homophones are compared with.
        tokenizer: the tokenizer that the indexes use.
        index: an index over the same lexicon, where one is at hand.
    """

    def __init__(self, lexicon: Lexicon, tokenizer: WordTokenizer, index: LexiconIndex | None = None) -> None:
        self._simplifier = Simplifier(lexicon.dialect)
        self._tokenizer = tokenizer
        spelt = (*_spellable(index or LexiconIndex(lexicon)), *lexicon.words)
        terms = [t for t in spelt if in_gb2312(t)]  # no repair into Traditional characters
        self._spelling = SpellingRepair(terms, lexicon.typos, tokenizer.frequency)

    def read(self, text: str, *, meant: Callable[[str], bool] = lambda _: False) -> Reading:
        """Return the question as understood; an empty question stays empty.

        Args:
            text: as typed.
            meant: says of a stretch that it is a name on file, which no typo is seen in.
        """
        plain = self._simplifier.question(normalise_question(text))
        repaired, repairs = self._spelling.repair(plain, self._tokenizer.words(plain), meant)
        return Reading(text=repaired, repairs=tuple(repairs))


def _spellable(index: LexiconIndex) -> list[str]:
    """Return the forms that a misspelt word may stand for.

    Two characters sound like too many things: of those only names and the terms themselves count, not the everyday
    ways to ask (日期, 不许, 找谁), which 日起, 不需 and 找税 would turn into.
    """
    names = {REGION, GROUP, ORGANISATION, INDUSTRY, "metric", "action", "legal", "role"}
    return [
        form
        for form in index.forms()
        if len(form) > 2 or any(kind in names or form == canonical for kind, canonical in index.lookup(form))
    ]
