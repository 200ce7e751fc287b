"""Words that point at what the turns before spoke of: a document, one of several, a platform, an earlier topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.desk import Desk
from bot.duty import without_law
from bot.matching import covered
from bot.planning.phrases import plan_phrases
from bot.question import default_phrases, read_question
from bot.reference import resolve
from bot.remembered import rows_named
from bot.talk_phrases import talk_phrases
from bot.types import Outcome, Turn
from bot.wording import default_wording
from kb.lexicon_index import GROUP, INDUSTRY, REGION
from kb.types import DocumentMeta, LegalStatus
from kb.validity import legal_status
from kb.zh.numerals import parse_integer

_NEAR_TURNS, _LISTED_TURNS = 3, 6
_LEADS_ON = re.compile("^(?:那么?(?![个些里家])|它)+")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
_NAMED_LAW = re.compile("^(?:《[^》]*》|[一-龥]{2,8}(?<![办方])法)(?:里面?|中)?")
_OF_KIND = re.compile("的(?=(?:方案|办法|条例|规定|指南)$)")
_NOT_THEN = frozenset({LegalStatus.NOT_YET, LegalStatus.REPEALED})
_SAME_WORDS = 0.5  # so much of what is asked of another time stands in the question before
_ABOUT = 0.9  # so much of a topic gone back to stands in the question of the turn that is meant


def gone_back(text: str, history: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
    """Return what is asked of an earlier topic (回到经费，原文怎么写的), with the turns up to it; else all as it is."""
    back = default_phrases().back_to.match(text)
    if back is None:
        return text, history
    for at in range(len(history) - 1, -1, -1):
        if covered(back["topic"], history[at].asked) >= _ABOUT:
            return text[back.end() :] or history[at].asked, history[: at + 1]
    return text, history


def pointed_out(desk: Desk, text: str, history: Sequence[Turn]) -> str:
    """Return `text` with what it points at by name; as it is where it points at nothing that is known."""
    text = _of_own_trade(desk, text, history)
    text = _of_listed_places(desk, _of_member(desk, text, history), history)
    return _if_not(_upon(_that_document(desk, _one_of_documents(text, history), history), history))


def _of_member(desk: Desk, text: str, history: Sequence[Turn]) -> str:
    """Put the one place that was just asked for in a list before a figure of none (目标多少, after 深圳是试点吗).

    What leads on from another turn without a figure (那2023年验收多少) is of the place that it named, too.
    """
    last = history[-1] if history else None
    if last is None or last.frame.get("figure") or desk.index.find(text, kinds={REGION, GROUP}):
        return text
    asked = _LEADS_ON.sub("", text, count=1)
    if asked == text and last.frame.get("intent") != "membership":
        return text
    of_none = plan_phrases().amounts.search(asked) is not None and talk_phrases().of_others.search(asked) is None
    named = dict.fromkeys(m.canonical for m in desk.index.find(last.question, kinds={REGION}))
    return f"{next(iter(named))}{asked}" if of_none and len(named) == 1 else text


def _of_listed_places(desk: Desk, text: str, history: Sequence[Turn]) -> str:
    """Put the names of the places that a turn listed for their number (这五个市目标合计), where figures are asked.

    Figures told of so many rows since are meant before a list.
    """
    said = talk_phrases().so_many_of.search(text)
    several = said is not None and (said["n"] in ("几", "些") or said["listed"] is not None)
    number = parse_integer(said["n"] or said["of"] or "") if said is not None and not several else None
    if said is None or (number is None and not several) or desk.index.find(text, kinds={REGION}):
        return text
    asked = text[said.end() :]
    if plan_phrases().numbers.search(asked) is None:
        return text
    for turn in reversed(history[-_LISTED_TURNS:]):
        pointed = several and said["listed"] is None
        if len(_rows_told(turn)) == number or (pointed and len(_rows_told(turn)) > 1):
            return text
        items = turn.frame.get("items", ())
        if turn.frame.get("list_category") == "region" and (several or len(items) == number):
            last = rows_named(history[-1])
            if len(last) == 1 and talk_phrases().placed.search(asked):
                lead = text[: said.start()] or "在"
                return f"{last[0]}{lead}{'、'.join(items)}{asked}"  # 在这几个市里排第几
            joint = "合计" if talk_phrases().joint_share.match(asked) else ""
            return f"{text[: said.start()]}{'、'.join(items)}{joint}{asked}"
    return text


def _rows_told(turn: Turn) -> set[str]:
    """Return the keys of the rows that the figures of a turn were of."""
    figure = turn.frame.get("figure") or {}
    told = [*figure.get("subjects", ()), *([figure["scope"]] if figure.get("scope") else ())]
    return {key for subject in told for key in subject.get("rows", ())}


def _one_of_documents(text: str, history: Sequence[Turn]) -> str:
    """Put the title of the document meant by its place in the answer before (后面那个, 第一个) for these words."""
    said = default_phrases().one_of_several.match(text)
    turn = next((t for t in reversed(history[-_NEAR_TURNS:]) if t.frame.get("cited")), None)
    if said is None or turn is None:
        return text
    titles = turn.frame["cited"]
    number = 1 if said["first"] else len(titles) if said["last"] else parse_integer(said["n"])
    if number is None or not 0 < number <= len(titles):
        return text
    title = _BRACKET.sub("", titles[number - 1])
    return f"《{title}》{text[said.end() :]}"


def _that_document(desk: Desk, text: str, history: Sequence[Turn]) -> str:
    """Put the title of the law that the turn before was answered from for 这部法, where it is of that kind."""
    said, status = default_phrases().that_document.match(text), talk_phrases().its_status.match(text)
    if (said is None and status is None) or not history or history[-1].outcome is not Outcome.ANSWERED:
        return text
    held = [i for i in history[-1].frame.get("documents", ()) if i in desk.knowledge.metas]
    own = [_plain_title(desk.meta(i)) for i in held]
    if said is None:  # 2024年3月它有没有效
        of_law = status is not None and held and held[0] not in desk.primary
        return f"《{own[0]}》{status['when']}{status['asked']}" if status is not None and of_law else text
    meant = next((title for title in own if re.search(f"{said['kind']}(?:典)?$", title)), None)
    return f"《{meant}》{text[said.end() :]}" if meant is not None else text


def of_other_time(desk: Desk, text: str, turns: Sequence[Turn], day: date) -> str | None:
    """Return what was just asked of a law, asked of the law of another time (2024年那时候跟谁签); None for others.

    Args:
        desk: the records.
        text: the follow-up.
        turns: the turns before, oldest first; at least one.
        day: the day of the answer.
    """
    if (changed := _how_changed(desk, text, turns[-1])) is not None:
        return changed
    said, last = talk_phrases().other_time.match(text), turns[-1]
    told = [i for i in last.frame.get("documents", ()) if i in desk.knowledge.metas]
    if said is None or not told or last.outcome is Outcome.NO_ANSWER or read_question(desk, said["rest"]).titles:
        return None
    law = _law_of_time(desk, desk.meta(told[0]), date(int(said["year"]), 1, 1) if said["year"] else None, said, day)
    if law is None:
        return None
    asked, rest = without_law(last.question), said["rest"]
    plain = talk_phrases().as_before.fullmatch(rest) is not None
    content = default_phrases().bare.sub("", rest)
    if not plain and (not content or sum(c in asked for c in content) < _SAME_WORDS * len(content)):
        return None
    if last.frame.get("intent") == "duty" and said["now"] and talk_phrases().still_same.search(rest):
        return default_wording().say("duty_compare_scope")  # 换到现在，还是那三类吗
    if last.frame.get("intent") == "duty":
        former = law.repealed_by is not None
        return default_wording().say("duty_by_former", asked=asked) if former else asked
    asked = re.sub("^(?:《[^》]*》)?里?", "", asked)
    return default_wording().say("follow_inside", title=_plain_title(law), asked=asked)


def _how_changed(desk: Desk, text: str, last: Turn) -> str | None:
    """Return how a law that has taken the place of another, or lost its own, differs from that; None for others."""
    told = [desk.meta(i) for i in last.frame.get("documents", ()) if i in desk.knowledge.metas]
    if talk_phrases().how_changed.fullmatch(text) is None or not told or last.outcome is not Outcome.ANSWERED:
        return None
    replaced = (m for m in desk.knowledge.metas.values() if m.repealed_by)
    of_pair = told[0].repealed_by or any(told[0] in desk.knowledge.named(m.repealed_by or "") for m in replaced)
    if not of_pair or last.frame.get("intent") == "duty":
        return None
    asked = _NAMED_LAW.sub("", without_law(last.question)).rstrip("？?")
    return default_wording().say("follow_changed", topic=asked) if asked else None


def of_other_document(desk: Desk, core: str, last: Turn, day: date) -> str | None:
    """Return what was just asked of a document, asked of the one that a follow-up consists of (大气条例呢)."""
    ended = talk_phrases().also_ended.fullmatch(core) if last.frame.get("intent") == "status" else None
    if ended is not None and resolve(desk, read_question(desk, ended["law"]), day).named:
        return default_wording().say("follow_status", law=ended["law"])  # 那循环经济促进法呢，也没了
    said, before = talk_phrases().document_alone.fullmatch(core), talk_phrases().of_document.match(last.question)
    if said is None or before is None or not before["rest"]:
        return None
    plain = _OF_KIND.sub("", said["name"])  # 广东的方案: 广东方案
    named = [resolve(desk, read_question(desk, words), day).named for words in (plain, before["name"])]
    if not all(named) or named[0] == named[1]:
        return None
    return default_wording().say("follow_inside", title=_plain_title(desk.meta(named[0][0])), asked=before["rest"])


def _law_of_time(desk: Desk, law: DocumentMeta, at: date | None, said: re.Match[str], day: date) -> DocumentMeta | None:
    """Return the law that held what a law says at another time: the one that it repealed, or that repealed it."""
    metas = [desk.meta(i) for i in desk.knowledge.metas if i not in desk.knowledge.superseded_digests]
    before = [m for m in metas if m.repealed_by and law in desk.knowledge.named(m.repealed_by)]
    after = desk.knowledge.named(law.repealed_by) if law.repealed_by else []
    if at is None and said["then"]:
        return before[0] if before else law if after else None
    at = at or day
    held = [m for m in (law, *before, *after) if legal_status(m, at) not in _NOT_THEN]
    return held[0] if held and (before or after) else None


def _plain_title(meta: DocumentMeta) -> str:
    return _BRACKET.sub("", meta.title)


def _of_own_trade(desk: Desk, text: str, history: Sequence[Turn]) -> str:
    """Put the industry that the asker said to be in (我们是电镀厂) where what follows names none (算重点行业吗)."""
    phrases = default_phrases()
    asked = phrases.of_own_trade.match(text)
    if asked is None or desk.index.find(text, kinds={INDUSTRY}):
        return text
    for turn in reversed(history[-_NEAR_TURNS:]):
        said = phrases.own_trade.match(turn.asked)
        named = desk.index.find(turn.asked, kinds={INDUSTRY}) if said is not None else []
        if named:
            rest = re.sub("^(?:那|那么)?(?:我们?|咱们?)?(?:厂|公司|企业)?", "", text)
            who = "" if re.match("算|属|是|在", rest) else default_wording().say("enterprise")
            return f"{named[0].canonical}{who}{rest}"
    return text


def _upon(text: str, history: Sequence[Turn]) -> str:
    """Put 平台 for 上面 after turns that spoke of one (在上面走完了验收)."""
    phrases = default_phrases()
    said = phrases.upon.search(text)
    if said is None or phrases.platforms.search(text):
        return text
    for turn in reversed(history[-_NEAR_TURNS:]):
        named = phrases.platforms.search(turn.asked)
        if named is not None:
            return f"{text[: said.start()]}{named[0]}上{text[said.end() :]}"
    return text


def _if_not(text: str) -> str:
    """Ask what follows where something is not done (要是干脆不披露呢)."""
    said = default_phrases().if_not.fullmatch(text)
    return default_wording().say("follow_if_not", act=said["act"]) if said is not None else text
