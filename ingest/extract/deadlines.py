"""Deadlines: who must do what by when.  Dates and rules are read by `kb.zh.dates`; rules in `kb.zh.time_rules`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ingest.extract.clauses import subject_before
from ingest.extract.obligations import ReadDuty
from ingest.extract.sentences import Sentence
from kb.types import Deadline, DeadlineKind, DocumentMeta
from kb.zh.dates import TimeExpression, TimeKind, find_times

_MAYBE = re.compile(
    r"[\d一二三四五六七八九十两〇]\s*(?:年|月|日|天|周|个月|个工作日|工作日|季度|半年)|每[年季月]|年底|年末|月底"
)
_ACT = (
    r"完成|报送|报|送|提交|上报|公布|公开|公示|发布|建成|实现|达到|组织|开展|启动|申报|申请|填报|报名|印发|制定|编制|备案|缴纳"
    r"|履行|改正|通过|召开|反馈|办理|审核|验收|上传|登录|推荐|淘汰|改造|披露"
)
_LIMIT_CUE = re.compile(
    r"(?:截止|截至)(?:时间|日期|日)?(?:为|是|[:：])?\s*$"
    r"|(?:报送|申报|提交|报名|受理|办理|完成|填报|公示|征求意见|实施|反馈)(?:时间|日期|期限|时限|期)(?:为|是|[:：])?\s*(?:自|从)?$"
)
_DUE_CUE = re.compile(rf"^[，、]?(?:期间)?(?:应|要|须|需|全面|基本|组织|集中)?(?:{_ACT})")
_DONE_IN = re.compile(
    rf"^[，、]?(?:应当?|要|须|必须)?(?:向|将|把|依法|予以|作出|书面|如实|及时|{_ACT}|答复|处理|移送|整改|办结|送达|批复|出具|签订|通知|返还|提出|缴清|变更|登记|告知|核实)"
)
_PAST = re.compile(r"(?:近|最近|过去|连续|前|上|以往|此前|曾|不超过|超过|少于|至少|满)\s*$")
_NOT_A_DEADLINE = re.compile(
    r"^(?:未|无|没有|曾|发生|累计|不得|不予|不能|不再|禁止|已|受到|连续|任职|的(?!.{0,12}(?:前|内))|有效|至少|两次|再次|完成验收的|完成的)"
)
_STARTS = re.compile(r"^(?:起|之日起)?(?:正式)?(?:施行|实施|生效|执行|印发|发布|公布|通过)(?:$|[，。；）])|^起")
_STATISTIC = re.compile(r"(?:统计)?(?:截至|截止)\s*$")
_BODY = (
    r"[\u4e00-\u9fff]{1,24}?(?:厅|局|委员会|委(?!托)|部(?!门)|办公室|办(?!理|法)|处(?!理|置)|科(?!技|学)|人民政府|政府|主管部门|部门|机关|机构|中心)"
    r"(?:（[^（）]{2,20}）)?"
)
_BODIES = rf"(?P<bodies>{_BODY}(?:(?:、|和|以及|及){_BODY})*)"
_END_OF_BODIES = r"(?=备案|审核|审定|审批|审查|备查|批准|汇总|登记|核准|同意|存档|[，。；、）]|$|并|后|前)"
_FILE = re.compile(
    rf"(?:报送|上报|提交|抄送|抄报|反馈|寄送|递交|报至|送至|报|送|交)(?:至|到|给)?{_BODIES}{_END_OF_BODIES}"
)
_TO = re.compile(rf"向{_BODIES}(?:书面|如实|及时)?(?:报告|申报|提交|备案|申请|报送|反馈|登记|报备)")
_APART = re.compile(r"、|(?<=[厅局委部办处科府门关构心会])(?:和|以及|及)")
_OURS = re.compile(r"^我(厅|局|部|委|办|市|省|会|院)")


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
        if not _MAYBE.search(sentence.words):
            continue
        who = subject[1] if subject[0] == sentence.place.path else None
        limits = [t for t in find_times(sentence.words, year=year) if _is_limit(sentence.words, t)]
        for at in range(len(limits)):
            record = _record(sentence, limits, at, own, who, meta, ordinal=len(records) + 1)
            records.append(record)
            who = record.who  # a further limit of the sentence concerns the same, unless it names its own actor
    return tuple(records)


def _is_limit(text: str, time: TimeExpression) -> bool:
    before, after = text[: time.start], text[time.end :]
    if _STARTS.match(after) or re.search(r"有效期(?:限)?[^，。；]{0,6}$|施行之日", before + time.text):
        return False
    if time.kind is TimeKind.PERIODIC:
        return time.by or not re.match(r"^[为是]", after)
    if time.kind is TimeKind.RELATIVE:
        if _PAST.search(before) or _NOT_A_DEADLINE.match(after):
            return False
        # A period without an event is a limit only where something is to be done in it.
        return bool(time.rule is not None and time.rule.event) or bool(_DONE_IN.match(after))
    if time.by:
        if _NOT_A_DEADLINE.match(after) and not re.match(r"^的", after):
            return False
        return not re.match(r"^(?:的|已|，已|建成|竣工|投产)[^，。；]{0,12}(?:项目|企业|设施|机组)", after)
    if _STATISTIC.search(before) and not re.search(r"(?:时间|日期)[为是：:]?\s*$", before):
        return False
    if _LIMIT_CUE.search(before):
        return True
    if time.kind is TimeKind.SPAN and _is_range(time):
        return bool(_DUE_CUE.match(after))
    if re.search(r"[底末]$", time.text):
        return bool(re.search(r"(?:到|于|在|至)\s*$", before) or _DUE_CUE.match(after))
    return bool(re.search(r"于\s*$", before) and _DUE_CUE.match(after) and time.kind is not TimeKind.SPAN)


def _is_range(time: TimeExpression) -> bool:
    return bool(re.search(r"[至到—－~～-]", time.text)) and time.first != time.last


def _record(
    sentence: Sentence,
    limits: list[TimeExpression],
    at: int,
    duties: list[ReadDuty],
    inherited: str | None,
    meta: DocumentMeta,
    *,
    ordinal: int,
) -> Deadline:
    limit = limits[at]
    start = sentence.lead + limit.start
    duty = next((d for d in duties if d.start <= start < d.end), None)
    following = next((d for d in duties if d.start > start), None) if duty is None else None
    what = next((w for i in range(at, len(limits)) if (w := _what(sentence, limits, i, duty, following))), "")
    if not what:
        what = sentence.place.path[-1] if sentence.place.path else meta.title
    kind = {TimeKind.RELATIVE: DeadlineKind.RELATIVE, TimeKind.PERIODIC: DeadlineKind.PERIODIC}.get(
        limit.kind, DeadlineKind.ABSOLUTE
    )
    return Deadline(
        id=f"{meta.id}#d{ordinal}",
        document_id=meta.id,
        kind=kind,
        who=_who(sentence, limit, duty, following, inherited) or meta.recipients,
        what=what,
        file_with=_file_with(what, meta),
        due=_due(limit) if kind is DeadlineKind.ABSOLUTE else None,
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
    if duty is not None:
        return duty.subject
    clause = re.split(r"[，。；：]", sentence.words[: limit.start])[-1]
    own = subject_before(clause) or (following.subject if following else None)
    return own or inherited


def _due(limit: TimeExpression) -> date | None:
    return limit.last


def _what(
    sentence: Sentence, limits: list[TimeExpression], at: int, duty: ReadDuty | None, following: ReadDuty | None
) -> str:
    """Return what is to be done: the action without the time words; each of several limits takes its own part."""
    text = sentence.words
    limit = limits[at]
    begin = limits[at - 1].end if at else 0
    stop = limits[at + 1].start if at + 1 < len(limits) else len(text)
    if following is not None and sentence.lead + limit.end < following.start < sentence.lead + stop:
        stop = following.start - sentence.lead
    if duty is not None:
        begin = max(begin, duty.start - sentence.lead + duty.duty.action_start if duty.duty.modal else begin)
        begin = min(begin, limit.start)
    ahead = "" if at else _trim_lead(text[begin : limit.start])
    after = text[limit.end : stop]
    if at + 1 < len(limits):  # the words that lead to the next limit are its own
        cut = max(after.rfind("，"), after.rfind("；"), after.rfind("、"))
        after = after[: cut + 1] if cut > 0 else after
    after = _trim_tail(after)
    if at and not re.search(rf"{_ACT}|[\u4e00-\u9fff]{{2}}", after):
        ahead = _trim_lead(re.split(r"[，；。]", text[: limit.start])[-1])
    joined = f"{ahead}，{after}" if ahead and after else ahead or after
    return re.sub(r"^[，、并且及]+|[，；。、：]+$", "", joined).strip()


def _trim_lead(text: str) -> str:
    text = re.sub(
        r"(?:应当?|要|须|需|请|务必|必须)?(?:于|在|至|到|自|从|截至|截止(?:时间|日期)?(?:为|是|：)?)?\s*$",
        "",
        text.strip(),
    )
    text = re.sub(
        r"(?:报送|申报|提交|报名|受理|填报|公示)?(?:截止)?(?:时间|日期|期限|时限)(?:为|是|：)?\s*$",
        lambda m: m.group()[:2] if m.group()[:2] not in ("截止", "时间", "日期", "期限", "时限") else "",
        text,
    )
    text = text.strip("，、；：。 ")
    text = re.sub(r"^(?:抓紧|请|应当?|要|须|需)", "", text)
    # A bare actor ahead of the limit is the subject, which stands in `who`.
    if re.fullmatch(
        r"[\u4e00-\u9fff、（）]{1,40}(?:部门|企业|单位|各地|各市|地市|局|厅|机构|市|县|区|人民政府|政府)", text
    ) and not re.search(_ACT, text):
        return ""
    return text


def _trim_tail(text: str) -> str:
    text = re.sub(r"^[，、）]*(?:期间)?", "", text.strip())
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
