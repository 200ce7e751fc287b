"""Duties asked for by whom they bind, by industry, or by how strong they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.obligations import is_addressed, list_obligations, without_repeats
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.question import default_phrases, read_question, topic_of
from bot.reading_rules import default_reading_rules
from bot.reference import focus
from bot.types import ToolCall
from kb.lexicon_index import INDUSTRY
from kb.types import Obligation, Strength

_SUBJECT_CHARS = 14
_NAME_CHARS, _NAMES = 4, 4


def plan_obligation(asked: Asked) -> list[ToolCall] | None:
    """Return the call for duties; None where the question is about some matter, which the text is read for."""
    question, desk = asked.question, asked.desk
    if not question.shows("obligation"):
        return None
    topic = topic_of(desk, question)
    rest = topic
    for match in reversed(desk.index.find(topic, kinds={INDUSTRY, "role"})):
        rest = rest[: match.start] + " " + rest[match.end :]
    documents = list(asked.ids() or focus(desk, question, asked.recent))
    said = [asked.text[m.start : m.end] for m in desk.index.find(asked.text, kinds={"role"})]
    subject = _subject(asked, documents)
    if subject is None and not asked.ids():  # of whichever notice speaks of them
        other = next((i for i in desk.primary if _subject(asked, [i])), None)
        subject, documents = (_subject(asked, [other]), [other]) if other is not None else (None, documents)
    # 项目单位 is meant where a notice speaks of them, not every 单位.
    closer = subject is not None and all(len(subject) > len(role) for role in said)
    named = subject if closer else question.roles[0] if question.roles else None
    if subject is not None and closer:
        rest = _without(asked, subject)
    strength = next((name for name, pattern in plan_phrases().strengths if pattern.search(asked.text)), None)
    matter = plan_phrases().chores.sub("", rest)
    for _, pattern in plan_phrases().strengths:
        matter = pattern.sub("", matter)
    parts = plan_phrases().chores.sub(" ", rest).split()
    words = [
        w for part in parts for w, _, _ in desk.tokenizer.words(part) if len(w) > 1 and w not in default_phrases().idle
    ]
    words = _unless_ownership(words, [o for i in documents or desk.primary for o in desk.knowledge.of(i).obligations])
    if named is not None and strength is not None and asked.ids():  # 清洁生产通知规定第三方机构不得有哪些行为
        titles = "".join(desk.meta(i).title for i in asked.ids())
        words = [w for w in words if w not in titles]
    if words:  # about something: its duties of the strength asked for, else the text is read for it
        meant = _of_matter(asked, matter, strength) or _of_role_in(asked, named, matter) or _of_one(asked, words)
        return _not_among(asked, meant) or meant
    arguments: dict[str, Any] = {
        "industry": question.industries[0] if question.industries else None,
        "addressee": named if not question.industries else None,
        "strength": strength,
        "document_ids": documents,
    }
    if not any(arguments[key] for key in ("industry", "addressee")) and question.regions:
        arguments["addressee"] = _place(asked, question.regions[0])
    if not any(arguments[key] for key in ("industry", "addressee", "strength")):
        return None
    found = list_obligations(
        asked.context,
        addressee=arguments["addressee"],
        strength=Strength(strength) if strength else None,
        industry=arguments["industry"],
        document_ids=documents,
    )
    if not asked.ids() and not found.evidence:
        arguments["document_ids"] = list(desk.primary)  # the document last spoken of has none
    return [call("list_obligations", **{k: v for k, v in arguments.items() if v})]


def _not_among(asked: Asked, calls: Sequence[ToolCall] | None) -> list[ToolCall] | None:
    """Return the check of the one place asked about where the duty found is that of other places by name, else None.

    中山是试点城市，要做什么: 中山 is none of those that the duty names.
    """
    desk, knowledge = asked.desk, asked.desk.knowledge
    places = [desk.short(name) for name in asked.question.regions]
    texts = {made.arguments.get("topic") for made in calls or ()}
    if len(places) != 1 or len(texts) != 1:
        return None
    ids = {i for made in calls or () for i in made.arguments.get("document_ids", ())}
    duty = next((o for i in ids for o in knowledge.of(i).obligations if o.text in texts), None)
    if duty is None or places[0] in duty.text:
        return None
    for listed in knowledge.of(duty.document_id).lists:
        if listed.category == "region" and duty.start <= listed.start < duty.end:
            document_ids = [duty.document_id]
            return [
                call("find_lists", topic=listed.topic, category="region", member=places[0], document_ids=document_ids)
            ]
    return None


def plan_meaning(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the one duty that says what is done under a name (质量回头看是什么意思); None for others.

    The name has to end a clause of it, so that what follows is said of it.
    """
    said = plan_phrases().means.fullmatch(asked.text)
    if said is None or any(kind == "legal" for kind, _ in asked.desk.index.lookup(said["what"])):
        return None  # a term of law is defined where the law says what it is
    meant = asked.ids() or asked.desk.primary
    named = [said["what"], *(said["what"][at:] for at in range(1, len(said["what"]) - _NAME_CHARS + 1))]
    held = without_repeats([o for i in meant for o in asked.desk.knowledge.of(i).obligations])
    for name in named[:_NAMES]:  # 审核质量回头看, else 质量回头看
        fits = [o for o in held if f"{name}，" in o.text]
        if len(fits) == 1:
            return [call("list_obligations", topic=fits[0].text, document_ids=[fits[0].document_id])]
    return None


