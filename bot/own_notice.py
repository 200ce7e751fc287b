"""The one notice on file that a question points to by its matter (加装电梯那个文) or its number (豫农机21号)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.desk import Desk
from bot.matching import bigrams, is_abbreviation
from bot.question import default_phrases
from kb.lexicon_index import GROUP, ORGANISATION, REGION

_OF_MATTER = re.compile(
    r"(?P<matter>(?:(?![要写查看找翻遍了都不是有在把被给对没得能会想])[一-龥A-Za-z\d]){2,24}?)(?<![原论])(?:的|[那这该])?(?:一?[份个])?(?:工作|实施|红头)?"
    r"(?:通知|公告|通告|文件|公文|文(?![化明字本案献体艺旅])|函)"
)
_NUMBERED = re.compile(r"(?P<letters>[一-龥]{2,8})第?(?P<number>\d{1,4})号")
_FULL = re.compile(r"(?P<letters>[一-龥]{2,14})〔20\d{2}〕第?(?P<number>\d{1,5})号")
_SHORT_CHARS = 4  # a word so short, which no text has, may cut a title short (秋防, 安标)


def notice_of(desk: Desk, text: str) -> str | None:
    """Return the id of the one notice that `text` points to by its number or its matter; None where not one alone."""
    return notice_numbered(desk, text) or _only(_on_matter(desk, text))


def notice_numbered(desk: Desk, text: str) -> str | None:
    """Return the id of the one notice whose number `text` gives without its year (豫农机21号)."""
    return _only(_numbered(desk, text))


def names_matter(desk: Desk, text: str) -> bool:
    """Say whether `text` says of which matter a notice is (适老化那份文), whether or not one on file is of it."""
    return bool(_matter_words(desk, text))


def notice_spoken_of(desk: Desk, words: Sequence[str]) -> str | None:
    """Return the one notice whose title says some of `words` that no other document on file speaks of; None else."""
    found: set[str] = set()
    for word in words:
        titled = [i for i in desk.primary if word in desk.meta(i).title]
        pairs = bigrams(word)
        if len(titled) == 1 and not any(i != titled[0] and pairs <= desk.pairs_of(i) for i in desk.document_ids):
            found.add(titled[0])
    return found.pop() if len(found) == 1 else None


def matter_said(text: str) -> str:
    """Return the words before 通知 or 文 in `text`; empty where there are none."""
    said = _OF_MATTER.search(text)
    return said["matter"] if said is not None else ""


def _only(found: Iterator[str]) -> str | None:
    several = list(found)
    return several[0] if len(several) == 1 else None


def _numbered(desk: Desk, text: str) -> Iterator[str]:
    """Yield the notices whose number `text` gives without its year."""
    for document_id in desk.primary:
        full = _FULL.fullmatch(desk.meta(document_id).doc_number or "")
        if full is None:
            continue
        said = (m for m in _NUMBERED.finditer(text) if m["number"] == full["number"])
        if any(m["letters"].endswith(full["letters"]) for m in said):
            yield document_id


def _on_matter(desk: Desk, text: str) -> Iterator[str]:
    """Yield the notices whose titles say most of the words before 通知 or 文 in `text`, or what they cut short."""
    words = _matter_words(desk, text)
    held = {i: sum(len(w) for w in words if _says(desk, desk.meta(i).title, w)) for i in desk.primary}
    most = max(held.values(), default=0)
    yield from (i for i, chars in held.items() if most and chars == most)


def _matter_words(desk: Desk, text: str) -> list[str]:
    """Return the words before 通知 or 文 that are of a matter: no place, body, year or word of asking."""
    matter = matter_said(text)
    for match in reversed(desk.index.find(matter, kinds={REGION, GROUP, ORGANISATION})):
        matter = matter[: match.start] + " " + matter[match.end :]
    matter = default_phrases().stop.sub(" ", matter)
    words = (w for w, _, _ in desk.tokenizer.words(matter) if len(w) > 1 and not w.isdigit())
    return [w for w in words if w not in default_phrases().idle]


def _says(desk: Desk, title: str, word: str) -> bool:
    """Say whether a title says a word, or one that no text on file has stands for it in short."""
    if bigrams(word) <= bigrams(title):
        return True
    heard = any(bigrams(word) <= desk.pairs_of(i) for i in desk.primary)
    return not heard and len(word) <= _SHORT_CHARS and is_abbreviation(word, title)
