"""Whom to ask: by person, number, body and place, or by the matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from bot.clauses import clause_phrases
from bot.contact_talk import held_body
from bot.contacts import (
    body_in,
    body_of_place,
    find_contacts,
    for_matter,
    matter_in_trouble,
    named_places,
    part_of_body,
    same_organisation,
)
from bot.desk import Desk
from bot.matching import covered, longest_shared
from bot.metadata import numbered_attachments
from bot.planning.asked import Asked, call
from bot.planning.bodies import bodies_in
from bot.planning.clauses import plan_clause
from bot.planning.phrases import plan_phrases
from bot.question import default_intents, default_phrases, topic_of
from bot.types import ToolCall
from kb.lexicon_index import INDUSTRY, ORGANISATION

_ABOUT, _ABOUT_TEXT = 0.5, 0.5
_ASKER = re.compile(
    "[一-龥]{0,8}?(?:厂|企业|公司|单位|集团|报社|媒体|学生|客户|用户)(?=想|要|打算|来|准备|这边)"
)  # 陶瓷厂想咨询
_TITLE = re.compile("《[^》]*》")  # the city in it is the notice's, no body of the asker
_FIRM = re.compile("(?:厂|公司|企业)(?=[一-龥]{2})")
_DIALLED = re.compile("[拨打](?:打|过去)?几号")  # a number, no day
_PLACE_NAMED = re.compile("[一-龥]{2}[区县市园镇旗]")
_IN_CHARGE = re.compile("(?:谁|哪位|哪个人)(?:来)?(?:负责|对接|管)|负责人")
_BODY_ASKED = re.compile(
    "(?:请问|想问|问下|要|给|找|那)*(?P<body>(?:(?!请问|请|问|打)[一-龥]){2,8}?(?:[大支总中]队|派出所|法院|检察院|医院|[股科所站局]|中心|协会))的?"
    "(?:办公|联系|咨询)?(?:电话|号码|座机|手机|传真|联系方式|联系人)"
)
_TEXTS_LATELY = 16
_CITY_LEVELS = ("city", "district")


def plan_contact(asked: Asked) -> list[ToolCall] | None:
    """Return the calls for a question about contacts; None where it is none."""
    question, text = asked.question, asked.text
    if plan_phrases().phones_counted.search(text) or _asks_when(asked) or _told_who_explains(asked):
        return None
    if (referred := _referred(asked)) is not None:
        return referred
    known = [p for p in question.phones if any(p in (c.phone or "") for c in asked.desk.knowledge.contacts)]
    whom = plan_phrases().turns_to.search(text) or _IN_CHARGE.search(text)
    told = whom is not None and body_in(asked.desk.knowledge.contacts, text) is not None  # 技术中心谁负责
    party = _of_party(asked)
    asks = question.shows("contact") or bool(question.persons) or bool(known) or told or party is not None
    if not asks and not _asks_address(asked):
        return None
    if _address_elsewhere(asked):
        return None
    if clause_phrases().explained.search(text) and asked.ids():  # which it does not say: whoever answers for it
        return [call("find_contacts", document_ids=list(asked.ids()))]
    arguments: dict[str, Any] = {}
    in_charge: str | None = None
    if question.persons and (other := _other_body(asked)) is not None:
        arguments["organisation"] = other
    elif len(question.persons) > 1:
        return [call("find_contacts", name=name) for name in question.persons]
    elif question.persons:
        arguments["name"] = question.persons[0]
    elif question.phones:
        arguments["phone"] = question.phones[0]
        if (of_other := _of_other_notice(asked, known)) is not None:
            return of_other
        if (supposed := _supposed_body(asked)) is not None:  # whose number it is, and which one that body has
            return [call("find_contacts", **arguments), call("find_contacts", organisation=supposed)]
    else:
        places = named_places(asked.desk, _TITLE.sub(" ", text))
        upper = default_phrases().upper.search(text) is not None
        cities = [p for p in places if asked.desk.region_level(p) in _CITY_LEVELS and not upper]
        bodies = bodies_in(asked.desk, text)
        part = None if bodies else part_of_body(asked.desk.knowledge.contacts, text)
        meant = asked.ids()
        held = [c for c in asked.desk.knowledge.contacts if not meant or c.document_id in meant]
        of_place = body_of_place(asked.desk, held, text)
        own = asked.ids() if not bodies and not part else ()  # 青岛平台技术支持电话: the notice's own place is no body
        of_matter = _of_matter(asked, own) if own else None
        whole = body_in(asked.desk.knowledge.contacts, text) if not bodies else None
        if of_place or whole:
            arguments["organisation"] = of_place or whole
        elif (in_charge := None if bodies else _in_charge(asked)) is not None:
            arguments["organisation"] = in_charge
        elif of_matter is not None:
            return of_matter
        elif bodies or part or cities:
            arguments["organisation"] = bodies[0] if bodies else part or cities[0]
        elif (
            asked.ids() and (unlisted := _BODY_ASKED.search(text)) is not None
        ):  # 消防大队电话, of a notice without one
            arguments["organisation"] = unlisted["body"]
    elsewhere = _elsewhere(asked) or (party if not arguments else None)
    if elsewhere is not None and not arguments.keys() & {"name", "phone"}:
        return [call("find_contacts", name=elsewhere)]
    if arguments.get("organisation") and asked.ids():
        of_body = find_contacts(asked.context, **arguments, document_ids=asked.ids())
        if not of_body.missing:
            return [call("find_contacts", **arguments, document_ids=list(asked.ids()))]
    # 管环保那边的人: said of the body, no matter beside it
    matter = matter_of(asked, arguments) if in_charge is None else None
    if matter is not None and not arguments and (silent := _none_holds(asked)):
        return [call("find_contacts", document_ids=list(silent))]  # 有没有邮箱能直接发材料: whatever it is for
    answering = _answering(asked, matter or text) if not arguments else ()
    if answering and not _held_beside(asked, matter or text, answering):
        return [call("find_contacts", matter=matter or text, document_ids=list(answering))]
    if matter is not None and not asked.reference.named:
        about = asked.ids() or asked.desk.primary if numbered_attachments(asked.text) else ()  # 对附件2有疑问找谁
        documents = tuple(i for i in about if asked.desk.knowledge.of(i).contacts) or _documents_on(asked.desk, matter)
        documents = documents or _documents_on(asked.desk, _without_trade(asked.desk, matter))
        of_year = tuple(i for i in documents if i in asked.ids())
        documents = of_year or tuple(i for i in documents if i not in asked.desk.older_editions)
        if not documents and plan_phrases().turns_to.search(text):
            return None  # 想晚一年上学找谁: the text may say
        if not documents:
            return [call("find_contacts", name=matter)]
        return [call("find_contacts", **arguments, document_ids=list(documents))]
    names = (
        [{**arguments, "organisation": body} for body in bodies_in(asked.desk, text)] if "name" not in arguments else []
    )
    calls = names if len(names) > 1 else [arguments]
    documents = asked.reference.named or asked.ids() or (() if any(calls) else _spoken_of(asked) or _holding(asked))
    return [call("find_contacts", **each, document_ids=list(documents)) for each in calls]


def _of_other_notice(asked: Asked, known: Sequence[str]) -> list[ToolCall] | None:
    """Return the calls for whose a number is that another notice than the one meant gives, and for whom that one has.

    020-…, 2025年还打这个号吗: whose it was in 2024, and the contacts of the same body in the notice of 2025.
    """
    ids = asked.ids()
    held = [c for c in asked.desk.knowledge.contacts for p in known if p in (c.phone or "")]
    if not ids or not held or any(c.document_id in ids for c in held) or not held[0].organisation:
        return None
    whose = call("find_contacts", phone=known[0], document_ids=[held[0].document_id])
    of_body = find_contacts(asked.context, organisation=held[0].organisation, document_ids=ids)
    body = {} if of_body.missing else {"organisation": held[0].organisation}
    documents = dict.fromkeys(e.document_id for e in of_body.evidence) if body else dict.fromkeys(ids)
    return [whose, *(call("find_contacts", **body, document_ids=[i]) for i in documents)]


def _asks_when(asked: Asked) -> bool:
    """Say whether a day is asked for and nothing of a contact (联络员名单什么时候前报)."""
    asks = default_phrases().contact_attributes
    phrases, text = default_phrases(), _DIALLED.sub(" ", asked.text)
    timed = asked.question.shows("deadline") and phrases.when.search(text) is not None
    last = re.split("[，,。；;]", asked.text.rstrip("？?。"))[-1]
    if last != asked.text and phrases.asks_phone.search(last) and not phrases.when.search(last):
        return False  # 补助啥时候到账想问财政，给个号码
    return timed and not asked.question.persons and not any(p.search(asked.text) for _, f, p in asks if f)


def _told_who_explains(asked: Asked) -> bool:
    """Say whether it is asked who explains a notice, and the notice says so (本办法由市水务局负责解释)."""
    if clause_phrases().explained.search(asked.text) is None:
        return False
    return plan_clause(asked) is not None


def _in_charge(asked: Asked) -> str | None:
    """Return the one body with contacts that is in charge of what is said (管环境的那个厅, 工信那边), or None."""
    said = plan_phrases().in_charge.search(asked.text)
    field = next((words for words in said.groups() if words), None) if said is not None else None
    return held_body(asked.desk, field) if field is not None else None


def _other_body(asked: Asked) -> str | None:
    """Return the body that a question supposes someone to be of, where others are its contacts (甲镇的责任人是乙吧)."""
    contacts = asked.desk.knowledge.contacts
    body = body_in(contacts, asked.text)
    names = {c.name for c in contacts if c.organisation == body}
    confirms = default_phrases().confirms.search(asked.text) is not None
    if not confirms or body is None or names & set(asked.question.persons):
        return None
    of_person = asked.text.find(asked.question.persons[0]) < asked.text.find(body)  # 乙是甲镇的吗 asks of 乙
    return None if of_person else body


def _supposed_body(asked: Asked) -> str | None:
    """Return the body on file that a question supposes to have a number which is another's; else None."""
    contacts = asked.desk.knowledge.contacts
    owners = [c for c in contacts if asked.question.phones[0] in (c.phone or "")]
    bodies = bodies_in(asked.desk, asked.text)
    others = [
        c for c in contacts if len(bodies) == 1 and same_organisation(asked.desk, bodies[0], c.organisation or "")
    ]
    return bodies[0] if owners and others and not any(c in owners for c in others) else None


