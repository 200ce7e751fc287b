"""Answer from running text: search passages, read them for the sentences that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.applying import how_to_apply
from bot.authority import in_force, is_void, newest_editions, of_this_place
from bot.borne import asks_borne, borne, split_for
from bot.consequences import of_another_condition
from bot.desk import ToolContext
from bot.evidence import of_passage, of_section, span
from bot.focus import is_timed, names_time
from bot.forbidden import forbidden
from bot.grants import reckoned
from bot.lead_ins import led
from bot.matching import covered
from bot.metadata import numbered_attachments
from bot.of_whole import heads_table, tells_of_whole
from bot.other_things import tells_of_other
from bot.premises import asked_plainly, counts_none
from bot.question import default_phrases
from bot.reading import SentenceReader
from bot.reading_rules import default_reading_rules
from bot.successors import as_now, then_and_now
from bot.types import Evidence, ToolCall, ToolResult
from bot.under_headings import of_item, under_heading
from bot.years_told import counted_in_another_year, of_own_year, of_year_to_come
from kb.errors import FixInput
from kb.lexicon_index import ORGANISATION, REGION
from kb.titles import title_key
from kb.types import Filters, Hit, Table
from kb.zh.numerals import chinese_numeral

_PASSAGES = 12
_OF_NOTICES = 6  # passages of the notices on file in full, always read beside the best of all
_LIKELY_ELSEWHERE = 0.1  # another document may well answer
_COMPARED = 40  # passages among which an older rule, or an article of whichever law, is looked for
_OTHER_WORDS = 2  # further ways to say a word, for searching
_ARTICLE_CHARS = 900
_ARTICLES = 4
_NUMBERED = re.compile(r"第?[\d一二三四五六七八九十百千]+条|说了?什么|是什么|内容|规定")
_NOTE = re.compile(r"注|统计|口径|说明|备注")
_NOTE_OF = re.compile(
    r"(.*?[表据字数].{0,4}?)(?:注释|注解|附注|备注|统计口径|口径|说明|注(?=[是说怎写讲的各都分]|什么|$))"
)
_EACH_TABLE = re.compile("(?:[两二各几每三]|所有|全部|都)[个张份]?(?:附?表|附件)|(?:附件|附?表)(?:都|各|分别)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|去年|前年|上年|历年|两年")
_NOTES = re.compile(r"备注|附注|注释")
_NOTE_SHARE = 0.5
_CONTENT = re.compile(
    r"是什么|有(?:什么|啥)|写了?(?:什么|啥)|什么内容|内容是|标题|名称|叫(?:什么|啥)|讲什么|是啥|啥名|什么名"
)


@dataclass(frozen=True, kw_only=True)
class WhichLaw:
    """An article asked for that many laws on file have: the titles to choose from."""

    article: str
    titles: tuple[str, ...]


_ASKS_DAY = re.compile("截止|哪一?天|几号|最[晚迟]|什么时候|何时|期限")
_OF_COUNTS = re.compile("统计|口径|数|注|表|附件|[算计记]到")
_COUNTED_UNTIL = re.compile("统计[^，。；]{0,6}截[至止]")


def search_policy(
    context: ToolContext,
    reader: SentenceReader,
    *,
    query: str,
    document_ids: Sequence[str] = (),
    article: int | None = None,
) -> ToolResult:
    """Return the sentences that answer `query`; nothing but the nearest one, and `missing`, when none does.

    `likely` marks what was found by its likeness to an answer, not by the words it shares with the question.

    Args:
        context: the desk.
        reader: finds the sentences.
        query: a standalone question.
        document_ids: documents to search; empty searches those in question, else all.
        article: number of an article to look up.
    """
    ids = tuple(sorted(document_ids or context.document_ids))
    typed, query = query, of_own_year(context, query, ids) if article is None else query
    sought = default_reading_rules().matter(query)
    filters = Filters(document_ids=ids, article=article, as_of=context.as_of)
    few = ids and article is None
    wide = context.desk.searcher.search(sought, k=_PASSAGES if few else _COMPARED, filters=filters)
    hits = wide[:_PASSAGES] if article is None else wide
    thing = default_reading_rules().thing_asked(query)
    if thing:
        defining = context.desk.searcher.search(f"{thing}是指", k=_OF_NOTICES, filters=filters)
        known = {hit.passage.id for hit in hits}
        hits += [hit for hit in defining if hit.passage.id not in known]
    by_law = default_reading_rules().by_law.search(query) is not None
    if not ids and article is None and by_law:  # 法律要求…: no words of a notice
        hits = [hit for hit in hits if hit.passage.document_id not in context.desk.primary]
    elif not ids and article is None and context.desk.primary:
        hits = with_notices(context, sought, hits, wide)
    hits = hits if ids else of_this_place(context, query, hits)
    hits = hits if ids or _YEAR.search(query) else newest_editions(context, hits)
    valid = hits if ids else in_force(context, hits)
    evidence = (
        of_item(context, query, article, ids) or of_article(context, query, hits, article, ids)
        if article is not None
        else of_attachment(context, query, ids)
        or of_note(context, query, ids)
        or forbidden(context, query, ids)
        or how_to_apply(context, query, ids)
        or (under_heading(context, query, ids) if not default_reading_rules().jointly.search(query) else [])
    )
    evidence = evidence or then_and_now(context, reader, query)
    evidence = evidence or reader.read(query, valid, as_of=context.as_of)
    evidence = evidence or as_now(context, reader, query, reader.read(query, hits, as_of=context.as_of), ids)
    plain = asked_plainly(query) if not evidence else None
    if plain is not None:  # 最高补40万对吗: the text holds the other number
        evidence = _as_required(query, reader.read(plain, valid, as_of=context.as_of))
    told = [] if evidence or article is not None else reader.likeliest(query, ids, as_of=context.as_of)
    told = _as_required(query, told) if told else told
    evidence = evidence or told
    if not evidence:
        near = _as_required(query, reader.read_of_few(plain or query, valid, as_of=context.as_of))
        evidence = near if _of_bodies_supposed(context, query, near) else []
    if evidence and article is None:
        evidence = [e for e in evidence if not heads_table(context.desk, e)]
        beside = counts_none(query, evidence) or (evidence and tells_of_whole(context.desk, query, evidence[0]))
        evidence = [] if beside else evidence
    if evidence and _ASKS_DAY.search(query) and not _OF_COUNTS.search(query):
        evidence = [e for e in evidence if not _COUNTED_UNTIL.search(e.quote)]  # no day by which to do anything
    if evidence and tells_of_other(context.desk, query, evidence):
        evidence = []
    if evidence and article is None and counted_in_another_year(context, query, evidence):
        evidence = []
    if evidence and article is None and of_year_to_come(context, query, evidence):
        evidence = []
    titles_told = [context.desk.meta(e.document_id).title for e in evidence]
    quotes = [e.quote for e in evidence]
    if evidence and article is None and of_another_condition(context.desk, query, quotes, titles=titles_told):
        evidence = []
    arguments = {"query": typed, "document_ids": list(ids), "article": article}
    call = ToolCall(name="search_policy", arguments={k: v for k, v in arguments.items() if v})
    titles = _one_of_many(context, evidence) if article is not None and not ids else ()
    if titles:
        finding = WhichLaw(article=f"第{chinese_numeral(article or 0)}条", titles=titles)
        return ToolResult(call=call, result={"found": [], "which": list(titles)}, finding=finding)
    shared = borne(query, [*evidence, *_of_split(context, query)], context.desk.text_of)
    if evidence or shared:
        evidence = shared or [*led(context.desk, evidence), *reckoned(query, evidence, context.desk.text_of)]
        found = [{"document_id": e.document_id, "section": e.section, "text": e.quote} for e in evidence]
        return ToolResult(
            call=call, evidence=tuple(evidence), result={"found": found, **({"likely": True} if told else {})}
        )
    nearest = reader.nearest(query, hits, as_of=context.as_of)
    return ToolResult(
        call=call,
        evidence=(nearest,) if nearest else (),
        result={"found": [], "nearest": nearest.quote if nearest else None},
        missing=(typed,),
    )


def with_notices(context: ToolContext, query: str, hits: Sequence[Hit], among_all: Sequence[Hit]) -> list[Hit]:
    """Return the hits and, beside them, the passages of the notices on file in full that are nearest to the question.

    Among the notices alone the best of a notice leads whatever is asked.  So how likely those passages answer is told
    by a search of everything on file, unless that finds nothing likely elsewhere.

    Args:
        context: the desk.
        query: a standalone question.
        hits: what is read in any case.
        among_all: what a search of everything on file found for the question.
    """
    search = context.desk.searcher.search
    wider = " ".join((query, *other_words(context, query)))
    if wider != query:
        among_all = search(wider, k=_COMPARED, filters=Filters(as_of=context.as_of))
    primary = context.desk.primary
    elsewhere = max(
        (h.probability or 0 for h in (*hits, *among_all) if h.passage.document_id not in primary), default=0
    )
    likely = {hit.passage.id: hit.probability for hit in among_all}
    known = {hit.passage.id for hit in hits}
    more = search(wider, k=_OF_NOTICES, filters=Filters(document_ids=primary, as_of=context.as_of))
    more = [hit for hit in more if hit.passage.id not in known]
    if elsewhere >= _LIKELY_ELSEWHERE:
        more = [replace(hit, probability=likely.get(hit.passage.id)) for hit in more]
    return [*hits, *more]


def _of_bodies_supposed(context: ToolContext, query: str, found: list[Evidence]) -> bool:
    """Say whether what was found names a body that a question supposes (平台是生态环境部的吧), if it supposes one."""
    if not default_phrases().confirms.search(query):
        return True
    bodies = context.desk.index.find(query, kinds={ORGANISATION})
    told = {m.canonical for e in found for m in context.desk.index.find(e.quote, kinds={ORGANISATION})}
    return not bodies or any(m.canonical in told for m in bodies)


def _as_required(query: str, found: list[Evidence]) -> list[Evidence]:
    """Return what was found for a question without its number where it has what the question itself asks for."""
    rules, told = default_reading_rules(), "".join(e.quote for e in found)
    if is_timed(query, rules) and not names_time(told):
        return []
    return found if all(held.search(told) for held in rules.required(query)) else []


def _of_split(context: ToolContext, query: str) -> list[Evidence]:
    """Return the beginning of the one notice that states who bears how much, where a share is asked for there."""
    desk = context.desk
    if not asks_borne(query):
        return []
    held = [i for i in desk.primary if split_for(query, desk.text_of(i) or "") is not None]
    places = [desk.short(m.canonical) for m in desk.index.find(query, kinds={REGION})]
    here = [i for i in held if all(place in (desk.text_of(i) or "") for place in places)]
    return [span(desk, here[0], 0, 1)] if len(here) == 1 else []


def quote_stretch(context: ToolContext, *, query: str, document_id: str, start: int, end: int) -> ToolResult:
    """Return a stretch of one document's text in its own words.

    Raises:
        FixInput: there is no such stretch.
    """
    text = context.desk.text_of(document_id)
    if text is None or not 0 <= start < end <= len(text):
        raise FixInput(f"文件 {document_id} 没有第 {start} 到 {end} 字这一段。")
    evidence = span(context.desk, document_id, start, end)
    arguments = {"query": query, "document_ids": [document_id], "start": start, "end": end}
    found = [{"document_id": document_id, "section": evidence.section, "text": evidence.quote}]
    call = ToolCall(name="search_policy", arguments=arguments)
    return ToolResult(
        call=call,
        evidence=tuple(borne(query, [evidence], context.desk.text_of))
        or (evidence, *reckoned(query, [evidence], context.desk.text_of)),
        result={"found": found},
    )


def other_words(context: ToolContext, query: str) -> list[str]:
    """Return the lexicon's plain words for what a question says otherwise (造假: 弄虚作假)."""
    desk = context.desk
    found: list[str] = []
    for match in desk.index.find(query, kinds={"action", "legal", "role"}):
        found += [f for f in desk.forms.get(match.canonical, ())[:_OTHER_WORDS] if f not in query]
    return list(dict.fromkeys(found))


