"""Which rows of a table a question means by some of their words, where no row is named by a whole cell.

国家级绿色工厂奖励多少 names a row by two cells, 固废综合利用最高补多少 by half of one, 节能改造要交哪些材料 those that
apply to it.  Rows are told apart by the pairs of characters that few of them have; every word of the question must be
held by the row, by what stands over the table, or by a way of asking.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.desk import Desk
from bot.figures.surface import bigrams, clean
from bot.planning.phrases import plan_phrases
from bot.premises import premise_phrases, quantities
from bot.question import default_phrases
from bot.records.ask import RecordQuery, Wanted, asked_by_label, columns_asked, lacks_length, noun_asked, noun_words
from bot.records.phrases import record_phrases
from bot.records.table import Mention, RecordTable
from kb.lexicon_index import GROUP, ORGANISATION, REGION

_HELD = 0.5  # so much of a word's pairs must be held
_SURE_CHARS = 3  # so long a run of a row's own words names it, whatever the words
_MOST_ROWS = 4
_AS_GOOD = 0.999
_HOW_MANY = ("多少", "多少个", "多少名", "几个", "几名")
_PREFIX_CHARS = 6  # 国家级 of 国家级绿色工厂 is what 省级 stands against
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?![\d万亿吨元家户人台套个亩米公千立])年?度?")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with the characters that its years, places and other ways to say its words stand for."""

    text: str
    shut: tuple[bool, ...]  # years and places
    spoken: tuple[tuple[int, int, tuple[str, ...]], ...]  # (start, end, other forms)
    words: tuple[tuple[str, int, int], ...]


def likely(question: str, tables: Sequence[RecordTable], desk: Desk) -> tuple[RecordQuery, ...]:
    """Return what a question asks of the rows that it most likely means; nothing where words of it stay unexplained."""
    asked = read(question, desk)
    found = [
        query
        for table in tables
        if of_place(asked, table, desk)
        and of_year(asked, table)
        and (query := _ask_one(asked, table, [t for t in tables if t.meta is table.meta], desk))
    ]
    best = max(found, key=lambda q: q.score, default=None)
    return (best,) if best is not None else ()


def in_place_of(query: RecordQuery, before: str, other: str, desk: Desk) -> str | None:
    """Return the question before, asked of another row of its table (节能改造呢, 省级的呢); None where none is meant.

    Args:
        query: what was asked before.
        before: in these words.
        other: what is named now.
        desk: the records.
    """
    was = read(before, desk)
    names = {p for row in query.rows for p in bigrams(clean(query.table.name(row)))}
    cells = {p for _, value in query.conditions for p in bigrams(value)}
    for start, end in sorted(_runs(_marked(_spelt_out(was, query.table), names | cells)), key=lambda r: r[0] - r[1]):
        for stop in (end, *range(start + 2, min(end, start + _PREFIX_CHARS))):
            asked = was.text[:start] + other + was.text[stop:]
            found = _ask_one(read(asked, desk), query.table, (), desk)
            if found is not None and not _named_by(other, found):
                continue  # 只有合格证: no word of another row
            if found is not None and (found.rows, found.conditions) != (query.rows, query.conditions):
                return asked
    return None


def _named_by(other: str, query: RecordQuery) -> bool:
    """Say whether some words name a row, or a value, of those that a question is understood to be of."""
    own = [clean(query.table.text(row, c.index)) for row in query.rows for c in query.table.columns]
    return any(pair in cell for pair in bigrams(clean(other)) for cell in (*own, *(v for _, v in query.conditions)))


def read(question: str, desk: Desk) -> Asked:
    """Return a question with its words, and what its years, places and other ways to say its words stand for."""
    text = clean(question)
    shut = [False] * len(text)
    spoken = []
    for match in desk.index.find(text):
        if match.kind in (REGION, GROUP) or text[match.start : match.end] in default_phrases().light:
            continue  # 企业, whatever it is called, names no row (绿色工厂)
        forms = tuple(clean(f) for f in desk.forms.get(match.canonical, ()) if f != text[match.start : match.end])
        asks = any(default_phrases().question_marks.search(form) for form in forms)  # 数字, another way to say 多少
        if forms and match.kind != ORGANISATION and not asks:
            spoken.append((match.start, match.end, forms))
    for year in _YEAR.finditer(text):
        shut[year.start() : year.end()] = [True] * (year.end() - year.start())
    words = tuple((w, a, b) for w, a, b in desk.tokenizer.words(text) if len(w) > 1)
    return Asked(text=text, shut=tuple(shut), spoken=tuple(spoken), words=words)


