"""Follow-ups to the duty of an audit: facts told one after another, what follows from them, the law then and now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.duty import Aspect, asks_former, aspect_of, default_rules, follows_duty, without_law
from bot.question import default_phrases
from bot.types import Outcome, Turn
from bot.wording import default_wording, load_yaml, patterns_of

_SHORT_CHARS = 14
_NEAR_TURNS = 3


@dataclass(frozen=True, kw_only=True)
class _Talk:
    """Short words that go on from the duty asked about before; `prompts/duty.yaml` says what each is for."""

    former: re.Pattern[str]
    present: re.Pattern[str]
    compares: re.Pattern[str]
    concludes: re.Pattern[str]
    skips: re.Pattern[str]
    mandatory: re.Pattern[str]
    audit: re.Pattern[str]


@cache
def _talk() -> _Talk:
    return _Talk(**patterns_of(_Talk, load_yaml("duty.yaml")["follows"]))


def duty_followed(plain: str, turns: Sequence[Turn], *, asking: bool) -> str | None:
    """Return the question on the duty of an audit that `plain` goes on with; None where it goes on with none.

    Args:
        plain: the follow-up without its leading 那 and trailing 呢.
        turns: the turns before, oldest first.
        asking: whether it is worded as a question that follows (那…呢), not as a statement.
    """
    before = [t for t in turns if t.frame.get("intent") == "duty"]
    if not before:
        return None
    last, asked = turns[-1], before[-1].question
    if last is not before[-1]:
        near = before[-1] in turns[-_NEAR_TURNS:]
        fresh = default_rules().detect(plain) or follows_duty(plain)
        if not near or not fresh or len(plain) > _SHORT_CHARS:
            return None
    if default_phrases().why.fullmatch(plain):
        return asked
    known = {name: holds for t in before for name, holds in t.frame.get("facts", {}).items()}
    say = default_wording().say
    if _talk().former.fullmatch(plain):
        return say("duty_by_former", asked=without_law(asked))
    if _talk().present.fullmatch(plain):
        return without_law(asked)
    if _talk().compares.fullmatch(plain):
        fines = aspect_of(asked) is Aspect.PENALTY or follows_duty(plain)
        return say("duty_compare_penalty" if fines else "duty_compare_scope")
    if default_phrases().none_of.fullmatch(plain) and before[-1].outcome is Outcome.CLARIFY:
        return _restated(known | dict.fromkeys(before[-1].frame.get("open", ()), False))
    if stated := default_rules().detect(plain):
        other = asking and any(stated.values())  # 那有毒有害的呢: another case, not a further fact
        return _by_law(_restated(stated if other else known | stated), plain)
    if _talk().concludes.fullmatch(plain) or (known and aspect_of(plain) is Aspect.ENTERPRISE):
        return _by_law(_restated(known) if known else asked, plain)
    if _talk().skips.fullmatch(plain):
        return say("duty_skipped")
    if not default_phrases().bare.sub("", plain) or (len(plain) <= _SHORT_CHARS and follows_duty(plain)):
        return say("duty_follow", asked=plain)
    return None


def spelt_mandatory(text: str, turns: Sequence[Turn]) -> str:
    """Return `text` with what is mandatory said in full (什么情况强制, after a question on audits)."""
    talk = _talk()
    about_audits = any(talk.audit.search(t.question) for t in turns[-_NEAR_TURNS:])
    if not about_audits or talk.audit.search(text):
        return text
    return talk.mandatory.sub(default_wording().say("duty_audit"), text)


def _by_law(question: str, plain: str) -> str:
    """Return a question by the former law where `plain` asks by it (按以前的规定呢)."""
    return default_wording().say("duty_by_former", asked=question) if asks_former(plain) else question


def _restated(facts: Mapping[str, bool]) -> str:
    """Return the question whether an enterprise of which these facts are known must undergo the audit."""
    say = default_wording().say
    told = [
        c.short if facts[c.id] else say("duty_denied", fact=c.short)
        for c in default_rules().conditions
        if c.id in facts
    ]
    return say("duty_choice", fact="，".join(told))
