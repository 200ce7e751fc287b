"""Groups of rows that a notice makes itself: by a column of its table (片区), or in words (皖北六市（淮北、亳州…）)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from bot.figures.grammar import PLACE_NOUN
from bot.figures.surface import clean
from bot.figures.views import View

_KIND = "片区|地区|区域|分区|板块|组团|都市圈|城市群|经济[带圈区]"
_SORTED_BY = re.compile(f"(?:{_KIND}|[片圈群带])$")
_IN_WORDS = re.compile(
    rf"(?:^|[^一-龥]|其中|以及|包括|支持|推动|推进|[对在由和与及将把向使])(?P<name>[一-龥]{{2,6}}?(?:{_KIND}|[两三四五六七八九十]+[市县区]))"
    r"[（(](?P<members>[^（()）\n]{3,160})[）)]",
    re.MULTILINE,
)
_BETWEEN = re.compile("[、，,和及与]|以及")
_NUMBERED = re.compile("[两三四五六七八九十]+[市县区]$")
_TAIL = re.compile(f"(?:{_KIND})$")
_LEAST = 2


def own_groups(
    views: Iterable[View], texts: Iterable[str], row_forms: Mapping[str, Collection[str]]
) -> dict[str, tuple[str, ...]]:
    """Return the named groups of rows of notices: name -> row keys.

    Args:
        views: the tables; one whose rows are places may sort them by a column.
        texts: running texts, which may tell in brackets what a group is made of; one with an unknown member is left.
        row_forms: written form -> row keys.
    """
    found: dict[str, tuple[str, ...]] = {}
    for view in views:
        if PLACE_NOUN.search(view.row_noun) is None:
            continue
        for header, values in view.groupings.items():
            if _SORTED_BY.search(header):
                for name, members in values.items():
                    found.setdefault(clean(name), members)
    for text in texts:
        for match in _IN_WORDS.finditer(text):
            keys = [row_forms.get(clean(part), ()) for part in _BETWEEN.split(match["members"])]
            if len(keys) >= _LEAST and all(len(named) == 1 for named in keys):
                found.setdefault(clean(match["name"]), tuple(key for named in keys for key in named))
    return found


def forms_of(name: str, known: Collection[str]) -> set[str]:
    """Return the ways to write the name of a group: without its number or kind too, where that names nothing else."""
    short = {_NUMBERED.sub("", name), _TAIL.sub("", name)}
    return {name, *(form for form in short if len(form) > 1 and form not in known)}
