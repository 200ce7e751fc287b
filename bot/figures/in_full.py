"""Columns that a question names in full: the last header in its own words, and nothing said that is of no such table.

The links of `metrics` weigh words; where a question writes a header out (诊断任务的小微企业, 便民网点小计), there is
nothing to weigh.  A column is named in full by a stretch of the question when its last header stands in the stretch
and every other word of the stretch is of the headers over it, of the title of its table or its document, or grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.figures.asked_units import dimension_asked, in_unit
from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year
from bot.figures.headers_said import header_parts, spelt_out
from bot.figures.labels import TOTAL_LABEL
from bot.figures.mentions import Mention, Names, year_of
from bot.figures.query import Measure
from bot.figures.reading import Picked, Reading
from bot.figures.roles import unlike
from bot.figures.surface import clean
from bot.figures.views import Column, View

_JOINTS = re.compile("以及|还有|[和与及跟、,，;；]")
_COUNT_TAIL = re.compile("(?:数量|家数|个数|总数|数)$")
_SUM = re.compile(f"(?:{TOTAL_LABEL.pattern}|总额|总量)数?")
# Words for a quantity by the unit that it is counted in: 长度 of what is told in 公里.
_QUANTITIES = (
    (re.compile("米|里"), "长度|里程"),
    (re.compile("亩|平方|公顷"), "面积"),
    (re.compile("元"), "金额|资金|经费|额度|标准"),
    (re.compile("人"), "人数|人次|人员"),
    (re.compile("^[年天月日]|个月|工作日"), "期限|年限|时间"),
    (re.compile("^次"), "次数|频次"),
    (re.compile("%"), "比例|比率"),
    (re.compile(""), "数量|数额|规模|任务|指标|目标|计划"),
)
_ASKED_IN = re.compile(
    "(?:多少|几)[万亿]?(?:平方米|立方米|公里|千米|人次|学时|课时|小时|个月|百分点|[元块吨家个户人名台套座项亩次场只万件辆张所处天日年钱])?"
)
_NUMBER_SAID = "\\d[\\d.,]*[万亿]?[\u4e00-\u9fff%]{1,4}?"
_SUPPOSED = (
    f"(?:是不是|是否)(?:有|为)?{_NUMBER_SAID}$"
    f"|{_NUMBER_SAID}[,，]?(?:对[吧吗么]|对不对|没错吧|是吧|是吗|是不是|[吗吧么嘛])$"
)
_GRAMMAR = re.compile(
    f"{_SUPPOSED}|"
    "请给出|给出|请问|数值|具体|分别|各自|多少|几何|哪[个家]|一共|总共|相[差比]|对比|达到|安排|下达|为|是|的|有|了|在|要|需要?|应|各|比|较|多|少|高|低|大|小|差|更|谁"
    "|[两二三四五六七八九十][个]?[地市县区州省家者]|[数个家呢吗啊呀吧把给市省县区年中里表项按]|根据|按照|通知|标准"
)
_ABOUT = re.compile("(?:19|20)\\d\\d年度?|合计|总计")  # what a title says of its year, and of sums, names nothing
_MARKS = re.compile("[^\u4e00-\u9fffa-z0-9]")


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A stretch of a question between joints: names are blanks in `text`; `year` the one said for it, if any."""

    start: int
    text: str
    year: int | None


