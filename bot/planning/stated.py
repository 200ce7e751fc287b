"""The clause of running text, or of the note under a table, that states the amount a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.clauses import acts_timed, words_share
from bot.other_kinds import is_of_other_kind
from bot.planning.asked import Asked
from bot.planning.phrases import plan_phrases
from bot.planning.told import quoted, totals_of
from bot.question import default_phrases
from bot.reading_rules import default_reading_rules
from bot.types import ToolCall
from kb.lexicon_index import GROUP, REGION

_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万两]+[家个名次批项场天日年月人元倍成]")
_NO_AMOUNT = re.compile(
    r"(?:19|20)\d{2}(?=\s*年|[^\d万亿吨元家人]|$)|\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|附[件表]\s*[:：]?\s*\d*[.．、]?|^\s*\d+[.．、]|\d+号"
)
_IN_LINE, _ABOVE = 0.5, 0.3  # what a word is worth that stands beside the clause, or in the headings above it
_LEADS = 1.15  # so many times as good as any other
_FEW = 3  # a word of so few clauses tells which of them is meant
_BODY_TAIL = re.compile("(?<=[一-龥]{2})(?:主管部门|部门|系统)$")
_WHERE_TABLES_STAND = frozenset({"附件", "附表"})
_PAIR, _WHOLE = 2, 4  # a word so short may be one cut short, one so long may stand in its halves
_LIMITS_CHARS = 200  # so much may follow in a line that sets several rates or limits
_SURE = 2  # so many telling words in one clause let one word be another's


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A clause of a document, how much it says of a question, and the words of it that it says itself."""

    document_id: str
    clause: str
    line: str
    score: float
    said: frozenset[str]


def content_words(asked: Asked) -> tuple[str, ...]:
    """Return the words that say what a number is asked of: no place, year or word of asking."""
    desk, text = asked.desk, asked.text
    for match in desk.index.find(text, kinds={REGION, GROUP}):
        text = text[: match.start] + " " * (match.end - match.start) + text[match.end :]
    for pattern in (plan_phrases().asks_amount, plan_phrases().no_content, default_phrases().asking):
        text = pattern.sub(lambda m: " " * len(m[0]), text)
    phrases = default_phrases()
    found = (
        w
        for w, _, _ in desk.tokenizer.words(text)
        if len(w) > 1
        and w not in phrases.idle
        and w not in _WHERE_TABLES_STAND
        and not phrases.idle_shape.fullmatch(w)
        and not w.isdigit()
    )
    return tuple(dict.fromkeys(found))


def stated(asked: Asked, *, words: Sequence[str] = ()) -> Stated | None:
    """Return the one clause that states the amount asked for in the words of the question; None where none does.

    What tells it from others stands in the clause, in its line or in the headings above; `words` are those that it
    has to say itself.
    """
    said = content_words(asked)
    if not said:
        return None
    found = [s for i in asked.ids() or asked.desk.primary for s in _stating(asked, i, said)]
    found = sorted((s for s in found if all(w in s.said for w in words)), key=lambda s: -s.score)
    if not found or (len(found) > 1 and found[0].score < _LEADS * found[1].score):
        return None
    agrees = default_reading_rules().agrees(asked.text, found[0].clause, asked.context.as_of.year)
    return found[0] if agrees else None


def _stating(asked: Asked, document_id: str, words: Sequence[str]) -> list[Stated]:
    """Return the clauses of a document that hold a number of the form asked for and all that tells what is meant."""
    desk, wanted, forms = asked.desk, default_reading_rules().required(asked.text), plan_phrases().forms
    text, title = desk.text_of(document_id) or "", desk.meta(document_id).title
    clauses = desk.clauses_of(document_id)
    held = {w: frozenset(i for i, (clause, _) in enumerate(clauses) if _says(asked, clause, w)) for w in words}
    titled = {w for w in words if w in title or any(way in title for way in _ways(asked, w))}
    telling = [w for w in words if 0 < len(held[w]) <= _FEW and w not in titled and not forms.fullmatch(w)]
    unseen = [w for w in words if not held[w] and w not in titled]
    if not telling or len(unseen) > (1 if asked.ids() else 0) or any(_in_cells(asked, document_id, w) for w in unseen):
        return []
    found: list[Stated] = []
    for i in sorted(frozenset().union(*(held[w] for w in telling))):
        clause, line = clauses[i]
        own = {w for w in words if i in held[w]}
        if not _has_amount(clause) or (unseen and len(own.intersection(telling)) < _SURE):
            continue
        if is_of_other_kind(asked.text, clause):
            continue
        section = desk.section_at(document_id, text.find(clause.strip()))
        above = title + "".join(section.path) if section is not None else title
        beside = {w for w in words if w not in own and _says(asked, line, w)}
        over = {w for w in words if w not in own and w not in beside and _says(asked, above, w)}
        if not own.union(beside, over).issuperset(telling):
            continue
        if not all(p.search(clause) or p.search(above) for p in wanted):
            continue
        weight = {w: len(w) / max(1, len(held[w])) for w in words}
        score = sum(weight[w] for w in own) + _IN_LINE * sum(weight[w] for w in beside)
        score += _ABOVE * sum(weight[w] for w in over)
        found.append(Stated(document_id=document_id, clause=clause, line=line, score=score, said=frozenset(own)))
    return found


