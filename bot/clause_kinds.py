"""Which clause of a notice answers: how long something takes, what a word means, who does what, whether it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.actors import actor
from bot.clauses import (
    Clause,
    acts_timed,
    bounds,
    clause_phrases,
    clear,
    heading_over,
    pieces,
    share_of,
    words_asked,
    words_share,
)
from bot.consequences import consequence
from bot.desk import Desk
from bot.lead_ins import items_below
from bot.matching import covered, is_abbreviation
from bot.other_kinds import is_of_other_kind
from bot.premises import quantities
from bot.question import default_phrases

_BESIDE, _ABOVE = 0.8, 0.5  # what a word is worth in the sentence about a clause, and in the heading
_TWO_PARTS = 0.5  # so much of what is to be done has to stand outside of the event that a time counts from
_BODY_CHARS = 2
_LASTS = re.compile("(?:管用?|有效期?|能用)(?:是|为|到|限)?$")
_ONCE = 2.0  # what a word counts that a single clause holds


def told(desk: Desk, question: str, document_ids: Sequence[str], *, least: float) -> list[Clause]:
    """Return the clauses of the documents that answer a question of one of these kinds; none where none is clear."""
    phrases = clause_phrases()
    if meaning := phrases.meaning.search(question):
        return _meaning(desk, (meaning["counted"] or meaning["after"] or meaning["before"]).strip('“”"'), document_ids)
    if phrases.explained.search(question):
        return _explained(desk, question, document_ids)
    if part := phrases.part.search(question):
        return _part(desk, part, document_ids)
    if phrases.consequence.search(question) or phrases.trouble.search(question):
        return consequence(desk, question, document_ids, least=least)
    if asked := phrases.materials.search(question):
        return clear(_saying(desk, question, asked, document_ids, phrases.handed), least)
    if asked := phrases.when.search(question):
        return clear(_saying(desk, question, asked, document_ids, phrases.cases), least)
    if (asked := phrases.length.search(question)) and not phrases.not_length.search(question):
        return clear(_lengths(desk, question, asked, document_ids), least)
    return actor(desk, question, document_ids, least=least)


def told_of_supposed(desk: Desk, question: str, document_ids: Sequence[str], *, least: float) -> list[Clause]:
    """Return the clause with the number that a question supposes another of (每家奖补30万元，是吗)."""
    asked = quantities(question)
    if not default_phrases().confirms.search(question) or len(asked) != 1:
        return []
    words = words_asked(desk, f"{question[: asked[0].start]} {question[asked[0].end :]}")
    found = _with_quantity(desk, words, asked[0].unit, document_ids)
    if _LASTS.search(question[: asked[0].start]):  # 牌子管五年: of how long it holds
        found = (c for c in found if "有效" in _words_of(desk, c))
    return clear((c for c in found if not is_of_other_kind(question, _words_of(desk, c))), least)


def _words_of(desk: Desk, clause: Clause) -> str:
    return (desk.text_of(clause.document_id) or "")[clause.start : clause.end]


def _with_quantity(
    desk: Desk, words: Sequence[tuple[str, ...]], unit: str, document_ids: Sequence[str]
) -> Iterator[Clause]:
    for document_id in document_ids:
        text = desk.text_of(document_id) or ""
        for start, end in pieces(text):
            if (score := words_share(words, (text[start:end], 1.0))) and any(
                q.unit == unit for q in quantities(text[start:end])
            ):
                yield Clause(score, document_id, start, end)


def told_whether(desk: Desk, question: str, document_ids: Sequence[str], *, least: float) -> list[Clause]:
    """Return the clause that says whether something may, must or need be, by the rare words of the question."""
    phrases = clause_phrases()
    if not phrases.whether.search(question):
        return []
    words = words_asked(desk, phrases.whether.sub(" ", question))
    if not words:
        return []
    texts = {i: desk.text_of(i) or "" for i in document_ids}
    counts = [sum(text.count(ways[0]) for text in texts.values()) for ways in words]
    if min((n for n in counts if n), default=0) != 1:
        return []  # no word that one clause alone holds
    weights = [len(w[0]) * (_ONCE if n == 1 else 1.0) for w, n in zip(words, counts, strict=True)]
    once = [w[0] for w, n in zip(words, counts, strict=True) if n == 1]

    def fitting() -> Iterator[Clause]:
        for document_id, text in texts.items():
            for start, end in pieces(text):
                clause = text[start:end]
                if any(w in clause for w in once) and phrases.rules.search(clause):
                    got = sum(share_of(ways, clause) * weight for ways, weight in zip(words, weights, strict=True))
                    yield Clause(got / sum(weights), document_id, start, end)

    return clear((c for c in fitting() if not is_of_other_kind(question, _words_of(desk, c))), least)


def _lengths(desk: Desk, question: str, asked: re.Match[str], document_ids: Sequence[str]) -> Iterator[Clause]:
    phrases = clause_phrases()
    rest = f"{question[: asked.start()]} {question[asked.end() :]}"
    event = phrases.event_asked.match(question[: asked.start()])
    words = words_asked(desk, rest)
    action = words_asked(desk, rest[event.end() :]) if event is not None else words
    done = acts_timed(desk, question)
    unit = next((held for said, held in phrases.units.items() if said in asked[0]), None)
    ahead = phrases.ahead.search(question) is not None
    if not words:
        return
    for document_id in document_ids:
        text = desk.text_of(document_id) or ""
        for match in phrases.lengths.finditer(text):
            if unit is not None and not unit.search(match[0]):
                continue
            around = (text[match.end() : match.end() + 3], text[max(0, match.start() - 6) : match.start()])
            if ahead and not any(phrases.ahead_said.search(words) for words in around):
                continue
            start, end = bounds(text, match.start(), "。；\n")
            whole = text[slice(*bounds(text, match.start(), "。\n"))]
            clause = text[start:end]
            if done and words_share(done, (clause, 1.0), (whole, _BESIDE)) < _TWO_PARTS:
                continue
            since = phrases.event.search(text[start : match.start()])
            outside = clause if since is None else clause[: since.start()] + clause[match.end() - start :]
            above = heading_over(desk, document_id, start)
            if (
                action
                and words_share(action, (outside, 1.0), (whole if since is None else "", 1.0), (above, 1.0))
                < _TWO_PARTS
            ):
                continue
            score = words_share(words, (clause, 1.0), (whole, _BESIDE), (above, _ABOVE))
            yield Clause(score, document_id, start, end)


def _saying(
    desk: Desk, question: str, asked: re.Match[str], document_ids: Sequence[str], said: re.Pattern[str]
) -> Iterator[Clause]:
    """Yield the sentences of a wording, each with the list that it leads over to."""
    words = words_asked(desk, f"{question[: asked.start()]} {question[asked.end() :]}")
    if len(document_ids) == 1:  # what its title says need not be said again
        title = desk.meta(document_ids[0]).title
        words = [ways for ways in words if not any(way in title for way in ways)] or words
    for document_id in document_ids:
        text = desk.text_of(document_id) or ""
        for match in said.finditer(text) if words else ():
            start, _ = bounds(text, match.start(), "。\n")
            end = items_below(text, match.end())
            before = text[text.rfind("\n", 0, start) + 1 : start]
            above = heading_over(desk, document_id, start)
            score = words_share(words, (text[start:end], 1.0), (before, _BESIDE), (above, _BESIDE))
            yield Clause(score, document_id, start, end)


def _meaning(desk: Desk, name: str, document_ids: Sequence[str]) -> list[Clause]:
    said = re.compile(clause_phrases().means.replace("{name}", re.escape(name)))
    for document_id in document_ids:
        text = desk.text_of(document_id) or ""
        match = said.search(text)
        if match is not None:
            return [Clause(1.0, document_id, *bounds(text, match.start(), "。\n"))]
    return []


def _explained(desk: Desk, question: str, document_ids: Sequence[str]) -> list[Clause]:
    """Return what a document says of who explains it; of several documents, the one whose title is asked about."""
    found: list[Clause] = []
    for document_id in document_ids:
        text = desk.text_of(document_id) or ""
        said = clause_phrases().explains.search(text)
        if said is not None:
            named = covered(desk.meta(document_id).title, question)
            found.append(Clause(named, document_id, *bounds(text, said.start(), "。；\n")))
    return [max(found, key=lambda c: c.score)] if found else []


def _part(desk: Desk, asked: re.Match[str], document_ids: Sequence[str]) -> list[Clause]:
    """Return what a notice says that a body is in charge of, its name shortened or not (住建部门: 住房城乡建设部门)."""
    phrases = clause_phrases()
    short = phrases.body_ends.sub("", asked["body"])
    for document_id in document_ids:
        text = desk.text_of(document_id) or ""
        found: dict[bool, list[Clause]] = {True: [], False: []}  # named as asked, or only shortened so
        for match in phrases.part_said.finditer(text):
            names = [phrases.body_ends.sub("", n) for n in re.split("、|和|及|（", match["body"]) if n]
            if len(short) >= _BODY_CHARS and any(is_abbreviation(short, name) for name in names):
                clause = Clause(1.0, document_id, *bounds(text, match.start("body"), "。；\n"))
                found[any(short in name for name in names)].append(clause)
        if found[True] or found[False]:
            return (found[True] or found[False])[:2]
    return []
