"""Words by which a dialogue points back, doubts, objects and asks about the answer itself, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.wording import load_yaml, patterns_of


@dataclass(frozen=True, kw_only=True)
class TalkPhrases:
    """Patterns on questions in one spelling; `prompts/talk.yaml` says what each is for."""

    so_many_of: re.Pattern[str]
    joint_share: re.Pattern[str]
    objects: re.Pattern[str]
    supposes: re.Pattern[str]
    tag: re.Pattern[str]
    denied_question: re.Pattern[str]
    claimed_person: re.Pattern[str]
    concludes: re.Pattern[str]
    about_answer: re.Pattern[str]
    which_meant: re.Pattern[str]
    about_table: re.Pattern[str]
    about_note: re.Pattern[str]
    none_of_those: re.Pattern[str]
    mandatory: re.Pattern[str]
    since_then: re.Pattern[str]
    placed: re.Pattern[str]
    of_others: re.Pattern[str]
    whose_number: re.Pattern[str]
    nth_contact: re.Pattern[str]
    hand_number: re.Pattern[str]
    other_time: re.Pattern[str]
    as_before: re.Pattern[str]
    its_status: re.Pattern[str]
    aside: re.Pattern[str]
    claimed_source: re.Pattern[str]
    basis: re.Pattern[str]
    still_same: re.Pattern[str]
    document_alone: re.Pattern[str]
    notice_alone: re.Pattern[str]
    of_notice: re.Pattern[str]
    of_document: re.Pattern[str]
    how_changed: re.Pattern[str]
    named_alone: re.Pattern[str]
    asked_of_act: re.Pattern[str]
    supposed_case: re.Pattern[str]
    asking_tail: re.Pattern[str]
    consequence: re.Pattern[str]
    still_refused: re.Pattern[str]
    turns_off: re.Pattern[str]
    asked_how: re.Pattern[str]
    also_ended: re.Pattern[str]
    status_disputed: re.Pattern[str]
    others_do: re.Pattern[str]
    told_member: re.Pattern[str]
    meaning_that: re.Pattern[str]
    span_between: re.Pattern[str]
    till_day: re.Pattern[str]
    shown_again: re.Pattern[str]


@cache
def talk_phrases() -> TalkPhrases:
    """Return the patterns that ship."""
    return TalkPhrases(**patterns_of(TalkPhrases, load_yaml("talk.yaml")))
