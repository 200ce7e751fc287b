"""Find the names in a question: rows, groups, wholes, years; and mask them for the grammar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.figures.catalogue import Catalogue
from bot.figures.column_words import columns_named
from bot.figures.grammar import GROUP, ROW, TIME, WHOLE
from bot.figures.surface import DIGITS, number

YEAR = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})(?!\d|\.\d|家|个(?!城市)|万|亿|元|吨|%|[亩户台辆座张米头只岁天次套]|公[里顷斤]|平方|立方|千[瓦米克]|人(?!均|员|才|力|口))年?度?"
)
SHORT_YEAR = re.compile(r"(?<![\d.近过去前后第])(\d{2})(?:年度|年)(?!前|内|来|以上|以内|后)")
BARE_SHORT_YEAR = re.compile(r"(?<![\d.])(1\d|2\d|3\d)(?=目标|任务|指标|验收|预期|审核)")
TABLE_REFERENCE = re.compile(r"附(?:件|表)\s*([\d一二三四五六七八九十]+)|(?<![列图])表\s*(\d+)")
YEAR_RANGE = re.compile(r"((?:19|20)\d{2})年?(?:-|—|~|至|到)((?:19|20)\d{2}|\d{2})年?")
SHORT_PAIR = re.compile(r"(?<!\d)(\d{2})(?:年)?(?:、|和|与|,|/)(?=\d{2}年)")
CHINESE_YEAR = re.compile(r"(?:([二两])[零〇○])?([零〇○一二三四五六七八九])([零〇○一二三四五六七八九])年(?!前|内|来)")
RELATIVE = {
    "今年": 0, "本年": 0, "本年度": 0, "今年度": 0, "当年": 0, "这一年": 0, "现在": 0, "目前": 0, "当前": 0, "最新": 0,
    "去年": -1, "上年": -1, "上一年": -1, "上年度": -1, "前一年": -1, "上一年度": -1, "去年度": -1, "上年同期": -1,
    "去年同期": -1, "前年": -2, "大前年": -3, "明年": 1, "来年": 1, "下一年": 1, "下年": 1, "明年度": 1, "后年": 2,
}  # fmt: skip
_LONGEST_FIRST = sorted(RELATIVE, key=len, reverse=True)
ANCHORED = frozenset({"当年", "上年", "上一年", "上年度", "前一年", "上一年度", "上年同期", "下一年", "下年"})
ALL_YEARS = re.compile(r"(?:这|近|两|二|三|几|历|各)(?:两|二|三|几)?年(?:度)?(?:来|间|的|以来|数据|情况|都|各|分别)?")
# What takes names out: before them (除了, 不含), after them (除外, 以外), or before a group (非珠三角).
TAKES_OUT = re.compile(
    r"(?<![废清解消免排删拆剔扣去])除(?![以法数外])(?:了|去|开|却)?|不(?:含|包括|包含|算上?|计入?|考虑|统计)|去掉|去除|剔除|剔掉|扣除|扣掉|排除|刨去|刨除|刨掉|抛开|撇开|撇除"
)
CLOSES = re.compile(r"之?外|以外|,|的(?=其他|其余|全)|(?<=.)其[他余]|后(?!\d)")
BEFORE_NAME = re.compile(r"(?:掉|省会|省城|特区|像|以下|这个|那个|[两三四]个?市)?")
STRUNG = re.compile(r"(?:市|两市|三市)?(?:和|与|及|以及|跟|同|、|,|还有)?")
LEFT_OUT = re.compile(
    r"(?:市)?(?:除外|之外|以外|不算(?=[,。)的]|在内|的话|$)|不(?:计|包括|包含|含|算)(?:在内|进去|在其中)|排除在外"
    r"|(?:也|再|都|全)*(?:去掉|去除|剔除|扣除|扣掉|排除|刨去|刨掉|除去|除掉|拿掉|不算|不要)(?:掉|了|吧|呢|的话)*[,。?]?$)"
)
_ITS_DOCUMENT = re.compile(r"[^,。?!;哪多几占比和与]{0,14}?(?:表(?![现示彰达])|通知|文件|方案|办法|公告)")
OUTSIDE = re.compile(r"非|不(?:在|是|属于)(?=[^,。吗?]*的)")
_LEVEL = re.compile("[省市州县区]级")
_OWN_WHOLE = frozenset({"全市", "全县", "全区", "全州"})
_THAN = re.compile("(?:比|较|跟|和|与|同|相对于?|[高低多少]于|超过|达到|不[到足])$")
WHOLE_WORDS = re.compile(
    r"全(?:省|市|县|区|国|体|部(?!数据|数字|数值|指标|数)|州)(?=[\u4e00-\u9fff\d])|全(?!部)(?=[\u4e00-\u9fff])|整体(?!审核|推进|验收|改造|搬迁|评[价估]|规划|方案|试点)|总体(?!规划|方案)|(?:我们?|咱们?)省(?![级厅里直属内外])"
)
EACH_WORDS = re.compile(
    r"(?:各|每(?:一)?个?|所有的?|全部的?|(?<![前后的第\d])\d{2}个|二十一个?)(?:地级以上市|地级市|地市|城市|市县|区县|市|区|县|单位"
    r"|行业|企业|季度|月份?|地区|县区|县市区)(?:的|各自?)?"
)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A name at [start, end): row keys, a text value of tables, a group, a whole, or a foreign region."""

    start: int
    end: int
    form: str
    kind: str  # row | group | whole | foreign | own (全市 right behind a row)
    rows: tuple[str, ...] = ()
    attribute: str | None = None
    name: str = ""
    excluded: bool = False

    @property
    def place(self) -> str:
        """The place that a whole is called by its own name (广东省, not 全省), else nothing."""
        return "" if self.kind != "whole" or self.name == "each" or self.form[0] in "全本我各" else self.name