def named_in_full(
    text: str,
    names: Names,
    rows: Sequence[Mention],
    catalogue: Catalogue,
    reading: Reading,
    *,
    as_of: date,
    inside: frozenset[str] | None = None,
) -> Reading:
    """Return the reading of a question whose quantities are all named in full; `reading` itself where one is not.

    Args:
        text: cleaned question.
        names: names found in it.
        rows: rows named, whose tables alone are looked in.
        catalogue: what is on file.
        reading: what the weighed words came to.
        as_of: the day that 今年 counts from.
        inside: columns of the tables that open the question by their title; None where none does.
    """
    views = _views_of(names, rows, catalogue)
    if not views or reading.goal is not None or any(p.measure.base is not None for p in reading.picked):
        return reading
    columns = [c for view in views for c in view.columns if inside is None or c.id in inside]
    several = len({key for m in rows for key in m.rows}) > 1 or bool(names.of("group"))
    pieces = _pieces(text, names, columns, as_of)
    if several:  # 三地合计: of what is named, and no column
        pieces = [replace(piece, text=_SUM.sub(lambda m: " " * len(m[0]), piece.text)) for piece in pieces]
    whole = "".join(piece.text for piece in pieces)
    found: list[tuple[_Piece, Column]] = []
    for piece in pieces:
        column = _column_named(piece, whole, columns, found[-1][1] if found else None, catalogue)
        if column is None:
            return reading
        found.append((piece, column))
    if not found or len({c.id for _, c in found}) < len(found):
        return reading
    picked = [
        Picked(start=p.start, end=p.start + len(p.text), measure=Measure(column=c.id), score=2.0, own=2.0)
        for p, c in found
    ]
    covered = [span for p, c in found for span in _spans(p, c, catalogue)]
    return replace(
        reading,
        picked=picked,
        covered=covered,
        choices=[],
        missing_years=[],
        missing_rate=None,
        other_role=None,
        in_full=True,
    )


def _views_of(names: Names, rows: Sequence[Mention], catalogue: Catalogue) -> list[View]:
    """Return the tables that have every row named; where the whole is named alone, all tables."""
    keys = {key for m in rows if m.kind == "row" for key in m.rows}
    groups = names.of("group")
    named = bool(keys or groups or names.of("whole"))
    if not named or names.all_years or names.of("foreign") or any(m.excluded for m in names.mentions):
        return []
    members = {key for m in groups for key in catalogue.groups.get(m.name, ())}
    return [
        view
        for view in catalogue.views.values()
        if all(
            any(key in view.row_of or key == view.whole_region for key in m.rows)
            for m in rows
            if m.kind == "row" and m.rows
        )
        and (not members or members & set(view.row_keys))
    ]


def _pieces(text: str, names: Names, columns: Sequence[Column], as_of: date) -> list[_Piece]:
    """Cut a question at its joints, but not within a header that it says; stretches of grammar alone fall away."""
    plain = list(text)
    for start, end in names.spans:
        plain[start:end] = " " * (end - start)
    bare = "".join(plain)
    inside = [False] * (len(bare) + 1)
    for part in {part for c in columns for part in header_parts(c) if _JOINTS.search(part)}:
        for match in re.finditer(re.escape(part), bare):
            inside[match.start() : match.end()] = [True] * len(part)
    cuts = [m for m in _JOINTS.finditer(bare) if not inside[m.start()]]
    starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(bare)]
    pieces: list[_Piece] = []
    year: int | None = None
    for start, end in zip(starts, ends, strict=True):
        years = {year_of(y, as_of, None) for y in names.years if start <= y.start and y.end <= end}
        if len(years) > 1:
            return []
        year = years.pop() if years else year
        if _MARKS.sub("", _GRAMMAR.sub("", _ASKED_IN.sub("", bare[start:end]))):
            pieces.append(_Piece(start=start, text=bare[start:end], year=year))
    return pieces


