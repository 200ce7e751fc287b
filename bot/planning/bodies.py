"""The bodies that a question names, with the places before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import Desk
from kb.lexicon_index import ORGANISATION, REGION, Match

_DOC_NUMBER = re.compile(r"[一-龥]{2,14}[〔\[（(]\d{4}[〕\]）)]\d+号")  # 粤工信节能函〔2025〕11号 names no body
_STEM = re.compile("(?<![一-龥])[一-龥]{2,3}$")
_DISTRICT = re.compile("[一-龥]{2,5}[区县旗镇乡]$")
_ANY_DISTRICT = re.compile("[一-龥]*(?:[各本辖城园景社地市小校厂矿灾山老新全在个]|开发|工业|保护)[区县旗镇乡]$")
_BRANCH = re.compile("(?:[一-龥]{2,4})?(?:分局|分公司|分中心)")


def _place_before(desk: Desk, text: str, before: Sequence[Match], match: Match) -> int:
    """Return where a body begins with the name of a place that no lexicon lists.

    胶州 of 胶州市工信局; 八步区 of 八步区生态环境局, which some notice speaks of.
    """
    said = text[max((p.end for p in before), default=0) : match.start]
    if text[match.start] in "市县区":
        named = _STEM.search(said)
        return match.start - len(named[0]) if named is not None else match.start
    district = _DISTRICT.search(said)
    names = [district[0][at:] for at in range(len(district[0]) - 2)] if district is not None else []
    texts = [desk.text_of(i) or "" for i in desk.primary] if names else []
    known = next((n for n in names if not _ANY_DISTRICT.match(n) and any(n in held for held in texts)), "")
    metas = [desk.meta(i) for i in desk.primary] if known else []
    own = any(known in part for meta in metas for part in (meta.title, *meta.issuers))  # whose own body is 县商务局
    return match.start - (0 if own else len(known))


def bodies_in(desk: Desk, text: str) -> list[str]:
    """Return the bodies that a text names, each together with a place before it (佛山市工信局)."""
    found: list[str] = []
    text = _DOC_NUMBER.sub(lambda m: " " * len(m[0]), text)
    for match in desk.index.find(text, kinds={ORGANISATION}):
        before = desk.index.find(text[: match.start], kinds={REGION})
        near = [p for p in before if match.start - p.end <= 1]
        branch = _BRANCH.match(text, match.end)
        end = branch.end() if branch is not None else match.end
        words = text[near[-1].start : end] if near else text[_place_before(desk, text, before, match) : end]
        if words not in found:
            found.append(words)
    if not found and (branch := re.search("分局", text)) is not None:  # 余姚分局, whose whole name nobody says
        start = next((a for _, a, b in desk.tokenizer.words(text) if b == branch.start() and b - a > 1), None)
        found.append(text[max(0, branch.start() - 2) if start is None else start : branch.end()])
    return found
