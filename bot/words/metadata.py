"""A document's own particulars in words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.contacts import same_organisation
from bot.lists import heading
from bot.matching import covered
from bot.metadata import KEPT, REPEALED_BY, REPEALS, MetaField, attachments, numbered_attachments
from bot.question import default_phrases
from bot.types import Draft, Evidence, Outcome, Statement, ToolResult
from bot.words.frame import WordContext, day_words, draft, joined
from bot.words.text import quoted
from kb.types import CitedDocument, DocumentMeta, LegalStatus, Section
from kb.validity import legal_status, target_year_over
from kb.zh.numerals import parse_integer

_DISCLOSURES = re.compile(r"主动公开|依申请公开|不予公开")
_OF_TITLE = (MetaField.DOC_NUMBER, MetaField.PUBLISHED, MetaField.DISCLOSURE, MetaField.BASIS)
_AFTER_TITLE = (MetaField.ISSUERS, MetaField.RECIPIENTS, MetaField.ATTACHMENTS, MetaField.OUTLINE)
_DAY = re.compile(r"(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:(\d{1,2})[日号]|([底末初]))?|((?:19|20)\d{2})年")
_DRAFT = "征求意见"
_NUMBER = re.compile(r"(\d+)号")
_IN_FORCE = re.compile("(?<!失)有效|管用|算数|在用")  # 2024年还有效吗: on that day
_BODY = re.compile(r"(?:是不是|是否|是|由)([一-龥]{1,12}?(?:厅|局|委|部|办|政府))")
_AMENDED = re.compile("修改|修订|修正|更新|改(?:了|过)")
_BODIES = re.compile(r"([一二两三四五六\d]+)个?(?:厅|局|部门|单位|机关)")
_ALONE = re.compile(
    "一家|单独|独自|独家|自己|只(?:由|是|有)|仅(?:由|是|有)|光是|就(?:由|是)?(?=[一-龥]{1,8}[厅局委部])"
)
_COUNT = re.compile(r"([一二三四五六七八九十两\d]+)个")
_ATTACHMENT = re.compile(r"附件\s*[一二三四五六七八九\d]+")
_ONE_OF_THEM = re.compile(rf"{_ATTACHMENT.pattern}[表里中说讲列写给统计反映登放的了出都]*(?:是|讲|说|列|写)")
_YEAR_SAID = re.compile(r"((?:19|20)\d{2})年?度?")
_AGREES = 0.3  # so much of what is said of an attachment stands in its title
_PARTS = {"初": range(1, 11), "底": range(21, 32), "末": range(21, 32)}


def word_metadata(context: WordContext, result: ToolResult) -> Draft:
    """Word the fields asked for, each with the place that states it."""
    statements: list[Statement] = []
    answered = False
    blocks: list[dict[str, object]] = []
    for document_id in result.result:
        meta = context.desk.meta(document_id)
        for name in result.call.arguments["fields"]:
            field = MetaField(name)
            found = [e for e in result.evidence if _is_of(e, meta) and _is_for(e, field)]
            if found:
                answered = True
                worded = _field(context, meta, field, found)
                of = _of(context, meta, field)
                lead = supposed(context, meta, field) or _not_one_of(context, meta, field)
                statements.append(replace(worded, text=lead + of + worded.text))
                if field in (MetaField.OUTLINE, MetaField.ATTACHMENTS, MetaField.BASIS) and len(found) > 2:
                    blocks.append({"type": "list", "items": _items(field, found)})
            else:
                statements.append(Statement(text=context.wording.say(f"meta_missing_{field.value}", title=meta.title)))
    return draft(Outcome.ANSWERED if answered else Outcome.NO_ANSWER, statements, blocks)


def _of(context: WordContext, meta: DocumentMeta, field: MetaField) -> str:
    """Return the title to put first where several notices are on file and the question names none of them."""
    if len(context.desk.primary) < 2 or meta.title in context.question.text or context.question.doc_numbers:
        return ""
    if field in _OF_TITLE:
        return context.wording.say("meta_of", title=meta.title)
    return f"《{meta.title}》" if field in _AFTER_TITLE else ""


def supposed(context: WordContext, meta: DocumentMeta, field: MetaField) -> str:
    """Return 是的 or 不是 where the question supposes a value of the field, else nothing."""
    text = context.question.text
    if not default_phrases().confirms.search(text):
        return ""
    right: bool | None = None
    if field is MetaField.DISCLOSURE and meta.disclosure:
        way = _DISCLOSURES.search(text)
        right = None if way is None else way[0][:2] == meta.disclosure[:2]
    elif field is MetaField.PUBLISHED and meta.published:
        right = _same_day(text, meta.published)
    elif field is MetaField.STATUS and context.question.years and _IN_FORCE.search(text) is not None:
        right = legal_status(meta, context.as_of) in (LegalStatus.IN_FORCE, LegalStatus.AMENDED)
    elif field is MetaField.STATUS and (day := _changed_on(meta, text)) is not None:
        right = _same_day(text, day)
    elif field is MetaField.DOC_NUMBER and meta.doc_number:
        right = _same_number(context, meta.doc_number)
    elif field is MetaField.ISSUERS and (many := _BODIES.search(text)) is not None:
        right = parse_integer(many[1]) == len(meta.issuers)
    elif field is MetaField.ISSUERS and (named := context.question.organisations or tuple(_BODY.findall(text))):
        right = all(any(same_organisation(context.desk, o, i) for i in meta.issuers) for o in named)
        if _ALONE.search(text):  # 生态环境厅一家发的
            right = right and len(named) == len(meta.issuers)
    elif field is MetaField.ATTACHMENTS and (one := _one_attachment(context, meta)) is not None:
        right = _said_of(text, heading(one[1]))
    elif field is MetaField.ATTACHMENTS and (counted := _COUNT.search(text)):
        right = parse_integer(counted[1]) == len(attachments(context.desk, meta.id))
    if right is None:
        return ""
    return context.wording.say("deadline_yes" if right else "deadline_no")


def _one_attachment(context: WordContext, meta: DocumentMeta) -> tuple[int, Section] | None:
    """Return the one attachment that the question says what it is of, or asks so (附件2是2023年的目标吧)."""
    if _ONE_OF_THEM.search(context.question.text) is None:
        return None
    held, named = attachments(context.desk, meta.id), numbered_attachments(context.question.text)
    number = next(iter(named)) if len(named) == 1 else 0
    return (number, held[number - 1]) if 0 < number <= len(held) else None


def _said_of(text: str, title: str) -> bool:
    """Say whether what is said an attachment is of agrees with its title: the year, and some of the words."""
    said = re.split("是|讲|说", _ATTACHMENT.sub("", text), maxsplit=1)[-1]
    years = _YEAR_SAID.findall(said)
    words = default_phrases().confirms.sub("", _YEAR_SAID.sub("", said))
    return all(year in title for year in years) and covered(words, title) >= _AGREES


def _not_one_of(context: WordContext, meta: DocumentMeta, field: MetaField) -> str:
    """Return that there is no attachment of the number asked for, where there are fewer; else nothing."""
    if field is not MetaField.ATTACHMENTS:
        return ""
    count = len(attachments(context.desk, meta.id))
    named = numbered_attachments(context.question.text)
    beyond = [written for number, written in named.items() if number > count]
    return context.wording.say("no_such_attachment", number=beyond[0]) if beyond else ""


def _same_day(text: str, day: date) -> bool | None:
    """Say whether the day, month or year that a question supposes is that of `day`; None where it supposes none."""
    said = _DAY.search(text)
    if said is None:
        return None
    year = said[1] or said[5]
    if (year and int(year) != day.year) or (said[2] and int(said[2]) != day.month):
        return False
    return (not said[3] or int(said[3]) == day.day) and (not said[4] or day.day in _PARTS[said[4]])


def _same_number(context: WordContext, number: str) -> bool | None:
    """Say whether the number that a question supposes, whole or its last part, is `number`; None where it has none."""
    whole = next((n for n in context.question.doc_numbers if "〔" in n), None)
    if whole is not None:
        return whole == number
    said = _NUMBER.search(context.question.text)
    return None if said is None else re.search(rf"(?<!\d){said[1]}号", number) is not None


def _changed_on(meta: DocumentMeta, text: str) -> date | None:
    """Return the day on which a document came into force, or lapsed where the question asks of that."""
    if REPEALS.search(text) is None:
        return meta.valid_from
    return meta.valid_until + timedelta(days=1) if meta.valid_until is not None else None


def _is_of(evidence: Evidence, meta: DocumentMeta) -> bool:
    """Say whether evidence tells of a document: its own words, or its successor's that repeal it."""
    return evidence.document_id == meta.id or any(f.subject == meta.title for f in evidence.facts)