def of_article(
    context: ToolContext, query: str, hits: Sequence[Hit], article: int, document_ids: Sequence[str]
) -> list[Evidence]:
    """Return an article in full: where it is a passage of its own, else the sentences that open with its number."""
    desk = context.desk
    if document_ids:
        passages = [hit.passage for hit in hits if hit.passage.article == article]
        first = passages[0].document_id if passages else ""
        parts = sorted((p for p in passages if p.document_id == first), key=lambda p: p.start)
        if parts and sum(p.end - p.start for p in parts) <= _ARTICLE_CHARS:
            return [of_passage(desk, p, p.start, p.end) for p in parts]
    opening = re.compile(rf"^(?:\d+[.．、]\s*)?((?:第{chinese_numeral(article)}条|第{article}条)[^\n]*)", re.MULTILINE)
    # Texts are looked through where a document is named; among all, the index knows whose article has the number.
    named = [(i, desk.text_of(i) or "", 0) for i in document_ids]
    found = [h.passage for h in hits if h.passage.article == article] if not document_ids else []
    known = {p.document_id for p in found} - desk.knowledge.superseded_digests
    pieces = named or [(p.document_id, p.text, p.start) for p in found if p.document_id in known]
    evidence = [
        span(desk, document_id, at + match.start(1), at + match.end(1))
        for document_id, text, at in sorted(pieces)
        for match in opening.finditer(text)
    ]
    if not document_ids:  # several laws have such an article: the ones whose words the question shares
        asked = _NUMBERED.sub("", query)
        scored: dict[str, float] = {}
        for e in evidence:
            scored[e.document_id] = max(scored.get(e.document_id, 0.0), covered(asked, e.quote))
        best = max(scored.values(), default=0.0)
        evidence = [e for e in evidence if scored[e.document_id] >= best]
    return evidence


