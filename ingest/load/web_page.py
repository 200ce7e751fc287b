"""What stands around a document on a web page: menus, the path to the page, the share line, the foot of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import Tag

_OF_SITE = re.compile(
    r"(?:当前|所在|您(?:现在)?的?)位置\s*[:：]|ICP备|网站标识码|公网安备|版权所有|分享到\s*[:：]|(?:浏览|点击|阅读)(?:次数|量|数)\s*[:：]"
)
_HOLDERS = {"div", "ul", "ol", "section", "aside", "header", "footer", "p", "li", "dl", "center"}
_OWN = ["h1", "h2", "h3", "table"]  # what holds one of these may be the document
_ATTACHED = re.compile(r"附\s*件|\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd)\b", re.IGNORECASE)
_LONGEST_CHARS, _MOSTLY_LINKS, _LINKS = 400, 0.6, 2
_FACTS = re.compile(
    "索引号?|(?:主题|体裁|组配)?分类|主题词|关键词|来源|(?:发布|公开责任)(?:机构|部门)|发文(?:机关|单位)"
    "|(?:成文|发文|发布|生成|公开|废止|生效|实施)日期|文号|(?:发文|公文)字号|(?:有效|时效)性|公文时效"
    "|(?:文件|信息)?名称|标题|公开(?:方式|形式|范围)|统一编号"
)
_FEWEST_FACTS = 3


def is_around(tag: Tag) -> bool:
    """Say whether an element belongs to the page, not to the document that it shows.

    That is a short one without heading or table which names the site's own things (当前位置, ICP备, 浏览次数), or whose
    words are mostly links; a list of attachments is kept.
    """
    if tag.name not in _HOLDERS or tag.find(_OWN) is not None:
        return False
    text = _compact(tag)
    if not text or len(text) > _LONGEST_CHARS:
        return False
    if _OF_SITE.search(text):
        return True
    links = [_compact(link) for link in tag.find_all("a") if isinstance(link, Tag)]
    if _ATTACHED.search(text) or len(links) < _LINKS:
        return False
    return sum(map(len, links)) >= _MOSTLY_LINKS * len(text)


def facts_of_page(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Return name and value of each fact in the table over a published document (索引号, 文号), else none."""
    found: list[tuple[str, str]] = []
    for row in rows:
        cells = [re.sub(r"[\s:：]", "", cell) for cell in row]
        names = [at for at, cell in enumerate(cells) if _FACTS.fullmatch(cell) and not at % 2]
        if len(names) * 2 < len(row):
            return []
        found += [(cells[at], row[at + 1].strip()) for at in names if at + 1 < len(row)]
    return found if len(found) >= _FEWEST_FACTS else []


def _compact(tag: Tag) -> str:
    return re.sub(r"\s+", "", tag.get_text())
