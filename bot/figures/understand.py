"""From a question to a query, or to a typed reason why not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.figures.assemble import Slots, assemble, locate, members_of
from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.intent import (
    METRIC,
    ROW_NOUN,
    Intent,
    Threshold,
    read_assertion,
    read_intent,
    read_positions,
    read_trend,
)
from bot.figures.measures import Picked, column_year, family, read_measures, tables_labelled, total_beside
from bot.figures.mentions import YearMention, find_names, mask, year_of
from bot.figures.query import (
    Condition,
    FigureQuery,
    Measure,
    NotUnderstood,
    Operation,
    Reason,
    Relation,
    Subject,
    SubjectKind,
    Understanding,
)
from bot.figures.restate import restate
from bot.figures.subjects import Resolver
from bot.figures.surface import clean
from bot.figures.views import Column, View

FILLER = re.compile(
    r"两者|二者|它们|他们|这些|上述|前者|后者|它|该市|这几个|这三个|本市|三者|加起来"
    r"|请问|请|麻烦|帮我|帮忙|我想|想问|想知道|知道|了解|查询|查一?下|查|问一?下|看一?下|看看|告诉我|说一?下|给我|列一?下|列出|算一?下|计算"
    r"|一下|到底|究竟|大概|具体|分别|各自|各|都|的|了|是|有|为|在|呢|啊|呀|哦|吗|吧|嘛|么|多少|几家|几个|家|个|企业|数量|数据|数字|情况|数|城市|地市"
    r"|哪些|哪个|哪几个|哪|谁|什么|怎么样|如何|怎样|以及|还有|和|与|及|比|中|里|里面|其中|那么|那|这个|这|通知|文件|表格?|附件\d?|按|按照|根据|急+|谢谢|您好|你好"
    rf"|{ROW_NOUN}+"
    r"|要|需要|应|应该|得|做|完成|达到|任务|市|省|年|一共|总共|共|合计|总|目前|现在|直接说|吗|[,。?!;:、]"
)
ASKS_QUANTITY = re.compile(
    r"多少|几[家个项吨户套名人]|数量|总数|数据|数目|合计|几何|第几|占比|比例|比重|率|平均|总共|一共|排名"
)
WHY = re.compile(r"为什么|为何|为啥|什么原因|怎么办|如何(?!分布)|依据是?什么|什么意思|怎么(?:算|来|做|办|样才)")
FOLLOW = re.compile(
    r"^(?:那|那么|其中|还有|以及|再|然后|换成|改成|如果是|若是)|呢[??]?$|^(?:它|他们|这些|前者|后者|两者|二者)"
)
PRONOUN = re.compile(
    r"它们?|该(?:市|县|区|城市|企业|地区)|这(?:个|座|家)(?:城市|市|地市|企业|地方)|这些|这几个|这[两三四五]个|上述|前述"
)
PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:自治州|自治县|街道|新区|市|区|县|镇|乡|省)")
NOT_PLACE = re.compile(
    r"城市|地市|全市|各市|本市|哪|几|个|地区|片区|区域|省市|超市|园区|集聚区|该|每|所有|上市|市区|我"
)


def understand(question: str, catalogue: Catalogue, *, as_of: date, frame: FigureQuery | None = None) -> Understanding:
    """Read a question about figures.

    Args:
        question: as asked; simplified characters are expected, nothing else.
        catalogue: what is on file.
        as_of: the day that 今年 and 去年 count from.
        frame: the query of the turn before, whose slots a follow-up keeps.

    Returns:
        A query, or the reason why there is none; `score` says how sure this is about figures at all.
    """
    text = clean(question)
    understood = _Reader(text, catalogue, as_of, frame).read()
    fault = understood.fault
    if fault is not None and fault.missing:
        missing = tuple(_as_asked(word, question) for word in fault.missing)
        understood = replace(understood, fault=replace(fault, missing=missing))
    return understood


def _as_asked(word: str, question: str) -> str:
    """Return a word in the letters of the question (GDP, not gdp)."""
    match = re.search(re.escape(word), question, re.IGNORECASE) if word.isascii() else None
    return match[0] if match else word


class _Reader:
    """One question on its way to a query."""

    def __init__(self, text: str, catalogue: Catalogue, as_of: date, frame: FigureQuery | None) -> None:
        self.text = text
        self.catalogue = catalogue
        self.as_of = as_of
        self.frame = frame
        self.engine = Engine(catalogue)
        self.names = find_names(text, catalogue)
        self.found = catalogue.metrics.find(text, [*self.names.spans, *self._row_nouns()])
        self.reading = read_measures(
            text,
            self.names,
            self.found,
            catalogue,
            as_of=as_of,
            anchor=self._frame_year(),
            rows=self.names.of("row"),
        )
        masked = list(mask(text, self.names))
        for start, end in self.reading.covered:
            masked[start:end] = [METRIC] * (end - start)
        self.masked = self._row_nouns_masked("".join(masked))
        self.intent = read_intent(self.masked)
        if self.reading.goal is not None:
            self._reached(self.reading.goal)
        self.followed = False
        self.notes: list[str] = []

    def _row_nouns(self) -> list[tuple[int, int]]:
        """Return where a word for rows stands as one (的乡镇, 哪些品种), so that it names no metric."""
        return [
            match.span()
            for noun in self.catalogue.row_nouns
            for match in re.finditer(rf"(?<=[的些个各每几座]){re.escape(noun)}", self.text)
        ]

    def _row_nouns_masked(self, masked: str) -> str:
        """Mark what the rows of tables are called (乡镇, 品种), so that the grammar knows it for a noun."""
        for noun in self.catalogue.row_nouns:
            masked = masked.replace(noun, ROW_NOUN * len(noun))
        return masked

    def read(self) -> Understanding:
        """Return the understanding of the question."""
        self._drop_elsewhere()
        own_metric = bool(self.reading.picked)
        if self._beside_figures(own_metric):
            return self._not(Reason.NOT_FIGURES, score=0.1)
        fault = self._missing(own_metric)
        if fault is not None:
            return fault
        if own_metric and (qualifier := self._qualifier()) is not None:
            narrowed = NotUnderstood(reason=Reason.METRIC_MISSING, missing=(qualifier,), score=0.5)
            return self._fault(narrowed, 0.5)
        if not own_metric and self._unexplained():
            return self._no_metric()
        picked = self.reading.picked or self._borrowed()
        if not picked and self.frame is not None and self.reading.bare_years:
            return self._frame_year_missing(self.frame)
        if not picked:
            return self._which_metric() if self._open() else self._no_metric()
        slots = self._slots(picked)
        resolver = Resolver(self.catalogue, self._views(picked))
        locate(slots, resolver)
        score = self._score(slots, own_metric)
        unknown = self._unknown(resolver)
        if unknown and score >= 0.35:
            return self._row_unknown(unknown, slots, resolver, score)
        query = self._trend(slots, resolver) or self._places(slots, resolver)
        if query is None and self.frame is not None:
            query = self._continued(slots, resolver)
        if query is None:
            if not self._asks(slots, own_metric):
                return self._not(Reason.NOT_FIGURES, score=min(score, 0.3))
            if self.reading.choices and not self._lists_all():
                return self._ambiguous(slots, resolver, score)
            query = assemble(slots, self.catalogue, resolver)
        if score < (0.4 if slots.subjects or slots.each or self.names.years or self.followed else 0.6):
            return self._not(Reason.NOT_FIGURES, score=score)
        query = self._dated(query)
        return Understanding(
            query=query,
            question=restate(query, self.catalogue) if self.followed else "",
            score=score,
            followed=self.followed or bool(query.earlier),
            notes=tuple(self.notes),
        )

    def _drop_elsewhere(self) -> None:
        """Drop measures read from weak words when a text value is named that only another table has."""
        tagged = [m.attribute for m in self.names.of("row") if m.attribute is not None and not m.rows]
        if tagged and self.reading.picked and not any(p.own > 0 for p in self.reading.picked):
            kept = [
                p
                for p in self.reading.picked
                if any(value in self.catalogue.view_of(p.measure.column).attributes for value in tagged)
            ]
            self.reading.picked = kept

    def _reached(self, comparator: str) -> None:
        """Read 完成目标 as done over target against 1."""
        intent = self.intent
        intent.thresholds = [Threshold(comparator=comparator, start=0, end=0, value=Decimal(1), percent=True)]
        if intent.which or intent.counting or self.names.each:
            intent.operation = Operation.FILTER
        elif intent.operation not in {Operation.FILTER}:
            intent.operation, intent.yes_no = None, True

    # what is missing

    def _beside_figures(self, own_metric: bool) -> bool:
        """Say whether the question asks for reasons, ways or words rather than numbers."""
        if WHY.search(self.text) and self.intent.operation is None and not self.intent.thresholds:
            return True
        other = [f for f in self.found if f.feature.startswith("!")]
        return bool(other) and not (own_metric and ASKS_QUANTITY.search(self.text))

    def _missing(self, own_metric: bool) -> Understanding | None:
        reading = self.reading
        if reading.missing_rate is not None:
            return self._fault(
                NotUnderstood(
                    reason=Reason.METRIC_MISSING,
                    missing=(reading.missing_rate,),
                    nearest=self._nearest(reading.picked[0].measure.column) if reading.picked else None,
                    score=0.7,
                ),
                0.7,
            )
        if reading.missing_years:
            alternative = self._other_year_metric()
            if alternative:
                return None
            year, column = reading.missing_years[0]
            nearest = self._nearest(column)
            score = 0.75 if self.names.mentions or ASKS_QUANTITY.search(self.text) else 0.5
            named = self.catalogue.columns[column].name
            return self._fault(
                NotUnderstood(reason=Reason.YEAR_MISSING, missing=(f"{year}年", named), nearest=nearest, score=score),
                score,
            )
        return None

    def _other_year_metric(self) -> bool:
        """比上年增加多少 where the metric has no such year: compare with the default metric of that year."""
        reading = self.reading
        against = [t for t in self.intent.thresholds if t.value is None and t.statistic is None]
        if len(reading.picked) != 1 or (self.intent.operation is not Operation.COMPARE and not against):
            return False
        year, _ = reading.missing_years[0]
        column = self.catalogue.columns[reading.picked[0].measure.column]
        twin = self._counterpart(column.id, year)
        if twin is None:
            return False
        reading.picked.append(Picked(start=len(self.text), end=len(self.text), measure=Measure(column=twin), score=1.0))
        reading.missing_years.clear()
        if twin not in {c.id for c in family(self.catalogue, column.id)}:
            reading.assumed.append("measure")
        return True

    def _counterpart(self, column_id: str, year: int) -> str | None:
        """Return the column to compare with in another year: of its family, else the default one with like words."""
        column = self.catalogue.columns[column_id]
        for other in family(self.catalogue, column_id):
            if column_year(self.catalogue, other) == year:
                return other.id
        best: tuple[int, str] | None = None
        words = self.catalogue.metrics.features_of(column_id)
        for other in self.catalogue.columns.values():
            default = other.is_total or len(self.catalogue.views[other.table_id].columns) == 1
            if column_year(self.catalogue, other) != year or not default or other.unit != column.unit:
                continue
            if len(set(other.cells) & set(column.cells)) * 2 < len(column.cells):
                continue
            shared = len(words & self.catalogue.metrics.features_of(other.id))
            if shared and (best is None or shared > best[0]):
                best = (shared, other.id)
        return best[1] if best else None

    def _nearest(self, column: str) -> FigureQuery | None:
        """Return a query for what is on file nearest to a year that is not."""
        picked = [Picked(start=0, end=len(self.text), measure=Measure(column=column), score=1.0)]
        slots = self._slots(picked)
        resolver = Resolver(self.catalogue, self._views(picked))
        locate(slots, resolver)
        if resolver.unknown or self.names.of("foreign"):
            return None
        slots.asserted = None
        return assemble(slots, self.catalogue, resolver)

    def _unknown(self, resolver: Resolver) -> list[str]:
        foreign = [m.name for m in self.names.of("foreign")]
        if foreign or resolver.unknown:
            return foreign + resolver.unknown
        rest = self._rest()
        return [m[0] for m in PLACE.finditer(rest) if not NOT_PLACE.search(m[0])][:1]

    def _row_unknown(self, unknown: list[str], slots: Slots, resolver: Resolver, score: float) -> Understanding:
        nearest = None
        if slots.subjects:
            nearest = assemble(replace(slots, intent=Intent(), asserted=None), self.catalogue, resolver)
        else:
            parent = next((r.parent for r in self.catalogue.lexicon.regions if r.name == unknown[0] and r.parent), None)
            if parent in self.catalogue.names and parent is not None:
                nearest = FigureQuery(
                    operation=Operation.VALUE, measures=slots.measures, subjects=(resolver.row(parent),)
                )
        return self._fault(
            NotUnderstood(reason=Reason.ROW_UNKNOWN, missing=tuple(unknown), nearest=nearest, score=score), score
        )

    def _frame_year_missing(self, frame: FigureQuery) -> Understanding:
        column = self.catalogue.columns[frame.measures[0].column]
        missing = (f"{self.reading.bare_years[0]}年", column.name)
        fault = NotUnderstood(reason=Reason.YEAR_MISSING, missing=missing, nearest=frame, score=0.7)
        return self._fault(fault, 0.7)

    def _qualifier(self) -> str | None:
        """Return a known notion that narrows the quantity asked for (强制性审核企业) and that no column is about."""
        covered = self.reading.covered
        for start, end in self.catalogue.metrics.notions(self.text):
            touches = any((start < b and a < end) or b == start or a == end for a, b in covered)
            inside = all(any(a <= i < b for a, b in covered) for i in range(start, end))
            if touches and not inside and ASKS_QUANTITY.search(self.text):
                return self.text[start:end]
        return None

    def _unexplained(self) -> bool:
        """Say whether words remain that may name a quantity which no table has."""
        rest = re.sub(r"[^\u4e00-\u9fffa-z]", "", self._rest())
        return len(rest) >= 2

    def _open(self) -> bool:
        """Say whether all but the metric is said (哪个城市最多)."""
        if self._unexplained() or self.names.of("foreign"):
            return False
        return self.intent.operation is not None and bool(ASKS_QUANTITY.search(self.text) or self.intent.which)

    def _which_metric(self, rows: Sequence[str] = ()) -> Understanding:
        """Ask which metric is meant, offering the default one of every table (that has the row)."""
        columns = [
            c
            for c in self.catalogue.columns.values()
            if (c.is_total or len(self.catalogue.views[c.table_id].columns) == 1) and (not rows or rows[0] in c.cells)
        ]
        columns.sort(key=lambda c: -(column_year(self.catalogue, c) or 0))
        choices = []
        for column in columns[:4]:
            name = f"{column.year}年{column.name}" if column.year else column.name
            asked = f"{self.catalogue.names[rows[0]]}{name}是多少？" if rows else f"{name}，{self.text}"
            choices.append((name, asked))
        if not choices:
            return self._not(Reason.NOT_FIGURES, score=0.1)
        return self._fault(NotUnderstood(reason=Reason.AMBIGUOUS, choices=tuple(choices), score=0.6), 0.6)

    def _no_metric(self) -> Understanding:
        rest = re.sub(r"^[,。!?;:、]+|[,。!?;:、]+$", "", self._rest())
        named = bool(self.names.of("row") or self.names.of("group"))
        asks = ASKS_QUANTITY.search(self.text) is not None
        if self.frame is not None and FOLLOW.search(self.text) and not WHY.search(self.text) and len(rest) <= 8:
            named = asks = not any(f.feature.startswith("!") for f in self.found)
        if self.names.of("foreign") or not named:
            return self._not(Reason.NOT_FIGURES, score=0.1)
        if not rest and named and self.frame is None and self.names.of("row"):
            return self._which_metric(self.names.of("row")[0].rows)
        if rest and asks and len(rest) <= 14:
            nearest = None
            return self._fault(
                NotUnderstood(reason=Reason.METRIC_MISSING, missing=(rest,), nearest=nearest, score=0.45), 0.45
            )
        return self._not(Reason.NOT_FIGURES, score=0.2)

    def _ambiguous(self, slots: Slots, resolver: Resolver, score: float) -> Understanding:
        choices = []
        for column in self.reading.choices[:6]:
            picked = [Picked(start=0, end=len(self.text), measure=Measure(column=column), score=1.0)]
            one = replace(slots, picked=picked)
            query = assemble(one, self.catalogue, resolver)
            choices.append((self.catalogue.columns[column].name, restate(query, self.catalogue)))
        return self._fault(NotUnderstood(reason=Reason.AMBIGUOUS, choices=tuple(choices), score=score), score)

    def _fault(self, fault: NotUnderstood, score: float) -> Understanding:
        return Understanding(fault=fault, score=score)

    def _not(self, reason: Reason, *, score: float) -> Understanding:
        return Understanding(fault=NotUnderstood(reason=reason, score=score), score=score)

    # slots

    def _slots(self, picked: list[Picked]) -> Slots:
        asserted = None
        asks = re.search("多少|几[家个名位]|哪|谁|第几", self.text)
        if not asks or self.intent.yes_no:
            masked = list(self.masked)
            for start, end in self.intent.spans:
                masked[start:end] = [METRIC] * (end - start)
            text = "".join(masked)
            asserted = read_assertion(text, sure=self.intent.yes_no) if not self.intent.thresholds else None
        return Slots(
            text=self.text,
            masked=self.masked,
            names=self.names,
            picked=picked,
            intent=self.intent,
            asserted=asserted,
            assumed=list(self.reading.assumed),
        )

    def _views(self, picked: Sequence[Picked]) -> list[View]:
        ids = dict.fromkeys(
            self.catalogue.columns[cid].table_id
            for p in picked
            for cid in (p.measure.column, p.measure.base)
            if cid is not None
        )
        return [self.catalogue.views[tid] for tid in ids]

    def _frame_year(self) -> int | None:
        if self.frame is None:
            return None
        return column_year(self.catalogue, self.catalogue.columns[self.frame.measures[0].column])

    def _borrowed(self) -> list[Picked]:
        """Return the measures of a question that names none: from the frame, or all that the rows have."""
        years = self.reading.bare_years
        rows = self.names.of("row")
        everything = self._lists_all()
        if self.names.table is not None and (rows or self.names.mentions or self.intent.operation is not None):
            labelled = tables_labelled(self.catalogue, self.names.table)
            columns = [c for view in labelled for c in view.columns]
            default = [c for c in columns if c.is_total or len(columns) == 1]
            chosen = columns if everything or not default else default
            return [Picked(start=0, end=0, measure=Measure(column=c.id), score=0.5) for c in chosen[:12]]
        if self.frame is not None and not everything:
            kept = self._from_frame(years)
            if kept:
                self.followed = True
                return kept
        tagged = [m for m in rows if m.attribute is not None]
        if tagged and self.intent.counting:
            view = next(v for v in self.catalogue.views.values() if tagged[0].attribute in v.attributes)
            return [Picked(start=0, end=0, measure=Measure(column=view.columns[0].id), score=0.5)]
        if not rows and not self.names.of("group"):
            return []
        if not years and not everything and self.frame is None:
            tables = {tid for m in rows for key in m.rows for tid in self.catalogue.tables_of_row[key]}
            regional = all(key in self.catalogue.region_names for m in rows for key in m.rows)
            if regional or len(tables) != 1:
                return []
        return self._all_columns(years)

    def _lists_all(self) -> bool:
        return re.search("数据|情况|各项|所有指标|全部指标|都给我|分别|各多少|各是多少", self.text) is not None

    def _all_columns(self, years: Sequence[int]) -> list[Picked]:
        """Return every column of the rows named, of the years named; the default columns where there are many."""
        keys = [key for m in self.names.of("row") for key in m.rows]
        tables = list(dict.fromkeys(tid for key in keys for tid in sorted(self.catalogue.tables_of_row[key])))
        if not keys:
            tables = list(self.catalogue.views)
        columns = [c for tid in tables for c in self.catalogue.views[tid].columns]
        if years:
            columns = [c for c in columns if column_year(self.catalogue, c) in years]
            found = {column_year(self.catalogue, c) for c in columns}
            for year in years:
                if year not in found:
                    self.notes.append(f"{year}")
        if not self._lists_all():
            totals = [c for c in columns if c.is_total or len(self.catalogue.views[c.table_id].columns) == 1]
            columns = totals or columns
        return [
            Picked(start=0, end=0, measure=Measure(column=c.id), score=0.5)
            for c in sorted(columns, key=lambda c: self._year_order(c, years))[:12]
        ]

    def _year_order(self, column: Column, years: Sequence[int]) -> int:
        """Order columns by the years as the question names them, else by time."""
        year = column_year(self.catalogue, column) or 0
        return years.index(year) if year in years else year

    def _from_frame(self, years: Sequence[int]) -> list[Picked]:
        """Return the measures of the frame, in the years that the question names."""
        assert self.frame is not None
        measures = list(self.frame.measures)
        if years:
            first = measures[0].column
            own = {c.id for c in family(self.catalogue, first)}
            twins = [twin for m in self.names.years if (twin := self._twin(first, m)) is not None]
            comparing = self.intent.operation is Operation.COMPARE
            if comparing and len(years) == 1:
                if not twins or twins[0] == first:
                    return []
                measures = [Measure(column=first), Measure(column=twins[0])]
            else:
                measures = [Measure(column=twin) for twin in dict.fromkeys(twins)]
            if any(m.column not in own for m in measures):
                self.reading.assumed.append("measure" if comparing else "counterpart")
        return [Picked(start=0, end=0, measure=m, score=0.5) for m in measures]

    def _twin(self, column: str, mention: YearMention) -> str | None:
        """Return the column for a year named in a follow-up; 去年 counts from today, else from the turn before."""
        frame_year = self._frame_year()
        year = year_of(mention, self.as_of, frame_year)
        found = self._counterpart(column, year)
        if found is not None or mention.offset is None or mention.offset > 0 or frame_year is None:
            return found
        found = self._counterpart(column, frame_year + mention.offset)
        if found is not None and mention.offset == 0:
            self.reading.requested_year, self.reading.stood_in_year = year, frame_year
        return found

    # follow-ups

    def _continued(self, slots: Slots, resolver: Resolver) -> FigureQuery | None:
        """Return the query of a follow-up, with the slots that the question leaves open kept from the frame."""
        frame = self.frame
        assert frame is not None
        intent = self.intent
        if PRONOUN.search(self.text) and not slots.subjects and not slots.each:
            slots.located += [(-1, subject) for subject in members_of(frame, self.engine)]
            self.followed = True
        relative = intent.operation in {Operation.SHARE, Operation.RANK, Operation.COMPARE}
        named = [s for s in slots.subjects if s.kind is not SubjectKind.TOTAL or not relative]
        has_subject = bool(named) or slots.each or bool(slots.excluded)
        own_metric = bool(self.reading.picked)
        plain = intent.operation is None and not intent.thresholds and slots.asserted is None and not intent.counting
        short = len(self.text) <= 14 or FOLLOW.search(self.text) is not None or self.followed
        if own_metric and has_subject and not (intent.operation is Operation.COMPARE and self._one_sided(slots)):
            return self._with_earlier(assemble(slots, self.catalogue, resolver), frame)
        if not short and own_metric:
            return None
        self.followed = True
        if plain:
            return self._with_earlier(self._replaced(slots, resolver, has_subject, own_metric), frame)
        if intent.counting and intent.operation is None and frame.operation is Operation.FILTER:
            return replace(frame, counting=True, claim=None)
        if intent.operation is Operation.COMPARE and not named and not (slots.subjects and frame.subjects):
            pair = self._pair_of_turns(slots, own_metric)
            if pair is not None:
                return pair
        if intent.operation is Operation.TOP and not has_subject and not own_metric:
            chain = self._chain()
            if len(chain) > 1 and re.search("哪个|谁|哪一个", self.text):
                slots.located += [(-1, subject) for subject in chain]
                return self._with_earlier(assemble(slots, self.catalogue, resolver), frame)
        if self._one_sided(slots) and (intent.operation is Operation.COMPARE or intent.thresholds) and frame.subjects:
            if frame.subjects[0] not in slots.subjects:
                slots.located.insert(0, (-1, frame.subjects[0]))
        elif not has_subject:
            self._inherit(slots, frame)
        query = assemble(slots, self.catalogue, resolver)
        if query.operation in {Operation.TOP, Operation.FILTER} and query.scope is None and not has_subject:
            query = replace(query, scope=frame.scope, over_groups=frame.over_groups and query.over_groups)
            if frame.over_groups and query.operation is Operation.TOP:
                query = replace(query, over_groups=True, subjects=frame.subjects)
        return self._with_earlier(query, frame)

    def _one_sided(self, slots: Slots) -> bool:
        """Say whether a comparison names only what to compare with (比广州多吗, 和东莞比呢)."""
        against = re.search("平均|均值|中位", self.text) is not None or len(slots.subjects) == 1
        leading = re.match(r"^(?:那|那么)?(?:比|和|与|跟|同|较|高于|低于|超过|多于|少于|有没有超过)", self.text)
        return against and leading is not None and len(slots.measures) < 2

    def _chain(self) -> list[Subject]:
        """Return the subjects of the turns before that were about the same measure, in the order asked."""
        frame = self.frame
        if frame is None or not frame.subjects or frame.operation in {Operation.TOP, Operation.FILTER}:
            return []
        if len(frame.subjects) > 1:
            return list(frame.subjects)
        same = [subject for subject, measure in frame.earlier if measure == frame.measures[0]]
        return list(dict.fromkeys([*reversed(same), frame.subjects[0]]))

    def _inherit(self, slots: Slots, frame: FigureQuery) -> None:
        """Give a question without a subject the subject of the turn before, where its operation needs one."""
        operation = self.intent.operation
        if operation in {Operation.TOP, Operation.FILTER}:
            return
        chain = self._chain()
        if operation is Operation.AGGREGATE and len(chain) > 1 and frame.operation is not Operation.RANK:
            slots.located += [(-1, subject) for subject in chain]
            return
        if operation is Operation.AGGREGATE or operation in {Operation.RANK, Operation.SHARE}:
            for subject in members_of(frame, self.engine):
                slots.located.append((-1, subject))
            return
        for subject in frame.subjects:
            slots.located.append((-1, subject))

    def _pair_of_turns(self, slots: Slots, own_metric: bool) -> FigureQuery | None:
        """差多少 after two turns: the two measures of one subject, or the two subjects of one measure."""
        frame = self.frame
        assert frame is not None
        relation = self.intent.relation or Relation.WHICH
        if len(slots.measures) >= 2 and frame.subjects:
            return FigureQuery(
                operation=Operation.COMPARE,
                relation=relation,
                measures=slots.measures[:2],
                subjects=frame.subjects[:1],
                assumed=tuple(slots.assumed),
            )
        if own_metric:
            return None
        if len(frame.subjects) >= 2:
            return FigureQuery(
                operation=Operation.COMPARE, relation=relation, measures=frame.measures[:1], subjects=frame.subjects[:2]
            )
        if len(frame.measures) >= 2:
            return FigureQuery(
                operation=Operation.COMPARE, relation=relation, measures=frame.measures[:2], subjects=frame.subjects[:1]
            )
        if frame.operation in {Operation.TOP, Operation.RANK} and len(members_of(frame, self.engine)) == 2:
            pair = tuple(members_of(frame, self.engine))
            return FigureQuery(
                operation=Operation.COMPARE, relation=relation, measures=frame.measures[:1], subjects=pair
            )
        if not frame.earlier or not frame.subjects:
            return None
        subject, measure = frame.earlier[0]
        if measure == frame.measures[0] and subject != frame.subjects[0]:
            subjects: tuple[Subject, ...] = (frame.subjects[0], subject)
            measures: tuple[Measure, ...] = (measure,)
        elif subject == frame.subjects[0]:
            subjects, measures = (subject,), self._later_first(frame.measures[0], measure)
        else:
            subjects, measures = (frame.subjects[0], subject), (frame.measures[0], measure)
        return FigureQuery(operation=Operation.COMPARE, relation=relation, measures=measures, subjects=subjects)

    def _later_first(self, first: Measure, second: Measure) -> tuple[Measure, Measure]:
        years = [column_year(self.catalogue, self.catalogue.columns[m.column]) or 0 for m in (first, second)]
        return (second, first) if years[1] > years[0] else (first, second)

    def _replaced(self, slots: Slots, resolver: Resolver, has_subject: bool, own_metric: bool) -> FigureQuery:
        """Put a new subject or measure into the frame."""
        frame = self.frame
        assert frame is not None
        measures = slots.measures if own_metric or self.reading.bare_years else frame.measures
        if own_metric and frame.measures[0].base is not None and len(measures) == 1 and measures[0].base is None:
            base = total_beside(self.catalogue, measures[0].column)
            if frame.measures[0].relation is Relation.RATIO and base is not None and "率" in self.text:
                measures = (Measure(column=measures[0].column, base=base.id, relation=Relation.RATIO),)
        claim = frame.claim if frame.claim is not None and frame.claim.comparator != "=" else None
        assumed = tuple(self.reading.assumed)
        base_query = replace(
            frame, measures=measures, claim=claim, requested_year=None, stood_in_year=None, assumed=assumed
        )
        if frame.operation in {Operation.TOP, Operation.FILTER} and not has_subject:
            return replace(base_query, measures=measures[:1])
        if not has_subject:
            return base_query
        who = tuple(slots.subjects) or (resolver.total(tuple(slots.excluded)),)
        rows = all(s.kind is SubjectKind.ROW for s in who)
        if frame.operation in {Operation.TOP, Operation.FILTER, Operation.COUNT}:
            if rows and len(who) == 1:
                return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=who)
            scope = resolver.together(list(who)) if len(who) > 1 else who[0]
            if scope.kind is SubjectKind.TOTAL and not scope.exclude:
                return replace(base_query, scope=None, over_groups=False, subjects=())
            return replace(base_query, scope=scope, over_groups=False, subjects=())
        if frame.operation is Operation.COMPARE:
            if len(frame.subjects) == 1 and len(frame.measures) > 1:
                return replace(base_query, subjects=who[:1])
            if frame.claim is not None and len(who) == 1 and len(frame.subjects) == 2:
                return replace(base_query, subjects=(who[0], frame.subjects[1]), claim=frame.claim)
            return FigureQuery(operation=Operation.VALUE, measures=measures[:1], subjects=who)
        if frame.operation is Operation.AGGREGATE and rows:
            return FigureQuery(operation=Operation.VALUE, measures=measures, subjects=who)
        if frame.operation is Operation.VALUE and not rows:
            query = assemble(replace(slots, picked=[self._as_picked(m) for m in measures]), self.catalogue, resolver)
            return replace(query, claim=claim)
        return replace(base_query, subjects=who)

    def _as_picked(self, measure: Measure) -> Picked:
        return Picked(start=0, end=0, measure=measure, score=0.5)

    def _with_earlier(self, query: FigureQuery, frame: FigureQuery) -> FigureQuery:
        """Remember who and what the turn before was about, where this turn is about another."""
        if not frame.subjects or not frame.measures:
            return query
        before = (frame.subjects[0], frame.measures[0])
        if query.subjects and (query.subjects[0], query.measures[0]) == before:
            return replace(query, earlier=frame.earlier)
        return replace(query, earlier=(before, *(pair for pair in frame.earlier if pair != before))[:5])

    def _dated(self, query: FigureQuery) -> FigureQuery:
        if self.reading.requested_year is None:
            return query
        return replace(query, requested_year=self.reading.requested_year, stood_in_year=self.reading.stood_in_year)

    # rows by change, places against each other

    def _trend(self, slots: Slots, resolver: Resolver) -> FigureQuery | None:
        """目标下降的城市: the rows whose value fell or rose against the year before."""
        comparator = read_trend(self.masked) if len(slots.measures) == 1 and not self.intent.thresholds else None
        if comparator is None or slots.measures[0].base is not None or not self.reading.picked:
            return None
        column = self.catalogue.columns[slots.measures[0].column]
        year = column_year(self.catalogue, column)
        before = self._counterpart(column.id, year - 1) if year is not None else None
        if before is None:
            return None
        self.intent.operation = Operation.FILTER
        return FigureQuery(
            operation=Operation.FILTER,
            measures=slots.measures[:1],
            scope=slots.subjects[0] if len(slots.subjects) == 1 and slots.subjects[0].rows else None,
            conditions=(Condition(comparator=comparator, other=Measure(column=before)),),
            counting=self.intent.counting,
        )

    def _places(self, slots: Slots, resolver: Resolver) -> FigureQuery | None:
        """第一名比最后一名多多少: the rows that stand at two places, compared."""
        places = read_positions(self.masked)
        if not places or any(s.kind is SubjectKind.ROW for s in slots.subjects):
            return None
        scope = slots.subjects[0] if slots.subjects and slots.subjects[0].rows else None
        chosen = []
        for place, top in places:
            query = FigureQuery(
                operation=Operation.TOP, measures=slots.measures[:1], scope=scope, position=place, descending=top
            )
            entries = self.engine.run(query).entries
            if not entries:
                return None
            chosen.append(next((e.subject for e in entries if e.subject not in chosen), entries[0].subject))
        self.intent.operation = Operation.COMPARE
        return FigureQuery(
            operation=Operation.COMPARE,
            relation=Relation.DIFFERENCE,
            measures=slots.measures[:1],
            subjects=(chosen[0], chosen[1]),
        )

    # how sure

    def _asks(self, slots: Slots, own_metric: bool) -> bool:
        """Say whether a number is asked for at all."""
        intent = self.intent
        if intent.operation is not None or intent.thresholds or intent.counting:
            return bool(ASKS_QUANTITY.search(self.text) or intent.spans)
        if ASKS_QUANTITY.search(self.text) or slots.asserted is not None:
            return True
        strong = any(p.own > 0 or p.score >= 1.0 for p in slots.picked) or sum(self._explained()) >= 0.9 * len(
            self.text
        )
        named = bool(slots.subjects or slots.each)
        dated = bool(self.names.years)
        if not own_metric:
            return named
        return (named and strong) or (dated and strong) or (strong and self.text.endswith(("呢", "目标", "指标")))

    def _explained(self) -> list[bool]:
        known = [False] * len(self.text)
        for start, end in (*self.names.spans, *self.reading.covered, *self.intent.spans):
            known[start:end] = [True] * (end - start)
        for match in FILLER.finditer(self.masked):
            known[match.start() : match.end()] = [True] * len(match[0])
        return known

    def _rest(self) -> str:
        known = self._explained()
        return "".join(c if not k else "," for c, k in zip(self.text, known, strict=True)).strip(",")

    def _score(self, slots: Slots, own_metric: bool) -> float:
        known = self._explained()
        score = sum(known) / max(len(known), 1)
        if len(self.text) > 40 and own_metric and (slots.subjects or self.names.years):
            score = max(score, 0.6)  # a story around a question
        if not own_metric and self.frame is None:
            score *= 0.7
        score -= 0.25 * sum(f.feature.startswith("!") for f in self.found)
        if own_metric and (slots.subjects or self.names.years) and ASKS_QUANTITY.search(self.text):
            score += 0.15
        return max(0.0, min(1.0, score))
