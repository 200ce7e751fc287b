"""What a share that the text requires comes to for a row: 9月底前完成80%, and the row's task stands in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year
from bot.figures.labels import COUNTED
from bot.figures.mentions import mask, year_of
from bot.figures.query import FigureQuery, Measure, Operation, Portion, Subject, SubjectKind
from bot.figures.question import Question
from bot.figures.roles import Role
from bot.figures.surface import CHINESE_NUMBER, bigrams, clean, number
from bot.figures.views import Column

_RATE = re.compile(
    rf"(?P<digits>\d+(?:\.\d+)?)%|百分之(?P<hundredths>{CHINESE_NUMBER}+)|(?P<same>一半)|(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?(?![立为果本])"
)
_ASKS = re.compile("(?:多少|几)(?P<unit>[一-龥]{0,6})")
_NEED = "至少|起码|最少|不低于|不少于|怎么也|才算|才不|才够|才能|[要得应须该](?!求)|最多|至多|顶多"
_NEEDED = re.compile(f"{_NEED}|按.{{0,12}}(?:算|要求)")
_OTHERWISE = re.compile(
    "哪(?:些|个|几|里|天)|谁|几(?:月|号|天|时|成)|什么时候|何时|多久|百分之几|百分之多少|比例(?:是|为)?多少"
    "|完成率|占(?:全|了)|占比(?![不达要须应])|补[助贴](?!企业|对象|项目|人)|奖|资金|经费|费用|[多几][少]?钱|元|报销|罚|还[差欠剩]|是否|吗[??]?$|(?<!占)比(?![例重率])[^,。]{1,8}[多少高低]"
)
_AT_MOST = re.compile("不(?:得|能|应)?(?:超过|高于|多于|大于)|控制在|以内|以下|最多|至多")
_MOST_ASKED = re.compile("最多|至多|顶多|上限")
_MONTH_END = re.compile(r"(?P<month>1[0-2]|[1-9])月(?:底|末|3[01]日|2[89]日)")
_ENDS = {
    "一季度": "3",
    "二季度": "6",
    "上半年": "6",
    "三季度": "9",
    "前三季度": "9",
    "四季度": "12",
    "年底": "12",
    "年末": "12",
}
_QUARTER_END = re.compile("|".join(sorted(_ENDS, key=len, reverse=True)))
_BASE_BEFORE = re.compile(
    "(?:不低于|不少于|不得?少于|达到|完成|不超过|超过|按照?|抽取|为)?(?P<base>[^,。;%]{2,24}?)的?$"
)
_BASE_OF = re.compile(
    "对(?P<base>[^,。;]{2,16}?)(?:的)?(?:开展|进行|组织|实施)?(?:随机)?(?:抽查|抽检|复核|核查|检查|回访|抽验)"
)
_LAST_YEAR = re.compile("上一?年度?|去年")
_YEAR = re.compile(r"(?P<year>20\d{2})年度?")
_GOAL = re.compile("任务|目标|计划|指标|下达")
_IDLE = re.compile(
    "第?[一二三四]季度|[上下]半年|(?:各|本|全)(?:设区|地级)?(?:市|县|区|省|州)(?:应|要)?|年度|企业|项目|单位|总数|总量|[数量个家户]|任务|目标|计划|指标|完成|不低于|不少于|不得|少于|比例|要求|至少|低于|达到|按照?|进行|开展|组织|应当?|须|需|前|底|末|月|年|\\d+"
)
_WORDING = re.compile(
    f"{_NEED}|多少|几|怎么|不算|才|按照?|要求|的话|今年|去年|上年|不是|那边?|[做干弄搞办]完|跟上|进度|拖后腿|掉队"
)
_MARKS = re.compile("[^一-龥]|[日了的吗呢嘛就是在到对应得要须个家户人]")
_CHECKED = re.compile("抽查|抽检|复核|核查|抽验|检查|回访|抽取")
_OF_GOAL = re.compile("率|占比")
_CONTINUOUS = re.compile("亩|公顷|吨|元|米|公里|平方|立方|千瓦|度")
_PERSONS = frozenset("人名位")
_TIMED, _SAID_RATE, _LEAST = 3, 3, 3
_NAMED = 0.5  # of the score of a column by its words


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause of running text that requires a share; [start, end) is its sentence in the document's text."""

    document_id: str
    start: int
    end: int
    words: str
    rate: Decimal
    base: str


