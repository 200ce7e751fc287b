"""Evidence for every cell and every computation that an answer stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha1

from bot.computed import computed
from bot.figures.amounts import Amount
from bot.figures.catalogue import Catalogue
from bot.figures.surface import periods
from bot.figures.views import Column, View
from bot.types import Evidence, Fact
from kb.types import Figure


class EvidenceBook:
    """Collects evidence by id, in the order of first use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._book: dict[str, Evidence] = {}

    def all(self) -> tuple[Evidence, ...]:
        """Return what was collected."""
        return tuple(self._book.values())

    def figure(self, figure: Figure) -> str:
        """Record a cell; its quote is the whole row where the text is at hand.  Return the id."""
        key = f"figure:{figure.id}"
        if key not in self._book:
            view = self._catalogue.views[figure.table_id]
            column = next(c for c in view.columns if c.index == figure.column)
            start, end, quote = self._row(view, figure)
            year = figure.year or column.year
            # The total of a place is that of 全省, and of 广东省 by name.
            names = dict.fromkeys((self.subject_of(figure, view), (figure.is_total and view.whole_region) or ""))
            months = [part for part in periods(column.label) if part.endswith("月")]  # a column headed 1月
            dated = f"{year}年{months[0]}" if len(months) == 1 and year else ""
            self._book[key] = Evidence(
                id=key,
                kind="figure",
                document_id=figure.document_id,
                section=section_of(view),
                quote=quote,
                start=start,
                end=end,
                facts=tuple(
                    Fact(
                        subject=name,
                        metric=column.name,
                        period=str(year) if year else None,
                        value=plain(figure),
                        unit=figure.unit or column.unit,
                    )
                    for name in names
                    if name
                )
                + ((Fact(subject="", metric="所属月份", value=dated),) if dated else ()),
                record=figure,
            )
        return key

    def blank(self, view: View, column: Column, row: int, name: str) -> str:
        """Record a cell that holds no number, with its whole row as quote.  Return the id."""
        cells = view.table.rows[row]
        cell = cells[column.index] if column.index < len(cells) else cells[-1]
        key = f"blank:{view.table.id}:{row}:{column.index}"
        text = self._catalogue.texts.get(view.table.document_id) or ""
        start, end = min(c.start for c in cells), max(c.end for c in cells)
        self._book.setdefault(
            key,
            Evidence(
                id=key,
                kind="figure",
                document_id=view.table.document_id,
                section=section_of(view),
                quote=text[start:end],
                start=start,
                end=end,
                facts=(
                    Fact(
                        subject=name,
                        metric=column.name,
                        value=cell.text,
                        period=str(column.year) if column.year else None,
                    ),
                ),
            ),
        )
        return key

    def subject_of(self, figure: Figure, view: View) -> str:
        """Return the name of the row of a cell."""
        if figure.is_total:
            return view.whole
        for column in view.columns:
            if column.index == figure.column:
                for key, cell in column.cells.items():
                    if cell.id == figure.id:
                        return self._catalogue.names.get(key, key)
        return figure.row_label

    def computed(self, amount: Amount, facts: Sequence[Fact], *, formula: str | None = None) -> str:
        """Record a computation over cells with the facts it supports.  Return the id."""
        inputs = tuple(dict.fromkeys(self.figure(f) for f in amount.figures))
        words = formula or amount.formula or ""
        said = "|".join(f"{f.subject}/{f.metric}/{f.period}/{f.value}/{f.unit}" for f in facts)
        key = "computed:" + sha1(f"{words}|{said}|{'|'.join(inputs)}".encode()).hexdigest()[:12]
        first = self._book[inputs[0]]
        self._book.setdefault(
            key,
            computed(key, first, facts=facts, formula=words, inputs=inputs),
        )
        return key

    def asked_year(self, year: int, figures: Sequence[Figure]) -> str:
        """Record that a relative word (去年) means `year`, beside the cells that stand in for it.  Return the id."""
        amount = Amount(value=Decimal(year), unit=None, figures=tuple(figures[:1]), formula="as_of")
        return self.computed(amount, [Fact(subject="", metric="所问年份", value=str(year))])

    def note(self, view: View) -> str | None:
        """Record the note under a table.  Return the id, or None where there is no note with a place."""
        table = view.table
        if table.note is None or table.note_start is None or table.note_end is None:
            return None
        text = self._catalogue.texts.get(table.document_id)
        key = f"note:{table.id}"
        self._book.setdefault(
            key,
            Evidence(
                id=key,
                kind="note",
                document_id=table.document_id,
                section=section_of(view),
                quote=text[table.note_start : table.note_end] if text else table.note,
                start=table.note_start,
                end=table.note_end,
            ),
        )
        return key

    def sentence(self, document_id: str, start: int, end: int) -> str:
        """Record a sentence of running text.  Return the id."""
        key = f"sentence:{document_id}:{start}"
        text = self._catalogue.texts.get(document_id) or ""
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        self._book.setdefault(
            key,
            Evidence(
                id=key,
                kind="passage",
                document_id=document_id,
                section="",
                quote=text[start + lead : end],
                start=start + lead,
                end=end,
            ),
        )
        return key

    def _row(self, view: View, figure: Figure) -> tuple[int, int, str]:
        text = self._catalogue.texts.get(figure.document_id)
        cells = view.table.rows[figure.row] if figure.row < len(view.table.rows) else ()
        if not text or not cells:
            return figure.start, figure.end, figure.raw
        start, end = min(c.start for c in cells), max(c.end for c in cells)
        if not start <= figure.start <= figure.end <= end:
            start, end = figure.start, figure.end
        return start, end, text[start:end]


def section_of(view: View) -> str:
    """Return where a table stands, in words."""
    path = [part for part in view.table.section_path if part]
    if view.table.title and not any(view.table.title in part for part in path):
        path.append(view.table.title)
    return " · ".join(path)


def plain(figure: Figure) -> str:
    """Return a cell's value as a plain decimal."""
    return f"{figure.value:f}"


def note_matters(view: View, columns: Iterable[Column], exceeds: bool) -> bool:
    """Say whether a table's note must travel: it names one of the columns, or a part exceeds its total."""
    note = view.table.note
    if not note:
        return False
    named = [term for term in quoted(note) if any(term in column.label for column in columns)]
    return bool(named) or exceeds


def quoted(note: str) -> list[str]:
    """Return the terms that a note sets in quotation marks."""
    terms, start = [], None
    for i, char in enumerate(note):
        if char in '“「《"' and start is None:
            start = i + 1
        elif char in '”」》"' and start is not None:
            if i > start:
                terms.append(note[start:i])
            start = None
    return terms