def _one_of_many(context: ToolContext, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the titles of the laws to choose from where too many have the article: by topic, then those in force.

    The topic is that of the notices on file, which is what people come to ask about.
    """
    desk = context.desk
    metas = [desk.meta(i) for i in dict.fromkeys(e.document_id for e in evidence)]
    if len(metas) <= _ARTICLES:
        return ()
    topic = "".join(desk.meta(i).title for i in desk.primary)
    metas.sort(key=lambda m: (-covered(title_key(m.title), topic), is_void(m, context.as_of)))
    return tuple(m.title for m in metas[:_ARTICLES])


def of_note(context: ToolContext, query: str, document_ids: Sequence[str]) -> list[Evidence]:
    """Return the note under the table that the question describes (预期目标表的注释); nothing where no table fits."""
    match = _NOTE_OF.search(query)
    desk = context.desk
    if match is None:
        return _notes_of_rows(context, query, document_ids) if _NOTES.search(query) else []
    if _EACH_TABLE.search(match[1]):
        noted = [t for t in desk.knowledge.tables if t.document_id in (document_ids or desk.primary[:1])]
        places = [(t.document_id, t.note_start, t.note_end) for t in noted]
        return [span(desk, i, a, b, kind="note") for i, a, b in places if a is not None and b is not None]
    asked = default_phrases().stop.sub("", match[1])
    asked = re.sub(r"下面|底下|下方|[表据字里中]", "", asked)
    scored: list[tuple[float, Table]] = []
    for table in desk.knowledge.tables:
        if table.document_id in (document_ids or desk.primary) and table.note_start is not None:
            words = "".join((table.title, *(cell.text for cell in table.header), table.note or ""))
            scored.append((covered(asked, words), table))
    fitting = [item for item in scored if item[0] >= _NOTE_SHARE]
    if not fitting:
        return []
    table = max(fitting, key=lambda item: item[0])[1]
    if table.note_start is None or table.note_end is None:
        return []
    return [span(desk, table.document_id, table.note_start, table.note_end, kind="note")]


def _notes_of_rows(context: ToolContext, query: str, document_ids: Sequence[str]) -> list[Evidence]:
    """Return the notes under the tables with a row of the place that the question names (湛江市的备注)."""
    desk = context.desk
    places = [desk.short(m.canonical) for m in desk.index.find(query, kinds={REGION})]
    found: list[Evidence] = []
    for table in desk.knowledge.tables:
        if (
            table.document_id not in (document_ids or desk.primary)
            or table.note_start is None
            or table.note_end is None
        ):
            continue
        cells = {row[table.label_column or 0].text for row in table.rows}
        if any(place in cell for place in places for cell in cells):
            found.append(span(desk, table.document_id, table.note_start, table.note_end, kind="note"))
    return found


def of_attachment(context: ToolContext, query: str, document_ids: Sequence[str]) -> list[Evidence]:
    """Return the title of an attachment that the question names, or the note under its table where that is asked."""
    numbers = numbered_attachments(query)
    if not numbers:
        return []
    desk = context.desk
    label = f"附件{min(numbers)}"
    ids = document_ids or desk.primary
    if _NOTE.search(query):
        for table in desk.knowledge.tables:
            under = any(part.startswith(label) for part in table.section_path)
            if table.document_id in ids and under and table.note_start is not None and table.note_end is not None:
                return [span(desk, table.document_id, table.note_start, table.note_end, kind="note")]
    if not _CONTENT.search(query):
        return []
    for document_id in ids:
        for section in desk.knowledge.of(document_id).sections:
            if section.label == label:
                return [of_section(desk, section)]
    return []
