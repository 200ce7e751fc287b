"""From a question to a query, or to a typed reason why not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.figures.builder import Slots
from bot.figures.catalogue import Catalogue
from bot.figures.compute import Engine
from bot.figures.conversions import asking
from bot.figures.families import column_year, family, label_parts
from bot.figures.grammar import GROUP, METRIC, ROW, ROW_NOUN, TIME
from bot.figures.in_full import named_in_full
from bot.figures.intent_reader import read_intent
from bot.figures.labels import COUNTED
from bot.figures.measures import read_measures
from bot.figures.mentions import CLOSES, LEFT_OUT, TAKES_OUT, Mention, find_names, mask
from bot.figures.metrics import TOTAL_TAIL
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.query import FigureQuery, Measure, Operation
from bot.figures.reading import Picked
from bot.figures.surface import bigrams
from bot.figures.thresholds import Threshold, read_assertion
from bot.figures.views import Column, View, summable

FILLER = re.compile(
    r"(?:[两二三四五六七八九十]|\d{1,2})个?(?:地级市|地市|城市|市(?!场|级)|县区?|区(?!域)|地(?![级市区方块段域面下]))"
    r"|(?:这|那)(?:边|里(?!面)|儿)|那就看|就看|就查|就说|先看|那就|两者|二者|它们|他们|这些|上述|前者|后者|它|该市|这几个|这三个|本市|三者|加起来"
    r"|请问|请|麻烦|帮我|帮忙|我想|想问|想知道|知道|了解|查询|查一?下|查|问一?下|看一?下|看看|核(?:实|对)?一?下|确认一?下|告诉我|说一?下|给我|列一?下|列出|算一?下|计算"
    r"|一下|它?自己|自身|本身|到底|究竟|大概|具体|分别|各自|各|都|的|了|是|有|为|在|呢|啊|呀|哦|吗|吧|嘛|么|多少|几家|几个|家|个|企业|数量|数据|数字|情况|数|城市|地市"
    r"|来着|啥数?|[那这]一?[栏列](?!车)|几(?=$|[,?])|(?:那|这)张(?:小|大)?表|厂(?:子|家)|(?<=[的家个间])(?:工厂|厂(?![长区房商址矿站内外]))|哪些|哪个|哪几个|哪|谁|什么|怎么样|如何|怎样|百分点|以及|还有|和|与|及|跟|同|比|中|里面|里|其中|那么|那|这个|这|通知|文件|表格?|附件\d?|按|按照|根据|急+|才能|才会|谢谢|您好|你好"
    rf"|{ROW_NOUN}+"
    r"|要求|反而|反倒|镇街|街镇|乡镇|街道|县区|区县|上榜|入选|入围|获评|获批|市州|州市|要|需要|应|应该|得|做|搞|弄|完成|达到|任务|市|省|年|一共|总共|共|合计|总|目前|现在|直接说|吗|[,。?!;:、]"
)
# What a question says of a table that it names by its number: 附件1里珠海那一行写的是多少
OF_TABLE = re.compile(
    "(?:最后|末尾|第)?[那这]?[一二三四五六七八九]?[行栏列格](?!业|政)"
    "|(?:写|填|列|登|标|载|印|给|记|报)(?=[的了着]|是|多少|几)|上面?|看|查|对照"
)
ASKS_QUANTITY = re.compile(
    r"多少|几[家个项吨户套名人]|是几(?=$|[,?])|数量|总数|数据(?!中心|库|安全|平台|资源|要素|治理)|数目|合计|几何|第几|占比|比例|比重|率|平均|总共|一共|排名|[人户次件家台套辆头]数"
)
WHY = re.compile(
    r"为什么|为何|为啥|什么原因|怎么办|(?<!率)如何(?!分布)|依据是?什么|什么意思|怎么(?:算|来|做|办|样才|核验|核查|检查|抽查|处理|认定|管|收|退|交|申请|分担|整改)"
    r"|(?:能不能|可不可以|可以|能否|能|是否|是不是|算不算|该不该|应该|要不要)(?:把|将|用|被|再)*[^，,。？?]{0,10}?(?:算|计入|算进|算作|抵|顶|充抵|替代|代替|调剂|折算)(?!出|一下)[^，,。？?多几]{0,12}[吗么?？]?$"
    r"|(?:算不算|属不属于)[^，,。？?多几]{2,12}[？?]?$"
    r"|(?:[省市县区镇厅局处科]长|书记|主任|秘书长)[^,，。?]{0,4}(?:是|叫|姓)(?:谁|什么|啥|哪)"
    r"|会(?:被|受到?)?(?:处罚|处理|问责|追责|通报|罚款?)[吗么没]|(?:什么|啥)(?:处罚|惩罚|后果)"
)
FOLLOW = re.compile(
    r"^(?:那|那么|其中|还有|以及|再|然后|换成|改成|如果是|若是)|呢[??]?$|^(?:它|他们|这些|前者|后者|两者|二者)"
)
AGAINST = re.compile(
    r"^(?:那|那么|会|还|却|反而|反倒|竟然?|又)*(?:比|和|与|跟|同|较|相比|相较|对比|对照)"
)  # names only what to compare with
PRONOUN = re.compile(
    r"它们?|该(?:市|县|区|城市|企业|地区)|这(?:个|座|家)(?:城市|市|地市|企业|地方)|这些|这几个|这[两三四五]个|上述|前述"
)
_PLACES_ASKED = re.compile("(?<=[的些个各每几座])(?:市州|州市|盟市|市县|区县|县区)")
PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:自治州|自治县|街道|新区|市|区|县|镇|乡|省)")
NOT_PLACE = re.compile(
    r"城市|地市|全市|各市|本市|哪|几|个|最|垫底|地区|片区|区域|省市|超市|园区|集聚区|该|每|所有|上市|市区|我|咱"
)

EACH_OF_UNIT = "(?:按|平均)?每一?个?{unit}"
_EVERYTHING = re.compile("数据|情况|各项|所有指标|全部指标|都给我|都列|都告诉|全列|分别|各多少|各是多少")
_SHORT_CHARS = 14
_OF_IT = re.compile(  # 2023年平台104家吗; 去年完成了多少
    r"(?<!\d)\d{1,3}(?:\.\d+)?[家个户项人]?(?:吗|么|吧)?[??]?$|^(?:去年|上年|前年|今年|(?:19|20)\d{2}年?).{1,8}(?:多少|几[家个户项人])"
)
# 那一行的四个数都要: every column of the table
ALL_OF_ROW = re.compile(
    r"(?:[这那]?[一整]+|[这那])行(?:的|里的?)?(?:完整|全部|所有|全)?(?:[两三四五六七八\d]个|几个)?(?:数据|数字|数值|数)?"
    r"|(?:一共|总共|共)?(?:全部|所有|各个?|每个|几[个项样种]|(?P<n>[两三四五六七八\d])[个项栏列])(?:指标|数据|数字|数值|数)"
    r"|(?:(?<![\u4e00-\u9fff])|一共|总共|共|[这那])(?P<items>[两三四五六七八\d])[项栏列](?!目)"
)
_HAND_OVER = re.compile(
    "[，,]?(?:都|全|一并|一起|完整|逐个|通通|依次|挨个|逐项|逐一|按顺序|一个个)*(?:要|报|列|念|读|给|说|发|拿)(?:出来|给我|给|出|一下|一遍|我|下)*(?:听听?)?"
)
# 验收合计前十名: the total column, and no sum of those ten
_TOTAL_NAMED = re.compile(
    f"(?<=[{METRIC}])(?:合计|总数|总量)数?"
    f"(?=的?(?:[前后最第排比占{ROW}{GROUP}]|倒数|超过|[高低多少大小]于|不[到足]|是(?:不是)?[{TIME}{ROW}{GROUP}最]))"
)


class Question:
    """One question on its way to a query."""

    def __init__(
        self,
        text: str,
        catalogue: Catalogue,
        as_of: date,
        frame: FigureQuery | None,
        inside: frozenset[str] | None = None,
    ) -> None:
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
            anchor=self.frame_year(),
            rows=[*self.rows_named(), *self._rows_before()],
            beside=self._beside_before(),
            whose=frozenset(key for s in self.frame.subjects for key in s.rows)
            if self.frame is not None
            else frozenset(),
            inside=inside,
        )
        rows = self.rows_named()
        self.reading = named_in_full(text, self.names, rows, catalogue, self.reading, as_of=as_of, inside=inside)
        masked = list(mask(text, self.names))
        for start, end in (*self.reading.covered, *self._totals_written()):
            masked[start:end] = [METRIC] * (end - start)
        self.masked = _TOTAL_NAMED.sub(lambda m: METRIC * len(m[0]), self._row_nouns_masked("".join(masked)))
        self.intent = read_intent(self.masked)
        if self.reading.goal is not None:
            self._reached(self.reading.goal)
        if self._named_extreme():
            self.intent.operation, self.intent.n = None, None
        self.followed = False
        self.notes: list[str] = []

    def _totals_written(self) -> list[tuple[int, int]]:
        """Return where a column picked is written out that is called a total (各市任务总数): nothing is added up."""
        labels = {self.catalogue.columns[p.measure.column].label for p in self.reading.picked}
        return [
            m.span() for label in labels if TOTAL_TAIL.search(label) for m in re.finditer(re.escape(label), self.text)
        ]

    def rows_named(self) -> list[Mention]:
        """Return the rows named; where there are none, the place whose tables are meant (安徽, of its cities)."""
        named = self.names.of("row")
        if any(m.rows for m in named):
            return list(named)
        return [*named, *(replace(m, rows=(m.place,)) for m in self.names.of("whole") if m.place)]

    def _rows_before(self) -> list[Mention]:
        """Return a row of the turn before for a follow-up on another year that names none: look beside it."""
        leads = FOLLOW.search(self.text) is not None or AGAINST.match(self.text) is not None
        leads = leads or (len(self.text) <= _SHORT_CHARS and _OF_IT.search(self.text) is not None)
        if self.frame is None or not leads or self.names.mentions or not self.names.years:
            return []  # without a year, words like 完成 ask for no measure of their own
        cells = self.catalogue.columns[self.frame.measures[0].column].cells
        keys = [key for subject in self.frame.subjects for key in subject.rows] or list(cells)
        return [Mention(start=0, end=0, form="", kind="row", rows=tuple(keys[:1]))]

    def _beside_before(self) -> frozenset[str]:
        """Return the columns of the document that the turn before was about, which a short follow-up stays with."""
        leads = FOLLOW.search(self.text) is not None or AGAINST.match(self.text) is not None
        elsewhere = any(m.place or m.kind == "foreign" for m in self.names.mentions)
        if self.frame is None or elsewhere or not (leads or len(self.text) <= _SHORT_CHARS):
            return frozenset()
        document = self.catalogue.columns[self.frame.measures[0].column].document_id
        return frozenset(c.id for c in self.catalogue.columns.values() if c.document_id == document)

    def _row_nouns(self) -> list[tuple[int, int]]:
        """Return where a word for rows stands as one (的乡镇, 哪些品种), so that it names no metric."""
        return [
            match.span()
            for noun in self.catalogue.row_nouns
            for match in re.finditer(rf"(?<=[的些个各每几座]){re.escape(noun)}", self.text)
        ] + [match.span() for match in _PLACES_ASKED.finditer(self.text)]

    def _row_nouns_masked(self, masked: str) -> str:
        """Mark what the rows of tables are called (乡镇, 品种), so that the grammar knows it for a noun."""
        for noun in self.catalogue.row_nouns:
            masked = masked.replace(noun, ROW_NOUN * len(noun))
        return masked

    def _named_extreme(self) -> bool:
        """Say whether 最低 or 最少 is part of a quantity's name (最低课时), and asks for no first or last."""
        plain = (
            self.intent.operation is Operation.TOP
            and not self.intent.which
            and bool(self.names.of("row") or self.frame)
        )
        labels = [self.catalogue.columns[p.measure.column].label for p in self.reading.picked]
        return plain and bool(labels) and all(re.match("最[高低多少大小长短]", label) for label in labels)

    def _reached(self, comparator: str) -> None:
        """Read 完成目标 as done over target against 1."""
        intent = self.intent
        if self.reading.goal_by_value:
            intent.thresholds = [Threshold(comparator=comparator, start=0, end=0)]
        elif self.reading.goal_gap:
            intent.thresholds = [Threshold(comparator=comparator, start=0, end=0, value=Decimal(0))]
        else:
            intent.thresholds = [Threshold(comparator=comparator, start=0, end=0, value=Decimal(1), percent=True)]
        if intent.which or intent.counting or self.names.each or self.reading.goal_rows:
            intent.operation = Operation.FILTER
            if self.reading.goal_rows:
                intent.counting = re.search("[几多]少?个", self.text) is not None and "哪" not in self.text
        elif intent.operation not in {Operation.FILTER}:
            intent.operation, intent.yes_no = None, True

    # what is missing

    def counterpart(self, column_id: str, year: int) -> str | None:
        """Return the column to compare with in another year.

        It is one of its family, else the default one with like words, else the only one of that year and unit beside
        it (2025年建成 beside 2026年任务).
        """
        column = self.catalogue.columns[column_id]
        for other in family(self.catalogue, column_id):
            if column_year(self.catalogue, other) == year:
                return other.id
        beside = [
            c
            for c in self.catalogue.views[column.table_id].columns
            if column_year(self.catalogue, c) == year and c.unit == column.unit
        ]
        header, below = label_parts(column)
        alike = [c for c in beside if label_parts(c)[1] == below] if header else []
        if len(alike) == 1:  # 完成情况-竣工 of last year, beside 计划-竣工
            return alike[0].id
        best: tuple[int, str] | None = None
        words = self.catalogue.metrics.features_of(column_id)
        for other in self.catalogue.columns.values():
            if column_year(self.catalogue, other) != year or not other.leads or other.unit != column.unit:
                continue
            if len(set(other.cells) & set(column.cells)) * 2 < len(column.cells):
                continue
            shared = len(words & self.catalogue.metrics.features_of(other.id))
            if shared and (best is None or shared > best[0]):
                best = (shared, other.id)
        if best is not None:
            return best[1]
        if len(beside) == 1 and self._nearest_to(beside[0], column):
            return beside[0].id
        of_notice = [  # the whole of one table, and the only column so counted of the other
            c
            for c in self.catalogue.columns.values()
            if (c.document_id, c.unit) == (column.document_id, column.unit) and column_year(self.catalogue, c) == year
        ]
        own = self.catalogue.views[column.table_id].columns
        if not column.leads and [c for c in own if c.unit == column.unit] == [column]:
            of_notice = [c for c in of_notice if c.leads] or of_notice  # the whole of the year before
            return of_notice[0].id if len(of_notice) == 1 and set(column.cells) <= set(of_notice[0].cells) else None
        alone = len(of_notice) == 1 and column.leads and column.unit is not None
        return of_notice[0].id if alone and set(column.cells) <= set(of_notice[0].cells) else None

    def _nearest_to(self, other: Column, column: Column) -> bool:
        """Say whether of its year and unit no column shares more words with another than this one (新建, not 改造)."""
        year, words = column_year(self.catalogue, column), set(bigrams(other.label))
        peers = [
            c
            for c in self.catalogue.views[column.table_id].columns
            if column_year(self.catalogue, c) == year and c.unit == column.unit
        ]
        return len(words & set(bigrams(column.label))) == max(len(words & set(bigrams(c.label))) for c in peers)

    def unexplained(self) -> bool:
        """Say whether words remain that may name a quantity which no table has."""
        rest = self.rest()
        if any(m.attribute is not None for m in self.names.of("row")):  # 考核优秀的园区: of a table on 考核
            rest = ",".join(piece for piece in rest.split(",") if not self.catalogue.in_headings(piece))
        return len(re.sub(r"[^\u4e00-\u9fffa-z]", "", rest)) >= 2

    def fault(self, fault: NotUnderstood, score: float) -> Understanding:
        """Return a typed reason with its score."""
        return Understanding(fault=fault, score=score)

    def refuse(self, reason: Reason, *, score: float) -> Understanding:
        """Return a bare reason."""
        return Understanding(fault=NotUnderstood(reason=reason, score=score), score=score)

    # slots

    def slots(self, picked: list[Picked]) -> Slots:
        """Return the slots that the question fills in."""
        asserted = None
        asks = re.search("多少|几[家个名位条台座户人项架所处件]|哪|谁|第几", self.text)
        if not asks or self.intent.yes_no:
            masked = list(self.masked)
            for start, end in self.intent.spans:
                masked[start:end] = [METRIC] * (end - start)
            text = "".join(masked)
            sure = self.intent.yes_no or re.search(rf"{METRIC}\d+(?:\.\d+)?$", text) is not None  # 验收292
            asserted = read_assertion(text, said=self.text, sure=sure) if not self.intent.thresholds else None
            if asserted is not None and self._counts_rows(asserted, picked):
                asserted = None
        return Slots(
            text=self.text,
            masked=self.masked,
            names=self.names,
            picked=picked,
            intent=self.intent,
            asserted=asserted,
            assumed=list(self.reading.assumed),
        )

    def _counts_rows(self, said: Threshold, picked: Sequence[Picked]) -> bool:
        """Say whether a number says how many rows there are (城区三个街道), not what their values are."""
        units = [self.catalogue.columns[p.measure.column].unit for p in picked]
        if said.unit == "个":
            return bool(units) and not any(unit is None or unit in COUNTED for unit in units)
        return said.unit in COUNTED and bool(units) and all(unit is not None and unit != said.unit for unit in units)

    def views(self, picked: Sequence[Picked]) -> list[View]:
        """Return the tables of the measures read."""
        ids = dict.fromkeys(
            self.catalogue.columns[cid].table_id
            for p in picked
            for cid in (p.measure.column, p.measure.base)
            if cid is not None
        )
        return [self.catalogue.views[tid] for tid in ids]

    def frame_year(self) -> int | None:
        """Return the year that the turn before was about."""
        if self.frame is None:
            return None
        return column_year(self.catalogue, self.catalogue.columns[self.frame.measures[0].column])

    def lists_all(self) -> bool:
        """Say whether everything on file is asked for."""
        return _EVERYTHING.search(self.text) is not None or ALL_OF_ROW.search(self.text) is not None

    def adds_choices(self) -> bool:
        """Say whether the columns that tie are parts that a question wants added up (一共要建多少张)."""
        columns = [self.catalogue.columns[cid] for cid in self.reading.choices]
        if self.intent.function == "sum" and len({c.table_id for c in columns}) == 1:
            columns = self._under_one_header(columns)
            self.reading.choices = [c.id for c in columns]
        alike = len({(c.table_id, c.unit, c.year) for c in columns}) == 1 and all(map(summable, columns))
        return self.intent.function == "sum" and self.intent.operation is Operation.AGGREGATE and alike

    def _under_one_header(self, columns: list[Column]) -> list[Column]:
        """Return every column under the merged header that columns share, and read them all; else the columns."""
        over = {c.header for c in columns}
        view = self.catalogue.views[columns[0].table_id]
        whole = [c for c in view.columns if {c.header} == over and c.unit == columns[0].unit and c.header]
        known = {p.measure.column for p in self.reading.picked}
        if len(whole) <= len(columns) or not {c.id for c in columns} <= known:
            return columns
        first = next(p for p in self.reading.picked if p.measure.column == columns[0].id)
        others = [p for p in self.reading.picked if p.measure.column not in {c.id for c in columns}]
        self.reading.picked = [*others, *(replace(first, measure=Measure(column=c.id)) for c in whole)]
        return whole

    # how sure

    def explained(self) -> list[bool]:
        """Say of every character whether something accounts for it."""
        known = [False] * len(self.text)
        for start, end in (*self.names.spans, *self.reading.covered, *self.intent.spans, *asking(self.text)):
            known[start:end] = [True] * (end - start)
        if any(m.excluded for m in self.names.mentions):
            for pattern in (TAKES_OUT, CLOSES, LEFT_OUT):
                for match in pattern.finditer(self.text):
                    known[match.start() : match.end()] = [True] * len(match[0])
        if "每" in self.text:
            beside = {c.unit for view in self.views(self.reading.picked) for c in view.columns if c.unit}
            for unit in beside:  # 每人, of 元/人, or of a column counted in 人
                for match in re.finditer(EACH_OF_UNIT.format(unit=re.escape(unit.rpartition("/")[2])), self.text):
                    known[match.start() : match.end()] = [True] * len(match[0])
        own = {self.catalogue.columns[p.measure.column].unit or "" for p in self.reading.picked}
        for unit in filter(None, own):  # 多少吨标准煤
            for match in re.finditer(rf"(?:多少|几)[万亿]?{re.escape(unit)}", self.text):
                known[match.start() : match.end()] = [True] * len(match[0])
        if self.names.table is not None:
            for match in OF_TABLE.finditer(self.masked):
                known[match.start() : match.end()] = [True] * len(match[0])
        if self.names.of("row") and (said := ALL_OF_ROW.search(self.text)) is not None:
            for match in (said, *_HAND_OVER.finditer(self.text)):
                known[match.start() : match.end()] = [True] * len(match[0])
        for match in FILLER.finditer(self.masked):
            known[match.start() : match.end()] = [True] * len(match[0])
        return known

    def rest(self, *, whole_words: bool = False) -> str:
        """Return the words that nothing accounts for; with `whole_words` a filler within a word stays (分数线)."""
        known = self.explained()
        if whole_words:
            inner = [i for i in range(1, len(known) - 1) if known[i] and not known[i - 1] and not known[i + 1]]
            for i in inner:
                known[i] = False
            for i in range(1, len(known)):
                known[i] = known[i] and not (self.text[i] == "数" and not known[i - 1])
        return "".join(c if not k else "," for c, k in zip(self.text, known, strict=True)).strip(",")
