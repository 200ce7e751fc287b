"""How and where to apply (怎么申报, 在哪个平台申请): the sentence that says by which way it is handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.desk import Desk, ToolContext
from bot.lead_ins import Said, best_said
from bot.matching import covered
from bot.question import default_phrases
from bot.types import Evidence

_ASKED = re.compile(
    r"(?:线上|网上|在线)?(?:怎么|如何|怎样|咋|(?:在|去|到|从)哪(?:里|儿|个(?:平台|网站|系统|窗口|地方))?|(?:用|走)?(?:什么|哪个)(?:平台|网站|系统|渠道))"
    r"(?:才能|可以|去|来|网上|线上|进行|上)*(?:申报|申请|报名|申领|申办|报(?=$|[?？呢啊]))"
)
_SAID = re.compile(
    r"(?:登[录陆]|通过|到|向|在)[^。；\n\t]{0,40}?(?:平台|系统|网站|专区|APP|小程序|窗口|服务中心|主管部门|局)"
    r"[^。；\n\t]{0,24}?(?:填报|提交|申报|申请|报名|申领|上传)"
    r"|上传[至到]?[“\"][^”\"\n]{2,20}(?:平台|系统|网站)"
)
_SHARE, _OBJECT = 0.3, 0.5


def how_to_apply(context: ToolContext, query: str, document_ids: tuple[str, ...]) -> list[Evidence]:
    """Return the sentence that says how something is applied for, of the notice that is about it."""
    asked = _ASKED.search(query)
    if asked is None:
        return []
    of_what = default_phrases().stop.sub("", query[asked.end() :]).strip("？? ，,")  # 怎么申请验收
    topic = default_phrases().stop.sub("", query[: asked.start()] + query[asked.end() :]).strip("？? ，,")
    return best_said(context.desk, _sentences(context.desk, document_ids, of_what, topic), least=_SHARE)


def _sentences(desk: Desk, document_ids: tuple[str, ...], of_what: str, topic: str) -> Iterator[Said]:
    for document_id in document_ids or desk.primary:
        text = desk.text_of(document_id) or ""
        for match in _SAID.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n\t") + 1
            stops = [at for mark in "。\n\t" if (at := text.find(mark, match.end())) >= 0]
            end = min(stops, default=len(text))
            own = f"{desk.meta(document_id).title}{desk.section_words(document_id, start)}{text[start:end]}"
            if len(of_what) > 1 and covered(of_what, own) < _OBJECT:
                continue
            yield Said(covered(topic, own) if topic else _OBJECT, document_id, start, end)
