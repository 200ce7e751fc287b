"""Read what is supposed of none, of all, of most or of but few of the rows (没有一个市超过300家吧)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.grammar import GROUP, METRIC, NOUN, ONLY, ROW
from bot.figures.intent import Intent
from bot.figures.query import Operation
from bot.figures.surface import NUMBER, number
from bot.figures.thresholds import Threshold, find_thresholds

_ROWS = f"(?:{NOUN}|[{GROUP}]+)"
_NONE = re.compile(
    rf"(?<!有)(?:没有?|不存在|无)(?:任何|哪)?(?:一|1)?个?{_ROWS}(?:里面?|中)?的?|(?<!有)没有?(?:任何|哪)(?:一|1)?[个家]"
    rf"|(?<!有)没有(?=[^,。]{{2,14}}的{NOUN}(?:[吗吧,]|对|$))"
)
_MOST = re.compile(
    rf"(?:超过|过)了?(?:一半|半数)的?{_ROWS}|(?:一半|半数|过半数?)(?:以上)?的?{_ROWS}"
    rf"|(?:大多数?|大部分|多数|绝大部分|绝大多数)的?{_ROWS}|{_ROWS}(?:里|中)?有?(?:超过|过)(?:一半|半数)"
)
_FEW = re.compile(rf"(?:不到|不足|没到)(?:一半|半数)的?{_ROWS}|(?:少数|小部分|个别)的?{_ROWS}")
_ASKS = re.compile("哪些|谁|多少|几[个家]")
_OTHER_MATTER = re.compile(rf"占|比(?!例|率|重)|{ROW}")
_COUNT = re.compile(
    rf"(?:(?P<more>不止|超过|不只)|(?P<less>不到|不足)|(?P<least>至少|不少于)|(?P<most>不超过|至多|最多)|只有|仅有|共?有|是)?"
    rf"(?<![前后第这那\d])(?P<n>{NUMBER})[个座](?:{NOUN}|[{GROUP}]+)?(?=[吗吧,对是{METRIC}的目]|$|没错)"
)
_CONFIRMS = re.compile(",?(?:对|是|没错)?(?:[吗吧么]|不[对是]|没错)*[?]?$")
_COUNTED = {"more": ">", "less": "<", "least": ">=", "most": "<="}
_INVERSE = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "!=", "!=": "="}
_ALL_HAVE = re.compile(rf"{_ROWS}[^,。]*(?:都|均)有[{METRIC}]")
_LACKS = re.compile(rf"(?:没有?|未有?)(?=[{METRIC}])")


def read_quantified(text: str, intent: Intent) -> bool:
    """Read a supposition about how many of the rows meet a condition; say whether there is one."""
    if not intent.yes_no or _ASKS.search(text):
        return False
    return _read_share_of_rows(text, intent) or _read_having(text, intent) or _read_count(text, intent)


def _read_count(text: str, intent: Intent) -> bool:
    """Read how many rows are supposed to meet a condition (100家以上的有7个市对吗, 有5个市是100%吧)."""
    said = _COUNT.search(text)
    value = number(said["n"]) if said is not None else None
    if said is None or value is None or _OTHER_MATTER.search(text) or re.search(NOUN, text) is None:
        return False
    start, end = said.span("n")
    asked = f"{text[:start]}{'几'.rjust(end - start)}{text[end:]}"
    limits = find_thresholds(_CONFIRMS.sub("", asked))
    apart = all(limit.end <= said.start() or said.end() <= limit.start for limit in limits)
    if not limits or not apart or any(limit.value is None and limit.statistic is None for limit in limits):
        return False
    intent.note(said)
    intent.spans += [(limit.start, limit.end) for limit in limits]
    intent.thresholds = limits
    comparator = next((sign for name, sign in _COUNTED.items() if said[name]), "=")
    intent.asserted = Threshold(comparator=comparator, start=start, end=end, value=value)
    intent.operation, intent.quantifier, intent.counting = Operation.FILTER, "count", True
    return True


def _read_share_of_rows(text: str, intent: Intent) -> bool:
    none, few, most = _NONE.search(text), _FEW.search(text), _MOST.search(text)
    said = none or few or most
    if said is None or _OTHER_MATTER.search(text):
        return False
    limits = find_thresholds(text[: said.start()] + " " * len(said[0]) + text[said.end() :])
    if len(limits) != 1 or (limits[0].value is None and limits[0].statistic is None):
        return False
    intent.note(said)
    intent.spans.append((limits[0].start, limits[0].end))
    limit = limits[0]
    intent.thresholds = [replace(limit, comparator=_INVERSE[limit.comparator]) if none is not None else limit]
    intent.quantifier = "all" if none is not None else "few" if few is not None else "most"
    intent.operation = Operation.FILTER
    return True


def _read_having(text: str, intent: Intent) -> bool:
    """Read who is supposed to have any at all (所有市都有环保牵头的吗), or alone to have none (只有汕尾没有吗)."""
    have, lacks = _ALL_HAVE.search(text), _LACKS.search(text) if re.search(ONLY, text) else None
    said = have or lacks
    if said is None or intent.thresholds or (have is not None and re.search(ROW, text)):
        return False
    intent.note(said)
    comparator = ">" if lacks is None else "="
    intent.thresholds = [Threshold(comparator=comparator, start=said.start(), end=said.end(), value=Decimal(0))]
    intent.quantifier = "all" if lacks is None else "only"
    intent.operation = Operation.FILTER
    return True