def plan_worded(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the duties that the text puts in one word (用“鼓励”写的有哪些); None for other questions."""
    said = plan_phrases().worded.search(asked.text)
    if said is None or not plan_phrases().worded_asked.search(asked.text):
        return None
    documents = list(asked.ids() or focus(asked.desk, asked.question, asked.recent))
    if asked.question.roles or _subject(asked, documents) is not None:
        return None  # 鼓励企业做的有哪些: of whom it says so
    word = next(w for w in said.groups() if w)
    ways = plan_phrases().strengths
    name = next((name for name, pattern in ways if name == word or pattern.search(word)), Strength.MUST.value)
    found = list_obligations(asked.context, strength=Strength(name), document_ids=documents)
    return [call("list_obligations", strength=name, document_ids=documents)] if found.evidence else None


def plan_strength(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the one duty that a question on how binding it is means (培训是强制要求吗), else None."""
    said = plan_phrases().asks_strength.search(asked.text)
    if said is None:
        return None
    desk = asked.desk
    question = read_question(desk, f"{asked.text[: said.start()]} {asked.text[said.end() :]}")
    documents = asked.ids() or focus(desk, question, asked.recent)
    topic = topic_of(desk, question)
    for match in reversed(desk.index.find(topic, kinds={"role"})):
        topic = f"{topic[: match.start]} {topic[match.end :]}"
    parts = plan_phrases().chores.sub(" ", topic).split()
    words = [
        w for part in parts for w, _, _ in desk.tokenizer.words(part) if len(w) > 1 and w not in default_phrases().idle
    ]
    held = [o for i in documents or desk.primary for o in desk.knowledge.of(i).obligations]
    words = _unless_ownership(words, held)
    either = {w.removesuffix("性") for w, _, _ in desk.tokenizer.words(said[0]) if w not in default_phrases().idle}
    both = [o for o in held if len(either) > 1 and all(w in o.text for w in (*either, *words))]
    if both:  # 自愿的还是强制的: 以自愿性和强制性相结合的方式
        return [call("list_obligations", topic=both[0].text, document_ids=[both[0].document_id])]
    duties = [o for o in held if o.modal and plan_phrases().modals.fullmatch(o.modal)]
    if question.roles:
        forms = (question.roles[0], *desk.forms.get(question.roles[0], ()))
        duties = [o for o in duties if is_addressed(o.subject, forms)]
    elif not words:
        return None
    fits = without_repeats([o for o in duties if all(w in o.text for w in words)])
    headed = [o for o in fits if words and all(w in "".join(o.section_path) for w in words)]
    fits = headed[:1] or fits
    if len(fits) != 1:
        return None
    return [call("list_obligations", topic=fits[0].text, document_ids=[fits[0].document_id])]


def _unless_ownership(words: Sequence[str], held: Sequence[Obligation]) -> list[str]:
    """Return words without those on whose an enterprise is (民营) that no duty speaks of: they part nothing there."""
    owner = plan_phrases().ownership
    return [w for w in words if not owner.fullmatch(w) or any(w in o.text for o in held)]


def _subject(asked: Asked, documents: Sequence[str]) -> str | None:
    """Return the longest subject of a duty on file that the question names (处置单位应当做什么)."""
    held = [o.subject for i in documents for o in asked.desk.knowledge.of(i).obligations]
    subjects = {*held, *(s.rpartition("等")[2] for s in held if "等" in s)}  # …、造纸等重点行业
    return max((s for s in subjects if 1 < len(s) <= _SUBJECT_CHARS and s in asked.text), key=len, default=None)


def plan_responsible(asked: Asked) -> list[ToolCall] | None:
    """Return the call for who has to do something, where a duty of a notice in question holds all of its words."""
    who = plan_phrases().who.search(asked.text)
    if who is None:
        return None
    desk = asked.desk
    topic = topic_of(desk, read_question(desk, asked.text[: who.start()] + " " + asked.text[who.end() :]))
    words = [
        w
        for part in topic.split()
        for w, _, _ in desk.tokenizer.words(part)
        if len(w) > 1 and w not in default_phrases().idle
    ]
    meant = (asked.ids() or desk.primary)[:1]
    held = [o for i in meant for o in desk.knowledge.of(i).obligations if o.subject and not o.text.startswith(o.modal)]
    wanted = default_reading_rules().required(asked.text)  # 由谁实施: 实施 has to govern what is asked about
    fits = [o for o in held if all(w in o.text for w in words) and all(p.search(o.text) for p in wanted)]
    if not words or len(fits) != 1:
        return None
    return [call("list_obligations", addressee=fits[0].subject, topic="".join(words), document_ids=list(meant))]


def _without(asked: Asked, subject: str) -> str:
    """Return the topic of the question without whom it asks about."""
    return topic_of(asked.desk, read_question(asked.desk, asked.text.replace(subject, " ")))


def _place(asked: Asked, region: str) -> str | None:
    """Return a place as addressee: by name where a duty names it, else as one of the cities."""
    short = asked.desk.short(region)
    if list_obligations(asked.context, addressee=short, document_ids=asked.desk.primary).evidence:
        return short
    return plan_phrases().cities if asked.desk.region_level(region) == "city" else None


def _of_role_in(asked: Asked, named: str | None, matter: str) -> list[ToolCall] | None:
    """Return the call for what someone has to do in a matter (名单内企业要做哪些事), where several duties say it."""
    if named is None or not plan_phrases().wide.search(asked.text):
        return None
    ids = asked.ids()
    found = list_obligations(asked.context, addressee=named, topic=matter, document_ids=ids).evidence
    arguments = {"addressee": named, "topic": matter, "document_ids": list(ids)}
    return [call("list_obligations", **arguments)] if len(found) > 1 else None


def _of_one(asked: Asked, words: Sequence[str]) -> list[ToolCall] | None:
    """Return the call for what has to be done in a matter (试点城市要做什么) that one duty of a notice names."""
    desk = asked.desk
    generic = [asked.text[m.start : m.end] for m in desk.index.find(asked.text, kinds={"general"})]
    wanted = [w for w in words if w not in generic]
    if not wanted or not plan_phrases().wide.search(asked.text):
        return None
    for name in asked.ids() or desk.primary:
        fits = without_repeats([o for o in desk.knowledge.of(name).obligations if all(w in o.text for w in wanted)])
        if len(fits) == 1:
            return [call("list_obligations", topic=fits[0].text, document_ids=[name])]
    return None


def _of_matter(asked: Asked, matter: str, strength: str | None) -> list[ToolCall] | None:
    """Return the call for what is forbidden, allowed or encouraged in some matter (节能改造不得做什么)."""
    if strength is None:
        return None
    ids = asked.ids()
    found = list_obligations(asked.context, topic=matter, strength=Strength(strength), document_ids=ids)
    arguments = {"topic": matter, "strength": strength, "document_ids": list(ids)}
    return [call("list_obligations", **arguments)] if found.evidence else None