def of_place(asked: Asked, table: RecordTable, desk: Desk) -> bool:
    """Say whether the document of a table speaks of every place that the question names."""
    text = desk.text_of(table.table.document_id) or ""
    return all(
        asked.text[m.start : m.end] in text or desk.short(m.canonical) in text
        for m in desk.index.find(asked.text, kinds={REGION})
    )


def of_year(asked: Asked, table: RecordTable) -> bool:
    """Say whether a table is for every year that the question names."""
    return {int(m[0][:4]) for m in _YEAR.finditer(asked.text)} <= table.years()


def _ask_one(asked: Asked, table: RecordTable, beside: Sequence[RecordTable], desk: Desk) -> RecordQuery | None:
    asked = _spelt_out(asked, table)
    return _checked(asked, table, desk) or _values(asked, table, desk) or _listed(asked, table, beside, desk)


def _checked(asked: Asked, table: RecordTable, desk: Desk) -> RecordQuery | None:
    """Return whether rows named by some of their words have a value that is supposed (取水量是核心指标吗)."""
    if record_phrases().yes_no.search(asked.text) is None:
        return None
    for column in table.columns:
        if column.numeric or column.ordinal or column.index in (table.entity, table.beside):
            continue
        cells = {row: clean(table.text(row, column.index)) for row in table.rows}
        said = max((v for v in set(cells.values()) if len(v) > 1 and v in asked.text), key=len, default=None)
        if said is None:
            continue
        at = asked.text.find(said)
        rest = _spelt_out(read(asked.text.replace(said, "", 1), desk), table)
        rows, score = _rows(rest, table)
        if not rows or unexplained(rest, table, rows, [column.index], desk):
            continue
        having = frozenset(row for row, cell in cells.items() if cell == said)
        claimed = Mention(start=at, end=at + len(said), column=column.index, value=said, rows=having, whole=True)
        query = RecordQuery(table=table, wanted=Wanted.CHECK, rows=rows, columns=(column.index,), score=score + 1)
        return replace(query, claimed=claimed)
    return None


def _spelt_out(asked: Asked, table: RecordTable) -> Asked:
    """Return a question with its shortened words in the full form that a name of the table has (固废: 固体废物)."""
    names = [clean(table.text(row, c)) for row in table.rows for c in (table.entity, table.beside) if c is not None]
    whole = "，".join(names)
    found = list(asked.spoken)
    for word, start, end in asked.words:
        if len(word) != 2 or word in whole or any(a <= start < b for a, b, _ in asked.spoken):
            continue
        if not (word[0] in whole and word[1] in whole):
            continue
        full = re.search(f"{re.escape(word[0])}[一-龥]{{1,3}}{re.escape(word[1])}", whole)
        if full is not None:
            found.append((start, end, (full[0],)))
    return replace(asked, spoken=tuple(found))


def _values(asked: Asked, table: RecordTable, desk: Desk) -> RecordQuery | None:
    """Return the cells asked for of the rows that are named."""
    if premise_phrases().may.search(asked.text) and not plan_phrases().amounts.search(asked.text):
        return None  # 88分能申报吗: whether, and no value
    if record_phrases().computes.search(asked.text):
        return None  # 各市技师任务最少的, 占全省的比例: not what stands in one cell
    rows, score = _rows(asked, table)
    columns = asked_columns(asked, table, rows) if rows else ()
    if not columns or unexplained(asked, table, rows, columns, desk):
        return None
    if all(table.blank(row, c) for row in rows for c in columns):
        return None
    if all(table.columns[c].numeric for c in columns) and not _rules(table, columns):
        return None  # numbers of places, or of what was counted, are for the figure engine
    if lacks_length(asked.text, (table.text(row, c) for row in rows for c in columns)):
        return None
    return RecordQuery(table=table, wanted=Wanted.VALUE, rows=rows, columns=columns, score=score, asked=asked.text)


def _rules(table: RecordTable, columns: Sequence[int]) -> bool:
    """Say whether columns of numbers say what is granted or required for what is no place (补助比例, 投资额下限)."""
    told = any(not c.numeric and not c.ordinal and c.index != table.entity for c in table.columns)
    set_out = all(record_phrases().rules.search(table.columns[c].plain) for c in columns)
    return table.entity not in table.places and (told or set_out)


