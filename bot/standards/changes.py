"""What notes and sentences beside a standard change of it for some (边境县上浮15%, 小巨人企业比例提高5个百分点)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from bot.desk import Desk
from bot.figures.surface import clean, number, without_brackets
from bot.question import default_phrases
from bot.standards.phrases import plain, standard_phrases
from bot.standards.table import Kind, StandardTable, Value
from kb.lexicon_index import REGION
from kb.types import Table

_PERCENT = r"(?P<n>\d+(?:\.\d+)?)[%％]"
_NEGATED = re.compile("未|没|不(?!足1)|逾期|晚|之?后(?!的?项目)|超过|过了|迟")
_SAID_NOT = re.compile("没|未|不(?!足|超过|到)|晚|逾期|迟|过了|以后|之后|明年")
_RUN_CHARS, _LABEL_CHARS = 3, 2
_AGE = re.compile(r"满?(?P<n>\d+)(?:周)?岁")
_HEAD = re.compile(r"^(?:注[：:])?\s*(?:[（(]?\d+[）).、．]|[①-⑳])?\s*(?:对|其中[，,]?|在[^，,]{0,8}(?:上|内)[，,])?")
_PLACE = re.compile(r"(?P<stem>[一-龥]{2,4}?)(?:[一-龥]{2}族)*(?:自治)?[县市区州旗]")
_ITEMS = re.compile(r"第\d+(?:[、,和及]\d+)*项")
_RARE = 3  # a word that stands so seldom in a document tells whom a sentence is about


class Act(Enum):
    """How a value is changed."""

    SCALED = "scaled"  # to so many per cent of it
    POINTS = "points"  # by so many percentage points
    ADDED = "added"  # by a sum


_ACTS: tuple[tuple[re.Pattern[str], Act, int], ...] = (
    (re.compile(r"(?:提高|增加|上浮|上调|调高)(?P<n>\d+(?:\.\d+)?)个百分点"), Act.POINTS, 1),
    (re.compile(r"(?:降低|下浮|下调|减少)(?P<n>\d+(?:\.\d+)?)个百分点"), Act.POINTS, -1),
    (re.compile(rf"(?:上浮|上调|提高|增加|增发|加发|加补){_PERCENT}"), Act.SCALED, 1),
    (re.compile(rf"(?:下浮|下调|降低|减少|减发|扣减){_PERCENT}"), Act.SCALED, -1),
    (re.compile(rf"按[^，。；,]{{0,8}}(?:标准|表)[^，。；,]{{0,3}}?的?{_PERCENT}"), Act.SCALED, 0),
    (re.compile(rf"(?:补助|补贴|标准|奖励|奖补)按{_PERCENT}(?:的?比例)?(?:执行|发放)"), Act.SCALED, 0),
    (re.compile(r"(?:增发|加补|加发|另加|再加|增加|加)(?P<n>\d+(?:\.\d+)?)(?P<scale>万)?元"), Act.ADDED, 1),
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A sentence that changes a standard.

    Attributes:
        condition: for whom, in the words of the sentence.
        act: what it does.
        amount: per cent to scale to, points or 元 to add.
        said: the words of the change.
        quote: the sentence, which stands at [start, end).
    """

    start: int
    end: int
    quote: str
    condition: str
    act: Act
    amount: Decimal
    said: str


def changes_of(table: StandardTable, desk: Desk) -> list[Change]:
    """Return the changes that the note under a table and the text of its document state."""
    text, own = desk.text_of(table.table.document_id) or "", table.table
    closed = []  # the rows of every table, and the notes under others
    for t in desk.knowledge.of(own.document_id).tables:
        closed.append((t.start, t.end if t.note_start is None else t.note_start))
        if t.note_start is not None and t.note_end is not None and (t.note_start, t.note_end) != _note(own):
            closed.append((t.note_start, t.note_end))
    found = []
    for match in re.finditer("[^。；;\n]+[。；;]?", text):
        apart = any(a <= match.start() < b for a, b in closed)
        change = _read(match[0], match.start()) if not apart else None
        if change is None or not _of_standard(change, table):
            continue
        if _in_note(change, table) or _goes_with(change, table, desk):
            found.append(change)
    return found


def _note(table: Table) -> tuple[int | None, int | None]:
    return table.note_start, table.note_end


def _of_standard(change: Change, table: StandardTable) -> bool:
    """Say whether a sentence changes what a table grants, and no other column of it (服务场地按表列标准的60%执行)."""
    lead, own = change.condition, [plain(v.label) for v in table.values]
    if any(label in lead for label in own):
        return True
    taken = {v.index for v in table.values}
    others = (plain(without_brackets(c.text)) for i, c in enumerate(table.table.header) if i not in taken)
    named = any(len(label) > 1 and lead.endswith(label) for label in others)
    return not named and (not lead or standard_phrases().of_standard.search(lead) is not None)


def _in_note(change: Change, table: StandardTable) -> bool:
    start, end = _note(table.table)
    return start is not None and end is not None and start <= change.start < end


