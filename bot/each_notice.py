"""What two notices on file say of one matter: a question on both (两年的要求有什么不同) as one question on each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from bot.authority import placed
from bot.desk import Desk, ToolContext
from bot.evidence import of_list
from bot.lists import topic_score
from bot.matching import bare, covered
from bot.metadata import MetaField, stated
from bot.planning.phrases import plan_phrases
from bot.question import default_phrases, read_question
from bot.reference import year_of
from bot.replies import Reply
from bot.room import Room
from bot.split import asks
from bot.support import held_share
from bot.types import Draft, Evidence, Outcome, Statement
from bot.wording import default_wording, load_yaml
from bot.words.frame import joined
from kb.lexicon_index import REGION
from kb.types import NamedList

_PAIR = 2
_OF_KIND = re.compile("(?:行业|产业|工业|制造业|业)$")
_AS_NEAR = 0.5  # a passage that holds less of the matter beside that of the other notice is on something else
_OF_LIST = 0.5  # so much of what is asked of a list stands in it and its sentence


@dataclass(frozen=True, kw_only=True)
class NoticePhrases:
    """Ways to ask two notices one thing, as data."""

    joined: re.Pattern[str]
    both: re.Pattern[str]
    two: re.Pattern[str]
    year: re.Pattern[str]
    beside: re.Pattern[str]
    differs: re.Pattern[str]
    replaced: re.Pattern[str]
    more: re.Pattern[str]
    fewer: re.Pattern[str]
    lacks: re.Pattern[str]
    than: re.Pattern[str]
    this_year: re.Pattern[str]
    last_year: re.Pattern[str]
    timed: re.Pattern[str]
    whom: re.Pattern[str]
    edges: re.Pattern[str]


@lru_cache(maxsize=1)
def notice_phrases() -> NoticePhrases:
    """Return the phrases that ship in `prompts/`."""
    data: dict[str, Any] = load_yaml("notices.yaml")
    return NoticePhrases(**{name: re.compile(re.sub(r"\s*\n\s*|\s+(?=\|)", "", spelt)) for name, spelt in data.items()})


@dataclass(frozen=True, kw_only=True)
class OfEach:
    """A question on two notices.

    Attributes:
        questions: each notice, the older first, and the question that it is asked.
        beyond: where it is asked what one lists and the other does not, those two.
        text: the question as asked.
    """

    questions: tuple[tuple[str, str], ...]
    beyond: tuple[str, str] | None
    text: str


def of_each(desk: Desk, text: str, as_of: date) -> OfEach | None:
    """Return the questions that a question on two notices comes to; None where it is on one, or on more.

    今年 and 去年 are the years of `as_of`; where no notice is of that year, the last that there is one of and the one
    before.
    """
    phrases = notice_phrases()
    if len(desk.primary) < _PAIR or read_question(desk, text).titles:
        return None
    if phrases.this_year.search(text) and phrases.last_year.search(text):
        held = {year for i in desk.primary if (year := year_of(desk.meta(i))) is not None}
        year = as_of.year if as_of.year in held else max(held, default=as_of.year)
        text = phrases.last_year.sub(f"{year - 1}年", phrases.this_year.sub(f"{year}年", text))
    years = tuple(dict.fromkeys(m["year"] for m in phrases.year.finditer(text)))
    by_word = phrases.both.search(text) if not years else None
    if by_word is None and len(years) != _PAIR:
        return None
    if by_word is None and not any(
        p.search(text) for p in (phrases.joined, phrases.differs, phrases.beside, phrases.replaced, phrases.lacks)
    ):
        beyond_said = phrases.more.search(text) or phrases.fewer.search(text)
        if beyond_said is None:
            return None
    pair = _notices(desk, text, [int(y) for y in years])
    if pair is None:
        return None
    if len(bare(_plain(text))) < _PAIR:
        return None
    rest = _rest(text)
    questions = tuple(
        (i, default_wording().say("of_notice", year=str(year_of(desk.meta(i))), asked=rest)) for i in pair
    )
    return OfEach(questions=questions, beyond=_beyond(desk, text, pair), text=text)


def with_matter(parts: Sequence[str]) -> list[str]:
    """Put a part that only asks whether two notices say the same back to the matter before it.

    …谁出，两年一样吗; 2024年是谁，2025年换成谁了.
    """
    kept: list[str] = []
    for part in parts:
        whole = f"{kept[-1]}，{part}" if kept else part
        alone = notice_phrases().both.search(part) is not None and not default_phrases().stop.sub("", _plain(part))
        then = notice_phrases().replaced.search(whole, len(whole) - len(part)) is None  # of the part before, too
        if kept and (alone or (then and notice_phrases().replaced.search(whole) is not None)):
            kept[-1] = whole
        else:
            kept.append(part)
    return kept


def _notices(desk: Desk, text: str, years: Sequence[int]) -> tuple[str, ...] | None:
    """Return the two notices meant, the older first; None where another number of them is of those years."""
    here = placed(desk, desk.primary, text)
    if not years and len(here) < _PAIR and notice_phrases().two.search(text):
        here = desk.two_notices
    dated = [(year, i) for i in here if (year := year_of(desk.meta(i))) is not None]
    if years:
        dated = [(year, i) for year, i in dated if year in years]
    chosen = tuple(i for _, i in sorted(dated))
    return chosen if len(chosen) == _PAIR and len({year for year, _ in dated}) == _PAIR else None


def _rest(text: str) -> str:
    """Return a question without the notices that it names and what sets them side by side, made one again."""
    rest = _plain(text)
    listed = any(pattern.search(rest) for _, pattern in plan_phrases().categories)
    timed = notice_phrases().timed.search(rest) is not None
    if notice_phrases().whom.search(rest) is not None:  # 管这事的人两年换了没有
        return default_wording().say("of_notice_whom", asked=rest)
    name = "of_notice_when" if timed else "of_notice_which" if listed else "of_notice_asked"
    return rest if asks(rest) else default_wording().say(name, asked=rest)


def _plain(text: str) -> str:
    """Return what is left of a question without the notices that it names and what sets them side by side."""
    phrases = notice_phrases()
    text = phrases.lacks.sub("", text)
    text = phrases.replaced.sub(lambda m: f"是{m['what'] or m['who']}", text)
    for pattern in (phrases.joined, phrases.than, phrases.both):
        text = pattern.sub("", text)
    text = phrases.year.sub("", text)
    for pattern in (phrases.beside, phrases.differs, phrases.more, phrases.fewer):
        text = pattern.sub("", text)
    text = phrases.edges.sub("", phrases.edges.sub("", text.rstrip("?？。 ")))
    return re.sub("[，,]{2,}", "，", text)


def _beyond(desk: Desk, text: str, pair: Sequence[str]) -> tuple[str, str] | None:
    """Return the notice whose items are asked for and the one that lacks them; None where nothing of the kind is."""
    phrases = notice_phrases()
    lacks = phrases.lacks.search(text)
    more, fewer = phrases.more.search(text), phrases.fewer.search(text)
    if lacks is None and more is None and fewer is None:
        return None
    older, newer = pair
    of_year = {str(year_of(desk.meta(i))): i for i in pair}
    if lacks is not None:
        return of_year[lacks["has"]], of_year[lacks["not"]]
    than = phrases.than.search(text)
    base = of_year.get(than["than"], older) if than is not None else older
    subject = newer if base == older else older
    return (base, subject) if fewer is not None and more is None else (subject, base)


def told_of_each(room: Room, text: str, day: date, *, ask: Callable[[str], Reply | None]) -> Reply | None:
    """Return what two notices say to a question on both; None where it is on figures, or neither says anything of it.

    Args:
        room: the records and the verifier.
        text: one question.
        day: the day of the answer.
        ask: answers a question that stands alone.
    """
    asked = of_each(room.desk, text, day)
    if asked is None or room.figures.understand(text, as_of=day, frame=None).query is not None:
        return None
    statements, listed = listed_beyond(ToolContext(desk=room.desk, as_of=day), asked)
    replies = [] if statements else [reply for _, question in asked.questions if (reply := ask(question)) is not None]
    found = {e.id: e for e in listed}
    if not statements:
        if not any(answers_of(i, reply) for (i, _), reply in zip(asked.questions, replies, strict=True)):
            return None
        statements, found = _said(room, asked, replies)
    draft = Draft(outcome=Outcome.ANSWERED, statements=tuple(statements))
    kept = room.verifier.check(draft, found, question=asked.text, as_of=day).statements
    if not any(s.evidence for s in kept):
        return None
    frame = replies[-1].frame if replies else {"intent": "list", "question": asked.text}
    return Reply(
        question=asked.text,
        draft=replace(draft, statements=kept),
        evidence=found,
        results=tuple(r for reply in replies for r in reply.results),
        frame={**frame, "documents": [i for i, _ in reversed(asked.questions)]},
    )


def _said(room: Room, asked: OfEach, replies: Sequence[Reply]) -> tuple[list[Statement], dict[str, Evidence]]:
    """Return what each notice says to its question, as that notice's, and the evidence; that one says nothing, too."""
    say = default_wording().say
    statements: list[Statement] = []
    found: dict[str, Evidence] = {}
    desk, plain = room.desk, _plain(asked.text)
    matter, told = room.reader.concepts(plain), ["".join(s.text for s in r.draft.statements) for r in replies]
    shares = [max(held_share(matter, bare(said)), covered(_rest_of(plain), said)) for said in told]
    answering = [answers_of(i, r) for (i, _), r in zip(asked.questions, replies, strict=True)]
    most = max(share for share, answers in zip(shares, answering, strict=True) if answers)
    for (document_id, _), reply, share, answers in zip(asked.questions, replies, shares, answering, strict=True):
        title = desk.meta(document_id).title
        off = reply.frame["intent"] == "policy" and share < _AS_NEAR * most
        if off or not answers:
            named = stated(desk, desk.meta(document_id), MetaField.TITLE)
            found |= {named.id: named} if named is not None else {}
            cited = (named.id,) if named is not None else ()
            statements.append(Statement(text=say("of_notice_none", title=title), evidence=cited))
            continue
        found |= reply.evidence
        first, *more = reply.draft.statements
        named_already = first.text.startswith(f"《{title}》")
        text = first.text if named_already else say("quote_from", title=title, quote=first.text)
        statements += [replace(first, text=text), *more]
    return statements, found


