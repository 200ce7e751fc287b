"""What is asked, without the words that turn to it (岔个话, 话说回来) and those that say how it is to be told."""

from __future__ import annotations

from bot.talk_phrases import talk_phrases


def turned_to(text: str) -> str:
    """Return a question in one spelling without such words; whole where nothing else is said."""
    phrases = talk_phrases()
    plain = phrases.turns_off.sub("", text)
    plain = phrases.asked_how.sub("", plain)
    plain = phrases.shown_again.sub(r"\g<what>", plain)
    return plain.strip() or text
