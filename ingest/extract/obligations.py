"""Obligations: who must, should or may do what, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.extract.clauses import Duty, caused_duties, find_duty, further_modals, is_actor, subject_before
from ingest.extract.sentences import Sentence
from kb.lexicon_index import INDUSTRY, LexiconIndex
from kb.types import DocumentMeta, Obligation, Strength

_NO_DUTY = re.compile(
    r"^(?:注|备注)\s*[:：]|本(?:法|条例|办法|规定)所称|特此通知|现[将就]?[^，]{0,40}(?:通知|通告|公告)如下|有关事项通知如下|联系人[:：]|电话[:：]"
)
_ITEM = re.compile(r"^（[一二三四五六七八九十\d]+）|^\d{1,2}[.、]|^[①-⑳]")
_MIN_CHARS, _MIN_COMMAND_CHARS = 4, 6


@dataclass(frozen=True, kw_only=True)
class ReadDuty:
    """A duty with its exact span: from the words that open it to its last word, the stop excluded."""

    subject: str | None
    duty: Duty
    sentence: Sentence
    start: int
    end: int
    text: str
    action: str


def read_duties(sentences: Iterable[Sentence], meta: DocumentMeta) -> tuple[ReadDuty, ...]:
    """Return the duties of a document in order.

    A sentence without a subject of its own takes that of the sentence before it in the same paragraph or section;
    at the beginning of a section, in a notice, those whom the notice addresses are meant.
    """
    commands = meta.kind in ("notice", "plan", "other", "digest")
    found: list[ReadDuty] = []
    subject: str | None = None
    path: tuple[str, ...] | None = None
    running = list(sentences)
    for at, sentence in enumerate(running):
        if sentence.place.path != path:
            path, subject = sentence.place.path, None
        if _NO_DUTY.search(sentence.words):
            continue
        listed = _listed(running, at)
        acts = False  # whether someone has been named in this sentence who acts, not merely a thing
        for start, end in _duty_spans(sentence):
            text = sentence.text[start - sentence.start : end - sentence.start]
            duty = find_duty(text)
            if (
                duty is None
                or (not duty.modal and not commands)
                or len(text) < (_MIN_CHARS if duty.modal else _MIN_COMMAND_CHARS)
            ):
                continue
            own = _resolved(duty.subject)
            if own and (is_actor(own) or not acts):
                subject, acts = own, is_actor(own)
            # In a law a sentence that opens with 禁止 or 鼓励 is meant for everyone, not for the subject before it.
            general = duty.modal in ("禁止", "严禁", "鼓励", "支持", "提倡")
            addressed = meta.recipients if commands and not general else None
            who = own or (subject if commands or not general else None) or addressed
            action = text[duty.action_start :].strip("，、 ")
            if not action:
                continue
            if listed and end == sentence.end:
                text = _with_items(text, sentence, listed)
                end = listed[-1].end
                action = text[duty.action_start :].strip("，、 ")
            found.append(
                ReadDuty(subject=who, duty=duty, sentence=sentence, start=start, end=end, text=text, action=action)
            )
    return tuple(found)


def _listed(running: list[Sentence], at: int) -> list[Sentence]:
    """Return the items (项) that complete a sentence which ends in a colon: consecutive lines in the same place."""
    head = running[at]
    if not head.text.endswith("："):
        return []
    items: list[Sentence] = []
    for item in running[at + 1 :]:
        previous = items[-1] if items else head
        opens = bool(_ITEM.match(item.text)) or item.item == previous.item
        if item.place.path != head.place.path or item.start - previous.end > 1 or not opens:
            break
        items.append(item)
    return items


def _with_items(text: str, head: Sentence, items: list[Sentence]) -> str:
    previous = head
    for item in items:
        gap = item.start - previous.end
        text += (" " if item.item == previous.item else "\n") * gap + item.text
        previous = item
    return text


def _resolved(subject: str | None) -> str | None:
    """Return a subject that names someone; 其, 上述企业 and the like refer back and are resolved by inheritance."""
    if not subject or re.match(r"^(?:其(?!他)|上述$|[和及与、]|遇[有到]?|发现|发生|接到)", subject):
        return None
    subject = re.sub(r"^([^，。]{2,20}?)是[^，。]+$", r"\1", subject)  # 校长是第一责任人，要…
    subject = re.sub(r"^[^，。的]{1,12}(?:(?<![及临同小按定实暂])时|后(?!勤)|期间)(?=[\u4e00-\u9fff]{2})", "", subject)
    return re.sub(r"^(?:该|但是?|并且?|同时|其中|对于?|请|则|且|各相关|凡)(?=[\u4e00-\u9fff]{2})", "", subject) or None


def _duty_spans(sentence: Sentence) -> list[tuple[int, int]]:
    """Cut a sentence where a clause has a subject and modal of its own, or forbids."""
    text = sentence.words.rstrip("。；！？")
    starts = [0]
    at = 0
    for clause in re.split(r"(?<=，)", text):
        if at and len(clause) > 4:
            duty = find_duty(clause.rstrip("，"))
            if duty and (
                (duty.subject and duty.modal not in ("", "由") and clause.startswith(duty.subject[:2]))
                or (duty.strength is Strength.MUST_NOT and duty.modal in ("杜绝", "严禁", "禁止"))
                or (duty.modal in ("鼓励", "支持") and clause.startswith(duty.modal) and duty.subject)
            ):
                starts.append(at)
        at += len(clause)
    starts = sorted({*starts, *(at for at in further_modals(text) if _stands_alone(text, starts, at))})
    ends = [*starts[1:], len(text)]
    spans = []
    for start, end in zip(starts, ends, strict=True):
        trimmed = re.sub(r"[，、]?(?:并且?|且|但是?|同时|也|亦|还)?$", "", text[start:end])
        if trimmed:
            spans.append((sentence.lead + start, sentence.lead + start + len(trimmed)))
    return spans


def _stands_alone(text: str, starts: list[int], at: int) -> bool:
    """Whether what stands before a further modal is a duty of its own, not its condition (有…的，不得…)."""
    before = re.sub(r"，?(?:并且?|且|但是?|同时|也|亦|还)?$", "", text[max(s for s in starts if s <= at) : at])
    if re.search(r"(?:的|(?<!小)时|后|前|外|起)$", before):
        return False
    duty = find_duty(before)
    if duty is None or (not duty.modal and subject_before(before)):
        return False  # it names who must (实施审核的企业，应当…)
    return bool(before[duty.action_start :].strip("，、 "))


def obligations(duties: Iterable[ReadDuty], meta: DocumentMeta, index: LexiconIndex) -> tuple[Obligation, ...]:
    """Return the duties as records."""
    records: list[Obligation] = []
    for read in duties:
        if read.subject is None and not read.duty.modal:
            continue
        names = dict.fromkeys(m.canonical for m in index.find(read.text, kinds=(INDUSTRY,)))
        records.append(
            Obligation(
                id=f"{meta.id}#o{len(records) + 1}",
                document_id=meta.id,
                subject=read.subject or "",
                modal=read.duty.modal,
                strength=read.duty.strength,
                action=read.action,
                industries=tuple(names),
                section_path=read.sentence.place.path,
                text=read.text,
                start=read.start,
                end=read.end,
            )
        )
        records += _caused(read, meta, index, first=len(records) + 1)
    return tuple(records)


def _caused(read: ReadDuty, meta: DocumentMeta, index: LexiconIndex, *, first: int) -> list[Obligation]:
    """Return what the duty makes others do (督促指导企业完成注册): an obligation of theirs."""
    records: list[Obligation] = []
    for duty in caused_duties(read.text):
        if duty.start is None or duty.end is None or duty.subject == read.subject:
            continue
        if duty.modal == read.duty.modal and duty.action_start == read.duty.action_start:
            continue  # it is that duty itself
        text = read.text[duty.start : duty.end]
        names = dict.fromkeys(m.canonical for m in index.find(text, kinds=(INDUSTRY,)))
        records.append(
            Obligation(
                id=f"{meta.id}#o{first + len(records)}",
                document_id=meta.id,
                subject=duty.subject or "",
                modal=duty.modal,
                strength=duty.strength,
                action=read.text[duty.action_start : duty.end],
                industries=tuple(names),
                section_path=read.sentence.place.path,
                text=text,
                start=read.start + duty.start,
                end=read.start + duty.end,
            )
        )
    return records