def _has_amount(clause: str) -> bool:
    """Say whether a clause has a number that is no date, no number of a document, an attachment or a point."""
    return _NUMBER.search(_NO_AMOUNT.sub(" ", clause)) is not None


def _in_cells(asked: Asked, document_id: str, word: str) -> bool:
    """Say whether a table of a document has a word in a row, so that the row is asked for."""
    return word in asked.desk.cells_of(document_id)


def _says(asked: Asked, text: str, word: str) -> bool:
    """Say whether a text says a word, in another way, written out or, where it is long, in its halves."""
    body = _BODY_TAIL.sub("", word)  # 生态环境部门, of 生态环境牵头数量
    if word in text or body in text or any(form in text for form in _ways(asked, word)):
        return True
    for level, who in plan_phrases().levels:
        if level.fullmatch(word):  # 市级抽查: 市民政局按照…抽查
            return who.search(default_reading_rules().numbering.sub("", text.strip(), count=1)) is not None
    if len(word) == _PAIR:  # 危废, of 危险废物
        first, last = word[0], word[1]
        held = first in text and last in text
        return held and re.search(f"{re.escape(first)}[一-龥]{{1,2}}{re.escape(last)}", text) is not None
    half = len(word) // 2
    return len(word) >= _WHOLE and word[:half] in text and word[half:] in text


def _ways(asked: Asked, word: str) -> tuple[str, ...]:
    """Return the other ways to say a word, itself the plain one or one of them."""
    desk = asked.desk
    named = [name for kind, name in desk.index.lookup(word) if kind == "action"]
    return tuple(way for name in (word, *named) for way in desk.forms.get(name, ()))


def _headed(asked: Asked, measure: str, about: str) -> bool:
    """Say whether what a table is about holds a measure in one of its forms."""
    return any(form in about for form in (measure, *asked.desk.forms.get(measure, ())))


def beyond_table(asked: Asked, column: str) -> Stated | bool:
    """Return the clause that states what is asked beyond what a column of a table is about.

    True where only clauses with numbers of running text speak of some of it, but none is sure; False where nothing is
    beyond the table, or the clause but repeats its total.
    """
    desk, table_id = asked.desk, column.rpartition("#")[0]
    table = next(t for t in desk.knowledge.tables if t.id == table_id)
    about = "".join((desk.meta(table.document_id).title, table.title, *(cell.text for cell in table.header)))
    measured = [m for m in desk.index.find(asked.text, kinds={"metric"}) if _headed(asked, m.canonical, about)]
    named = " ".join(asked.text[m.start : m.end] for m in measured)  # 工信部门牵头, of 工业和信息化牵头数量
    left = [w for w in content_words(asked) if w not in named and not _says(asked, about, w)]
    left = [w for w in left if not _in_cells(asked, table.document_id, w)] if left else []
    amounts = plan_phrases().asks_amount.search(asked.text) is not None
    counted = [c for c, _ in desk.clauses_of(table.document_id) if left and (not amounts or _has_amount(c))]
    told = [w for w in left if any(_says(asked, c, w) for c in counted)]
    if not told:
        return False
    found = stated(asked)
    if found is not None and any(total in found.clause for total in totals_of(asked, column)):
        return False
    return found if found is not None and found.said.intersection(told) else True


def plan_stated(asked: Asked) -> list[ToolCall] | None:
    """Return the call that quotes the clause which states the amount asked for; None where no clause surely does."""
    phrases = plan_phrases()
    timed = asked.question.shows("deadline") and not phrases.lasting.search(asked.text)
    if timed or not phrases.asks_amount.search(asked.text) or phrases.days_left.search(asked.text):
        return None
    if default_reading_rules().by_law.search(asked.text) and not asked.ids():
        return None  # 法律规定一年办几场培训: no words of a notice
    found, done = stated(asked), acts_timed(asked.desk, asked.text)
    if found is None or (done and not words_share(done, (found.line, 1.0))):
        return None  # 要等多久才批: no clause on how soon something else is done
    return quoted_with_limits(asked, found)


def quoted_with_limits(asked: Asked, found: Stated) -> list[ToolCall] | None:
    """Return the call that quotes a clause; with what follows it in its line, where a rate or a limit is asked for.

    What follows is for whom it is another: 最高不超过80万元。老字号提高到120万元.
    """
    rules, words = default_reading_rules(), found.clause
    rest = found.line[found.line.find(words) :].strip()
    sentence = rest[: rest.find("。")] if "。" in rest else rest
    if rules.tier.search(words) and rules.tier.search(sentence, len(words)) and len(sentence) <= _LIMITS_CHARS:
        words = sentence.rstrip("；;")  # 超出20%以内的，…；超出20%至40%的，…: one step alone is not the answer
    if rules.limits.search(asked.text) and len(rest) <= _LIMITS_CHARS and not rules.numbering.search(rest, len(words)):
        words = rest.rstrip("。；;")
    return quoted(asked, found.document_id, words)