def required_share(q: Question) -> FigureQuery | None:
    """Return the query for what a required share comes to for the one row, or the whole, that a question names.

    None where it asks for no such thing, or no one clause and no one column is meant.
    """
    asked = _ASKS.search(q.text)
    rates = [rate_of(m) for m in _RATE.finditer(q.text)]
    if asked is None or _NEEDED.search(q.text) is None or _OTHERWISE.search(q.text) or len(set(rates)) > 1:
        return None
    ends = _ends(q.text)
    if not rates and not ends and _CHECKED.search(q.text) is None and "至少" not in q.text:
        return None
    subject = _subject(q)
    clause = _clause_for(q, rates[0] if rates else None, ends) if subject is not None else None
    if subject is None or clause is None:
        return None
    most = _AT_MOST.search(clause.words) is not None
    if most is not (_MOST_ASKED.search(q.text) is not None):
        return None
    column = _base_column(q, clause, subject, asked["unit"])
    if column is None or not _spoken_of(q, clause, column):
        return None
    portion = Portion(
        rate=clause.rate,
        most=most,
        whole=_CONTINUOUS.search(column.unit or "") is None,
        document_id=clause.document_id,
        start=clause.start,
        end=clause.end,
    )
    return FigureQuery(
        operation=Operation.VALUE, measures=(Measure(column=column.id),), subjects=(subject,), portion=portion
    )


def rate_of(match: re.Match[str]) -> Decimal:
    """Return the fraction that a rate writes (80%, 百分之八十, 八成)."""
    if match["digits"] is not None:
        return Decimal(match["digits"]) / 100
    if match["hundredths"] is not None:
        return (number(match["hundredths"]) or Decimal(0)) / 100
    if match["same"] is not None:
        return Decimal("0.5")
    return (number(match["tenths"]) or Decimal(0)) / 10 + (Decimal("0.05") if match["half"] else Decimal(0))


def _ends(text: str) -> frozenset[str]:
    """Return the months at whose end something is due, 三季度末 as 9月底."""
    return frozenset(m["month"] for m in _MONTH_END.finditer(text)) | frozenset(
        _ENDS[m[0]] for m in _QUARTER_END.finditer(text)
    )


def _subject(q: Question) -> Subject | None:
    """Return the one row that a question names; the whole where it names that alone."""
    keys = list(dict.fromkeys(key for m in q.names.of("row") for key in m.rows))
    if q.names.of("group") or len(keys) > 1 or any(m.excluded for m in q.names.mentions):
        return None
    if keys:
        return Subject(kind=SubjectKind.ROW, name=q.catalogue.names.get(keys[0], keys[0]), rows=(keys[0],))
    wholes = [m for m in q.names.of("whole") if m.name != "each"]
    return Subject(kind=SubjectKind.TOTAL, name=wholes[0].form) if wholes else None


def _clause_for(q: Question, rate: Decimal | None, ends: frozenset[str]) -> Clause | None:
    """Return the clause that a question is about: by its rate, its day and its words; None where several rates tie."""
    years = {year_of(y, q.as_of, None) for y in q.names.years}
    said = _content(mask(q.text, q.names))
    ranked: list[tuple[tuple[float, bool, date], Clause]] = []
    for document_id in sorted({view.table.document_id for view in q.catalogue.views.values()}):
        meta = q.catalogue.metas.get(document_id)
        dated = meta is not None and meta.target_year in years
        columns = (c for c in q.catalogue.columns.values() if c.document_id == document_id)
        labels = {pair for c in columns for pair in bigrams(f"{c.label} {clean(c.header)}")}
        for clause in clauses_of(q.catalogue, document_id):
            at = _ends(clause.words)
            if (rate is not None and clause.rate != rate) or (ends and at and not ends & at):
                continue
            timed = bool(ends & at)
            if ends and not timed and rate is None:
                continue
            own = _content(clause.words)
            if own and said & labels and not own & said:
                continue  # 至少诊断多少家, of a share of what is rebuilt
            shared = len(own & said)
            checked = set(_CHECKED.findall(q.text)) & set(_CHECKED.findall(clause.words))
            if _CHECKED.search(clause.words) and not checked:
                continue
            score = shared + _TIMED * timed + _SAID_RATE * (rate is not None) + 2 * len(checked)
            if score >= _LEAST:
                published = (meta.published if meta is not None else None) or date.min
                ranked.append(((score + 2 * dated, dated, published), clause))
    if not ranked:
        return None
    best = max(rank for rank, _ in ranked)
    found = [clause for rank, clause in ranked if rank == best]
    return found[0] if len({clause.rate for clause in found}) == 1 else None


def _content(text: str) -> set[str]:
    """Return the pairs of characters that say what is done with what: no rate, day, body or word of computing."""
    plain = _MARKS.sub(" ", _IDLE.sub(" ", _WORDING.sub(" ", _RATE.sub(" ", text))))
    return {pair for pair in bigrams(plain) if " " not in pair}