def _referred(asked: Asked) -> list[ToolCall] | None:
    """Return the calls for the body that the text refers those of a place to (注册地在高新区的，由城阳区工信局受理).

    What the text says is told with how to reach the body.
    """
    phrases, desk = plan_phrases(), asked.desk
    if phrases.referred_asked.search(asked.text) is None:
        return None
    for document_id in asked.ids() or desk.primary:
        bodies = {c.organisation for c in desk.knowledge.of(document_id).contacts if c.organisation}
        for match in _referrals(desk.text_of(document_id) or ""):
            shared = longest_shared(match["whose"], asked.text)
            body = next((b for b in bodies if b.endswith(match["body"])), None)
            if body is not None and _PLACE_NAMED.search(shared):
                said = call("search_policy", query=match[0].strip(), document_ids=[document_id])
                return [said, call("find_contacts", organisation=body, document_ids=[document_id])]
    return None


@lru_cache(maxsize=_TEXTS_LATELY)
def _referrals(text: str) -> tuple[re.Match[str], ...]:
    """Return where a text refers those of a place to a body."""
    return tuple(plan_phrases().referred.finditer(text))


def _of_matter(asked: Asked, documents: tuple[str, ...]) -> list[ToolCall] | None:
    """Return the call for the contacts of documents for the matter that is asked about; None where they part none."""
    matter = matter_of(asked, {})
    held = [c for c in asked.desk.knowledge.contacts if c.document_id in documents]
    if matter is not None and matter_in_trouble(held, asked.text, matter):
        return [call("find_contacts", matter=asked.text, document_ids=list(documents))]
    if matter is not None and not for_matter(asked.desk, held, matter):
        kinds = any(kind.search(asked.text) for kind, _ in plan_phrases().matter_kinds)  # 招生平台登不上去
        matter = asked.text if kinds and for_matter(asked.desk, held, asked.text) else None
    if matter is None:
        return None
    return [call("find_contacts", matter=matter, document_ids=list(documents))]