def _is_for(evidence: Evidence, field: MetaField) -> bool:
    if field is MetaField.BASIS:
        return isinstance(evidence.record, CitedDocument)
    if field is MetaField.ATTACHMENTS:
        return isinstance(evidence.record, Section) and evidence.record.label.startswith("附件")
    if field is MetaField.OUTLINE:
        return isinstance(evidence.record, Section) and not evidence.record.label.startswith("附件")
    if field is MetaField.SUMMARY:
        return isinstance(evidence.record, Section) or any(f.metric == MetaField.TITLE.value for f in evidence.facts)
    if field is MetaField.PURPOSE:
        return evidence.kind == "passage"
    if field is MetaField.STATUS:
        return any(f.metric in ("效力", REPEALED_BY, KEPT) for f in evidence.facts)
    return any(f.metric == field.value for f in evidence.facts)


def _items(field: MetaField, found: list[Evidence]) -> list[str]:
    if field is MetaField.BASIS:
        return [f"《{e.record.title}》" for e in found]
    # Of an attachment that is only announced (附件：1.自查表) the text has no label.
    shown = [e.record.label if e.record.label in e.quote.replace(" ", "") else "" for e in found]
    return [f"{label} {heading(e.record)}".strip() for label, e in zip(shown, found, strict=True)]