@dataclass(frozen=True, kw_only=True)
class YearMention:
    """A year at [start, end); `offset` is set for relative words, `anchored` when they count from a year named."""

    start: int
    end: int
    form: str
    year: int | None = None
    offset: int | None = None
    anchored: bool = False


@dataclass(frozen=True, kw_only=True)
class Names:
    """Every name in a question, in order."""

    mentions: tuple[Mention, ...]
    years: tuple[YearMention, ...]
    all_years: bool
    table: str | None  # 附件2, 表3: a table named by its number, at table_at
    table_at: tuple[int, int] | None
    each: bool  # every member one by one (各市)
    spans: tuple[tuple[int, int], ...]

    def of(self, kind: str) -> list[Mention]:
        """Return the mentions of one kind that are not excluded."""
        return [m for m in self.mentions if m.kind == kind and not m.excluded]


def find_names(text: str, catalogue: Catalogue) -> Names:
    """Find the names in a cleaned question."""
    years = _years(text)
    taken = [False] * len(text)
    mentions = _dictionary(text, catalogue, taken, years)
    for mention in columns_named(text, mentions, catalogue):
        mentions.remove(mention)
        taken[mention.start : mention.end] = [False] * (mention.end - mention.start)
    each = None
    for match in EACH_WORDS.finditer(text):
        if not any(taken[match.start() : match.end()]):
            each = match
            taken[match.start() : match.end()] = [True] * len(match[0])
            mentions.append(Mention(start=match.start(), end=match.end(), form=match[0], kind="whole", name="each"))
            break
    for match in WHOLE_WORDS.finditer(text):
        if match[0] in _OWN_WHOLE and any(m.kind == "row" and m.end == match.start() for m in mentions):
            mentions.append(Mention(start=match.start(), end=match.end(), form=match[0], kind="own"))  # 肇庆全市
            continue
        if match[0] == "全" and any(m.kind == "row" for m in mentions):
            continue  # 沙湾区的任务全干完
        if not any(taken[match.start() : match.end()]):
            taken[match.start() : match.end()] = [True] * len(match[0])
            mentions.append(Mention(start=match.start(), end=match.end(), form=match[0], kind="whole"))
    mentions = sorted(_excluded(text, mentions), key=lambda m: m.start)
    spread = ALL_YEARS.search(text)
    table = TABLE_REFERENCE.search(text)
    spans = [(m.start, m.end) for m in mentions] + [(y.start, y.end) for y in years]
    if spread:
        spans.append(spread.span())
    if table:
        spans.append(table.span())
    return Names(
        mentions=tuple(mentions),
        years=tuple(years),
        all_years=spread is not None and len(years) < 2,
        table=_table_label(table) if table else None,
        table_at=table.span() if table else None,
        each=each is not None,
        spans=tuple(spans),
    )


def mask(text: str, names: Names) -> str:
    """Replace every name by marks of its kind, one per character."""
    marks = list(text)
    for mention in names.mentions:
        mark = {"row": ROW, "group": GROUP, "whole": WHOLE, "foreign": ROW, "own": ROW}[mention.kind]
        marks[mention.start : mention.end] = [mark] * (mention.end - mention.start)
    for year in names.years:
        marks[year.start : year.end] = [TIME] * (year.end - year.start)
    if names.table_at is not None:
        marks[names.table_at[0] : names.table_at[1]] = [TIME] * (names.table_at[1] - names.table_at[0])
    return "".join(marks)


def _table_label(match: re.Match[str]) -> str:
    """Return 附件2 or 表3 in digits."""
    count = number(match[1] or match[2])
    return f"{'附件' if match[1] else '表'}{int(count) if count is not None else ''}"


