"""How questions are worded and how documents are built, as data: `prompts/reading.yaml`, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.wording import PROMPTS, patterns_of
from kb.errors import FixConfiguration

_UNIT = "{unit}"
_VERB_AND_NOUN = 4  # characters of two words


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What the answer to a question that `cue` finds must look like; `{unit}` stands for the unit that it asks in."""

    cue: re.Pattern[str]
    wants: str
    same: Mapping[str, str]

    def asked(self, question: str) -> list[re.Pattern[str]]:
        """Return the patterns that an answer to `question` holds."""
        if _UNIT not in self.wants:
            return [re.compile(self.wants)] if self.cue.search(question) else []
        units = dict.fromkeys(match[1] for match in self.cue.finditer(question))
        return [re.compile(self.wants.replace(_UNIT, self.same.get(u, re.escape(u)))) for u in units]


@dataclass(frozen=True, kw_only=True)
class ReadingRules:
    """`prompts/reading.yaml`; the file says what each entry is for."""

    answer_types: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    shapes: tuple[Shape, ...]
    short: re.Pattern[str]
    long: re.Pattern[str]
    asking: re.Pattern[str]
    heading: re.Pattern[str]
    item_marks: re.Pattern[str]
    boilerplate: re.Pattern[str]
    purpose: re.Pattern[str]
    asks_purpose: re.Pattern[str]
    chapter: re.Pattern[str]
    of_itself: re.Pattern[str]
    what_is: re.Pattern[str]
    defines: str
    broad: re.Pattern[str]
    note: re.Pattern[str]
    limits: re.Pattern[str]
    asks_day: re.Pattern[str]
    rates: re.Pattern[str]
    rates_titled: re.Pattern[str]
    tier: re.Pattern[str]
    quantity: re.Pattern[str]
    guessed_time: re.Pattern[str]
    whether: re.Pattern[str]
    modal: re.Pattern[str]
    supposes: re.Pattern[str]
    short_act: re.Pattern[str]
    jointly: re.Pattern[str]
    jointly_said: re.Pattern[str]
    acts: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    open_asked: re.Pattern[str]
    asks_whether: re.Pattern[str]
    no_focus: re.Pattern[str]
    light_act: re.Pattern[str]
    set_form: re.Pattern[str]
    exists: re.Pattern[str]
    expected: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    above: frozenset[str]
    how_many: re.Pattern[str]
    condition_of: re.Pattern[str]
    who_does: re.Pattern[str]
    who_for: re.Pattern[str]
    does: str
    counted: str
    same_units: Mapping[str, str]
    same_verbs: Mapping[str, str]
    span_of_time: re.Pattern[str]
    numbering: re.Pattern[str]
    compares: re.Pattern[str]
    interrogative: re.Pattern[str]
    by_law: re.Pattern[str]
    listed: re.Pattern[str]
    years: re.Pattern[str]
    this_year: re.Pattern[str]
    numbered: re.Pattern[str]
    not_done: re.Pattern[str]
    denies: re.Pattern[str]
    contact_line: re.Pattern[str]
    contact_asked: re.Pattern[str]

    def matter(self, question: str) -> str:
        """Return a question without what only asks whether something is so (还要不要, 是不是), for searching."""
        return self.asks_whether.sub(" ", question).strip() or question

    def thing_asked(self, question: str) -> str | None:
        """Return what a question asks the meaning of (什么是X, X是什么), or None."""
        match = self.what_is.search(question)
        return (match[1] or match[2]) if match else None

    def defined(self, name: str, sentence: str) -> bool:
        """Say whether a sentence says what `name` is."""
        return len(name) > 1 and re.search(self.defines.replace("{name}", re.escape(name)), sentence) is not None

    def shaped(self, question: str, sentence: str) -> bool:
        """Say whether a question asks for something of a set form (几份, 多久, 电话) and a sentence holds it."""
        wanted = [pattern for shape in self.shapes for pattern in shape.asked(question)]
        return bool(wanted) and all(pattern.search(sentence) for pattern in wanted)

    def denied(self, question: str, sentence: str) -> bool:
        """Say whether a sentence tells but whom to call, or of what was done where what was not is asked for."""
        if self.tells_contacts(question, sentence):
            return True
        return self.not_done.search(question) is not None and not self.denies.search(sentence)

    def tells_contacts(self, question: str, sentence: str) -> bool:
        """Say whether a sentence is the line of contacts of a notice, and a question asks for no one."""
        return self.contact_line.search(sentence) is not None and not self.contact_asked.search(question)

    def agrees(self, question: str, sentence: str, year: int) -> bool:
        """Say whether a sentence has the form and the number (第十部分) that a question names, and no other year.

        `year` is the present one, for 今年.
        """
        if any(not held.search(sentence) for shape in self.shapes for held in shape.asked(question)):
            return False
        if not all(number in sentence for number in self.numbered.findall(question)):
            return False
        asked, told = set(self.years.findall(question)), set(self.years.findall(sentence))
        if self.this_year.search(question):
            asked.add(str(year))
        return not asked or not told or bool(asked & told)

    def required(self, question: str, focus: Sequence[str] = ()) -> list[re.Pattern[str]]:
        """Return what a text must hold to answer `question`; `focus` is what is counted where a number is asked.

        A number with another measure word (几次: 1场) must be one of what is counted: 组织1场…专题培训.
        """
        wanted = [held for asked, held in self.expected if asked.search(question)]
        done = self.who_does.search(question) or self.who_for.search(question)
        if done is not None:  # the last word names the matter: 清洁生产审核验收
            what, verb = done["what"], self.same_verbs.get(done["verb"], done["verb"])
            named = f"(?:{what[-2:]}|{what[:2]})" if len(what) == _VERB_AND_NOUN else what[-2:]  # 运输危废
            wanted.append(re.compile(self.does.replace("{what}", named).replace("{verb}", f"(?:{verb})")))
        if (of := self.condition_of.search(question)) is not None:  # what 自行审核 takes is no condition of 验收
            wanted.append(re.compile(of["what"]))
        counted = self.how_many.search(question)
        if counted is None:
            return wanted
        own = self.counted.replace(_UNIT, counted[1])
        other = self.same_units.get(counted[1])
        if other is None or not focus:
            return [*wanted, re.compile(own)]
        alike, thing = self.counted.replace(_UNIT, f"(?:{other})"), f"(?:{'|'.join(map(re.escape, focus))})"
        near = f"{alike}[^。；]*{thing}(?=[，。；]|$)|{thing}[^。；]{{0,12}}{alike}"
        return [*wanted, re.compile(f"{own}|{near}")]


