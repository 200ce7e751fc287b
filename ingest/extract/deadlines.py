"""Deadlines: who must do what by when.  Dates and rules are read by `kb.zh.dates`; rules in `kb.zh.time_rules`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ingest.extract.clauses import opening_actor, subject_before
from ingest.extract.limits import ACT, find_limits
from ingest.extract.obligations import ReadDuty
from ingest.extract.sentences import Sentence
from ingest.extract.tables import ReadTable
from ingest.parse.labels import label_of
from kb.types import Deadline, DeadlineKind, DocumentMeta
from kb.zh.dates import TimeExpression, TimeKind, find_times
from kb.zh.numerals import BATCH
from kb.zh.time_rules import due_from
from kb.zh.workdays import HolidaysUnpublished

_BODY = (
    r"[\u4e00-\u9fff]{1,24}?(?:厅|局|委员会|委(?!托)|部(?!门)|办公室|办(?!理|法)|处(?!理|置)|科(?!技|学)|人民政府|政府|主管部门|部门|机关|机构|中心)"
    r"(?:（[^（）]{2,20}）)?"
)
_BODIES = rf"(?P<bodies>{_BODY}(?:(?:、|和|以及|及){_BODY})*)"
_END_OF_BODIES = r"(?=备案|审核|审定|审批|审查|备查|批准|汇总|登记|核准|同意|存档|[，。；、）]|$|并|后|前)"
_FILE = re.compile(
    rf"(?<![申填汇通举])(?:报送|上报|提交|抄送|抄报|反馈|寄送|递交|报至|送至|报(?!告)|送|交)(?:至|到|给)?{_BODIES}{_END_OF_BODIES}"
)
_TO = re.compile(rf"向{_BODIES}(?:书面|如实|及时)?(?:报告|申报|提交|备案|申请|报送|反馈|登记|报备)")
_APART = re.compile(r"、|(?<=[厅局委部办处科府门关构心会])(?:和|以及|及)")
_OURS = re.compile(r"^我(厅|局|部|委|办|市|省|会|院)")


_DUE_HEADER = re.compile(
    r"完成时[限间]|时间节点|截止(?:时间|日期)|时间要求|办理时限|时限|报送时间|完成期限|进度安排"
    r"|^(?:起止)?(?:时间|日期|时段)(?:安排|要求)?$"
)
_TASK_HEADER = re.compile(r"任务|工作内容|事项|措施|内容|项目|工作")
_WHO_HEADER = re.compile(r"责任|牵头|单位|部门|主体")
# 6月10日前，各学校公布招生简章
_EACH = re.compile(rf"^(?:各|所有)[\u4e00-\u9fff、（）]{{1,16}}?(?={ACT}|将|把)")
_LEAD_IN = re.compile(
    r"(?:应当?|要|须|需|请|务必|必须)?(?:于|在|至|到|自|从|截至|截止(?:时间|日期)?(?:为|是|：)?)?\s*$"
)
_COUNTED_FROM = re.compile("(?<=[一-龥]{2})自(?!然|治|行|贸|主|愿|费)[^，。；]*$")
_HANDED = re.compile("[^，。；由]{2,}(?<![自理缘事因经])由(?P<actor>[^，。；由]{2,})")
_ISSUED = re.compile("自?(?:本|此)?(?:通知|文件|方案|意见|公告|计划|指南|细则|办法)(?:印发|发布|下发|公布|发文|出台)")
_DONE = re.compile("(?:组织|牵头|负责|实施)?[，、]?完成")
_TIME_NOUN = re.compile(
    r"(报送|申报|提交|报名|受理|填报|公示|办理|实施|反馈)?(?:截止)?(?:时间|日期|期限|时限|期)(?:为|是|：)?\s*$"
)


def read_deadlines(
    sentences: Iterable[Sentence], duties: tuple[ReadDuty, ...], meta: DocumentMeta
) -> tuple[Deadline, ...]:
    """Return the deadlines of a document in order, one for every time limit in every sentence."""
    year = meta.published.year if meta.published else meta.target_year
    by_sentence: dict[int, list[ReadDuty]] = {}
    for duty in duties:
        by_sentence.setdefault(duty.sentence.start, []).append(duty)
    records: list[Deadline] = []
    subject: tuple[tuple[str, ...], str | None] = ((), None)
    for sentence in sentences:
        own = by_sentence.get(sentence.start, [])
        if own:
            subject = (sentence.place.path, own[-1].subject)
        who = subject[1] if subject[0] == sentence.place.path else None
        labelled = sentence.text[: sentence.lead - sentence.start].rstrip().endswith(("：", ":"))
        groups = find_limits(sentence.words, year=year, since=meta.published, labelled=labelled)
        for at, group in enumerate(groups):
            for limit in group:
                records.append(_record(sentence, groups, at, limit, own, who, meta, ordinal=len(records) + 1))
            who = records[-1].who  # a further limit concerns the same, unless it names its own actor
    return tuple(records)


def read_table_deadlines(
    tables: Iterable[ReadTable], text: str, meta: DocumentMeta, *, first: int
) -> tuple[Deadline, ...]:
    """Return the deadlines of tables with a column of them (任务 | 责任单位 | 完成时限), ids from ordinal `first`."""
    records: list[Deadline] = []
    for read in tables:
        header = [c.text for c in read.table.header]
        due = next((i for i, h in enumerate(header) if _DUE_HEADER.search(h)), None)
        task = next((i for i, h in enumerate(header) if _TASK_HEADER.search(h) and i != due), read.table.label_column)
        who = next((i for i, h in enumerate(header) if _WHO_HEADER.search(h) and i not in (due, task)), None)
        if due is None or task is None or task == due:
            continue
        year = read.table.year or (meta.published.year if meta.published else meta.target_year)
        for row in read.table.rows:
            times = find_times(row[due].text, year=year)
            if len(times) != 1 or not row[task].text:
                continue  # 长期坚持, or several dates whose tasks the cell does not part
            limit = times[0]
            kind = _kind(limit)
            records.append(
                Deadline(
                    id=f"{meta.id}#d{first + len(records)}",
                    document_id=meta.id,
                    kind=kind,
                    who=(row[who].text or None) if who is not None else None,
                    what=row[task].text,
                    file_with=_file_with(row[task].text, meta),
                    due=limit.last if kind is DeadlineKind.ABSOLUTE else None,
                    rule=str(limit.rule) if limit.rule is not None else None,
                    words=text[row[due].start : row[due].end],
                    words_start=row[due].start,
                    words_end=row[due].end,
                    section_path=read.table.section_path,
                    start=row[0].start,
                    end=row[-1].end,
                )
            )
    return tuple(records)


def _unnumbered(heading: str) -> str:
    label = label_of(heading)
    return heading[label.length :].strip() if label and heading[label.length :].strip() else heading


def _kind(limit: TimeExpression) -> DeadlineKind:
    kinds = {TimeKind.RELATIVE: DeadlineKind.RELATIVE, TimeKind.PERIODIC: DeadlineKind.PERIODIC}
    return kinds.get(limit.kind, DeadlineKind.ABSOLUTE)


def _since_issued(limit: TimeExpression, meta: DocumentMeta) -> date | None:
    """Return the day of a time counted from when the document itself was issued; None for other events."""
    rule = limit.rule
    if rule is None or rule.kind != "after" or meta.published is None or not _ISSUED.fullmatch(rule.event):
        return None
    try:
        return due_from(rule, meta.published)
    except HolidaysUnpublished:
        return None


def _record(
    sentence: Sentence,
    groups: list[tuple[TimeExpression, ...]],
    at: int,
    limit: TimeExpression,
    duties: list[ReadDuty],
    inherited: str | None,
    meta: DocumentMeta,
    *,
    ordinal: int,
) -> Deadline:
    start = sentence.lead + limit.start
    duty = next((d for d in duties if d.start <= start < d.end), None)
    following = next((d for d in duties if d.start > start), None) if duty is None else None
    what = next((w for i in range(at, len(groups)) if (w := _what(sentence, groups, i, duty, following))), "")
    if not what and following is not None:
        what = following.action.strip("，。；")
    if not what:
        what = _unnumbered(sentence.place.path[-1]) if sentence.place.path else meta.title
    elif _DONE.fullmatch(what) and sentence.place.path:
        what = f"完成{_unnumbered(sentence.place.path[-1])}"  # 完成, of what the heading says
    kind = _kind(limit)
    who = _actor_alone(_who(sentence, limit, duty, following, inherited))
    own, other = BATCH.match(what), BATCH.match(who or "")
    if own is not None and other is not None and own[0] != other[0]:
        who = None  # 第二批项目申报, after that of 第一批项目
    if who and what.startswith(who) and len(what) > len(who) + 1:
        what = what[len(who) :].lstrip("，")
    return Deadline(
        id=f"{meta.id}#d{ordinal}",
        document_id=meta.id,
        kind=kind,
        who=who or meta.recipients,
        what=what,
        file_with=_file_with(what, meta),
        due=limit.last if kind is DeadlineKind.ABSOLUTE else _since_issued(limit, meta),
        rule=str(limit.rule) if limit.rule is not None else None,
        words=limit.text,
        words_start=start,
        words_end=start + len(limit.text),
        section_path=sentence.place.path,
        start=sentence.start,
        end=sentence.end,
    )


def _who(
    sentence: Sentence, limit: TimeExpression, duty: ReadDuty | None, following: ReadDuty | None, inherited: str | None
) -> str | None:
    """Return who has to act: the subject of the duty, else the actor right before the time, else as before."""
    clause = re.split(r"[，。；：]", sentence.words[: limit.start])[-1]
    if duty is not None and (duty.duty.subject or duty.duty.modal):
        further = limit.start - len(clause) > duty.start + duty.duty.action_start - sentence.lead
        actor = subject_before(re.sub("[于在]$", "", clause)) if further else None
        return actor or duty.subject  # …，区经信部门于6月20日前…: the clause has an actor of its own
    each = _EACH.match(re.sub(r"^[，、]", "", sentence.words[limit.end :])) if not clause else None
    own = subject_before(re.sub(r"^请|[于在]$", "", clause)) or opening_actor(sentence.words[: limit.start])
    own = own or (each.group() if each else None)
    return own or (duty.subject if duty else following.subject if following else None) or inherited


def _actor_alone(who: str | None) -> str | None:
    """Return who has to act, without what the time is counted from (自收到申请) or what is handed to them (由)."""
    if who is None:
        return None
    handed = _HANDED.fullmatch(who)
    return _COUNTED_FROM.sub("", handed["actor"] if handed is not None else who) or who


def _what(
    sentence: Sentence,
    groups: list[tuple[TimeExpression, ...]],
    at: int,
    duty: ReadDuty | None,
    following: ReadDuty | None,
) -> str:
    """Return what is to be done: the action without the time words; each of several limits takes its own part."""
    text = sentence.words
    start, end = groups[at][0].start, groups[at][-1].end
    begin = groups[at - 1][-1].end if at else 0
    stop = groups[at + 1][0].start if at + 1 < len(groups) else len(text)
    if following is not None and sentence.lead + end < following.start < sentence.lead + stop:
        stop = following.start - sentence.lead
    if duty is not None and duty.duty.modal:
        begin = min(max(begin, duty.start - sentence.lead + duty.duty.action_start), start)
    before = text[begin:start]
    if at:  # what stands before the last comma belongs to the limit before
        cut = max(before.rfind(mark) for mark in "，；、")
        before = before[cut + 1 :] if cut >= 0 else ""
    after = text[end:stop]
    if at + 1 < len(groups):
        cut = max(after.rfind(mark) for mark in "，；、")
        of_next = cut == 0 and _trim_lead(before)  # 第一批截至6月15日，第二批截至9月10日
        after = "" if of_next else after[: cut + 1] if cut > 0 else after
    ahead, after = _trim_lead(before), _trim_tail(after)
    if after and after in ahead:
        after = ""
    link = "，" if re.search(rf"，|{ACT}|研究", ahead) else ""
    joined = f"{ahead}{link}{after}" if ahead and after else ahead or after
    return re.sub(r"^[，、]*(?:并|且|及)?(?=[\u4e00-\u9fff]{2})|[，；。、：]+$", "", joined).strip("，、 ")


def _trim_lead(text: str) -> str:
    text = _LEAD_IN.sub("", text.strip()).rstrip("（( ")
    text = _TIME_NOUN.sub(lambda m: m.group(1) or "", text).strip("，、；：。 ")
    text = re.sub(r"，?分别$", "", text)
    text = re.sub(r"^(?:并且?|且|及|抓紧|请|应当?|要|须|需)+(?=[\u4e00-\u9fff]{2})", "", text)
    text = "" if text in ("并", "且", "及", "请", "并请") else text
    # A bare actor ahead of the limit is the subject, which stands in `who`.
    return "" if text and len(text) <= 40 and subject_before(text) and not re.search(ACT, text) else text


def _trim_tail(text: str) -> str:
    text = re.sub(r"^[，、）)]*(?:期间)?", "", text.strip())
    return text.rstrip("。；！？，、 ")


def _file_with(text: str, meta: DocumentMeta) -> tuple[str, ...]:
    found: list[str] = []
    for match in (*_FILE.finditer(text), *_TO.finditer(text)):
        for body in _APART.split(match.group("bodies")):
            name = body.strip()
            ours = _OURS.match(name)
            if ours:
                same = [i for i in meta.issuers if i.endswith(ours.group(1))]
                name = same[0] + name[2:] if len(same) == 1 else name
            if len(name) >= 2:
                found.append(name)
    return tuple(dict.fromkeys(found))