def _elsewhere(asked: Asked) -> str | None:
    """Return a province that no notice on file is of, or the body of one, which is none of those on file."""
    desk = asked.desk
    named = [name for name in asked.question.regions if desk.region_level(name) == "province"]
    of_notices = {p for i in desk.primary for p in desk.provinces_of(desk.meta(i))}
    other = next((name for name in named if name not in of_notices), None) if of_notices else None
    bodies = [b for b in bodies_in(desk, asked.text) if other is not None and other in desk.provinces_in(b)]
    return bodies[0] if bodies else other


def _of_party(asked: Asked) -> str | None:
    """Return whose contacts are asked for where that is a kind of party, none of whom is a contact (验收专家的电话)."""
    said = plan_phrases().of_party.search(asked.text)
    if said is None:
        return None
    held = [c for c in asked.desk.knowledge.contacts if said["kind"] in f"{c.organisation or ''}{c.matter or ''}"]
    return None if held else said["whose"]


def _spoken_of(asked: Asked) -> tuple[str, ...]:
    """Return the documents last spoken of that have contacts: whom else should 电话呢 be of."""
    return tuple(i for i in asked.recent if asked.desk.knowledge.of(i).contacts)


def _holding(asked: Asked) -> tuple[str, ...]:
    """Return the newest notice whose contacts hold an attribute asked for (传真, 邮箱) where not all of them do."""
    fields = [f for _, f, pattern in default_phrases().contact_attributes if f and pattern.search(asked.text)]
    desk = asked.desk
    held = [i for i in desk.primary if any(getattr(c, f) for f in fields for c in desk.knowledge.of(i).contacts)]
    return tuple(held[:1]) if fields and len(held) < len(desk.primary) else ()