def year_of(mention: YearMention, as_of: date, anchor: int | None) -> int:
    """Return the calendar year that a mention means; `anchor` is the year that 上年 counts from."""
    if mention.year is not None:
        return mention.year
    base = anchor if mention.anchored and anchor is not None else as_of.year
    return base + (mention.offset or 0)


def _dictionary(text: str, catalogue: Catalogue, taken: list[bool], years: list[YearMention]) -> list[Mention]:
    """Find the longest known name at every place."""
    tables: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("row", catalogue.row_forms),
        ("group", catalogue.group_forms),
        ("attribute", catalogue.attribute_forms),
        ("whole", catalogue.whole_forms),
        ("foreign", catalogue.foreign_forms),
    )
    year_starts = {y.start: y.end for y in years}
    found = []
    i = 0
    while i < len(text):
        hit: tuple[str, str] | None = None
        for end in range(min(len(text), i + catalogue.longest_form), i + 1, -1):
            form = text[i:end]
            kind = next((kind for kind, forms in tables if form in forms), None)
            if kind == "foreign" and any(form in trap and trap in text for trap in catalogue.lexicon.traps):
                kind = None
            if kind == "attribute" and any(
                text.startswith(label, max(0, i - label.find(form))) for label in catalogue.labels_with.get(form, ())
            ):
                kind = None  # 改建 within 新改建里程
            if kind is not None and _LEVEL.match(text, end - 1) and form[:-1] in dict(tables)[kind]:
                continue  # 浙江省级资金: 浙江, and 省级 of the money
            if kind is not None and not _inside_word(text, i, end, form):
                hit = (kind, form)
                break
        partial = catalogue.partial.find(text, i) if i not in year_starts else None
        if partial is not None and (hit is None or partial[0] > i + len(hit[1])):
            end, rows = partial
            found.append(Mention(start=i, end=end, form=text[i:end], kind="row", rows=rows, name=text[i:end]))
            taken[i:end] = [True] * (end - i)
            i = end
            continue
        strung = catalogue.abbreviations.find(text, i)
        if strung is not None and (hit is None or i + len(hit[1]) < i + len(strung[1])):
            end, keys = strung
            for at, key in enumerate(keys):
                last = end if at == len(keys) - 1 else i + at + 1
                found.append(Mention(start=i + at, end=last, form=text[i + at], kind="row", rows=(key,), name=key))
            taken[i:end] = [True] * (end - i)
            i = end
            continue
        if hit is None:
            i = year_starts.get(i, i + 1)
            continue
        kind, form = hit
        end = i + len(form)
        if kind in {"row", "attribute"}:
            mention = Mention(
                start=i,
                end=end,
                form=form,
                kind="row",
                rows=catalogue.row_forms.get(form, ()),
                attribute=catalogue.attribute_forms.get(form),
                name=form,
            )
        elif kind == "group" and (parts := _split_group(form, catalogue)) and re.search("哪|谁|分别|各|比|差", text):
            for part in parts:
                found.append(
                    Mention(start=i, end=i + len(part), form=part, kind="group", name=catalogue.group_forms[part])
                )
                i += len(part)
            taken[found[-len(parts)].start : i] = [True] * (i - found[-len(parts)].start)
            continue
        elif kind == "group":
            while end < len(text) and (
                m := re.match(r"[\d一二三四五六七八九十]+个?(?:市|城市|地市)|地区|片区|各市|区域", text[end:])
            ):
                end += len(m[0])
            mention = Mention(start=i, end=end, form=form, kind="group", name=catalogue.group_forms[form])
        elif kind == "whole":
            mention = Mention(start=i, end=end, form=form, kind="whole", name=catalogue.whole_forms[form])
        else:
            mention = Mention(start=i, end=end, form=form, kind="foreign", name=catalogue.foreign_forms[form])
        taken[i:end] = [True] * (end - i)
        found.append(mention)
        i = end
    return _nested(found, text)


def _split_group(form: str, catalogue: Catalogue) -> list[str]:
    """Return the group names that a form strings together (粤东粤西粤北), or nothing."""
    parts, i = [], 0
    while i < len(form):
        part = next(
            (
                form[i:j]
                for j in range(len(form), i + 1, -1)
                if form[i:j] in catalogue.group_forms and j - i < len(form)
            ),
            None,
        )
        if part is None:
            return []
        parts.append(part)
        i += len(part)
    return parts if len(parts) > 1 else []


def _inside_word(text: str, start: int, end: int, form: str) -> bool:
    """Say whether a Latin form is part of a longer Latin word."""
    if not form.isascii() or not form[0].isalpha():
        return False
    before = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
    after = end < len(text) and text[end].isascii() and text[end].isalpha()
    return before or after


