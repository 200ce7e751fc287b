"""Ways of asking that decide the tool, as data from `prompts/planning.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.wording import load_yaml, patterns_of


@dataclass(frozen=True, kw_only=True)
class PlanPhrases:
    """Patterns over a normalised question; `prompts/planning.yaml` says what each is for."""

    day: re.Pattern[str]
    which: re.Pattern[str]
    numbers: re.Pattern[str]
    amounts: re.Pattern[str]
    asks_amount: re.Pattern[str]
    days_left: re.Pattern[str]
    forms: re.Pattern[str]
    of_whole: re.Pattern[str]
    who_how: re.Pattern[str]
    kinds_of_goal: re.Pattern[str]
    aimed_at: re.Pattern[str]
    exists: re.Pattern[str]
    enterprises: re.Pattern[str]
    statistic: re.Pattern[str]
    of_tables: re.Pattern[str]
    whether_to: re.Pattern[str]
    chores: re.Pattern[str]
    as_member: re.Pattern[str]
    denied: re.Pattern[str]
    list_words: re.Pattern[str]
    stands_in: re.Pattern[str]
    tasks_asked: re.Pattern[str]
    others_asked: re.Pattern[str]
    market: re.Pattern[str]
    whether_done: re.Pattern[str]
    granted: re.Pattern[str]
    of_grants: re.Pattern[str]
    borne: re.Pattern[str]
    borne_by: re.Pattern[str]
    lasting: re.Pattern[str]
    has: re.Pattern[str]
    part_asked: re.Pattern[str]
    things_asked: re.Pattern[str]
    things: tuple[str, ...]
    stages_asked: re.Pattern[str]
    stages: re.Pattern[str]
    stages_titled: re.Pattern[str]
    after: re.Pattern[str]
    turns_to: re.Pattern[str]
    of_item: re.Pattern[str]
    in_charge: re.Pattern[str]
    of_party: re.Pattern[str]
    both_bodies: re.Pattern[str]
    edge: re.Pattern[str]
    festival: re.Pattern[str]
    years_covered: re.Pattern[str]
    would_do: re.Pattern[str]
    same_day: re.Pattern[str]
    when_issued: re.Pattern[str]
    repealed_asked: re.Pattern[str]
    address: re.Pattern[str]
    begins: re.Pattern[str]
    finishes: re.Pattern[str]
    levels: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    everything: re.Pattern[str]
    money: re.Pattern[str]
    eligible: re.Pattern[str]
    until: re.Pattern[str]
    wide: re.Pattern[str]
    part_numbered: re.Pattern[str]
    eligible_part: str
    body: re.Pattern[str]
    about_document: re.Pattern[str]
    asks_strength: re.Pattern[str]
    worded: re.Pattern[str]
    worded_asked: re.Pattern[str]
    modals: re.Pattern[str]
    ownership: re.Pattern[str]
    item_numbered: re.Pattern[str]
    means: re.Pattern[str]
    due_words: re.Pattern[str]
    by_when: re.Pattern[str]
    towards: re.Pattern[str]
    to_upper: re.Pattern[str]
    years: re.Pattern[str]
    no_content: re.Pattern[str]
    phones_counted: re.Pattern[str]
    filed: re.Pattern[str]
    filed_where: re.Pattern[str]
    who: re.Pattern[str]
    referred: re.Pattern[str]
    referred_asked: re.Pattern[str]
    matter_kinds: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    hours: re.Pattern[str]
    hours_asked: re.Pattern[str]
    allowance: re.Pattern[str]
    extreme: re.Pattern[str]
    picks: re.Pattern[str]
    limits: re.Pattern[str]
    compared: re.Pattern[str]
    earlier: re.Pattern[str]
    differs: re.Pattern[str]
    both: re.Pattern[str]
    counts_what: re.Pattern[str]
    counting: re.Pattern[str]
    sums: re.Pattern[str]
    cities: str
    payer: re.Pattern[str]
    who_pays: str
    funds: dict[str, str]
    aims: str
    finished: str
    categories: tuple[tuple[str, re.Pattern[str]], ...]
    strengths: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def plan_phrases() -> PlanPhrases:
    """Return the phrases that ship."""
    data = load_yaml("planning.yaml")
    return PlanPhrases(
        **patterns_of(PlanPhrases, data),
        things=tuple(data["things"]),
        cities=data["cities"],
        who_pays=data["who_pays"],
        funds=dict(data["funds"]),
        aims=data["aims"],
        finished=data["finished"],
        levels=tuple((re.compile(at["asked"]), re.compile(at["who"])) for at in data["levels"].values()),
        matter_kinds=tuple((re.compile(kind["asked"]), re.compile(kind["held"])) for kind in data["matter_kinds"]),
        eligible_part=data["eligible_part"],
        categories=tuple((name, re.compile(words)) for name, words in data["categories"].items()),
        strengths=tuple((name, re.compile(words)) for name, words in data["strengths"].items()),
    )