def _goes_with(change: Change, table: StandardTable, desk: Desk) -> bool:
    """Say whether a sentence of the text is of a table: it names a column of it, or stands in the same part."""
    if any(len(v.label) > _LABEL_CHARS and plain(v.label) in change.condition for v in table.values):
        return True
    section = desk.section_at(table.table.document_id, change.start)
    return section is not None and section.path == table.table.section_path


def _read(sentence: str, at: int) -> Change | None:
    said = plain(sentence)
    for pattern, act, sign in _ACTS:
        match = pattern.search(said)
        if match is None:
            continue
        amount = number(match["n"]) or Decimal(0)
        if act is Act.SCALED:
            amount = amount if sign == 0 else 100 + sign * amount
        elif act is Act.ADDED:
            amount *= 10_000 if match["scale"] else 1
        else:
            amount *= sign
        head = _HEAD.match(said)
        lead = said[head.end() if head else 0 : match.start()]
        start = len(sentence) - len(sentence.lstrip())
        quote = sentence.strip()
        return Change(
            start=at + start,
            end=at + start + len(quote),
            quote=quote,
            condition=lead,
            act=act,
            amount=amount,
            said=said[match.start() :],
        )
    return None


def touches(change: Change, value: Value) -> bool:
    """Say whether a change is of a column: the one it names, else that of its kind."""
    lead = change.condition
    if "不变" in change.said and (
        value.kind is Kind.CAP or ("比例" in change.said.split("不变")[0] and value.kind is Kind.RATE)
    ):
        return False
    own = plain(value.label)
    if own in lead:
        return True
    of_cap = re.search("最[高多]|上限|限额|封顶", lead) is not None
    of_rate = re.search("比例", lead) is not None
    if change.act is Act.POINTS:
        return value.kind is Kind.RATE
    if of_cap:
        return value.kind is Kind.CAP
    if of_rate:
        return value.kind is Kind.RATE
    if change.act is Act.ADDED:
        return value.kind is Kind.AMOUNT
    return value.kind in (Kind.AMOUNT, Kind.RATE) or (value.kind is Kind.CAP and "标准" not in lead)


def named_column(change: Change, values: Sequence[Value]) -> tuple[Value, ...]:
    """Return the columns that a change is of; only those it names by their labels, where it names some."""
    named = tuple(v for v in values if len(v.label) > 1 and plain(v.label) in change.condition)
    return named or tuple(v for v in values if touches(change, v))


def of_row(change: Change, ordinal: str) -> bool:
    """Say whether a change is of the row with that number, where it names rows by number (第2、4项)."""
    named = _ITEMS.search(change.condition)
    return named is None or ordinal in re.findall(r"\d+", named[0])


def applies(change: Change, text: str, desk: Desk, document_id: str) -> bool | None:
    """Say whether what a question tells meets the condition of a change; None where that is not sure.

    Places count by the region they are in, ages by their number, others by the words that stand but there.
    """
    condition = change.condition.split("的,")[0]
    places = [m.canonical for m in desk.index.find(condition, kinds={REGION})]
    if places:
        meant = {place for m in desk.index.find(text, kinds={REGION}) for place in desk.around(m.canonical)}
        return bool(meant & set(places))
    age = _AGE.search(condition)
    if age is not None:
        said = [int(m["n"]) for m in _AGE.finditer(text)]
        return bool(said) and min(said) >= int(age["n"])
    if any(name in text for name in _listed(condition)):
        return True
    measure = standard_phrases().measure
    words = [w for w, _, _ in desk.tokenizer.words(condition) if len(measure.sub("", w)) > 1]
    shared = [w for w in words if w in text and _rare(w, desk, document_id)]
    if _NEGATED.search(condition):
        run = any(condition[i : i + _RUN_CHARS] in text for i in range(len(condition) - _RUN_CHARS + 1))
        return None if run and _SAID_NOT.search(text) else False
    return bool(shared)


def _listed(condition: str) -> list[str]:
    """Return the names that a condition lists, without what all such are called (昭平, of 昭平县; 水泥; 小微)."""
    phrases = standard_phrases()
    found = []
    for part in re.split("[、,，()（）]|和|及|或", condition):
        name = re.sub("的?(?:项目|企业|单位)?(?:的|$).*", "", part) or part
        name = phrases.tail.sub("", phrases.measure.sub("", name))
        place = _PLACE.fullmatch(name)
        name = place["stem"] if place is not None else name
        if len(name) > 1 and name not in default_phrases().light and phrases.chat.fullmatch(name) is None:
            found.append(name)
    return found


def _rare(word: str, desk: Desk, document_id: str) -> bool:
    """Say whether a word stands in few sentences of a document and in no table, so that it tells whom one is about."""
    text, title = clean(desk.text_of(document_id) or ""), clean(desk.meta(document_id).title)
    if word in title or text.count(word) > _RARE:
        return False
    headers = "，".join(cell.text for t in desk.knowledge.of(document_id).tables for cell in t.header)
    return word not in clean(f"{desk.cells_of(document_id)}，{headers}")