def _nested(found: list[Mention], text: str) -> list[Mention]:
    """Drop a whole or a foreign region that merely leads in a narrower one (广东省佛山市, 广州市番禺区)."""
    kept = []
    rows = any(m.kind == "row" for m in found)
    for mention, after in zip(found, [*found[1:], None], strict=False):
        leads = after is not None and after.start == mention.end
        if leads and mention.kind in {"whole", "foreign"} and after is not None and after.kind in {"row", "group"}:
            if mention.kind == "whole":  # 蓝溪市长岭县: said, and no more than where the row lies
                kept.append(replace(mention, kind="own"))
            continue
        if mention.kind == "whole" and rows and _ITS_DOCUMENT.match(text, mention.end):
            kept.append(replace(mention, kind="own"))  # 井研县水泥线6条, 乐山任务表里是这个数
            continue
        if leads and mention.kind == "row" and after is not None and after.kind == "foreign":
            continue
        kept.append(mention)
    return kept


def _excluded(text: str, mentions: list[Mention]) -> list[Mention]:
    """Mark the names that the question takes out (除深圳外, 不含广州和深圳的, 深圳除外, 珠三角以外)."""
    named = sorted((m for m in mentions if m.kind in {"row", "group"}), key=lambda m: m.start)
    ranges = [stretch for match in TAKES_OUT.finditer(text) if (stretch := _taken_out(text, match, named)) is not None]
    for match in LEFT_OUT.finditer(text):
        last = next((m for m in named if m.end == match.start()), None)
        if last is not None:
            ranges.append((_run_before(text, last, named), last.end))
    for match in OUTSIDE.finditer(text):
        ranges += [(m.start, m.end) for m in named if m.kind == "group" and m.start == match.end()]
    return [
        replace(m, excluded=m.kind in {"row", "group"} and any(s <= m.start and m.end <= e for s, e in ranges))
        for m in mentions
    ]


def _taken_out(text: str, match: re.Match[str], named: list[Mention]) -> tuple[int, int] | None:
    """Return the stretch whose names a word takes out: up to 外, else the names strung together right after it."""
    first = next((m for m in named if m.start >= match.end()), None)
    if first is None:
        return None
    close = CLOSES.search(text, match.end())
    if match[0].startswith("除") and close is not None:
        return match.end(), close.start()
    if not BEFORE_NAME.fullmatch(text[match.end() : first.start]):
        return None if close is None else (match.end(), close.start())
    end = first.end
    for mention in named[named.index(first) + 1 :]:
        if not STRUNG.fullmatch(text[end : mention.start]):
            break
        end = mention.end
    return match.end(), end


def _run_before(text: str, last: Mention, named: list[Mention]) -> int:
    """Return where the names strung together up to `last` begin (广州、深圳除外)."""
    start = last.start
    for mention in reversed(named[: named.index(last)]):
        joint = text[mention.end : start]
        if not joint or not STRUNG.fullmatch(joint):
            break
        start = mention.start
    return start


def _years(text: str) -> list[YearMention]:
    found: list[YearMention] = []
    taken = [False] * len(text)

    def add(start: int, end: int, **what: int | bool | None) -> None:
        year, offset, anchored = what.get("year"), what.get("offset"), bool(what.get("anchored"))
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append(
                YearMention(start=start, end=end, form=text[start:end], year=year, offset=offset, anchored=anchored)
            )

    for match in YEAR_RANGE.finditer(text):
        low = int(match[1])
        high = int(match[2]) if len(match[2]) == 4 else low // 100 * 100 + int(match[2])
        if 0 < high - low <= 10:
            middle = match.end(1)
            add(match.start(), middle, year=low)
            for year in range(low + 1, high):
                found.append(YearMention(start=middle, end=middle, form=str(year), year=year))
            add(middle, match.end(), year=high)
    for match in YEAR.finditer(text):
        add(match.start(), match.end(), year=int(match[1]))
    for match in SHORT_PAIR.finditer(text):
        add(match.start(), match.end(1), year=2000 + int(match[1]))
    for match in SHORT_YEAR.finditer(text):
        add(match.start(), match.end(), year=2000 + int(match[1]))
    for match in BARE_SHORT_YEAR.finditer(text):
        add(match.start(), match.end(), year=2000 + int(match[1]))
    for match in CHINESE_YEAR.finditer(text):
        tens = "零" if match[2] in "〇○" else match[2]
        ones = "零" if match[3] in "〇○" else match[3]
        add(match.start(), match.end(), year=2000 + DIGITS[tens] * 10 + DIGITS[ones])
    for word in _LONGEST_FIRST:
        if word in text:
            for match in re.finditer(re.escape(word), text):
                add(match.start(), match.end(), offset=RELATIVE[word], anchored=word in ANCHORED)
    found.sort(key=lambda y: y.start)
    return [
        replace(year, anchored=True)  # 2024年目标比去年: than the year before that one
        if year.offset == -1 and any(y.year is not None for y in found[:i]) and _THAN.search(text[: year.start])
        else year
        for i, year in enumerate(found)
    ]