def _rest_of(plain: str) -> str:
    """Return what a question asks about, without the words for asking."""
    return default_phrases().stop.sub("", plan_phrases().list_words.sub("", plain))


def answers_of(document_id: str, reply: Reply) -> bool:
    """Say whether a reply answers, and stands on the notice that was asked alone."""
    return reply.draft.outcome is Outcome.ANSWERED and list(reply.frame["documents"]) == [document_id]


def listed_beyond(context: ToolContext, asked: OfEach) -> tuple[list[Statement], list[Evidence]]:
    """Return what one notice lists of a kind and the other nowhere does, in words; nothing where they list none."""
    desk = context.desk
    if asked.beyond is None:
        return [], []
    category = next((name for name, pattern in plan_phrases().categories if pattern.search(asked.text)), None)
    if category is None:
        return [], []
    topic = bare(plan_phrases().list_words.sub("", _topic(_rest(asked.text))))
    held = [_lists(desk, i, category, topic) for i in asked.beyond]
    if not all(held):
        return [], []
    fuller, other = held
    known = {name for named in other for item in named.items for name in _names(desk, item)}
    items = [item for named in fuller for item in named.items if not known & set(_names(desk, item))]
    titles = [desk.meta(i).title for i in asked.beyond]
    noun = default_wording().say(f"noun_{category}")
    text = default_wording().say(
        "list_beyond" if items else "list_beyond_none",
        title=titles[0],
        other=titles[1],
        noun=noun,
        items=joined(list(dict.fromkeys(items))),
    )
    evidence = [of_list(desk, named) for named in (*fuller, *other)]
    return [Statement(text=text, evidence=tuple(e.id for e in evidence))], evidence


def _topic(text: str) -> str:
    for _, pattern in plan_phrases().categories:
        text = pattern.sub("", text)
    return default_phrases().stop.sub("", text)


def _lists(desk: Desk, document_id: str, category: str, topic: str) -> list[NamedList]:
    """Return the lists of a kind in a notice; those on what is asked, where the question says what they list."""
    named = [n for n in desk.knowledge.of(document_id).lists if n.category == category]
    fitting = [n for n in named if topic_score(desk, topic, n, category) >= _OF_LIST] if len(topic) >= _PAIR else []
    return fitting or named


def _names(desk: Desk, item: str) -> tuple[str, ...]:
    """Return what an item is known by: the places that it names, or its own words (陶瓷 is not 建材)."""
    return tuple(m.canonical for m in desk.index.find(item, kinds={REGION})) or (_OF_KIND.sub("", bare(item)),)
