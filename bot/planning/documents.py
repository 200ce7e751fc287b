"""Questions about a document itself: its particulars, its status, one of its articles; and the duty of an audit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.authority import abroad
from bot.duty import Aspect, asks_former, aspect_of, compared_aspect, default_rules, without_law
from bot.ended import ended_by, line_of
from bot.lists import best_section, heading, listed_sections
from bot.matching import bigrams, covered
from bot.metadata import MetaField, attachments, field_evidence, numbered_attachments, top_sections
from bot.own_notice import matter_said, notice_of
from bot.planning.asked import Asked, call
from bot.planning.phrases import plan_phrases
from bot.question import default_intents, default_phrases
from bot.reference import focus, year_of
from bot.types import ToolCall
from bot.under_headings import of_item
from kb.lexicon_index import REGION
from kb.types import LegalStatus
from kb.validity import legal_status
from kb.zh.numerals import article_number, chinese_numeral, parse_integer

_ABOUT, _SURE = 0.5, 0.7
_POINTING = re.compile("^(?:请问)?(?:这|那|本|该|此)[一份个项]{0,2}|^请问|(?:这|那)一?[份个](?:关于)?")  # 这份春运通知
_CONTENT = "内容"
_TAG = re.compile("[，,](?:应该)?(?:没错|对不对|是不是|没记错|对|是)(?:的)?(?:吧|吗|么)?[?？]?$")
_OTHER_KIND = re.compile("[这那]份[^，。？?]{0,8}?(?P<kind>方案|规划|办法|条例|指南|法典)")
_LONG = 5
_KIND = 2  # characters of the kind of law that a title ends with (法典)
_FEW = 3  # so many notices are told side by side
_EACH = re.compile("分别|各")
_NOW = re.compile("现在|现阶段|目前|如今|当前|仍|还(?:是|按|依|用)")
_YEARS_TITLED = re.compile(r"(?:19|20)\d{2}年?[-—–~～至到]+(?:19|20)\d{2}年?")
_YEAR = re.compile(r"\d{4}年?")
_THAT_LAW = re.compile("(?:这|那|该)(?:部|个|份)?(?:(法律?|条例)|文件|通知|办法)")
_KINDS = re.compile("方案|办法|条例|细则|规定|意见|指南|规划")
_NOT_LETTERS = re.compile(r"[^一-龥]+")
_FOLLOWS = re.compile("责令|处罚")
_BY_OTHER = re.compile("被|[跟随]着")
_TITLE = re.compile(r"《[^《》]*》")
_SPOKEN_OF = re.compile(
    "(?<![什么啥些几个级位])(?:通知|文件|公文|文(?![化明字本案献体艺旅号]))(?!.*(?:规定|要求|怎么说|允许))"
)


def plan_metadata(asked: Asked) -> list[ToolCall] | None:
    """Return the call for particulars of a document; None where something else is asked."""
    if beyond := _attachment_beyond(asked) or _years_covered(asked):
        return beyond
    if not asked.question.fields:
        return None
    if content := _content_of_part(asked):
        return content
    matter = _matter(asked.text)
    of_year = [i for i in asked.desk.primary if year_of(asked.desk.meta(i)) in asked.question.years]
    fitting = {i: covered(matter, _headed(asked, i)) for i in of_year or asked.desk.primary}
    best = max(fitting.values(), default=0.0)
    meant = tuple(i for i in fitting if fitting[i] == best >= _ABOUT)
    pointed = notice_of(asked.desk, asked.text) if len(meant) != 1 else None
    if pointed is not None:
        meant, matter = (pointed,), matter_said(asked.text)
    if meant and not asked.reference.named and about_document(asked, meant, matter=matter):
        documents = _with_fields(asked, meant) if len(meant) > 1 else meant
    else:
        placed = asked.ids() if not asked.reference.generic else ()
        documents = asked.reference.named or _stating(asked, placed)
        documents = documents or _with_fields(asked, focus(asked.desk, asked.question, asked.recent))
        own = any(covered(matter, _headed(asked, i)) >= _ABOUT for i in documents)  # the place said which
        if not about_document(asked, documents, matter=matter if own else ""):
            return None
    fields = list(asked.question.fields)
    if fields == [MetaField.OUTLINE] and not any(asked.desk.meta(i).full_text for i in documents):
        return None  # of a digest, the text tells how many chapters the law has
    if not {MetaField.SUMMARY, MetaField.ATTACHMENTS, MetaField.BASIS}.isdisjoint(fields):  # their titles are asked for
        fields = [f for f in fields if f is not MetaField.TITLE]
    if MetaField.OUTLINE in fields and _EACH.search(asked.text):  # 分几部分，各叫什么
        fields = [f for f in fields if f is not MetaField.TITLE]
    return [call("describe_document", fields=[f.value for f in fields], document_ids=list(documents))]


def _content_of_part(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the part of the notice that tells the content asked for (培训教什么内容: 培训内容)."""
    if MetaField.SUMMARY not in asked.question.fields or not asked.ids():
        return None
    titles = [heading(section) for section, _ in listed_sections(asked.context, asked.ids())]
    of_part = [t for t in titles if t.endswith(_CONTENT) and t[: -len(_CONTENT)] in asked.text and t != _CONTENT]
    return [call("find_lists", topic=of_part[0], document_ids=list(asked.ids()))] if len(of_part) == 1 else None