def _field(context: WordContext, meta: DocumentMeta, field: MetaField, found: list[Evidence]) -> Statement:
    say = context.wording.say
    ids = tuple(e.id for e in found)
    match field:
        case MetaField.STATUS:
            kept = [e for e in found if any(f.metric == KEPT for f in e.facts)]
            if _AMENDED.search(context.question.text):  # whether it was amended, not whether it still holds
                return Statement(text=status_words(context, meta), evidence=tuple(e.id for e in found if e not in kept))
            told = (say("quote_from", title=context.desk.meta(e.document_id).title, quote=quoted(e).text) for e in kept)
            return Statement(text="".join((status_words(context, meta), *told)), evidence=ids)
        case MetaField.PURPOSE:
            return Statement(text=found[0].quote.replace("\n", "").strip(), evidence=ids)
        case MetaField.BASIS:
            return Statement(text=say("meta_basis", value=joined(_items(field, found))), evidence=ids)
        case MetaField.ATTACHMENTS | MetaField.OUTLINE:
            one = _one_attachment(context, meta) if field is MetaField.ATTACHMENTS else None
            if one is not None:
                text = say("meta_attachment", value=_items(field, [found[one[0] - 1]])[0])
                return Statement(text=text, evidence=(ids[one[0] - 1],))
            names = [_items(field, [e])[0] if field is MetaField.ATTACHMENTS else e.record.title for e in found]
            text = say(f"meta_{field.value}", count=str(len(found)), value="；".join(names))
            return Statement(text=text, evidence=ids)
        case MetaField.SUMMARY:
            parts = [e.record for e in found if isinstance(e.record, Section)]
            text = say(
                "meta_summary",
                title=meta.title,
                count=str(len(parts)),
                value=joined([heading(part) for part in parts]),
            )
            return Statement(text=text, evidence=ids)
        case MetaField.PUBLISHED:
            assert meta.published is not None
            return Statement(text=say("meta_published", value=day_words(meta.published)), evidence=ids)
        case MetaField.ISSUERS:
            name = "meta_issuers" if len(meta.issuers) > 1 else "meta_issuers_one"
            return Statement(text=say(name, value=joined(meta.issuers)), evidence=ids)
        case _:
            value = found[0].facts[0].value
            return Statement(text=say(f"meta_{field.value}", value=value), evidence=ids)


def status_words(context: WordContext, meta: DocumentMeta) -> str:
    """Return the legal status of a document at the day asked for, with what changed it and when."""
    say, as_of = context.wording.say, context.as_of
    status = legal_status(meta, as_of)
    begun = meta.valid_from is not None and default_phrases().asks_start.search(context.question.text)
    since = say("status_since", date=day_words(meta.valid_from)) if begun and meta.valid_from else ""
    values = {"title": meta.title, "as_of": day_words(as_of), "since": since}
    if _DRAFT in meta.title:
        text = say("status_draft", **values)
        return text + (say("status_draft_from", date=day_words(meta.valid_from)) if meta.valid_from else "")
    match status:
        case LegalStatus.REPEALED:
            assert meta.valid_until is not None
            day = day_words(date.fromordinal(meta.valid_until.toordinal() + 1))
            if meta.repealed_by:
                text = say("status_repealed_by", date=day, by=meta.repealed_by, **values)
            else:
                text = say("status_repealed", date=day, **values)
        case LegalStatus.NOT_YET:
            start = meta.valid_from or meta.published
            assert start is not None
            text = say("status_not_yet", date=day_words(start), **values)
        case LegalStatus.AMENDED:
            assert meta.amended_on is not None
            text = say("status_amended", date=day_words(meta.amended_on), **values)
        case LegalStatus.UNVERIFIED:
            if meta.verified_until:
                text = say("status_unverified", date=day_words(meta.verified_until), **values)
            else:
                text = say("status_unverified_plain", **values)
        case _ if meta.valid_from is not None:
            text = say("status_in_force_from", date=day_words(meta.valid_from), **values)
        case _:
            text = say("status_in_force", **values)
    if status is LegalStatus.IN_FORCE and meta.valid_until is not None:
        text += say("status_until", date=day_words(meta.valid_until))
    if target_year_over(meta, as_of):
        text += say("status_target_over", year=str(meta.target_year))
    return text
