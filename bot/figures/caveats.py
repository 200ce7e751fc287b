"""What else must be said: years that stand in, notes, totals that do not add up, values not on file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.figures.amounts import Amount, statistic
from bot.figures.evidence import note_matters
from bot.figures.query import Measure, Operation, Relation, SubjectKind
from bot.figures.speaker import FEW, Speaker
from bot.figures.views import REST_ROW, Column, View
from bot.figures.wording import write
from bot.types import Choice, Fact, Statement


def say_absent(s: Speaker) -> None:
    """Say which values are not on file."""
    for name, column_id in s.result.missing:
        column = s.catalogue.columns[column_id]
        view = s.catalogue.views[column.table_id]
        metric = s.namer.metric(Measure(column=column_id))
        row = next((view.row_of[key] for key in view.row_of if s.catalogue.names.get(key, key) == name), None)
        if row is None:
            s.statements.append(
                Statement(text=s.phrases.say("missing_value", table=view.table.title, who=name, metric=metric))
            )
            continue
        cells = view.table.rows[row]
        mark = cells[column.index].text.strip() if column.index < len(cells) else ""
        cited = [s.book.blank(view, column, row, name)]
        s.say("blank_value" if mark else "empty_value", cited, who=name, metric=metric, mark=mark)
        say_note_on(s, view, name)


def say_note_on(s: Speaker, view: View, name: str) -> None:
    """Say the note of a table where it speaks of a row by name."""
    note = view.table.note
    if note is None or not any(form in note for form in forms_of(s, name)):
        return
    cited = s.book.note(view)
    if cited is not None:
        s.say("note", [cited], note=note_words(note))


def forms_of(s: Speaker, name: str) -> tuple[str, ...]:
    """Return the ways in which a note may write a row: its name, and the short one of a region."""
    return (name, *(region.short for region in s.catalogue.lexicon.regions if region.name == name))


def note_words(note: str) -> str:
    """Return a note as a sentence."""
    text = note.strip()
    return text if text.endswith(("。", "！", "）")) else text + "。"


def used_columns(s: Speaker) -> list[Column]:
    """Return the columns that a query uses."""
    ids = [cid for m in s.query.measures for cid in (m.column, m.base) if cid is not None]
    ids += [c.other.column for c in s.query.conditions if c.other is not None]
    return [s.catalogue.columns[cid] for cid in dict.fromkeys(ids)]


def say_caveats(s: Speaker) -> None:
    """Say everything a reader needs to rely on the answer."""
    query = s.query
    if query.requested_year is not None and query.stood_in_year is not None:
        ids = [i for s in s.statements for i in s.evidence][:1]
        figures = [f for e in s.result.entries for f in e.amount.figures]
        if figures:
            ids.append(s.book.asked_year(query.requested_year, figures))
        given = s.period(*query.measures) or str(query.stood_in_year)
        s.say("stood_in", ids, asked=str(query.requested_year), given="年和".join(given.split("、")))
    if "measure" in query.assumed and query.operation is Operation.COMPARE and len(query.measures) == 2:
        ids = [i for s in s.statements for i in s.evidence]
        first, second = (s.namer.metric(m) for m in query.measures)
        s.say("other_measure", ids, first=first, second=second)
    if "counterpart" in query.assumed and query.earlier:
        ids = [i for s in s.statements for i in s.evidence][:1]
        before, now = s.namer.column(query.earlier[0][1].column), s.namer.column(query.measures[0].column)
        if before.id != now.id:
            s.say("counterpart", ids, year=str(now.year), asked=before.name, given=now.name)
    say_not_counted(s)
    say_other_rows(s)
    for view in dict.fromkeys(s.catalogue.views[c.table_id].table.id for c in used_columns(s)):
        say_view_caveats(s, view)


def say_not_counted(s: Speaker) -> None:
    """Say which rows of the scope have no number and were left out of a ranking, a selection or a mean."""
    query = s.query
    over = query.operation in {Operation.TOP, Operation.FILTER} or query.function in {"mean", "median", "max", "min"}
    if not over or (query.over_groups and s.group_noun(query.measures[0]) == s.words["area"]):
        return
    column = s.namer.column(query.measures[0].column)
    view = s.catalogue.views[column.table_id]
    scopes = [scope for scope in (query.scope, *(() if query.over_groups else query.subjects)) if scope is not None]
    wanted = {key for scope in scopes for key in scope.rows}
    excluded = {key for scope in scopes for key in scope.exclude}
    rest = {k: name for k in column.cells if REST_ROW.match(name := s.catalogue.names.get(k, k))}
    ranked = query.operation in {Operation.TOP, Operation.FILTER, Operation.RANK} and not query.over_groups
    if rest and ranked and not wanted and not any(e.subject.name in rest.values() for e in s.result.entries):
        s.say("rest_row", [s.book.figure(column.cells[k]) for k in rest], names="、".join(rest.values()))
    blank = [
        key for key in view.row_of if key not in column.cells and key not in excluded and (not wanted or key in wanted)
    ]
    if not 0 < len(blank) <= FEW or len(blank) >= len(column.cells):
        return
    names = [s.catalogue.names.get(key, key) for key in blank]
    cited = [s.book.blank(view, column, view.row_of[key], name) for key, name in zip(blank, names, strict=True)]
    s.say("not_counted", cited, names="、".join(names))


def say_other_rows(s: Speaker) -> None:
    """Say that two totals set against each other are of different rows."""
    query = s.query
    if query.operation is not Operation.COMPARE or len(query.measures) != 2 or len(s.result.entries) < 2:
        return
    if any(subject.kind is not SubjectKind.TOTAL for subject in query.subjects):
        return
    columns = [s.namer.column(m.column) for m in query.measures]
    if len({s.catalogue.views[c.table_id].whole_region for c in columns}) > 1:
        return  # two provinces: each total is complete
    first, second = (set(c.cells) for c in columns)
    if columns[0].table_id == columns[1].table_id or len(first & second) == max(len(first), len(second)):
        return
    figures = tuple(f for c in columns for f in c.cells.values())
    counts = [
        Fact(subject="", metric="数量", value=str(len(c.cells)), period=s.period(m))
        for c, m in zip(columns, query.measures, strict=True)
    ]
    amount = Amount(value=Decimal(len(first)), unit=None, figures=figures, formula="count")
    noun = s.namer.noun(query.measures[0])
    s.say("other_rows", [s.book.computed(amount, counts)], noun=noun, first=str(len(first)), second=str(len(second)))


def say_view_caveats(s: Speaker, table_id: str) -> None:
    """Say the note of a table where it matters, and a total that does not add up."""
    view = s.catalogue.views[table_id]
    columns = [c for c in used_columns(s) if c.table_id == table_id]
    exceeds = any(e.measure.relation is Relation.RATIO and e.amount.value > 1 for e in s.result.entries)
    if note_matters(view, columns, exceeds and len(columns) > 1):
        note = s.book.note(view)
        if note is not None and view.table.note is not None:
            s.say("note", [note], note=note_words(view.table.note))
    for column in columns:
        say_mismatch(s, column, view.warnings)


def say_mismatch(s: Speaker, column: Column, warnings: Sequence[str]) -> None:
    """Repeat that a printed total is not the sum of its rows, where ingestion found so."""
    if column.total is None or not warnings:
        return
    used = {f.id for e in s.result.entries for f in e.amount.figures}
    used |= {f.id for f in (s.result.scope_amount.figures if s.result.scope_amount else ())}
    added = sum((cell.value for cell in column.cells.values()), Decimal(0))
    if added == column.total.value or column.total.id not in used | {c.id for c in column.cells.values()}:
        return
    whole = s.catalogue.views[column.table_id].whole
    amounts = [Amount(value=cell.value, unit=column.unit, figures=(cell,)) for cell in column.cells.values()]
    total = statistic("sum", amounts)
    measure = Measure(column=column.id)
    printed = write(Amount(value=column.total.value, unit=column.unit, figures=(column.total,)))
    facts = [s.fact(whole, "各行相加", write(total), measure), s.fact(whole, "合计", printed, measure)]
    ids = [s.book.figure(column.total), s.book.computed(total, facts)]
    s.say(
        "total_mismatch",
        ids,
        metric=s.namer.metric(measure),
        printed=printed.words,
        added=write(total).words,
    )


def choices_for(s: Speaker) -> tuple[Choice, ...]:
    """Offer rows where the whole was taken for want of a name."""
    if "subject" not in s.query.assumed or len(s.query.measures) != 1:
        return ()
    measure = s.query.measures[0]
    keys = list(s.namer.column(measure.column).cells)[:4]
    names = [s.catalogue.names.get(key, key) for key in keys]
    metric = s.namer.whole_metric(measure)
    return tuple(Choice(label=name, question=f"{name}{metric}是多少？") for name in names)