def _in_force(asked: Asked) -> bool:
    """Say whether every document that the question names is the law now in force on the duty (写在法典第几条)."""
    regime = default_rules().regime(asked.context.as_of)
    if regime is None or (asked.reference.generic and regime.law[-_KIND:] not in asked.text):
        return not (asked.reference.generic or asked.reference.named)
    return {m.id for m in asked.desk.knowledge.named(regime.law)}.issuperset(asked.reference.named)


def _attachment_beyond(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the attachments where the question names one that there is not (附件3 of two)."""
    numbers = numbered_attachments(asked.text)
    documents = asked.ids() or focus(asked.desk, asked.question, asked.recent)
    most = max((len(attachments(asked.desk, i)) for i in documents), default=0)
    if not most or not numbers or min(numbers) <= most:
        return None
    return [call("describe_document", fields=[MetaField.ATTACHMENTS.value], document_ids=list(documents))]


def _years_covered(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the title of the one document named, where it says for which years it is (2023—2025年)."""
    named = asked.reference.named
    if plan_phrases().years_covered.search(asked.text) is None or len(named) != 1:
        return None
    if _YEARS_TITLED.search(asked.desk.meta(named[0]).title) is None:
        return None
    return [call("describe_document", fields=[MetaField.TITLE.value], document_ids=list(named))]


def _stating(asked: Asked, documents: Sequence[str]) -> tuple[str, ...]:
    """Return the documents that state a field asked for."""
    return tuple(
        i
        for i in documents
        if any(field_evidence(asked.context, asked.desk.meta(i), field) for field in asked.question.fields)
    )


def _with_fields(asked: Asked, documents: tuple[str, ...]) -> tuple[str, ...]:
    """Return the notices that are meant where none is named: `documents`, or all of a few where nothing points to one.

    Where none of `documents` states a field asked for, the newest notice that does stands in.
    """
    desk = asked.desk
    stating = _stating(asked, list(dict.fromkeys((*documents, *desk.primary))))
    if default_phrases().means_own.search(asked.text):
        return documents  # 这个指南
    pointed = bool(asked.recent or asked.question.years) or len(desk.primary) > _FEW
    if pointed:
        meant = (*documents, *asked.recent) if not asked.question.years else documents
        return tuple(i for i in stating if i in meant) or tuple(stating[:1]) or documents
    return tuple(stating) or documents


def _headed(asked: Asked, document_id: str) -> str:
    """Return the words at the head of a document: title and issuers."""
    meta = asked.desk.meta(document_id)
    return "".join((meta.title, *meta.issuers))


def _matter(text: str) -> str:
    """Return the words right before 通知 and the like (绿色工厂通知)."""
    match = re.search(rf"([一-龥]{{2,16}}?)(?:的)?(?:{default_phrases().doc_nouns.pattern})", text)
    return _POINTING.split(match[1])[-1] if match else ""  # 山东那份节能诊断通知: 节能诊断


def about_document(asked: Asked, documents: Sequence[str], *, matter: str = "") -> bool:
    """Whether nothing but the document itself, or its `matter`, is asked about (经费从哪出 asks of the funds)."""
    desk, phrases = asked.desk, default_phrases()
    kind = _OTHER_KIND.search(asked.text)
    if kind is not None and documents and not any(kind["kind"] in _headed(asked, name) for name in documents):
        return False  # 那份省方案几个部门联合发的: of a plan, not of a notice
    rest = _POINTING.sub(" ", _TITLE.sub(" ", _TAG.sub("", asked.text))).replace(matter or "\n", " ")
    for number in asked.question.doc_numbers if MetaField.DOC_NUMBER in asked.question.fields else ():
        rest = rest.replace(number, " ")  # 文号是粤环函〔2024〕14号吧: the number supposed
    for _, pattern in default_intents().fields:
        rest = pattern.sub(" ", rest)
    for name in documents:
        meta = desk.meta(name)
        number = meta.doc_number or ""
        names = (
            meta.title,
            *meta.aliases,
            *meta.issuers,
            number,
            *_NOT_LETTERS.split(number),
            *asked.question.doc_numbers,
        )
        for alias in sorted(names, key=len, reverse=True):
            rest = rest.replace(alias, " ") if alias else rest
    rest = phrases.doc_nouns.sub(" ", phrases.stop.sub(" ", rest))
    # 评估与验收 leaves two pieces, each of which a title holds.
    pieces = plan_phrases().about_document.sub(" ", rest).split()
    pieces = [piece for piece in pieces if len(piece) > 1]
    titles = bigrams("".join(_headed(asked, name) for name in documents))
    if all(_of_title(asked, piece, titles) for piece in pieces):
        return True
    return _of_one_spoken_of(asked, documents) and all(_of_text(asked, piece, documents[0]) for piece in pieces)


def _of_one_spoken_of(asked: Asked, documents: Sequence[str]) -> bool:
    """Say whether a question speaks of a document (培训补贴的文件是谁发的) and its place or year leaves one alone."""
    return list(documents) == list(asked.ids()) and len(documents) == 1 and _SPOKEN_OF.search(asked.text) is not None


def _of_text(asked: Asked, piece: str, document_id: str) -> bool:
    """Say whether a document's text has every word of a piece of a question."""
    pairs = asked.desk.pairs_of(document_id)
    return all(bigrams(w) <= pairs for w, _, _ in asked.desk.tokenizer.words(piece) if len(w) > 1)


def _of_title(asked: Asked, piece: str, titles: frozenset[str]) -> bool:
    """Say whether a piece of a question says what a title says; the words of a long one may be joined otherwise."""
    if bigrams(piece) <= titles:
        return True
    words = [w for w, _, _ in asked.desk.tokenizer.words(piece) if len(w) > 1 and w not in default_phrases().idle]
    return len(piece) >= _LONG and all(bigrams(w) <= titles for w in words)


def plan_part(asked: Asked) -> list[ToolCall] | None:
    """Return the call for a part of a document by its number (第三部分讲了几点); None where it has no such part."""
    numbered = plan_phrases().part_numbered.search(asked.text)
    number = parse_integer(numbered[1]) if numbered else None
    documents = asked.ids() or focus(asked.desk, asked.question, asked.recent)
    parts = top_sections(asked.desk, documents[0]) if documents else []
    if number is None or not 0 < number <= len(parts):
        return _plan_item(asked)
    title, own = heading(parts[number - 1]) or asked.text, list(documents[:1])
    if best_section(asked.context, title, document_ids=own):
        return [call("find_lists", topic=title, document_ids=own)]
    return [call("search_policy", query=title, document_ids=own)]


def _plan_item(asked: Asked) -> list[ToolCall] | None:
    """Return the call for an item by its number under a heading that the question names (重点任务第三项)."""
    said = plan_phrases().item_numbered.search(asked.text)
    number = parse_integer(said[1]) if said else None
    if number is None or asked.question.articles or not of_item(asked.context, asked.text, number, asked.ids()):
        return None
    return [call("search_policy", query=asked.text, article=number, document_ids=list(asked.ids()))]


def plan_status(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the legal status of a document."""
    if not asked.question.shows("status"):
        return None
    if not asked.reference.named and (ended := ended_by(asked.desk, asked.text)) is not None:
        start, end = line_of(asked.desk, ended)
        return [call("search_policy", query=asked.text, document_ids=[ended.document_id], start=start, end=end)]
    documents = _replaced(asked) or (focus(asked.desk, asked.question, asked.recent) if asked.reference.generic else ())
    if not documents and asked.recent and not _says_more(asked.text):
        documents = tuple(asked.recent[:1])  # 什么时候废止的, after a question on a law
    law = _THAT_LAW.search(asked.text)
    if law is not None and law[1] is not None and not asked.reference.named:  # 这部法 is no notice
        documents = tuple(i for i in asked.recent if asked.desk.meta(i).kind != "notice")[:1]
    documents = tuple(i for i in documents if not _of_other_kind(asked, i))
    if not documents:
        return None
    if plan_phrases().until.search(asked.text) and not any(asked.desk.meta(i).valid_until for i in documents):
        return None  # how long it holds, which its status does not say
    return [call("describe_document", fields=[MetaField.STATUS.value], document_ids=list(documents))]


def _of_other_kind(asked: Asked, document_id: str) -> bool:
    """Say whether a question speaks of a document of another kind, of which one on file tells (以前的方案还有效吗)."""
    kinds = set(_KINDS.findall(asked.text))
    title, text = asked.desk.meta(document_id).title, asked.desk.text_of(document_id) or ""
    return bool(kinds) and not any(kind in title for kind in kinds) and any(kind in text for kind in kinds)


def _replaced(asked: Asked) -> tuple[str, ...]:
    """Return the documents named, only those before 被 where others stand behind it (甲法被乙法取代, 跟着乙法废了)."""
    named = asked.reference.named
    ended = _BY_OTHER.search(asked.text)
    before = asked.desk.knowledge.named_in(asked.text[: ended.start()]) if ended is not None else ()
    return tuple(i for i in before if i not in asked.desk.knowledge.superseded_digests) or named


def _says_more(text: str) -> bool:
    """Say whether a question on a status names a matter of its own."""
    phrases = default_phrases()
    text = _THAT_LAW.sub(" ", _YEAR.sub(" ", text))
    rest = phrases.pronouns.sub(" ", default_intents().strong["status"].sub(" ", text))
    return len(re.sub(r"\W+", "", phrases.stop.sub(" ", rest))) > 1


def plan_article(asked: Asked) -> list[ToolCall] | None:
    """Return the call for an article of a law."""
    if not asked.question.articles:
        return None
    number = article_number(f"第{asked.question.articles[0]}条")
    documents = asked.reference.named or tuple(i for i in asked.recent[:1] if _has_article(asked, i, number))
    told = [call("search_policy", query=asked.text, article=number, document_ids=list(documents))]
    aspect = aspect_of(asked.text) if _NOW.search(asked.text) else None
    metas = [asked.desk.meta(i) for i in documents]
    over = bool(metas) and all(legal_status(m, asked.context.as_of) is LegalStatus.REPEALED for m in metas)
    if aspect is None or not over:
        return told
    return [*told, call("assess_audit_duty", question=asked.text, aspect=aspect.value)]  # what holds instead


def _has_article(asked: Asked, document_id: str, number: int | None) -> bool:
    """Say whether a document is set out in articles and has the one of a number."""
    text = asked.desk.text_of(document_id) or ""
    return number is not None and re.search(rf"第(?:{number}|{chinese_numeral(number)})条", text) is not None


def _told_of_place(asked: Asked) -> bool:
    """Say whether a digest tells what follows at a place named (清远…怎么处理), where no amount is asked for."""
    if plan_phrases().amounts.search(asked.text) or not asked.headed_by_place():
        return False
    desk = asked.desk
    digests = [m.id for m in desk.knowledge.metas.values() if not m.full_text]
    headed = [
        (desk.text_of(i) or "")[s.start : s.end]
        for i in digests
        for s in desk.knowledge.of(i).sections
        if any(m.canonical in asked.question.regions for m in desk.index.find(s.title, kinds={REGION}))
    ]
    return any(_FOLLOWS.search(part) for part in headed)


def plan_duty(asked: Asked) -> list[ToolCall] | None:
    """Return the call for the duty of a mandatory audit."""
    aspect = aspect_of(asked.text)
    compared = compared_aspect(asked.text)
    former = default_rules().former(asked.context.as_of)
    last = former.valid_until if former is not None else None
    if compared is not None and last is not None:
        now = without_law(asked.text)
        then = f"{last.year}年{last.month}月{last.day}日{now}"
        return [call("assess_audit_duty", question=q, aspect=compared.value) for q in (then, now)]
    issued = _when_issued(asked)
    # 法典施行前不做审核罚多少, 发通知那时候按哪条罚 name a document for the day only.
    names_document = issued is None and not _in_force(asked)
    if aspect is None or (names_document and not asks_former(asked.text)):
        return None
    if aspect is Aspect.PENALTY and _told_of_place(asked):
        return None
    if abroad(asked.desk, asked.text) or _supposes_count(asked):
        return None  # another province's rules are for the search to find
    return [call("assess_audit_duty", question=issued or asked.text, aspect=aspect.value)]


def _supposes_count(asked: Asked) -> bool:
    """Whether a number is supposed of a row and a column of a table (同安区强制性审核是不是10家)."""
    understood = asked.figures
    query = understood.query if understood is not None else None
    if understood is None or query is None or query.claim is None or understood.score < _SURE:
        return False
    return query.claim.value is not None and any(s.rows for s in query.subjects)


def _when_issued(asked: Asked) -> str | None:
    """Return a question of the time when a notice was issued (发通知那时候), with the month of it; else None."""
    said = plan_phrases().when_issued.search(asked.text)
    notice = next((i for i in (*asked.ids(), *asked.desk.primary) if i in asked.desk.primary), None)
    published = asked.desk.meta(notice).published if notice is not None else None
    if said is None or published is None:
        return None
    before = asked.text[: said.start()] if _YEAR.search(asked.text[: said.start()]) else ""
    return f"{before or f'{published.year}年{published.month}月'}{asked.text[said.end() :]}"
