"""The same asked of several notices (2024年和2025年的联系人一样吗) or of two matters: one call for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.authority import placed
from bot.deadlines import list_deadlines
from bot.desk import Desk
from bot.figures.outcome import Reason
from bot.lists import best_list
from bot.planning.asked import Asked, call
from bot.planning.bodies import bodies_in
from bot.planning.deadlines import plan_deadline, topic_of_deadline
from bot.planning.phrases import plan_phrases
from bot.question import read_question
from bot.reference import year_of
from bot.types import ToolCall
from kb.lexicon_index import REGION

_TWO, _SHORTEST = 2, 2
_NOTICE = re.compile("^(?:(?:通知|文件)(?:里面?|中|上)?)?的?")
_OF_TWO = re.compile(
    "(?P<one>[^，,。？?]{2,16}?)(?:以及|和|与|跟|同|及|、)(?P<other>[^，,。？?]{2,16}?)"
    "(?P<asked>(?:(?:19|20)\\d{2}年)?的?(?:应该?|要|都|是)?(?:分别|各自?)[^，,。]+)$"
)


def plan_contacts_apart(asked: Asked) -> list[ToolCall] | None:
    """Return the calls for the contacts of each of several notices; None where one is meant."""
    if not asked.question.shows("contact") or asked.question.persons or asked.question.phones:
        return None
    groups = [ids for ids in notices_apart(asked) if any(asked.desk.knowledge.of(i).contacts for i in ids)]
    if len(groups) < 2:
        return None
    desk, bodies = asked.desk, bodies_in(asked.desk, asked.text)
    return [call("find_contacts", organisation=_body_there(desk, bodies, ids), document_ids=[*ids]) for ids in groups]


def _body_there(desk: Desk, bodies: Sequence[str], documents: Sequence[str]) -> str | None:
    """Return the body named that is of the province of a notice, else the first one named."""
    provinces = frozenset(name for i in documents for name in desk.issuing_provinces(desk.meta(i)))
    own = (body for body in bodies if not provinces.isdisjoint(desk.provinces_in(body)))
    return next(own, next(iter(bodies), None))


def plan_deadlines_apart(asked: Asked) -> list[ToolCall] | None:
    """Return the calls for one deadline in each of several notices; None where one is meant."""
    groups = notices_apart(asked)
    text = plan_phrases().both.sub(" ", plan_phrases().differs.sub(" ", asked.text)).strip()
    earlier = plan_phrases().earlier.search(text) is not None  # 2025年名单公布比2024年早吗
    text = plan_phrases().compared.sub(" ", text) if earlier else text
    if len(groups) < 2 or not (earlier or read_question(asked.desk, text).shows("deadline")):
        return None
    topic = topic_of_deadline(asked, text)
    held = [ids for ids in groups if topic and list_deadlines(asked.context, topic=topic, document_ids=ids).evidence]
    if len(held) < 2:
        return None
    return [call("list_deadlines", topic=topic, document_ids=list(ids)) for ids in held]


def plan_deadlines_of_two(asked: Asked) -> list[ToolCall] | None:
    """Return the calls for the deadlines of two matters (案例和总结分别什么时候交); None where not each has one."""
    said = _OF_TWO.match(asked.text)
    if said is None or not asked.question.shows("deadline"):
        return None
    calls: list[ToolCall] = []
    own: set[str] = set()
    for matter in (said["one"], said["other"]):
        question = read_question(asked.desk, f"{matter}{said['asked']}")
        planned = plan_deadline(replace(asked, question=question)) or []
        days = _due(asked, planned[0]) if len(planned) == 1 else []
        if not days or own & set(days):
            return None
        own |= set(days)
        calls += planned
    return calls


def _due(asked: Asked, planned: ToolCall) -> list[str]:
    """Return the ids of the deadlines with a day of its own that a planned call finds."""
    topic, ids = planned.arguments.get("topic"), planned.arguments.get("document_ids", ())
    found = list_deadlines(asked.context, topic=topic, document_ids=ids).evidence if topic else ()
    return [e.id for e in found if e.kind == "deadline"]


def plan_told_apart(asked: Asked) -> list[ToolCall] | None:
    """Return the calls for what each of two notices lists or says of the matter that a question compares them by."""
    phrases = plan_phrases()
    compares = phrases.differs.search(asked.text) is not None or len(asked.question.years) > 1
    groups = notices_apart(asked) if compares and not asked.reference.named else []  # 连续两年 compares nothing
    plain = phrases.compared.sub(" ", phrases.both.sub(" ", phrases.differs.sub(" ", asked.text)))
    places = sorted(asked.desk.index.find(plain, kinds={REGION}), key=lambda m: -m.start)
    for place in places if len(asked.desk.provinces_in(asked.text)) > 1 else ():
        plain = f"{plain[: place.start]} {plain[place.end :]}"  # 浙江和广东通知的重点行业: of each its own
    plain = _NOTICE.sub("", "".join(plain.split()).strip("，,?？、"))
    figures = asked.figures
    unknown = figures is not None and figures.fault is not None and figures.fault.reason is Reason.ROW_UNKNOWN
    counted = unknown or (figures is not None and figures.query is not None)
    if counted or len(groups) != _TWO or len(plain) < _SHORTEST or len(plain) == len(asked.text):
        return None
    category = next((name for name, pattern in phrases.categories if pattern.search(plain)), None)
    lists = [best_list(asked.context, plain, category=category, document_ids=ids) for ids in groups] if category else []
    if lists and all(lists):
        return [call("find_lists", topic=plain, category=category, document_ids=list(ids)) for ids in groups]
    return [call("search_policy", query=plain, document_ids=list(ids)) for ids in groups]


def notices_apart(asked: Asked) -> list[tuple[str, ...]]:
    """Return the notices of each year, or of each province, that a question names; none where it compares none."""
    desk, text = asked.desk, asked.text
    notices = desk.primary
    if len(asked.question.years) > 1:
        dated = [[i for i in notices if year_of(desk.meta(i)) == year] for year in asked.question.years]
        return [placed(desk, ids, text) for ids in dated if ids]
    provinces = desk.provinces_in(text)
    if len(provinces) > 1:
        own = [tuple(i for i in notices if name in desk.provinces_of(desk.meta(i))) for name in sorted(provinces)]
        return [ids[:1] for ids in own if ids]
    if plan_phrases().both.search(text):
        return [(i,) for i in desk.two_notices]
    return []
