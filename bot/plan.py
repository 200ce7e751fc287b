"""Decide by rule which tool answers a question: ways of asking first, then what the records can answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.authority import abroad
from bot.contacts import named_places
from bot.deadlines import list_deadlines
from bot.desk import ToolContext
from bot.duty import aspect_of
from bot.figures.query import Reason, Understanding
from bot.lists import best_list, best_section
from bot.matching import bigrams, covered
from bot.metadata import MetaField
from bot.question import Question, default_intents, default_phrases, topic_of
from bot.reference import Reference, focus, year_of
from bot.types import Evidence, ToolCall
from kb.lexicon_index import INDUSTRY, ORGANISATION, REGION
from kb.zh.numerals import article_number

_FIGURE_SURE = 0.7
_FIGURE_LIKELY = 0.45
_TITLE = re.compile(r"《[^《》]*》")
_DAY = re.compile(r"(\d{1,2})月(底|初|末|中旬|\d{1,2}[日号]|份)")
_MAY_FAIL = ("list_deadlines", "list_obligations", "find_lists", "assess_audit_duty")  # then the text is searched
_WHICH = re.compile(r"哪(?:些|几个?)(?:城市|地市|市|行业|单位|产业)")
_NUMBERS = re.compile(
    r"多少|几[家个]|数量|总数|数据|排名|第几|率|占比|比重|最[多少高低大小]|前[三五十\d]|后[三五十\d]|目标|指标|名额|超过|低于|高于|不足|合计|平均|差|增|减|\d"
)
_CHORES = re.compile(r"\s|工作|事情|事项|事|任务|义务|责任|活")
_ABOUT, _ABOUT_TEXT = 0.5, 0.5
_CITY_LEVELS = ("city", "district")
_LIST_WORDS = re.compile(
    r"算不算|属不属于|属于不属于|是不是|是否|在不在|包不包括|含不含|能不能算|名单|清单"
)  # say no topic
_CATEGORIES = (
    ("region", re.compile(r"城市|地市|(?<=试点)市|(?<=示范)市|哪(些|几个?)?市|哪(些|几个)(地方|地区)|几个市")),
    ("industry", re.compile(r"行业|产业|领域")),
)
_STRENGTHS = (
    ("不得", re.compile(r"不得|禁止|严禁|杜绝|不准|不许|不能做|不可以")),
    ("鼓励", re.compile(r"鼓励|提倡|倡导")),
    ("可以", re.compile(r"可以(做|申请|不)|允许")),
)


@dataclass
class RulePlanner:
    """Plan one question.  Made anew for each question: it remembers what it has asked for.

    Attributes:
        context: the desk, the day, and the documents in question.
        question: the standalone question as read.
        reference: the documents it refers to.
        figures: how the figure engine understood it, where there is one.
        recent: documents of the turns before, the last first.
    """

    context: ToolContext
    question: Question
    reference: Reference
    figures: Understanding | None = None
    recent: Sequence[str] = ()
    intent: str = ""
    _asked: list[str] = field(default_factory=list)

    def plan(self, question: str, evidence: Sequence[Evidence]) -> list[ToolCall]:
        """Return the calls to make now; empty when the evidence suffices or nothing else could help."""
        if not self._asked:
            calls = self._first(question)
        elif self._asked == ["search_policy"] and evidence and self.question.shows("deadline"):
            calls = self._deadline_at(evidence[0])
        elif evidence or self._asked[-1] not in _MAY_FAIL:
            calls = []
        else:
            calls = [self._search(question)]
        self._asked += [call.name for call in calls]
        return calls

    def _first(self, text: str) -> list[ToolCall]:
        asked = self.question
        if asked.shows("smalltalk"):
            self.intent = "smalltalk"
            return []
        for intent, choose in (
            ("contact", self._contact),
            ("article", self._article),
            ("duty", self._duty),
            ("metadata", self._metadata),
            ("status", self._status),
            ("membership", self._membership),
            ("deadline", self._dated),
            ("list", self._listed),
            ("figure", self._figure),
            ("deadline", self._deadline),
            ("obligation", self._obligation),
        ):
            calls = choose(text)
            if calls:
                self.intent = intent
                return calls
        self.intent = "policy"
        return [self._search(text)]

    # -- each way of asking, or None where it is not that ---------------------------------------------------------

    def _contact(self, text: str) -> list[ToolCall] | None:
        asked = self.question
        known = [p for p in asked.phones if any(p in (c.phone or "") for c in self.context.desk.knowledge.contacts)]
        if not asked.shows("contact") and not asked.persons and not known:
            return None
        arguments: dict[str, Any] = {}
        if asked.persons:
            arguments["name"] = asked.persons[0]
        elif asked.phones:
            arguments["phone"] = asked.phones[0]
        else:
            places = named_places(self.context.desk, text)
            cities = [p for p in places if self.context.desk.region_level(p) in _CITY_LEVELS]
            body = self._body(text)
            if body or cities:
                arguments["organisation"] = body or cities[0]
        matter = self._matter_of_contact(text, arguments)
        if matter is not None and not self.reference.named:
            documents = self._documents_on(matter)
            if not documents:
                return [self._call("find_contacts", name=matter)]
            return [self._call("find_contacts", **arguments, document_ids=list(documents))]
        names = [{**arguments, "organisation": body} for body in self._bodies(text)] if "name" not in arguments else []
        calls = names if len(names) > 1 else [arguments]
        return [self._call("find_contacts", **each, document_ids=list(self.reference.named)) for each in calls]

    def _matter_of_contact(self, text: str, arguments: dict[str, Any]) -> str | None:
        """Return what the contact is asked for where that is said beside body and place (绿色工厂推荐, 周敏)."""
        if "name" in arguments or "phone" in arguments:
            return None
        desk = self.context.desk
        rest = topic_of(desk, self.question)
        for match in reversed(desk.index.find(rest, kinds={ORGANISATION, "person", "document"})):
            rest = rest[: match.start] + " " + rest[match.end :]
        for attribute, _, pattern in default_phrases().contact_attributes:
            rest = pattern.sub(" ", rest).replace(attribute, " ")
        words = [w for w, _, _ in desk.tokenizer.words(rest) if w not in default_phrases().idle and len(w) > 1]
        return "".join(words) or None

    def _documents_on(self, matter: str) -> tuple[str, ...]:
        """Return the documents with contacts that are about a matter: by title, else by text."""
        desk = self.context.desk
        known = list(dict.fromkeys(c.document_id for c in desk.knowledge.contacts))
        by_title = {i: covered(matter, desk.meta(i).title) for i in known}
        best = max(by_title.values(), default=0.0)
        if best >= _ABOUT:
            return tuple(i for i in known if by_title[i] == best)
        return tuple(i for i in known if covered(matter, desk.text_of(i) or "") >= _ABOUT_TEXT)

    def _body(self, text: str) -> str | None:
        """Return the body that a question names, together with a place before it (佛山市工信局)."""
        bodies = self._bodies(text)
        return bodies[0] if bodies else None

    def _bodies(self, text: str) -> list[str]:
        desk = self.context.desk
        found: list[str] = []
        for match in desk.index.find(text, kinds={ORGANISATION}):
            before = desk.index.find(text[: match.start], kinds={REGION})
            near = [p for p in before if match.start - p.end <= 1]
            words = text[near[-1].start : match.end] if near else text[match.start : match.end]
            if words not in found:
                found.append(words)
        return found

    def _metadata(self, text: str) -> list[ToolCall] | None:
        asked = self.question
        if not asked.fields:
            return None
        documents = self.reference.named or focus(self.context.desk, asked, self.recent)
        fields = asked.fields
        if not self._about_document(documents):
            matter = self._matter_of_document(text)
            documents = tuple(
                i for i in self.context.desk.primary if covered(matter, self.context.desk.meta(i).title) >= _ABOUT
            )
            if not matter or not documents or not self._about_document(documents):
                return None
        return [self._call("describe_document", fields=[f.value for f in fields], document_ids=list(documents))]

    def _matter_of_document(self, text: str) -> str:
        """Return the words right before 通知 and the like (绿色工厂通知)."""
        match = re.search(rf"([一-龥]{{2,16}}?)(?:的)?(?:{default_phrases().doc_nouns.pattern})", text)
        return match[1] if match else ""

    def _about_document(self, documents: Sequence[str]) -> bool:
        """Whether nothing but the document itself is asked about (经费从哪出 asks of the funds)."""
        desk, phrases = self.context.desk, default_phrases()
        rest = _TITLE.sub(" ", self.question.text)
        for _, pattern in default_intents().fields:
            rest = pattern.sub(" ", rest)
        for name in documents:
            meta = desk.meta(name)
            for alias in sorted((meta.title, *meta.aliases, meta.doc_number or ""), key=len, reverse=True):
                rest = rest.replace(alias, " ") if alias else rest
        rest = phrases.doc_nouns.sub(" ", phrases.stop.sub(" ", rest))
        rest = re.sub(
            r"制定|起草|依据|根据|适用|地方|地区|范围|对象|印发|发布|公布|出台|[\W\d_年度月日号发印下联合单位部门机关厅]+",
            "",
            rest,
        )
        titles = "".join(desk.meta(name).title for name in documents)
        return len([g for g in bigrams(rest) if g not in bigrams(titles)]) == 0 if len(rest) > 1 else True

    def _status(self, text: str) -> list[ToolCall] | None:
        if not self.question.shows("status"):
            return None
        documents = self.reference.named or (
            focus(self.context.desk, self.question, self.recent) if self.reference.generic else ()
        )
        if not documents:
            return None
        return [self._call("describe_document", fields=[MetaField.STATUS.value], document_ids=list(documents))]

    def _article(self, text: str) -> list[ToolCall] | None:
        if not self.question.articles:
            return None
        number = article_number(f"第{self.question.articles[0]}条")
        return [self._call("search_policy", query=text, article=number, document_ids=list(self.reference.named))]

    def _duty(self, text: str) -> list[ToolCall] | None:
        aspect = aspect_of(text)
        if aspect is None or self.reference.generic or self.reference.named:
            return None
        if abroad(self.context.desk, text):
            return None  # another province's rules are for the search to find
        return [self._call("assess_audit_duty", question=text, aspect=aspect.value)]

    def _membership(self, text: str) -> list[ToolCall] | None:
        asked = self.question
        if not asked.shows("membership"):
            return None
        desk = self.context.desk
        matches = desk.index.find(text, kinds={REGION, INDUSTRY})
        if not matches:
            return None
        member = matches[0]
        same = [m for m in matches if m.kind == member.kind]
        rest = text
        for match in reversed(same):
            rest = rest[: match.start] + rest[match.end :]
        topic = topic_of(desk, Question(text=rest))
        for _, pattern in _CATEGORIES:
            topic = pattern.sub(" ", topic)
        topic = _LIST_WORDS.sub(" ", topic).strip() or topic_of(desk, Question(text=rest))
        category: str | None = "region" if member.kind == REGION else "industry"
        if not topic:
            return None
        kinds = dict.fromkeys((category, None))
        category = next((c for c in kinds if best_list(self.context, topic, category=c, document_ids=self._ids())), "")
        if category == "":
            return None
        names = [desk.short(m.canonical) if m.kind == REGION else text[m.start : m.end] for m in same]
        name = "、".join(dict.fromkeys(names))
        return [self._call("find_lists", topic=topic, category=category, member=name, document_ids=list(self._ids()))]

    def _listed(self, text: str) -> list[ToolCall] | None:
        asked = self.question
        if not asked.shows("list", 0.4) and not asked.shows("obligation"):
            return None
        section = best_section(self.context, text, document_ids=self._ids())
        if section is not None:
            return [self._call("find_lists", topic=section, document_ids=list(self._ids()))]
        category = next((name for name, pattern in _CATEGORIES if pattern.search(text)), None)
        topic = topic_of(self.context.desk, asked)
        for _, pattern in _CATEGORIES:
            topic = pattern.sub(" ", topic)
        topic = " ".join(word for word in _LIST_WORDS.sub(" ", topic).split() if len(word) > 1) or text
        if not asked.shows("list", 0.4):
            return None
        if asked.shows("obligation") and (asked.roles or asked.industries) and not _WHICH.search(text):
            return None  # duties of someone
        for wanted in dict.fromkeys((category, None)):
            found = best_list(self.context, topic, category=wanted, document_ids=self._ids())
            if found is not None and found.score >= 0.62:
                return [self._call("find_lists", topic=topic, category=wanted, document_ids=list(self._ids()))]
        return None

    def _figure(self, text: str) -> list[ToolCall] | None:
        understood = self.figures
        if understood is None:
            return None
        score = understood.score
        if self.question.shows("obligation") and not _NUMBERS.search(text):
            return None
        if understood.query is None and understood.fault is not None:
            if understood.fault.reason is Reason.NOT_FIGURES:
                return None
            if not (self.question.regions or self.question.groups or self.question.years):
                return None  # nothing on file is named: other tools may know better
            score = max(score, understood.fault.score)
        needed = (
            _FIGURE_SURE if self.question.shows("deadline") or self.question.shows("obligation") else _FIGURE_LIKELY
        )
        if score < needed or self._beyond_figures(text):
            return None
        arguments: dict[str, Any] = {"question": text}
        if understood.query is not None:
            arguments["query"] = understood.query.to_json()
        return [self._call("query_figures", **arguments)]

    def _beyond_figures(self, text: str) -> bool:
        """Whether the question speaks of a domain matter that no table on file is about (强制性审核, 处罚)."""
        desk = self.context.desk
        held = "".join(f"{t.title}{t.note or ''}{''.join(c.text for c in t.header)}" for t in desk.knowledge.tables)
        for match in desk.index.find(text, kinds={"legal", "action"}):
            forms = (text[match.start : match.end], match.canonical, *desk.forms.get(match.canonical, ()))
            if not any(form in held for form in forms):
                return True
        return bool(self.reference.named) and not any(
            desk.knowledge.of(document_id).tables for document_id in self.reference.named
        )

    def _dated(self, text: str) -> list[ToolCall] | None:
        """What is due by a day that the question names (4月底前要做什么)."""
        dated = _DAY.search(text)
        if dated is None or self.question.shows("contact"):
            return None
        month, part = int(dated[1]), dated[2]
        for deadline in list_deadlines(self.context, document_ids=self._ids()).evidence:
            due: date | None = deadline.record.due
            if due is None or due.month != month:
                continue
            if (part == "底" and due.day >= 28) or part == "份" or part.rstrip("日号") == str(due.day):
                return [self._call("list_deadlines", due_from=due.isoformat(), due_until=due.isoformat())]
        return None

    def _deadline_at(self, found: Evidence) -> list[ToolCall]:
        """The deadline that stands in the sentence found, where the question asks for a time."""
        for deadline in self.context.desk.knowledge.of(found.document_id).deadlines:
            inside = deadline.start < found.end and found.start < deadline.end
            if inside and deadline.due is not None:
                day = deadline.due.isoformat()
                return [self._call("list_deadlines", due_from=day, due_until=day, document_ids=[found.document_id])]
        return []

    def _deadline(self, text: str) -> list[ToolCall] | None:
        if not self.question.shows("deadline"):
            return None
        phrases = default_phrases()
        topic = topic_of(self.context.desk, self.question)
        topic = phrases.when.sub(" ", phrases.overdue.sub(" ", _DAY.sub(" ", topic))).replace(" ", "")
        arguments: dict[str, Any] = {"topic": topic or None, "document_ids": list(self._ids())}
        desk = self.context.desk
        about = [i for i in desk.primary if topic and covered(topic, desk.meta(i).title) >= _ABOUT]
        if about and any(desk.knowledge.of(i).deadlines for i in about):
            title = bigrams(desk.meta(about[0]).title)
            words = [w for w, _, _ in desk.tokenizer.words(topic) if not bigrams(w) <= title]
            rest = "".join(words)
            if rest and not list_deadlines(self.context, topic=rest, document_ids=about[:1]).evidence:
                rest = ""
            return [self._call("list_deadlines", topic=rest, document_ids=about[:1])]
        found = list_deadlines(self.context, topic=arguments["topic"], document_ids=self._ids())
        if not found.evidence and topic:
            return None
        return [self._call("list_deadlines", **{k: v for k, v in arguments.items() if v})]

    def _obligation(self, text: str) -> list[ToolCall] | None:
        asked = self.question
        if not asked.shows("obligation"):
            return None
        desk = self.context.desk
        topic = topic_of(desk, asked)
        rest = topic
        for match in reversed(desk.index.find(topic, kinds={INDUSTRY, "role"})):
            rest = rest[: match.start] + " " + rest[match.end :]
        if _CHORES.sub("", rest):
            return None  # about something: the text is read for it
        strength = next((name for name, pattern in _STRENGTHS if pattern.search(text)), None)
        arguments: dict[str, Any] = {
            "industry": asked.industries[0] if asked.industries else None,
            "addressee": asked.roles[0] if asked.roles and not asked.industries else None,
            "strength": strength,
            "document_ids": list(self._ids() or focus(desk, asked, self.recent)),
        }
        if not any(arguments[key] for key in ("industry", "addressee", "strength")):
            return None
        return [self._call("list_obligations", **{k: v for k, v in arguments.items() if v})]

    # -- common ---------------------------------------------------------------------------------------------------

    def _ids(self) -> tuple[str, ...]:
        """Return the documents the question names, or the one it means by 通知; empty for all."""
        if self.reference.named:
            return self.reference.named
        desk = self.context.desk
        if self.reference.generic:
            return focus(desk, self.question, self.recent)
        of_year = [i for i in desk.primary if year_of(desk.meta(i)) in self.question.years]
        return tuple(of_year) if of_year and len(of_year) < len(desk.primary) else ()

    def _search(self, text: str) -> ToolCall:
        return self._call("search_policy", query=text, document_ids=list(self._ids()))

    @staticmethod
    def _call(tool: str, /, **arguments: Any) -> ToolCall:
        return ToolCall(name=tool, arguments={k: v for k, v in arguments.items() if v not in (None, [], "")})
