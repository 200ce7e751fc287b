"""What follows from something (有什么后果, 罚多少): the clause whose condition speaks of it or refers to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.clauses import Clause, bounds, clause_phrases, clear, heading_over, words_asked, words_share
from bot.desk import Desk
from bot.lead_ins import after_mark
from bot.matching import bigrams
from bot.question import default_phrases

# What a word is worth in the heading, in what a condition refers to, and in what follows (责令退还多收费用).
_ABOVE, _REFERRED, _FOLLOWING = 0.25, 0.85, 0.6
_NEGATED = 0.1  # what it counts that one is about what was not done, the other about what was
_OVERDUE = 0.25  # that both speak of what was not done in time (到年底还没: 逾期)
_STILL_NOT = re.compile("到[^，。？]{1,6}(?:还|仍|都)[没未]|[没未]有?(?:按[时期]|如期)|逾期|超期")
_LATE = re.compile("逾期|超期|到期未|未按[时期]")
_HARDLY = 0.1  # so little of a condition stands in what is of another
_SAID = re.compile("[一-龥]{2}")
_CONDITION = 30  # so near before what follows stands the 的 of its condition
_ARTICLE = re.compile("^[ \\t#　]*(第[一二三四五六七八九十百]+条)", re.MULTILINE)
# 承担评估验收的部门、单位或者工作人员…弄虚作假的: of them alone
_OF_OFFICE = re.compile("(?:承担|负责|从事)(?P<what>[^，。；的]{2,12})的(?:部门|单位|机构|工作?人员)")
_ITEMS = re.compile("第（([一二三四五六七八九十]+)）项")


def consequence(desk: Desk, question: str, document_ids: Sequence[str], *, least: float) -> list[Clause]:
    """Return the clause that says what follows, after the item that it refers to where that alone says from what."""
    phrases = clause_phrases()
    asked = phrases.consequence.search(question)
    condition = f"{question[: asked.start()]} {question[asked.end() :]}" if asked else question
    words = words_asked(desk, condition)
    if not words:
        return []
    sanction = phrases.fine if phrases.fined.search(question) else phrases.sanction
    denied = phrases.negated.search(condition) is not None
    late = _STILL_NOT.search(condition) is not None
    best = clear(_conditional(desk, words, document_ids, sanction, denied=denied, late=late), least)
    return [*_item_meant(desk, words, best[0]), *best] if best else []


def of_another_condition(desk: Desk, question: str, told: Sequence[str], *, titles: Sequence[str] = ()) -> bool:
    """Say whether a question asks what follows from something of which none of the texts told says a word.

    A question that says no condition of its own (会有什么后果) asks of what was spoken of.  What is not done something
    with may stand in the titles of the texts alone (不披露环境信息).
    """
    phrases = clause_phrases()
    asked = phrases.consequence.search(question)
    if asked is None:
        return False
    if phrases.fined.search(question) and not any(phrases.fined_said.search(text) for text in told):
        return True
    supposed = f"{question[: asked.start()]} {question[asked.end() :]}"
    condition = default_phrases().stop.sub(" ", supposed)
    if told and all(_of_office(text, question) for text in told):
        return True
    words = words_asked(desk, condition)
    if not words:
        return _SAID.search(condition) is not None
    left = _left_undone(desk, supposed)
    if left is not None and not _says(left, (*told, *titles)):
        texts = (desk.text_of(i) or "" for i in desk.knowledge.metas)
        if _says(left, texts):  # 没收拾利索 is no text's own word
            return True
    return max((words_share(words, (text, 1.0)) for text in told), default=0.0) < _HARDLY


def _of_office(text: str, question: str) -> bool:
    """Say whether a text tells what befalls those with some office, none of which a question speaks of."""
    said = _OF_OFFICE.search(text)
    return said is not None and not bigrams(said["what"]) & bigrams(question)


def _left_undone(desk: Desk, condition: str) -> tuple[str, ...] | None:
    """Return the ways to say what is not done something with (不按时报送名单: 名单); None where nothing stands last."""
    denied = re.search("[没未]有?|(?<![会能要该可是])不(?!合格|达标|到|足|满|超过|[低高少多]于|同)", condition)
    rest = condition[denied.end() :] if denied is not None else ""
    placed = [(rest.rfind(ways[0]), ways) for ways in words_asked(desk, rest)]
    last = max((found for found in placed if found[0] > 0), default=None)
    return last[1] if last is not None else None


def _says(ways: Sequence[str], texts: Iterable[str]) -> bool:
    """Say whether one of the texts has something in one of the ways to say it."""
    return any(way in text for text in texts for way in ways)


def _conditional(
    desk: Desk,
    words: Sequence[tuple[str, ...]],
    document_ids: Sequence[str],
    sanction: re.Pattern[str],
    *,
    denied: bool,
    late: bool,
) -> Iterator[Clause]:
    """Yield the clauses that say what follows from a condition."""
    phrases = clause_phrases()
    for document_id in document_ids:
        text = desk.text_of(document_id) or ""
        seen = -1
        for match in sanction.finditer(text):
            start, end = bounds(text, match.start(), "。；\n")
            if start == seen:
                continue
            seen = start
            while phrases.goes_on.match(text[start:end]) and text[start - 1] == "；":
                before = bounds(text, start - 2, "。；\n")[0]
                if before >= start:
                    break  # nothing but a number stands before
                start = before
            while end < len(text) and phrases.goes_on.match(text[end : end + 8]):
                after = bounds(text, end, "。；\n")[1]
                if after <= end:
                    break
                end = after
            if_so = text[start : _follows_at(text, start, end)]
            if "的" not in if_so[-_CONDITION:]:
                continue
            referred = "".join(text[a:b] for a, b in referred_to(text, start, end))
            above = heading_over(desk, document_id, start)
            places = ((if_so, 1.0), (referred, _REFERRED), (text[start:end], _FOLLOWING), (above, _ABOVE))
            score = words_share(words, *places)
            told_denied = phrases.negated.search(if_so) is not None or (bool(referred) and denied)
            score += _OVERDUE * (late and score > 0 and _LATE.search(if_so) is not None)
            yield Clause(score - _NEGATED * (denied != told_denied), document_id, start, end)


def _follows_at(text: str, start: int, end: int) -> int:
    first = clause_phrases().sanction.search(text, start, end)
    return first.start() if first is not None else end


def _item_meant(desk: Desk, words: Sequence[tuple[str, ...]], told: Clause) -> list[Clause]:
    """Return the item that a clause refers to, where it says more of what is asked about than the clause itself."""
    text = desk.text_of(told.document_id) or ""
    own = words_share(words, (text[told.start : _follows_at(text, told.start, told.end)], 1.0))
    items = [(words_share(words, (text[a:b], 1.0)), a, b) for a, b in referred_to(text, told.start, told.end)]
    best = max(items, default=None)
    return [Clause(best[0], told.document_id, best[1], best[2])] if best is not None and best[0] > own else []


def referred_to(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where what a clause refers to stands (违反本办法第八条第（一）项规定), its items or the whole article.

    A clause that names items alone (违反第（二）项规定) goes on with the article of the clause before it.
    """
    said = clause_phrases().refers.search(text, start, end)
    if said is None:
        return []
    begin = text.rfind("\n", 0, start) + 1
    articles = [m["article"] for m in clause_phrases().refers.finditer(text, begin, said.end()) if m["article"]]
    if not articles:
        return []
    opens = [m for m in _ARTICLE.finditer(text) if m[1] == articles[-1]]
    if not opens:
        return []
    after = _ARTICLE.search(text, opens[0].end())
    stop = after.start() if after is not None else len(text)
    wanted = _ITEMS.findall(said["items"] or "")
    found = []
    for item in wanted:
        at = re.compile(f"^[ \\t　]*（{item}）", re.MULTILINE).search(text, opens[0].end(), stop)
        if at is not None:
            line = text.find("\n", at.end(), stop)
            found.append((after_mark(text, at.start()), line if line >= 0 else stop))
    return found or ([] if wanted else [(opens[0].start(1), stop)])
