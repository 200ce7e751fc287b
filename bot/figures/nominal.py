"""Verb and object as the noun that a column is called by: 用了多少水 asks for 用水量."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.figures.catalogue import Catalogue
from bot.figures.wording import phrases

_ASKED = (
    r"(?:{verbs})(?:掉|去|出|进|来)?了?(?:大概|大约|约)?(?:多少|几)"
    r"(?P<unit>[万亿]?(?:立方米|公斤|公里|人次|[吨度方人元家亩斤头只台辆张箱户])?)的?(?P<noun>[一-龥]{{0,3}}?)(?=$|[吗呢啊呀?,。、和与])"
)


_OF_A_YEAR = re.compile(r"(?:一整?|每一?)年(?=([一-龥]{2}))")


# 平台才完成8家 asks of 平台完成
_ADVERB = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:才|只|仅仅?|就|已经?|总算|好不容易)(?=完成|通过|走完|办结|验收|新增|新建|改造|达标|建成|培训)"
)

# 平台一共才完成10家: 平台完成, all told
_ALL_TOLD = re.compile(r"(?P<where>平台|系统)(?P<all>一共|总共|合计|共)(?:才|只|就)?(?P<done>完成|走完|办结|验收)")
# 要审多少家, 下了几家; 有几家要审核
_PLANNED = (
    r"(?:{verbs})了?(?:大概|大约|约)?(?:多少|几)(?P<unit>[家个户间])?(?:企业|公司|单位|工厂)?(?=$|[吗呢啊呀?,。、和与])"
)
_PLANNED_BY = (
    r"有?(?:多少|几)(?P<unit>[家个户间])?(?:企业|公司|单位|工厂|厂)(?:是)?(?:{verbs})(?=$|[吗呢啊呀?,。、和与的])"
)

# 平台没走完的 are those that have no 平台走完
_UNDONE = re.compile(r"(?P<what>平台|系统)(?:上|里)?(?:没有?|未|尚未|还没|仍未)(?P<done>完成|走完|办结|验收)")
_NOT_DONE = re.compile(  # 没走完平台流程的
    r"(?:还|仍|尚)?(?:没有?|未)(?:能|在)*(?:完成|走完|办完|办结|做完|走|上)(?:了)?(?P<what>平台|系统)(?:上|里)?的?(?:验收)?(?:流程)?"
)


@lru_cache(maxsize=1)
def _planned() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    entries = phrases().words["planned_verbs"]
    return tuple(
        (re.compile(shape.format(verbs=entry["verbs"])), entry["noun"], entry["matter"])
        for entry in entries
        for shape in (_PLANNED, _PLANNED_BY)
    )


@lru_cache(maxsize=1)
def _changes() -> tuple[tuple[re.Pattern[str], str], ...]:
    said = phrases().words["changes"].items()
    return tuple((re.compile(rf"(?:{verbs})(?:掉|去)?(?=了|得?最|多少|几)"), plain) for plain, verbs in said)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (re.compile(_ASKED.format(verbs=entry["verbs"])), tuple(entry["nouns"])) for entry in phrases().words["nominal"]
    )


def nominal(text: str, catalogue: Catalogue) -> str:
    """Return `text` with what was used, spent or moved as the noun of some table; unchanged where none has it.

    What is asked of a year (一年用多少水) is called by the column that says so, where there is one (年用水量).
    """
    text = _ALL_TOLD.sub(r"\g<where>\g<done>\g<all>", text)
    text = _UNDONE.sub(lambda m: f"没有{m['what']}{m['done']}", _ADVERB.sub("", text))
    text = _NOT_DONE.sub(lambda m: f"没有{m['what']}走完", text)
    text = _planned_out(_named(text, catalogue), catalogue)
    for pattern, plain in _changes():
        text = pattern.sub(lambda m, plain=plain: m[0] if catalogue.in_tables(m[0]) else plain, text)  # type: ignore[misc]
    return _OF_A_YEAR.sub(lambda m: "年" if catalogue.in_tables(f"年{m[1]}") else m[0], text)


def _planned_out(text: str, catalogue: Catalogue) -> str:
    """Return `text` with what has to be done (要审多少家) as the goal, where tables set one and the text names none."""
    if catalogue.roles.asked(text) is not None:
        return text
    for pattern, noun, matter in _planned():
        match = pattern.search(text)
        if match is not None and catalogue.in_tables(matter):
            return f"{text[: match.start()]}{noun}多少{match['unit'] or ''}{text[match.end() :]}"
    return text


def _named(text: str, catalogue: Catalogue) -> str:
    for pattern, nouns in _patterns():
        match = pattern.search(text)
        if match is None:
            continue
        named = next((noun for noun in _forms(nouns, match["noun"]) if catalogue.in_tables(noun)), None)
        if named is not None:
            return f"{text[: match.start()]}{named}多少{match['unit']}{text[match.end() :]}"
    return text


def _forms(nouns: tuple[str, ...], thing: str) -> Iterator[str]:
    for noun in nouns:
        if thing or "{thing}" not in noun:
            yield noun.format(thing=thing)