def _rows(asked: Asked, table: RecordTable) -> tuple[tuple[int, ...], float]:
    """Return the rows whose names hold most of what few names hold, where that names them, and how much it is."""
    held = {row: set(bigrams(clean(table.name(row)))) for row in table.rows}
    often = Counter(pair for pairs in held.values() for pair in pairs)
    said = _said(asked)
    scores = {
        row: sum(math.log((1 + len(table.rows)) / often[pair]) for pair in pairs & said) for row, pairs in held.items()
    }
    best = max(scores.values(), default=0.0)
    rows = tuple(row for row in table.rows if scores[row] >= best * _AS_GOOD) if best > 0 else ()
    own = {p for row in rows for p in held[row] & said}
    if not 0 < len(rows) <= min(_MOST_ROWS, len(table.rows) - 1) or not _names_row(asked, table, rows, own):
        return (), 0.0
    return rows, best


def _said(asked: Asked) -> set[str]:
    """Return the pairs of characters of a question, in the words of it and in other ways to say them."""
    pairs = {p for i, p in _places(asked) if not asked.shut[i]}
    return pairs | {p for _, _, forms in asked.spoken for form in forms for p in bigrams(form)}


def _places(asked: Asked) -> list[tuple[int, str]]:
    return [(i, asked.text[i : i + 2]) for i in range(len(asked.text) - 1)]


def _marked(asked: Asked, pairs: set[str]) -> list[bool]:
    """Mark the characters of a question that say one of `pairs`, in its own words or in other ways to say them."""
    marks = [False] * len(asked.text)
    for i, pair in _places(asked):
        if pair in pairs and not asked.shut[i]:
            marks[i : i + 2] = [True, True]
    for start, end, forms in asked.spoken:
        if any(set(bigrams(form)) <= pairs for form in forms):
            marks[start:end] = [True] * (end - start)
    return marks


def _names_row(asked: Asked, table: RecordTable, rows: Sequence[int], own: set[str]) -> bool:
    """Say whether the pairs that a question shares with rows name them: in a run of some length, or a whole word.

    A run of words that the title of the document holds too (扶持资金) names no row, but for the whole name of one.
    """
    title = set(bigrams(clean(table.meta.title))) if table.meta is not None else set()
    names = {clean(table.text(row, c)) for row in rows for c in (table.entity, table.beside) if c is not None}
    whole = {(start, end) for _, start, end in asked.words}
    for run in _runs(_marked(asked, own)):
        said = asked.text[slice(*run)]
        if said in default_phrases().light and said not in names:
            continue
        if (run[1] - run[0] >= _SURE_CHARS or run in whole) and (said in names or not set(bigrams(said)) <= title):
            return True
    return False


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer("1+", "".join("1" if m else "0" for m in marks))]


def asked_columns(asked: Asked, table: RecordTable, rows: Sequence[int]) -> tuple[int, ...]:
    """Return the columns that are asked for, but for those that name the rows."""
    text = asked.text
    columns = [c for c in columns_asked(text, table, (), numbers=True) if c not in (table.entity, table.beside)]
    phrases = record_phrases()
    columns = asked_by_label(text, table, columns)
    filled = [c for c in columns if table.columns[c].numeric or _says_more(table, rows, c)]
    filled = [c for c in filled if any(not table.blank(row, c) for row in rows)]
    if not phrases.least_asked.search(text):
        least = [c for c in filled if phrases.least.search(table.columns[c].plain)]
        named = [
            c for c in least if any(f"{how}{p}" in text for how in _HOW_MANY for p in bigrams(table.columns[c].plain))
        ]
        filled = named or [c for c in filled if c not in least] or filled
    cues = [header for cue, header in phrases.narrow if cue.search(text)]
    filled = [c for c in filled if any(_says(table, rows, c, header) for header in cues)] or filled
    return tuple(sorted(filled))


def _says_more(table: RecordTable, rows: Sequence[int], column: int) -> bool:
    """Say whether cells hold more than the names of their rows; a number in a name (5 of 5000吨) is not that cell."""
    return any(table.text(row, column) not in table.name(row) for row in rows)


def _says(table: RecordTable, rows: Sequence[int], column: int, held: re.Pattern[str]) -> bool:
    """Say whether the header of a column, or its cells in the rows, hold what is asked for."""
    return bool(held.search(table.columns[column].plain) or any(held.search(table.text(r, column)) for r in rows))


