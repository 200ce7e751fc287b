"""Words left out where a question is typed in haste (惠州23验收24目标), put in so that it reads as a sentence."""

from __future__ import annotations

import re

_YEAR = r"(?<!\d)(?:20)?2\d(?:年|(?![\d家个户项所名件人条台座次元吨万亿]))"
_RELATES = "到比和与至较跟及加同、从的是占有高低多少大小超过于不足未没达差增减升降"
# 23年验收24年目标: of each year what stands behind it
_YEAR_BY_YEAR = re.compile(rf"(?P<first>{_YEAR}[\u4e00-\u9fff]{{2,6}})(?={_YEAR}[\u4e00-\u9fff]{{2}})")
# 占佛山全部的几成, of what 佛山 has of one column: of its total
_OF_ITS_OWN = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,4})(?P<what>.+占(?P=who)市?)的?(?:全部|所有|整个)(?:的)?(?![\u4e00-\u9fff]{2}的)"
)


def written_out(text: str) -> str:
    """Return a question with a comma between years that each have a quantity, and 总数 for all that one has."""
    text = _YEAR_BY_YEAR.sub(lambda m: m[0] if re.search(f"[{_RELATES}]", m[0]) else f"{m[0]}、", text)
    return _OF_ITS_OWN.sub(r"\g<who>\g<what>总数", text)
