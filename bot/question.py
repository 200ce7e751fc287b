"""What a question says, read once: places, years, bodies, documents, and which ways of asking it shows."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.desk import Desk
from bot.metadata import MetaField
from bot.wording import load_yaml
from kb.lexicon_index import GROUP, INDUSTRY, ORGANISATION, REGION

_TITLE = re.compile(r"《([^《》]{2,60})》")
_DOC_NUMBER = re.compile(r"[一-龥]{2,14}〔\d{4}〕\d+号|[一-龥]{2,8}令第?\d+号|(?<!\d)\d{1,3}号(?:文|函|令)")
_BEFORE_NUMBER = re.compile(
    "^(?:.*(?:文号|字号|编号)|请问|麻烦|是不是|是否|应该|按照?|照着?|依照?|根据|依据|对照|参照|结合|查一?下?|看一?下?|在|从|见|与|和|跟|那|这|份|的|是|为|叫)+"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SURNAME = re.compile(
    "姓([一-龥])(?![名氏])|(?:^|[^一-龥]|[的找问跟和是给厅局委处])([一-龥])(?:先生|女士|同志|老师|处长?|科长?|主任|[厅局所站组]长|经理|工程师|工(?![业信程作艺])|姐|哥|总(?!数|量|局|计|共|体|额))"
)
_PHONE = re.compile(
    r"(?<!\d)(?:0\d{2,3}-?)?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|(?:(?<=尾号)|(?<=尾号是)|(?<=末四位)|(?<=后四位))\d{3,4}(?!\d)"  # the end of a number
)
_ARTICLE = re.compile(
    r"(?:第|(?<![哪这那前后共有了])(?=[\d一二三四五六七八九十百千零〇两]{2}))([\d一二三四五六七八九十百千零〇两]+)条"
)


@dataclass(frozen=True, kw_only=True)
class Intents:
    """Ways of asking, as data: intent -> patterns that show it, and patterns that speak against it."""

    strong: dict[str, re.Pattern[str]]
    weak: dict[str, re.Pattern[str]]
    against: dict[str, re.Pattern[str]]
    fields: tuple[tuple[MetaField, re.Pattern[str]], ...]

    def shown(self, text: str) -> dict[str, float]:
        """Return the intents that `text` shows with their strength: strong 1, weak 0.4, halved if spoken against."""
        found: dict[str, float] = {}
        for name, pattern in self.strong.items():
            strength = 1.0 if pattern.search(text) else 0.4 if self._has(self.weak, name, text) else 0.0
            if strength and self._has(self.against, name, text):
                strength *= 0.5
            if strength:
                found[name] = strength
        return found

    def asked_fields(self, text: str) -> tuple[MetaField, ...]:
        """Return the document fields that `text` asks for, without repetition."""
        return tuple(dict.fromkeys(field for field, pattern in self.fields if pattern.search(text)))

    @staticmethod
    def _has(patterns: dict[str, re.Pattern[str]], name: str, text: str) -> bool:
        return name in patterns and patterns[name].search(text) is not None


def _either(parts: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)


@lru_cache(maxsize=1)
def default_intents() -> Intents:
    """Return the ways of asking that ship in `prompts/`."""
    data = load_yaml("intents.yaml")
    meta = load_yaml("metadata.yaml")
    return Intents(
        strong={name: _either(spec["strong"]) for name, spec in data.items()},
        weak={name: _either(spec["weak"]) for name, spec in data.items() if spec["weak"]},
        against={name: _either(spec["against"]) for name, spec in data.items() if spec["against"]},
        fields=tuple(
            (MetaField(spec["field"]), _either([p.replace("{doc}", meta["nouns"]) for p in spec["ask"]]))
            for spec in meta["fields"]
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """Words without content, and words that point back, as data."""

    fillers: re.Pattern[str]
    trailing: re.Pattern[str]
    follow_lead: re.Pattern[str]
    pronouns: re.Pattern[str]
    back: re.Pattern[str]
    correction: re.Pattern[str]
    taken_back: re.Pattern[str]
    also_asked: re.Pattern[str]
    back_to: re.Pattern[str]
    one_of_several: re.Pattern[str]
    took_part: re.Pattern[str]
    own_trade: re.Pattern[str]
    of_own_trade: re.Pattern[str]
    that_document: re.Pattern[str]
    upon: re.Pattern[str]
    platforms: re.Pattern[str]
    if_not: re.Pattern[str]
    concerns: re.Pattern[str]
    among_them: re.Pattern[str]
    that_place: re.Pattern[str]
    own_city: re.Pattern[str]
    beyond_place: re.Pattern[str]
    bare_rate: re.Pattern[str]
    from_where: re.Pattern[str]
    until_now: re.Pattern[str]
    commands: re.Pattern[str]
    all_of: re.Pattern[str]
    upper: re.Pattern[str]
    source: re.Pattern[str]
    doubted: re.Pattern[str]
    verbatim: re.Pattern[str]
    of_contact: re.Pattern[str]
    both_of: re.Pattern[str]
    ordinal: re.Pattern[str]
    binding: re.Pattern[str]
    outline: re.Pattern[str]
    each_of: re.Pattern[str]
    named_each: re.Pattern[str]
    hand_over: re.Pattern[str]
    since: re.Pattern[str]
    plainer: re.Pattern[str]
    content: re.Pattern[str]
    body_words: re.Pattern[str]
    more: re.Pattern[str]
    those: re.Pattern[str]
    why: re.Pattern[str]
    bare: re.Pattern[str]
    question_marks: re.Pattern[str]
    joints: re.Pattern[str]
    conjunctions: re.Pattern[str]
    runs_on: re.Pattern[str]
    stop: re.Pattern[str]
    doc_nouns: re.Pattern[str]
    means_notice: re.Pattern[str]
    means_only_notice: re.Pattern[str]
    means_own: re.Pattern[str]
    asks_phone: re.Pattern[str]
    contact_chat: re.Pattern[str]
    list_of_party: re.Pattern[str]
    makes_thing: re.Pattern[str]
    overdue: re.Pattern[str]
    today_is: re.Pattern[str]
    seen_from: re.Pattern[str]
    seen_after: re.Pattern[str]
    seen_rest: re.Pattern[str]
    supposed_lead: re.Pattern[str]
    done_late: re.Pattern[str]
    done_then: re.Pattern[str]
    seen_asks: re.Pattern[str]
    valid_then: re.Pattern[str]
    then_words: re.Pattern[str]
    in_time: re.Pattern[str]
    on_time: re.Pattern[str]
    past: re.Pattern[str]
    coming: re.Pattern[str]
    next: re.Pattern[str]
    frequency: re.Pattern[str]
    frequency_words: re.Pattern[str]
    calendar: re.Pattern[str]
    asks_start: re.Pattern[str]
    confirms: re.Pattern[str]
    when: re.Pattern[str]
    thanks: re.Pattern[str]
    heard: re.Pattern[str]
    heard_lead: re.Pattern[str]
    idle_lead: re.Pattern[str]
    source_part: re.Pattern[str]
    again: re.Pattern[str]
    which_asked: re.Pattern[str]
    missed: re.Pattern[str]
    numbered: re.Pattern[str]
    inside: re.Pattern[str]
    other_person: re.Pattern[str]
    none_of: re.Pattern[str]
    asking: re.Pattern[str]
    idle: frozenset[str]
    idle_shape: re.Pattern[str]
    one_of: re.Pattern[str]
    per_unit: re.Pattern[str]
    single: re.Pattern[str]
    light: frozenset[str]
    across: frozenset[str]
    particles: re.Pattern[str]
    opening: re.Pattern[str]
    interrogative: re.Pattern[str]
    asked_by_sound: str
    contact_attributes: tuple[tuple[str, str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def default_phrases() -> Phrases:
    """Return the phrases that ship in `prompts/`."""
    data: dict[str, Any] = load_yaml("phrases.yaml")
    stop = "|".join(sorted(data["stop"].split("|"), key=len, reverse=True))
    return Phrases(
        fillers=_either(data["fillers"]),
        trailing=re.compile(data["trailing"]),
        follow_lead=re.compile(data["follow_lead"]),
        pronouns=re.compile(data["pronouns"]),
        back=re.compile(data["back"]),
        correction=re.compile(data["correction"]),
        taken_back=re.compile(data["taken_back"]),
        also_asked=re.compile(data["also_asked"]),
        back_to=re.compile(data["back_to"]),
        one_of_several=re.compile(data["one_of_several"]),
        took_part=re.compile(data["took_part"]),
        own_trade=re.compile(data["own_trade"]),
        of_own_trade=re.compile(data["of_own_trade"]),
        that_document=re.compile(data["that_document"]),
        upon=re.compile(data["upon"]),
        platforms=re.compile(data["platforms"]),
        if_not=re.compile(data["if_not"]),
        concerns=re.compile(data["concerns"]),
        among_them=re.compile(data["among_them"]),
        that_place=re.compile(data["that_place"]),
        own_city=re.compile(data["own_city"]),
        beyond_place=re.compile(data["beyond_place"]),
        bare_rate=re.compile(data["bare_rate"]),
        from_where=re.compile(data["from_where"]),
        until_now=re.compile(data["until_now"]),
        upper=re.compile(data["upper"]),
        all_of=re.compile(data["all_of"]),
        commands=re.compile(data["commands"], re.IGNORECASE),
        source=re.compile(data["source"]),
        doubted=re.compile(data["doubted"]),
        verbatim=re.compile(data["verbatim"]),
        of_contact=re.compile(data["of_contact"]),
        both_of=re.compile(data["both_of"]),
        ordinal=re.compile(data["ordinal"]),
        binding=re.compile(data["binding"]),
        outline=re.compile(data["outline"]),
        each_of=re.compile(data["each_of"]),
        named_each=re.compile(data["named_each"]),
        hand_over=re.compile(data["hand_over"]),
        since=re.compile(data["since"]),
        plainer=re.compile(data["plainer"]),
        content=re.compile(data["content"]),
        body_words=re.compile(data["body_words"]),
        more=re.compile(data["more"]),
        those=re.compile(data["those"]),
        why=re.compile(data["why"]),
        bare=re.compile(data["bare"]),
        question_marks=re.compile(data["question_marks"]),
        joints=re.compile(data["joints"]),
        conjunctions=re.compile(data["and"]),
        runs_on=re.compile(data["runs_on"]),
        stop=re.compile(stop),
        doc_nouns=re.compile(load_yaml("metadata.yaml")["nouns"]),
        means_only_notice=re.compile(load_yaml("metadata.yaml")["means"]["only_notice"]),
        means_notice=re.compile(load_yaml("metadata.yaml")["means"]["notice"]),
        means_own=re.compile(load_yaml("metadata.yaml")["means"]["own"]),
        asks_phone=re.compile(data["asks_phone"]),
        contact_chat=re.compile(data["contact_chat"]),
        list_of_party=re.compile(data["list_of_party"]),
        makes_thing=re.compile(data["makes_thing"]),
        overdue=re.compile(data["overdue"]),
        today_is=re.compile(data["today_is"]),
        seen_from=re.compile(data["seen_from"]),
        seen_after=re.compile(data["seen_after"]),
        seen_rest=re.compile(data["seen_rest"]),
        supposed_lead=re.compile(data["supposed_lead"]),
        done_late=re.compile(data["done_late"]),
        done_then=re.compile(data["done_then"]),
        seen_asks=re.compile(data["seen_asks"]),
        valid_then=re.compile(data["valid_then"]),
        then_words=re.compile(data["then_words"]),
        in_time=re.compile(data["in_time"]),
        on_time=re.compile(data["on_time"]),
        past=re.compile(data["past"]),
        coming=re.compile(data["coming"]),
        next=re.compile(data["next"], re.IGNORECASE),
        frequency=re.compile(data["frequency"]),
        frequency_words=re.compile(data["frequency_words"]),
        calendar=re.compile(data["calendar"], re.IGNORECASE),
        asks_start=re.compile(data["asks_start"]),
        confirms=re.compile(data["confirms"]),
        when=re.compile(data["when"], re.IGNORECASE),
        interrogative=re.compile(data["interrogative"]),
        asking=re.compile(data["asking"]),
        asked_by_sound=data["asked_by_sound"],
        idle=frozenset(data["idle"].split()),
        idle_shape=re.compile(data["idle_shape"]),
        one_of=re.compile(data["one_of"]),
        per_unit=re.compile(data["per_unit"]),
        single=re.compile(data["single"]),
        light=frozenset(data["light"].split()),
        across=frozenset(data["across"].split()),
        particles=re.compile(data["particles"]),
        opening=re.compile(data["opening"]),
        thanks=re.compile(data["thanks"], re.IGNORECASE),
        heard=re.compile(data["heard"], re.IGNORECASE),
        heard_lead=re.compile(data["heard_lead"], re.IGNORECASE),
        idle_lead=re.compile(data["idle_lead"], re.IGNORECASE),
        source_part=re.compile(data["source_part"]),
        again=re.compile(data["again"]),
        which_asked=re.compile(data["which_asked"]),
        numbered=re.compile(data["numbered"]),
        inside=re.compile(data["inside"]),
        missed=re.compile(data["missed"]),
        other_person=re.compile(data["other_person"]),
        none_of=re.compile(data["none_of"]),
        contact_attributes=tuple(
            (item["name"], item["field"], re.compile(item["ask"], re.IGNORECASE)) for item in data["contact_attributes"]
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Question:
    """A normalised question with what it names and how it asks."""

    text: str
    regions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    doc_numbers: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    fields: tuple[MetaField, ...] = ()
    intents: dict[str, float] = field(default_factory=dict)

    def shows(self, intent: str, strength: float = 1.0) -> bool:
        """Say whether the question shows `intent` at least this strongly."""
        return self.intents.get(intent, 0.0) >= strength


def _by_surname(names: Collection[str], text: str) -> tuple[str, ...]:
    """Return the one person on file of the surname that a text gives (姓陈的联系人, 陈老师)."""
    said = {surname for found in _SURNAME.finditer(text) for surname in found.groups() if surname}
    fitting = tuple(name for name in names if name[0] in said)
    return fitting if len(fitting) == 1 else ()


def read_question(desk: Desk, text: str) -> Question:
    """Read what a normalised question names and how it asks."""
    kinds: dict[str, list[str]] = {}
    worded = _DOC_NUMBER.sub(lambda m: " " * len(m.group()), text)  # 粤工信…号 asks for no 工信厅
    for match in desk.index.find(worded, kinds={REGION, GROUP, ORGANISATION, INDUSTRY}):
        kinds.setdefault(match.kind, []).append(match.canonical)
    roles = [m.canonical for m in desk.index.find(text, kinds={"role"})]
    names = {c.name for c in desk.knowledge.contacts if c.name and len(c.name) > 1}
    intents = default_intents()
    return Question(
        text=text,
        regions=tuple(dict.fromkeys(kinds.get(REGION, ()))),
        groups=tuple(dict.fromkeys(kinds.get(GROUP, ()))),
        organisations=tuple(dict.fromkeys(kinds.get(ORGANISATION, ()))),
        industries=tuple(dict.fromkeys(kinds.get(INDUSTRY, ()))),
        roles=tuple(dict.fromkeys(roles)),
        years=tuple(dict.fromkeys(int(y) for y in _YEAR.findall(_PHONE.sub("", text)))),
        titles=tuple(_TITLE.findall(text)),
        doc_numbers=tuple(_BEFORE_NUMBER.sub("", number) for number in _DOC_NUMBER.findall(text)),
        persons=tuple(name for name in names if name in text) or _by_surname(names, text),
        phones=tuple(_PHONE.findall(text)),
        articles=tuple(_ARTICLE.findall(text)) if intents.shown(text).get("article", 0) >= 1 else (),
        fields=intents.asked_fields(text),
        intents=intents.shown(text),
    )


def topic_of(desk: Desk, question: Question, *, keep_regions: bool = False) -> str:
    """Return the words of a question that say what it is about: without ways of asking, places, years and fillers."""
    phrases, intents = default_phrases(), default_intents()
    text = _TITLE.sub(" ", question.text)
    text = _YEAR.sub(" ", text)
    for name in ("contact", "deadline", "obligation"):
        text = intents.strong[name].sub(" ", text) if name in question.intents else text
    if not keep_regions:
        for match in reversed(desk.index.find(text, kinds={REGION, GROUP})):
            text = text[: match.start] + " " + text[match.end :]
    inside = {at for word, start, end in desk.tokenizer.words(text) if len(word) > 1 for at in range(start, end)}
    text = phrases.stop.sub(lambda m: m[0] if m[0] in ("中", "请") and m.start() in inside else " ", text)  # 高中, 申请
    return re.sub(r"[\W_年]+度?|(?<!\S)度", " ", text).strip()