def unexplained(
    asked: Asked, table: RecordTable, rows: Sequence[int], columns: Sequence[int], desk: Desk, *, known: str = ""
) -> list[str]:
    """Return the words that neither the rows, nor what stands over the table, nor a way of asking accounts for.

    What is `known` is accounted for too.
    """
    phrases, text = record_phrases(), asked.text
    over = clean("，".join((*table.table.section_path, table.table.title, table.table.note or "")))
    names = {p for row in rows for p in bigrams(clean(table.name(row)))}
    named = any(end - start >= _SURE_CHARS for start, end in _runs(_marked(asked, names)))
    told = [c.index for c in table.columns if named or c.index in columns]  # beside a sure name the row may say more
    pairs = names | {p for row in rows for c in told for p in bigrams(clean(table.text(row, c)))}
    pairs |= table.words | set(bigrams(over)) | set(bigrams(known))
    open_text = list(text)

    def shut(start: int, end: int) -> None:
        open_text[start:end] = [","] * (end - start)

    for i, closed in enumerate(asked.shut):
        if closed:
            shut(i, i + 1)
    for amount in quantities(text):
        shut(amount.start, amount.end)
    for m in desk.index.find(text, kinds={REGION}):
        shut(m.start, m.end)
    for start, end, forms in asked.spoken:
        if any(set(bigrams(form)) <= pairs for form in forms):
            shut(start, end)
    patterns = [w.ask for w in phrases.columns if any(w.header.search(table.columns[c].plain) for c in columns)]
    for pattern in (*patterns, phrases.count, phrases.list, phrases.about, phrases.yes_no, phrases.beyond):
        for match in pattern.finditer(text):
            shut(match.start(), match.end())
    rest = phrases.filler.sub(lambda m: "," * len(m[0]), "".join(open_text))
    rest = phrases.chat.sub(lambda m: "," * len(m[0]), rest)
    idle = default_phrases().idle
    found = []
    for word, start, end in asked.words:
        left = rest[start:end]
        if "," in left and len(left.replace(",", "")) < 2:
            continue
        own = bigrams(word)
        if word in idle or sum(p in pairs for p in own) >= _HELD * len(own):
            continue
        found.append(word)
    return found


# -- rows that apply ------------------------------------------------------------------------------------------------


def _listed(asked: Asked, table: RecordTable, beside: Sequence[RecordTable], desk: Desk) -> RecordQuery | None:
    """Return what is to be listed, of the rows that apply to what the question names (节能改造要交哪些材料)."""
    phrases, text = record_phrases(), asked.text
    if not phrases.list.search(text) or phrases.count.search(text) or phrases.ranks.search(text):
        return None
    noun = noun_asked(text, table)
    if noun is None or (noun != table.entity and not _called(table, noun, text)):
        return None
    applies = next(
        (c.index for c in table.columns if phrases.applies.search(c.plain) and c.index != noun and not c.numeric), None
    )
    value, rows = _applying(asked, table, applies, beside) if applies is not None else (None, table.rows)
    told = [noun] if applies is None else [noun, applies]
    if not rows or unexplained(asked, table, rows, told, desk, known=value or ""):
        return None
    topical = sum(pair in table.topic for pair in bigrams(text))
    query = RecordQuery(table=table, wanted=Wanted.LIST, rows=tuple(rows), noun=noun, score=3.0 + 0.5 * topical)
    if value is None or applies is None:
        return query
    return replace(query, conditions=((applies, value),), score=query.score + len(value))


def _called(table: RecordTable, column: int, text: str) -> bool:
    """Say whether a question calls what a column holds by its name (哪些对象), not only by a way of asking (谁)."""
    words = noun_words(table.columns[column])
    return words is not None and (words.called in text or table.columns[column].plain in text)


def _applying(
    asked: Asked, table: RecordTable, column: int, beside: Sequence[RecordTable]
) -> tuple[str | None, tuple[int, ...]]:
    """Return what the question names that rows may apply to, and the rows that apply to it.

    What is named stands in the column, or names a row of another table of the document: a kind of project that has to
    hand in only what all have to.
    """
    phrases = record_phrases()
    cells = {row: clean(table.text(row, column)) for row in table.rows}
    values = {part for cell in cells.values() for part in re.split("[、,;/]", cell)}
    values |= {clean(t.text(row, t.entity)) for t in beside if t is not table for row in t.rows}
    values = {part for part in values if not phrases.everyone.search(part) and not phrases.excepted.search(part)}
    said = {v: [p in _said(asked) for p in bigrams(v)] for v in values if len(v) > 1}
    named = max((v for v in said if sum(said[v]) >= _HELD * len(said[v])), key=len, default=None)
    if named is None:
        return None, table.rows

    def applies(cell: str) -> bool:
        left_out = phrases.excepted.search(cell)
        if left_out is not None:
            return named not in left_out[1] and left_out[1] not in asked.text
        if phrases.everyone.search(cell):
            return not phrases.beyond.search(asked.text)
        return named in cell

    return named, tuple(row for row, cell in cells.items() if applies(cell))
