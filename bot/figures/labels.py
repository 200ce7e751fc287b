"""What titles and headers of tables say: the topic, the unit, what a column is called."""

from __future__ import annotations

import re
from collections import Counter

from bot.figures.surface import clean, without_brackets

_WHOLE_CHARS = 3
TOTAL_LABEL = re.compile(r"(?:合计|总计|总数|共计|小计|总和|总数量|合计数|数量合计|合计数量|全部)")
GENERIC_LABEL = re.compile(r"(?:数量|数值|数|指标值?|值|数据|金额|情况|完成情况)?")
ORDINAL_LABEL = re.compile(r"序号|编号|no\.?|排名|名次|排序")
TITLE_HEAD = re.compile(r"^(?:附件|附表|表)\s*[\d一二三四五六七八九十.\-]*[::.、]?")
TITLE_SCOPE = re.compile(
    r"^(?:[^\d各,。]{0,4}省(?!级)|[^\d各,。]{1,4}(?:市|县|区)(?!级)|全[省市县区国])?"
    r"(?:各?(?:地级以上市|设区市|地级市|地市|市州|盟市|市县|县区|市区|区县|县市区|地区|城市)|各(?:单位|市|县|区|州|镇|街道|季度|月份?|行业|企业)|分(?:市|县|区|行业|季度|地区))?"
    r"(?:[和及、][^\d,。的和及、]{1,5}(?:新区|开发区|示范区|高新区|经开区|实验区))?的?"
)
TITLE_TAIL = re.compile(
    r"(?:的?(?:基本|具体|有关|相关|主要)?(?:情况|信息|数据|指标|统计|汇总|明细|分布|公示|名单|一览|对比|台账))*表?$"
)
OF_WHICH = re.compile(r"^其中[:：、]?")
COUNT_TAIL = re.compile(r"(?:企业)?(?:数量|家数|总数|数)$")
YEAR = re.compile(r"(?:19|20)\d{2}(?:年?[-—~至到](?:19|20)\d{2})?年?度?")
YEARS_STRUNG = re.compile(rf"(?:{YEAR.pattern})(?:(?:和|与|及|、)(?:{YEAR.pattern}))+")
UNIT_WORD = re.compile(r"^年$|个月|天|小时|学时|家|个|项|元|吨|米|千瓦时|人|户|%|亩|公顷|台|套|件|辆|次|张|里|艘|头|只")
COUNTED = frozenset(
    {"家", "个", "项", "户", "人", "名", "台", "套", "台/套", "件", "条", "所", "座", "处", "张", "辆", "艘", "架"}
)
COUNTABLE = ("企业", "单位", "项目", "人员", "机构", "学校", "园区", "城市", "案件", "设施", "公司")
QUANTITY_TAIL = re.compile(
    "(?:[数量额率值比费金]|目标|实际|计划|任务|完成|指标|预算|决算|增幅|增速|增长|面积|里程|情况|水平)$|^(?:19|20)\\d{2}"
)


def unit_of_title(title: str) -> str | None:
    """Return the unit that closes a title in brackets (用水量（万立方米）), or None."""
    match = re.search(r"[(（](?:单位[:：])?([^()（）\d]{1,8})[)）]$", title.strip())
    return match[1] if match is not None and UNIT_WORD.search(match[1]) else None


def topic_of(title: str, row_noun: str = "") -> str:
    """Return what a table is about: its title without number, year, scope and filler."""
    text = without_brackets(clean(title))
    text = TITLE_HEAD.sub("", text)
    text = YEARS_STRUNG.sub("", text)
    text = YEAR.sub("", text, count=1)
    if row_noun:
        text = re.sub(f"(?:各|(?<![评得打积总])分){re.escape(row_noun)}的?", "", text)
    text = TITLE_SCOPE.sub("", text)
    text = YEAR.sub("", text)
    text = re.sub(r"^\d{1,2}月份?|^第?[一二三四]季度|^上半年|^下半年", "", text)
    return TITLE_TAIL.sub("", text).strip("的之-—:,、")


def column_name(metric: str, topic: str, *, alone: bool, unit: str | None = None) -> str:
    """Return how answers call a column.

    A column that says nothing by itself (合计, 数量), or the only one of its table, is called by the table's topic;
    a total of things counted is their number (企业合计 in 家 is 企业数).
    """
    label = without_brackets(metric.strip()) or metric.strip()
    plain = clean(label)
    if not topic:
        return label
    if TOTAL_LABEL.fullmatch(plain):
        return f"{topic}数" if unit in COUNTED and topic.endswith(COUNTABLE) else f"{topic}{plain}"
    if GENERIC_LABEL.fullmatch(plain):
        return topic
    if alone and not YEAR.fullmatch(plain):
        return topic if len(set(plain) & set(topic)) * 2 >= len(set(plain)) else f"{topic}{label}"
    return label


def plain_metric(metric: str, tails: Counter[str]) -> str:
    """Return the metric of a column under a merged header: its own label where that says enough, else both as one."""
    group, _, tail = metric.rpartition("·")
    plain = clean(tail)
    if len(clean(group)) > _WHOLE_CHARS and TOTAL_LABEL.fullmatch(plain):
        return group.replace("·", "")  # the total of what the merged header says
    own = (
        tails[tail] == 1 and len(plain) > 3 and not GENERIC_LABEL.fullmatch(plain) and not TOTAL_LABEL.fullmatch(plain)
    )
    return tail if own or not group else group.replace("·", "") + tail


def part_name(full: str, metric: str) -> str:
    """Return how answers call a part under a merged header (任务数（新建）); nothing for what is a quantity itself."""
    group, _, tail = full.rpartition("·")
    plain = clean(tail)
    alone = not group or metric == tail or GENERIC_LABEL.fullmatch(plain) or TOTAL_LABEL.fullmatch(plain)
    alone = alone or QUANTITY_TAIL.search(plain)
    return "" if alone else f"{group.replace('·', '')}（{tail}）"


def merged_over(full: str, metric: str) -> str:
    """Return the words of the merged header that `metric` leaves out of the whole label."""
    group, _, tail = full.rpartition("·")
    return clean(group.replace("·", "")) if metric == tail else ""