def _without_trade(desk: Desk, matter: str) -> str:
    """Return a matter without the works that asks (陶瓷厂自愿审核)."""
    trade = next((m for m in desk.index.find(matter, kinds={INDUSTRY}) if m.start == 0), None)
    firm = _FIRM.match(matter, trade.end) if trade is not None else None
    return matter[firm.end() :] if firm is not None else matter


def _none_holds(asked: Asked) -> tuple[str, ...]:
    """Return the notices meant, the newest else, whose contacts have no attribute asked for (邮箱); else none.

    Not where a number is asked for too, or another body.
    """
    fields = {f for _, f, pattern in default_phrases().contact_attributes if pattern.search(asked.text)} - {"address"}
    documents = asked.ids() or asked.desk.primary[:1]
    contacts = [c for i in documents for c in asked.desk.knowledge.of(i).contacts]
    if not fields or not contacts or default_phrases().asks_phone.search(asked.text):
        return ()
    return () if any(f and getattr(c, f) for f in fields for c in contacts) else documents


def _asks_address(asked: Asked) -> bool:
    """Say whether an address is asked for (材料送到哪里) that some document states."""
    if not any(contact.address for contact in asked.desk.knowledge.contacts):
        return False
    asks = default_phrases().contact_attributes
    return any(field == "address" and pattern.search(asked.text) for _, field, pattern in asks)


def _held_beside(asked: Asked, matter: str, documents: tuple[str, ...]) -> bool:
    """Say whether an attribute is asked for that other contacts of the documents hold, not those for the matter."""
    if default_phrases().asks_phone.search(asked.text):
        return False
    fields = [f for _, f, pattern in default_phrases().contact_attributes if f and pattern.search(asked.text)]
    held = [c for c in asked.desk.knowledge.contacts if c.document_id in documents]
    fitting = for_matter(asked.desk, held, matter)
    return any(getattr(c, f) for f in fields for c in held) and not any(getattr(c, f) for f in fields for c in fitting)


def _address_elsewhere(asked: Asked) -> bool:
    """Say whether an address is asked for that stands in the text beside no contact (邮寄至…，地址：…)."""
    fields = {field for _, field, pattern in default_phrases().contact_attributes if pattern.search(asked.text)}
    meant = asked.ids() or asked.desk.primary
    if default_phrases().asks_phone.search(asked.text):
        return False
    if fields != {"address"} or any(c.address for i in meant for c in asked.desk.knowledge.of(i).contacts):
        return False
    return any(plan_phrases().address.search(asked.desk.text_of(i) or "") for i in meant)


def matter_of(asked: Asked, arguments: dict[str, Any]) -> str | None:
    """Return what the contact is asked for where that is said beside body and place (绿色工厂推荐, 周敏)."""
    if "name" in arguments or "phone" in arguments:
        return None
    desk = asked.desk
    asker = _ASKER.match(asked.text)
    question = replace(asked.question, text=asked.text[asker.end() :]) if asker is not None else asked.question
    rest = plan_phrases().both_bodies.sub(" ", topic_of(desk, question))
    for match in reversed(desk.index.find(rest, kinds={ORGANISATION, "person", "document"})):
        rest = rest[: match.start] + " " + rest[match.end :]
    if arguments.get("organisation"):
        rest = rest.replace(arguments["organisation"], " ")
    rest = default_phrases().upper.sub(" ", rest)
    for attribute, _, pattern in default_phrases().contact_attributes:
        rest = pattern.sub(" ", rest).replace(attribute, " ")
    rest = default_intents().weak["contact"].sub(" ", rest)
    rest = default_phrases().contact_chat.sub(" ", rest)
    words = [w for w, _, _ in desk.tokenizer.words(rest) if w not in default_phrases().idle and len(w) > 1]
    said = [rest[m.start : m.end] for m in desk.index.find(rest, kinds={"action"})]
    words += [w for w in said if len(w) > 1 and w not in "".join(words)]  # 吃住, which is cut in two
    return "".join(words) or None


def _answering(asked: Asked, matter: str) -> tuple[str, ...]:
    """Return the documents with contacts for a matter: of those meant, else of any."""
    contacts = asked.desk.knowledge.contacts
    meant = asked.ids()
    found = for_matter(asked.desk, [c for c in contacts if not meant or c.document_id in meant], matter)
    return tuple(dict.fromkeys(c.document_id for c in found))


def _documents_on(desk: Desk, matter: str) -> tuple[str, ...]:
    """Return the documents with contacts that are about a matter: by title, else by text."""
    known = list(dict.fromkeys(c.document_id for c in desk.knowledge.contacts))
    by_title = {i: covered(matter, desk.meta(i).title) for i in known}
    best = max(by_title.values(), default=0.0)
    if best >= _ABOUT:
        return tuple(i for i in known if by_title[i] == best)
    return tuple(i for i in known if covered(matter, desk.text_of(i) or "") >= _ABOUT_TEXT)
