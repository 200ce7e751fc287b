"""From a question to what is asked of which table: values named, columns asked for, and nothing left unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.figures.surface import bigrams, clean, number
from bot.question import default_phrases
from bot.records.phrases import NounWords, record_phrases
from bot.records.table import Mention, RecordColumn, RecordTable

_ORDINAL = re.compile(r"第([\d一二三四五六七八九十]+)(?:项|个|条|家|号|行)|序号(?:为|是)?(\d+)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?度?")
_ALIKE, _MOST_TABLES = 0.6, 3
_TWO_WORDS = 4  # characters
_IN_BODIES, _OF_DEEDS = re.compile("(?:多少|几)家"), ("项", "类")
_LENGTH = re.compile("几(?:天|日|个?工作日|个?月|小时|周|年)|多久|多长时间")
_HOW_MANY, _COUNTED_EACH = re.compile("多少|几"), re.compile("各|分别")
_NUMERAL = re.compile(r"[\d一二三四五六七八九十]")
_CONTENT = re.compile(r"[\u4e00-\u9fffa-z0-9]+")


class Wanted(StrEnum):
    """What is asked of a table."""

    VALUE = "value"  # what stands in columns of rows named
    ALL = "all"  # everything that stands in a row
    LIST = "list"  # which rows, and how many
    CHECK = "check"  # whether a row has a value
    MEMBER = "member"  # whether a row is there at all
    TIER = "tier"  # what stands in the row whose range an amount falls in
    BLANK = "blank"  # which rows have nothing in a column


@dataclass(frozen=True, kw_only=True)
class RecordQuery:
    """What is asked: of which rows and columns of a table; `conditions` are (column, value) that narrow the rows.

    `noun` is the column whose values are listed, `called` the one that the question names rows by, `score` says how
    much of the question the table accounts for, `asked` are its words where an amount named is to be reckoned with.
    Of a table of ranges `noun` is their column, `asked` the amount, the conditions what is supposed of it and the group
    of rows it is of, and `outside` are the rows of whose ranges none holds it.
    """

    table: RecordTable
    wanted: Wanted
    rows: tuple[int, ...]
    columns: tuple[int, ...] = ()
    conditions: tuple[tuple[int, str], ...] = ()
    noun: int = 0
    called: int | None = None
    claimed: Mention | None = None
    counting: bool = False
    outside: tuple[int, ...] = ()
    score: float = 0.0
    asked: str = ""


def ask(question: str, tables: Sequence[RecordTable]) -> tuple[RecordQuery, ...]:
    """Return what a question asks of the tables that account for all of it: of the likeliest, or of several alike."""
    text = clean(question)
    found = [query for table in tables if (query := _ask_one(text, table)) is not None]
    best = max((q.score for q in found), default=0.0)
    alike = [q for q in found if q.score >= best - _ALIKE and (q.rows or len(found) == 1)]
    alike.sort(key=lambda q: str(q.table.meta.published) if q.table.meta else "", reverse=True)
    return tuple(part for q in alike[:_MOST_TABLES] for part in _each_counted(text, q))


def _each_counted(text: str, query: RecordQuery) -> list[RecordQuery]:
    """Return a count for each of several values of one column where each is asked for (强制的几家，自愿的几家)."""
    columns = {column for column, _ in query.conditions}
    each = _COUNTED_EACH.search(text) is not None or len(_HOW_MANY.findall(text)) == len(query.conditions)
    several = query.counting and query.wanted is Wanted.LIST and len(columns) == 1 and len(query.conditions) > 1
    if not several or not each:
        return [query]
    parts = []
    for column, value in query.conditions:
        rows = tuple(row for row in query.rows if value in query.table.text(row, column))
        parts.append(replace(query, rows=rows, conditions=((column, value),)))
    return parts if all(part.rows for part in parts) else [query]


def _ask_one(text: str, table: RecordTable) -> RecordQuery | None:
    years = {int(m[1]) for m in _YEAR.finditer(text)}
    if years and not years <= table.years():
        return None
    mentions = _chosen(text, table, table.mentions(text))
    asked = asked_by_label(text, table, columns_asked(text, table, mentions))
    if record_phrases().amount.search(text):
        return None  # how much was given or taken, not how many rows there are
    ordinal = _ordinal_rows(text, table)
    if any(table.columns[c].numeric for c in asked):
        return None  # numbers are for the figure engine
    if not mentions and not ordinal and not _named(text, table):
        return None
    if _left_over(text, table, mentions, asked):
        return None
    query = _query(text, table, mentions, asked, ordinal)
    if query is None:
        return None
    told = (table.text(row, column) for row in query.rows for column in query.columns)
    if query.wanted is Wanted.VALUE and lacks_length(text, told):
        return None
    named = sum(m.end - m.start for m in mentions) + (3 if ordinal else 0)
    topical = sum(pair in table.topic for pair in bigrams(text))
    score = named + 0.5 * topical + 0.5 * len(asked)
    return RecordQuery(**{**query.__dict__, "score": score})


def lacks_length(text: str, cells: Iterable[str]) -> bool:
    """Say whether a length of time is asked for (公示几天) of cells that name no number."""
    return _LENGTH.search(text) is not None and not any(_NUMERAL.search(cell) for cell in cells)


def asked_by_label(text: str, table: RecordTable, asked: list[int]) -> list[int]:
    """Leave out columns of numbers named by half where a column of words is named by its whole label (考核等次)."""
    whole = [c for c in asked if not table.columns[c].numeric and table.columns[c].plain in text]
    halves = [c for c in asked if table.columns[c].numeric and table.columns[c].plain not in text]
    return [c for c in asked if c not in halves] if whole else asked


def _query(
    text: str, table: RecordTable, mentions: Sequence[Mention], asked: Sequence[int], ordinal: Sequence[int]
) -> RecordQuery | None:
    phrases = record_phrases()
    naming = [m for m in mentions if _identifies(table, m)]
    others = [m for m in mentions if m not in naming]
    rows = _rows(table, naming, ordinal)
    checking = phrases.yes_no.search(text) is not None
    if (
        checking
        and set(asked) <= {table.entity, table.beside}
        and (otherwise := _of_another(table, naming)) is not None
    ):
        return otherwise
    if rows and (naming or ordinal):
        if checking and others and not asked:
            return RecordQuery(
                table=table, wanted=Wanted.CHECK, rows=rows, columns=(others[0].column,), claimed=others[0]
            )
        kept = tuple(r for r in rows if all(r in m.rows for m in others)) or rows
        columns = tuple(c for c in asked if c not in {m.column for m in naming} or not naming)
        if len(kept) > 1 and columns == (table.beside,) and not ordinal:  # 能耗限额监察包括哪些行业
            named = tuple(dict.fromkeys((m.column, m.value) for m in naming))
            return RecordQuery(table=table, wanted=Wanted.LIST, rows=kept, conditions=named, noun=columns[0])
        called = naming[0].column if naming else table.entity
        if columns:
            return RecordQuery(table=table, wanted=Wanted.VALUE, rows=kept, columns=columns, called=called)
        if checking and phrases.member.search(text):
            return RecordQuery(table=table, wanted=Wanted.MEMBER, rows=kept, called=called)
        if phrases.about.search(text) and not phrases.count.search(text):
            return RecordQuery(table=table, wanted=Wanted.ALL, rows=kept, called=called)
        return None
    counting = phrases.count.search(text) is not None
    noun = _noun(_beside(text, others), table, asked, counting=counting)
    if noun is None or not (counting or phrases.list.search(text)) or ordinal:
        return None
    conditions = tuple(dict.fromkeys((m.column, m.value) for m in mentions))
    columns_named = {column for column, _ in conditions}
    if any(phrases.applies.search(table.columns[c].plain) for c in columns_named):
        return None  # what applies to all applies too: `likely` reads such columns
    kept = tuple(
        row
        for row in table.rows
        if all(any(row in m.rows for m in mentions if m.column == column) for column in columns_named)
    )
    if not conditions and (phrases.ranks.search(text) or not _named(text, table, much=True)):
        return None  # 任务排前三的是哪几个市: not all that a table lists
    if all(column in table.places for column in columns_named) and not _named(text, table):
        words = noun_words(table.columns[noun])
        header = table.columns[noun].plain.removesuffix("名称")
        if (words is None or words.called not in text) and (words is not None or header not in text):
            return None  # 佛山有多少家: of what?
    return RecordQuery(table=table, wanted=Wanted.LIST, rows=kept, conditions=conditions, noun=noun, counting=counting)


def _beside(text: str, mentions: Sequence[Mention]) -> str:
    """Return a question without the values it names, whose last character is no noun of its own (临港片区: 区)."""
    for mention in sorted(mentions, key=lambda m: -m.start):
        text = f"{text[: mention.start]},{text[mention.end :]}"
    return text


def _chosen(text: str, table: RecordTable, mentions: Sequence[Mention]) -> list[Mention]:
    """Where one word stands in several columns, keep the column that the words beside it speak of."""
    kept: list[Mention] = []
    for start in dict.fromkeys(m.start for m in mentions):
        same = [m for m in mentions if m.start == start]
        if len(same) > 1:
            after = text[same[0].end : same[0].end + 4]
            spoken = [m for m in same if _verb(table.columns[m.column], after)]
            whole = {m.value for m in (spoken or same)}
            same = spoken or [m for m in same if m.column == same[0].column]
            same = [m for m in same if m.value in whole]
        if len(same) > 1:  # one value inside another of its column (市水务局, 市水务局、市统计局): rows of all
            first = min(same, key=lambda m: len(m.value))
            rows = frozenset(r for m in same for r in m.rows)
            same = [
                Mention(
                    start=first.start,
                    end=first.end,
                    column=first.column,
                    value=first.value,
                    rows=rows,
                    whole=first.whole,
                )
            ]
        kept += same
    return kept


def _verb(column: RecordColumn, after: str) -> bool:
    return any(
        words.verb is not None and words.header.search(column.plain) and words.verb.match(after)
        for words in record_phrases().columns
    ) or bool(column.plain and after.startswith(column.plain[:2]))


def _identifies(table: RecordTable, mention: Mention) -> bool:
    """Say whether a value names rows: it stands in the column of names, or in another that tells every row apart."""
    if mention.column in (table.entity, table.beside):
        return True
    texts = [table.text(row, mention.column) for row in table.rows]
    return len(set(texts)) == len(texts) and len(mention.value) > 4


def _of_another(table: RecordTable, naming: Sequence[Mention]) -> RecordQuery | None:
    """Return the check of rows named by what tells them apart, where they are supposed to be of another name.

    光伏属于能耗限额监察吗: the row of 光伏 is one of 节能审查.
    """
    first = [m for m in naming if m.column == table.entity]
    second = [m for m in naming if m.column == table.beside]
    if not first or not second:
        return None
    rows = tuple(r for r in table.rows if any(r in m.rows for m in second))
    return RecordQuery(
        table=table,
        wanted=Wanted.CHECK,
        rows=rows,
        columns=(table.entity,),
        called=table.beside,
        claimed=Mention(**{**first[0].__dict__, "rows": frozenset(r for m in first for r in m.rows)}),
    )


def _rows(table: RecordTable, naming: Sequence[Mention], ordinal: Sequence[int]) -> tuple[int, ...]:
    if ordinal:
        return tuple(ordinal)
    if not naming:
        return ()
    first = [m.rows for m in naming if m.column != table.beside]
    second = [m.rows for m in naming if m.column == table.beside]
    named = [frozenset().union(*rows) for rows in (first, second) if rows]
    return tuple(row for row in table.rows if all(row in rows for rows in named))


def columns_asked(text: str, table: RecordTable, mentions: Sequence[Mention], *, numbers: bool = False) -> list[int]:
    """Return the columns asked for: by their own label, or by a way of asking; not those of the values named.

    Columns of numbers are asked for by their words; by a way of asking only where `numbers` says so.
    """
    covered = [False] * len(text)
    for m in mentions:
        covered[m.start : m.end] = [True] * (m.end - m.start)
    open_text = "".join("\0" if shut else c for c, shut in zip(text, covered, strict=True))
    found: dict[int, int] = {}
    for column in table.columns:
        if column.ordinal or len(column.plain) < 2:
            continue
        at = open_text.find(column.plain)
        qualifies = at > 0 and covered[at - 1] and any(m.column == column.index for m in mentions)
        if at >= 0 and not qualifies:
            found[column.index] = at
            continue
        halves = (column.plain[:2], column.plain[2:]) if len(column.plain) == _TWO_WORDS else ()
        if halves and not column.numeric and all(half in open_text for half in halves):
            found[column.index] = open_text.find(halves[0])  # 主要是什么问题: 主要问题
            continue
        if column.numeric:
            shown = _said_of_number(open_text, column, table)
            if shown is not None:
                found[column.index] = shown
            if shown is not None or not numbers:
                continue
        for words in record_phrases().columns:
            match = words.ask.search(open_text) if words.header.search(column.plain) else None
            if match is not None:
                found.setdefault(column.index, match.start())
                break
    if record_phrases().priced.search(text) and not record_phrases().granted.search(text):
        found = {c: at for c, at in found.items() if not record_phrases().granted.search(table.columns[c].plain)}
    conditions = {m.column for m in mentions}
    return [c for c in sorted(found, key=lambda c: found[c]) if c not in conditions]


def _said_of_number(text: str, column: RecordColumn, table: RecordTable) -> int | None:
    """Return where words stand that only a column of numbers is called by (补助 of 补助金额), or None."""
    elsewhere = {p for c in table.columns if not c.numeric for p in bigrams(c.plain)} | table.topic
    held = [pair for pair in bigrams(column.plain) if pair in text and pair not in elsewhere]
    if held and default_phrases().light.issuperset(held) and record_phrases().counted.search(text) is None:
        return None  # 企业能领多少奖金 asks of no 企业数
    return text.find(held[0]) if held else None


def _ordinal_rows(text: str, table: RecordTable) -> list[int]:
    match = _ORDINAL.search(text)
    place = number(match[1] or match[2]) if match else None
    if match is None or place is None:
        return []
    column = next((c for c in table.columns if c.ordinal), None)
    if column is None:
        return []
    return [row for row in table.rows if table.text(row, column.index).rstrip(".、") == str(int(place))]


def _named(text: str, table: RecordTable, *, much: bool = False) -> bool:
    """Say whether the question speaks of what the table is about."""
    shared = {pair for pair in bigrams(text) if pair in table.topic}
    return len(shared) >= (3 if much else 2)


def _noun(text: str, table: RecordTable, asked: Sequence[int], *, counting: bool) -> int | None:
    """Return the column whose values are to be listed: the one asked for, or the one that a noun speaks of."""
    for index in asked:
        if not table.columns[index].numeric:
            return index
    order = [table.columns[table.entity], *(c for c in table.columns if c.index != table.entity)]
    if counting and _IN_BODIES.search(text):  # 任务一共多少家: no 6项
        order = [c for c in order if (words := noun_words(c)) is None or words.unit not in _OF_DEEDS]
    for specific in (True, False):
        for column in order:
            words = noun_words(column)
            if words is None or column.numeric or column.ordinal:
                continue
            pattern = words.called if specific else words.noun.pattern
            if re.search(pattern, text) and (specific or column.index == table.entity):
                return column.index
    for column in order:  # the rows by what their header calls them (孵化器名称)
        name = re.sub("(?:名称|类别|种类)$" if column.index == table.entity else "名称$", "", column.plain)
        if len(name) > 1 and name in text and not column.numeric and not column.ordinal:
            return column.index
    topical = _named(text, table, much=True) and not counting
    return table.entity if topical else None


def noun_asked(text: str, table: RecordTable) -> int | None:
    """Return the column whose values are asked to be listed, by what its header is called (哪些材料: 材料名称)."""
    asked = [c for c in columns_asked(text, table, ()) if not table.columns[c].numeric]
    listed = [c for c in asked if noun_words(table.columns[c]) is not None]
    return next((c for c in listed if c == table.entity), listed[0] if listed else None)


def noun_words(column: RecordColumn) -> NounWords | None:
    """Return how the rows under a header are called."""
    return next((words for words in record_phrases().nouns if words.header.search(column.plain)), None)


def _left_over(text: str, table: RecordTable, mentions: Sequence[Mention], asked: Sequence[int]) -> bool:
    """Say whether words remain that neither the table nor a way of asking accounts for."""
    phrases = record_phrases()
    marks = list(text)

    def shut(start: int, end: int) -> None:
        marks[start:end] = [","] * (end - start)

    for m in mentions:
        shut(m.start, m.end)
    for match in [*_YEAR.finditer(text), *_ORDINAL.finditer(text)]:
        shut(match.start(), match.end())
    for column in (table.columns[c] for c in asked):
        if (at := text.find(column.plain)) >= 0 and len(column.plain) > 1:
            shut(at, at + len(column.plain))
        for words in phrases.columns:
            if words.header.search(column.plain):
                for match in words.ask.finditer(text):
                    shut(match.start(), match.end())
    for m in mentions:
        words_of = [w for w in phrases.columns if w.verb is not None and w.header.search(table.columns[m.column].plain)]
        for words in words_of:
            assert words.verb is not None
            for match in words.verb.finditer(text):
                shut(match.start(), match.end())
    for pattern in (phrases.count, phrases.member, phrases.about):
        for match in pattern.finditer(text):
            if match.group() and not any(c in "、" for c in match.group()):
                shut(match.start(), match.end())
    for i in range(len(text) - 1):
        if text[i : i + 2] in table.words:
            marks[i : i + 2] = [","] * 2
    rest = phrases.filler.sub(",", "".join(marks))
    return any(len(run) > 1 for run in _CONTENT.findall(rest))