def _column_named(
    piece: _Piece, whole: str, columns: Iterable[Column], before: Column | None, catalogue: Catalogue
) -> Column | None:
    """Return the one column that a stretch names in full, or None.

    Of several, it is the one more of whose headers are said: in the stretch, as those of the one `before`, in the
    `whole` question; then the one of whose table more is said, then of the latest year.
    """
    dimension = dimension_asked(piece.text)
    asked = catalogue.roles.asked(piece.text)
    ranked: list[tuple[tuple[int, bool, int, int, int], Column]] = []
    for column in columns:
        year = column_year(catalogue, column)
        if not _tail_said(column, piece.text) or (piece.year is not None and year not in (None, piece.year)):
            continue
        parts = header_parts(column)
        said = sum(_said(piece.text, parts))
        near = before is not None and (before.table_id, before.header) == (column.table_id, column.header)
        title = clean(catalogue.view_of(column.id).table.title)
        rank = (said, near, sum(_said(whole, parts)), sum(_said(piece.text, (title,))), year or 0)
        ranked.append((rank, column))
    best = max((rank for rank, _ in ranked), default=None)
    first = [column for rank, column in ranked if rank == best]
    if len(first) != 1 or unlike(catalogue.roles.of(first[0].id), asked):
        return None
    column = first[0]
    if dimension is not None and not in_unit(catalogue, column, dimension):
        return None
    return column if _explained(piece.text, column, catalogue) else None


def _tail_said(column: Column, text: str) -> bool:
    """Say whether the last header of a column stands in `text`, with or without its word for a number."""
    *_, tail = header_parts(column) or ("",)
    if TOTAL_LABEL.fullmatch(tail):
        return _SUM.search(text) is not None
    forms = {tail, _COUNT_TAIL.sub("", tail)}
    return any(len(form) > 1 and form in text for form in forms) or spelt_out(text, column) is not None


def _explained(text: str, column: Column, catalogue: Catalogue) -> bool:
    """Say whether every word of a stretch is of the headers of a column, of its table and document, or grammar.

    A word that is the whole header of a column beside it and of none over this one is of that other column.  合计
    alone, of nothing said, names no column.
    """
    view, own = catalogue.view_of(column.id), header_parts(column)
    left = "".join(" " if said else c for c, said in zip(text, _said(text, own), strict=True))
    beside = {part for c in view.columns for part in header_parts(c)} - set(own)
    if any(len(part) > 1 and part in left for part in beside):
        return False
    known = _known(text, column, catalogue)
    if TOTAL_LABEL.fullmatch(own[-1]) and not any(known):
        return False
    left = "".join(" " if said else c for c, said in zip(text, known, strict=True))
    if column.unit:
        left = left.replace(f"多少{clean(column.unit)}", " ")
    left = _SUM.sub(" ", _ASKED_IN.sub(" ", left)) if TOTAL_LABEL.fullmatch(own[-1]) else _ASKED_IN.sub(" ", left)
    for unit, words in _QUANTITIES:
        if unit.search(column.unit or ""):
            left = re.sub(words, " ", left)
    return not _MARKS.sub("", _GRAMMAR.sub("", left))


def _known(text: str, column: Column, catalogue: Catalogue) -> list[bool]:
    """Say of every character of a stretch whether a header of the column, its table or its document has it."""
    view, meta = catalogue.view_of(column.id), catalogue.metas.get(column.document_id)
    about = (view.table.title, *view.table.section_path, meta.title if meta else "", view.row_noun)
    heads = tuple(part for part in header_parts(column) if not TOTAL_LABEL.fullmatch(part))
    return _said(text, (*heads, *(_ABOUT.sub(" ", clean(words)) for words in about)))


def _spans(piece: _Piece, column: Column, catalogue: Catalogue) -> list[tuple[int, int]]:
    """Return where in the question the words stand that name a column."""
    known = _known(piece.text, column, catalogue)
    if TOTAL_LABEL.fullmatch(header_parts(column)[-1]):
        for match in _SUM.finditer(piece.text):
            known[match.start() : match.end()] = [True] * len(match[0])
    marks = "".join("1" if k else "0" for k in known)
    return [(piece.start + m.start(), piece.start + m.end()) for m in re.finditer("1+", marks)]


def _said(text: str, parts: Iterable[str]) -> list[bool]:
    """Say of every character of `text` whether it stands in a stretch of two or more that one of `parts` has too."""
    said = [False] * len(text)
    for i in range(len(text) - 1):
        pair = text[i : i + 2]
        if " " not in pair and any(pair in part for part in parts):
            said[i] = said[i + 1] = True
    return said
