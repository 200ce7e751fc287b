"""What is not allowed, or who is left out: 哪些情形不能申报, 什么企业不予支持."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.desk import Desk, ToolContext
from bot.lead_ins import Said, best_said, items_below
from bot.matching import covered
from bot.question import default_phrases
from bot.types import Evidence

_NO = (
    "不能|不得|不可以?|不予|不给|不准|不许|不允许|不受理|不支持|不符合|不纳入|不在|禁止|没有?资格|拿不到|领不到|报不了"
)
_ASKED = re.compile(
    rf"(?:哪些|哪几种|哪类|哪种|什么样?的?|何种|啥样?的?)(?:企业|单位|公司|项目|情形|情况|条件|人|机构|费用|支出|用途|开支|设备|产品)?"
    rf"(?:下|的)?(?:是|会|被|就|都|也)?(?:{_NO})(?P<act>[一-龥]{{2}})?"
    rf"|(?:{_NO})(?P<done>[一-龥]{{2}})[^，。？?]{{0,10}}的?(?:情形|情况|企业|项目|条件|范围)?(?:有|是|包括)?(?:哪些|什么|啥)"
    rf"|(?:{_NO})(?:拿来?|用|花)[于在到来去]*(?:做|干|买)?(?:哪些|什么|哪|啥)"
)
_USE = re.compile("用途|开支|支出|[拿用花](?:来|去|于|在|到|做|干|买)*(?:哪|什么|啥)")
_USES = "用于|用作|用来|列支|开支|支出|发放|购置|偿还"
_SAID = "不得|不予|不能|不可|不再|不支持|不纳入|不受理|不属于|禁止|严禁|取消"
_ACTS = re.compile("申报|申请|报名|支持|补助|奖励|享受|受理|推荐|参加|纳入|安排|评")
_PARTY_ASKED = re.compile("(?:哪些|哪几种|哪类|哪种|什么样?的?|何种|啥样?的?)(?:企业|单位|公司|机构|人)|谁")
_PARTY = re.compile(
    "(?:企业|公司|单位|机构|组织|人员|学生|个人|户)[^，。；：]{0,4}$"
)  # 房地产企业、融资平台公司不得申报
_SANCTION = re.compile("[\\d一二三四五六七八九十两]年内$")  # 5年内不得申报 is what follows from a fault
_ACT_CHARS = 8  # so far behind 不得 stands what is not to be done
_SHARE = 0.3


def forbidden(context: ToolContext, query: str, document_ids: tuple[str, ...]) -> list[Evidence]:
    """Return the sentence that says who or what is left out of what the question asks about, with its list."""
    asked = _ASKED.search(query)
    if asked is None:
        return []
    act = asked["act"] or asked["done"] or ""
    wanted = _ACTS.pattern if _ACTS.search(act or query) else re.escape(act) if act else ""
    wanted = _USES if _USE.search(asked[0]) else wanted
    said = re.compile(rf"(?:{_SAID})[^，。；：\n]{{0,{_ACT_CHARS}}}?(?:{wanted})|不予(?:支持|受理|补助)|不纳入")
    topic = default_phrases().stop.sub("", query[: asked.start()] + query[asked.end() :])
    party = _PARTY_ASKED.search(query) is not None
    found = _sentences(context.desk, document_ids, said, topic, party=party)
    return best_said(context.desk, found, least=_SHARE if topic else 0.0)


def _sentences(
    desk: Desk, document_ids: tuple[str, ...], said: re.Pattern[str], topic: str, *, party: bool
) -> Iterator[Said]:
    for document_id in document_ids or desk.primary:
        text = desk.text_of(document_id) or ""
        for match in said.finditer(text):
            start = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
            end = items_below(text, match.end())
            own = f"{desk.meta(document_id).title}{desk.section_words(document_id, match.start())}{text[start:end]}"
            before = text[start : match.start()]
            listed = "下列" in before or "情形" in before
            score = covered(topic, own) + 0.5 * listed + 0.2 * ("的，" in before)
            if party and (score >= _SHARE or not topic):
                score += 0.3 * (_PARTY.search(before) is not None) - 0.3 * (_SANCTION.search(before) is not None)
            yield Said(score, document_id, start, end)