def load_reading_rules(path: Path) -> ReadingRules:
    """Read the rules.

    Raises:
        FixConfiguration: the file does not parse or lacks a key.
    """
    try:
        return _compiled(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, re.error, yaml.YAMLError) as fault:
        raise FixConfiguration(f"{path.name} 无法读取：{fault}") from fault


@lru_cache(maxsize=1)
def default_reading_rules() -> ReadingRules:
    """Return the rules that ship."""
    return load_reading_rules(PROMPTS / "reading.yaml")


def _compiled(raw: Mapping[str, Any]) -> ReadingRules:
    return ReadingRules(
        **patterns_of(ReadingRules, raw, but=("asking", "item_marks")),
        answer_types=tuple((re.compile(t["cue"]), re.compile(t["wants"])) for t in raw["answer_types"]),
        shapes=tuple(Shape(cue=re.compile(s["cue"]), wants=s["wants"], same=s.get("same", {})) for s in raw["shapes"]),
        asking=re.compile("|".join(sorted(map(re.escape, raw["asking"]), key=len, reverse=True))),
        expected=tuple((re.compile(e["asked"]), re.compile(e["held"])) for e in raw["expected"]),
        acts=tuple((re.compile(act), re.compile(held)) for act, held in raw["acts"].items()),
        above=frozenset(e["held"] for e in raw["expected"] if e.get("above")),
        defines=raw["defines"],
        does=raw["does"],
        counted=raw["counted"],
        same_units=raw["same_units"],
        same_verbs=raw["same_verbs"],
        item_marks=re.compile(rf"(?<=\S) +(?={raw['item_marks']})"),
    )