def clauses_of(catalogue: Catalogue, document_id: str) -> Iterator[Clause]:
    """Yield every clause of the running text of a document that names one rate."""
    text = catalogue.texts.get(document_id) or ""
    tables = [(v.table.start, v.table.end) for v in catalogue.views.values() if v.table.document_id == document_id]
    for sentence in re.finditer(r"[^。;；\n]+", text):
        if any(start < sentence.end() and sentence.start() < end for start, end in tables):
            continue
        for part in re.split("[，,]", sentence[0]):
            words = clean(part)
            found = list(_RATE.finditer(words))
            if len(found) != 1:
                continue
            of, before = _BASE_OF.search(words), _BASE_BEFORE.search(words[: found[0].start()])
            after = re.match("的?(?:比例|要求|标准)?", words[found[0].end() :])
            base = of["base"] if of is not None else before["base"] if before is not None and after is not None else ""
            yield Clause(
                document_id=document_id,
                start=sentence.start(),
                end=sentence.end(),
                words=words,
                rate=rate_of(found[0]),
                base=base,
            )


def _base_column(q: Question, clause: Clause, subject: Subject, asked: str) -> Column | None:
    """Return the one column of the clause's document that the share is of: by its words, its year and its unit."""
    meta = q.catalogue.metas.get(clause.document_id)
    target = meta.target_year if meta is not None else None
    checked = _CHECKED.search(clause.words) is not None
    about = clause.base if checked or _GOAL.search(clause.base) else ""
    goal = not checked or _GOAL.search(about) is not None
    named = _YEAR.search(about) or (_YEAR.search(q.text) if checked else None)
    last = target is not None and (_LAST_YEAR.search(about) or (checked and _LAST_YEAR.search(q.text)))
    year = int(named["year"]) if named is not None else target - 1 if last and target is not None else target
    either = checked and named is None and not last  # what is checked may be of this year or of the year before
    part = goal and _OF_GOAL.search(clause.words) is not None  # 农村占比不低于20%: of the whole
    head = _content(_YEAR.sub(" ", _LAST_YEAR.sub(" ", about)))
    links = {link.column: link.score for link in q.catalogue.metrics.links(q.found)}
    ranked = []
    for column in q.catalogue.columns.values():
        role = q.catalogue.roles.of(column.id)
        if column.document_id != clause.document_id or q.catalogue.roles.is_rate(column.id):
            continue
        if subject.rows and subject.rows[0] not in column.cells:
            continue
        held = column_year(q.catalogue, column)
        if (role is Role.GOAL) is not goal or not (held == year or (either and year is not None and held == year - 1)):
            continue
        if not _counts(q, column, asked, part=part):
            continue
        topic = f"{column.label}{q.catalogue.view_of(column.id).topic}"
        if (part and column.label in clause.words) or (head and not head & set(bigrams(topic))):
            continue
        said = 0.0 if part else links.get(column.id, 0.0)
        if not part:
            said += len(head & set(bigrams(topic if column.leads else column.label)))
        ranked.append((round(said, 3), column))
    return _meant(ranked)


def _meant(ranked: list[tuple[float, Column]]) -> Column | None:
    """Return the column that the words name well before all others, else the one that stands for its table."""
    most = max((said for said, _ in ranked), default=0.0)
    named = [column for said, column in ranked if said > most - _NAMED]
    if len(named) == 1 and (most >= _NAMED or len(ranked) == 1):
        return named[0]
    leading = [column for said, column in ranked if column.leads and (said > most - _NAMED or most < _NAMED)]
    return leading[0] if len(leading) == 1 else None


def _spoken_of(q: Question, clause: Clause, column: Column) -> bool:
    """Say whether what is done stands in the clause or in what the column counts (厕所, of 户厕改建任务)."""
    said = _content(mask(q.text, q.names))
    meta = q.catalogue.metas.get(column.document_id)
    title = meta.title if meta is not None else ""
    topic = f"{column.label}{column.header}{q.catalogue.view_of(column.id).topic}"
    if any(pair in title for pair in said):
        return True
    return not said or bool(said & _content(clause.words)) or any(set(pair) & set(topic) for pair in said)


def _counts(q: Question, column: Column, asked: str, *, part: bool) -> bool:
    """Say whether a column counts what is asked how many of (多少家企业, 多少万亩, 几个班 of no column in 人次)."""
    unit = column.unit or ""
    if (asked[:1] in _PERSONS) is not (unit[:1] in _PERSONS) and asked[:1] in COUNTED:
        return False
    if unit and asked.startswith(unit):
        asked = asked.removeprefix(unit)
    elif asked[:1] in COUNTED and (not unit or unit in COUNTED):
        asked = asked[1:]
    elif unit and asked and not asked.startswith(("完成", "才", "的", "算")):
        return asked[-1:] in unit and len(asked) <= len(unit)
    noun = re.match("(?!才|算|[吗呢的])[一-龥]{1,4}?(?=$|才|算|[吗呢的])", asked)
    topic = f"{column.label}{q.catalogue.view_of(column.id).topic}企业项目"
    return noun is None or part or any(char in topic for char in noun[0])
