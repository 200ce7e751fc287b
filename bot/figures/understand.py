"""From a question to a query, or to a typed reason why not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.figures.across import across, years_apart
from bot.figures.again import SUM_ASKED, again_from, sum_supposed
from bot.figures.alternatives import another
from bot.figures.anaphora import points_at_more, spelled_out
from bot.figures.areas import area_missing, is_area
from bot.figures.asked_units import counted_so
from bot.figures.assemble import assemble, locate
from bot.figures.borrowed import (
    OF_WHICH,
    all_of_row,
    borrowed,
    by_unit_alone,
    column_beside,
    counted_things,
    for_each,
    under_headers,
)
from bot.figures.catalogue import Catalogue
from bot.figures.changes import by_change_column, changed_more, changed_most, growth_fault, only_changed
from bot.figures.column_words import drop_elsewhere
from bot.figures.conversions import unit_wanted
from bot.figures.each_gap import with_gaps, without_by_how_much
from bot.figures.followup import continued, with_earlier, without_told
from bot.figures.given import Given, against_goal, given_in
from bot.figures.grammar import POINTING
from bot.figures.last_year import read_against_last_year
from bot.figures.likewise import against_itself, same_ones, without_same
from bot.figures.members import members_asked
from bot.figures.missing import (
    ambiguous,
    beside_figures,
    frame_year_missing,
    held_of,
    is_open,
    missing_fault,
    narrower_whole,
    no_metric,
    row_unknown,
    strange_name,
    this_year_alone,
    unknown_names,
    whole_alone,
)
from bot.figures.named_table import opened_by_table
from bot.figures.nominal import nominal
from bot.figures.outcome import NotUnderstood, Reason, Understanding
from bot.figures.parts import all_done, of_whole_again, part_of_whole
from bot.figures.places import against_place, by_places, by_trend
from bot.figures.prose import told_in_prose, word_of_prose
from bot.figures.query import Claim, FigureQuery, Operation, Relation, SubjectKind
from bot.figures.question import ASKS_QUANTITY, Question
from bot.figures.reasons import reason_missing, rows_with_more, why_of
from bot.figures.required import required_share
from bot.figures.respelling import latin_words, respell, respell_quantity
from bot.figures.restate import restate
from bot.figures.reverse import stands_for
from bot.figures.row_kinds import of_kind
from bot.figures.several import companions
from bot.figures.shares_of_parts import part_unread, whole_missing
from bot.figures.siblings import quoted_apart, sibling
from bot.figures.spread import spread, spread_in
from bot.figures.subjects import Resolver, opened_by
from bot.figures.sure import asks_number, of_no_figure, repeats, score_of
from bot.figures.surface import asked_text
from bot.figures.telegraphic import written_out
from bot.figures.told_by_parts import part_beside
from bot.figures.told_parts import of_told, with_total_said
from bot.figures.trends import outside
from bot.figures.unlike import counts_other, of_stranger, other_act, qualifier_of, settle_by_title
from bot.figures.unlisted import unlisted
from bot.figures.which import only_metric, parts_compared, which_metric

_SHORT = 24
_POINTS = re.compile("(?:那|那么)?(?:变化|变动|升降|提高|下降|上升|增加|减少|相差|差)了?(?:多少|几)个?(?:百分)?点[??]?")
_ROLE_WORDS = frozenset({"实际", "实际完成", "完成", "实绩"})
_BY_TREND = 0.7
IN_THE_END = re.compile(  # 最后验收了几家, after what was planned
    "^(?:那|那么)?(?:最后|最终|到头来|后来|结果|实际上?|到底|究竟){1,2}(?=(?:又|才|一共|总共)?(?:验收|完成|通过|做|审|办|建|发|拿)[^,。]{0,6}(?:多少|几))"
)
HYPOTHETICAL = re.compile(
    r"^(?:如果|假如|假设|假定|要是|倘若)[^。?]*?(?:\d%|百分之|翻[倍番]|[一二两三]倍|减半)"
    r"|(?:如果|假如|要是|倘若)[^。?]{0,6}(?:\d+%|[一二三四五六七八九]成|百分之|翻[倍番]|一半)"
)


def understand(question: str, catalogue: Catalogue, *, as_of: date, frame: FigureQuery | None = None) -> Understanding:
    """Read a question about figures.

    Args:
        question: as asked; simplified characters are expected, nothing else.
        catalogue: what is on file.
        as_of: the day that 今年 and 去年 count from.
        frame: the query of the turn before, whose slots a follow-up keeps.

    Returns:
        A query, or the reason why there is none; `score` says how sure this is about figures at all.
    """
    plain, frame = of_whole_again(asked_text(question), frame, catalogue)
    plain = IN_THE_END.sub("", plain) if frame is not None else plain
    asked = nominal(written_out(plain), catalogue)
    text = spelled_out(asked, frame, catalogue)
    opened = opened_by_table(text, catalogue)
    within = read_question(Question(opened.text, catalogue, as_of, frame, opened.columns)) if opened else None
    if within is not None and within.query is not None and within.in_full:
        return within
    question_read = Question(text, catalogue, as_of, frame)
    question_read.followed = text != asked
    if frame is not None and points_at_more(text):
        return question_read.refuse(Reason.NOT_FIGURES, score=0.1)  # no three first of all, after the figure of one
    spelt = any(word in question_read.rest() for word in latin_words(text))  # nanjiang, which nothing accounts for
    understood = read_question(question_read)
    if understood.query is None or spelt:
        understood = respelt(text, understood, catalogue, as_of, frame) or understood
    understood = _without_role(question_read, understood)
    fault = understood.fault
    if fault is not None and text != asked and fault.reason is not Reason.NOT_FIGURES:
        # 完成了吗, spelt out as 茂名市2023年完成目标了吗
        understood = replace(understood, question=understood.question or text, followed=True)
    if fault is not None and fault.missing:
        missing = tuple(_as_asked(word, question) for word in fault.missing)
        understood = replace(understood, fault=replace(fault, missing=missing))
    return understood


def _without_role(q: Question, understood: Understanding) -> Understanding:
    """Return a few words on another year read again without one for what was done (去年实际呢), where it helps."""
    fault = understood.fault
    word = fault.missing[0] if fault is not None and len(fault.missing) == 1 else ""
    if q.frame is None or word not in _ROLE_WORDS or not q.names.years or q.reading.picked:
        return understood
    again = read_question(Question(q.text.replace(word, "", 1), q.catalogue, q.as_of, q.frame))
    return again if again.query is not None and again.followed else understood


def respelt(
    text: str, understood: Understanding, catalogue: Catalogue, as_of: date, frame: FigureQuery | None
) -> Understanding | None:
    """Read a question again with a name typed by its sound put right, where that makes it one about figures."""
    fault = understood.fault
    named = fault.missing if fault is not None and fault.reason is Reason.ROW_UNKNOWN else ()
    for word in (*(name for name in named if not is_area(name)), *latin_words(text)):
        right = respell(text, word, catalogue)
        if right is not None:
            again = read_question(Question(right, catalogue, as_of, frame))
            if again.query is not None:
                return again
    return _respelt_words(text, catalogue, as_of, frame) if understood.query is None else None


def _respelt_words(text: str, catalogue: Catalogue, as_of: date, frame: FigureQuery | None) -> Understanding | None:
    """Read a question for a number again with what is no word put right: names and quantities (佛衫, 目漂)."""
    if catalogue.frequency is None or len(text) > _SHORT or not ASKS_QUANTITY.search(text):
        return None
    right = text
    for word in re.findall("[\u4e00-\u9fff]{2,4}", Question(text, catalogue, as_of, frame).rest()):
        if not catalogue.frequency(word):
            right = respell(right, word, catalogue) or respell_quantity(right, word, catalogue) or right
    if right == text:
        return None
    again = read_question(Question(right, catalogue, as_of, frame))
    return again if again.query is not None else None


def _as_asked(word: str, question: str) -> str:
    """Return a word in the letters of the question (GDP, not gdp)."""
    match = re.search(re.escape(word), question, re.IGNORECASE) if word.isascii() else None
    return match[0] if match else word


def read_question(q: Question) -> Understanding:
    """Return the understanding of the question."""
    if (given := given_in(q.text)) is not None and (set_against := with_given(q, given)) is not None:
        return set_against
    which = without_by_how_much(q.text) if q.frame is None and q.reading.goal is None else None
    rows = read_question(Question(which, q.catalogue, q.as_of, None)) if which is not None else None
    if rows is not None and (gaps := with_gaps(rows.query)) is not None:
        return replace(rows, query=gaps)
    if (held := (share := required_share(q)) or stands_for(q)) is not None:
        return Understanding(query=held, score=1.0, followed=share is None and q.frame is not None)
    if (of_part := spread_in(q)) is not None:
        each, plain = of_part
        whole = read_question(Question(plain, q.catalogue, q.as_of, q.frame))
        if (over := spread(whole.query, each, q)) is not None:
            return replace(whole, query=over)
    if q.frame is not None and q.frame.operation is Operation.SHARE and _POINTS.fullmatch(q.text):
        return q.refuse(Reason.NOT_FIGURES, score=0.1)  # 变化几个百分点, after the shares of two measures
    if q.frame is not None and (supposed := sum_supposed(q.text)) is not None:
        together = read_question(Question(SUM_ASKED, q.catalogue, q.as_of, q.frame))
        if together.query is not None:
            return replace(together, query=replace(together.query, claim=Claim(value=supposed)))
    if q.frame is not None and (plain_text := without_same(q.text)) is not None:
        before = read_question(Question(plain_text, q.catalogue, q.as_of, q.frame))
        if (same := same_ones(q, before.query)) is not None:
            return replace(before, query=same)
    if (done := all_done(q)) is not None:
        done = done if q.frame is None else with_earlier(q, done, q.frame)
        return Understanding(
            query=done, question=restate(done, q.catalogue) if q.followed else "", score=1.0, followed=q.followed
        )
    left = of_told(q, q.frame) if q.frame is not None else None
    if left is not None and q.frame is not None:  # 还差几家没通过, be 通过 a measure too
        q.followed = True
        left = with_earlier(q, left, q.frame)
        return Understanding(query=left, question=restate(left, q.catalogue), score=1.0, followed=True)
    drop_elsewhere(q)
    if HYPOTHETICAL.search(q.text):
        return q.refuse(Reason.NOT_FIGURES, score=0.1)  # what would be is on no file
    said_again = q.frame is not None and {p.measure for p in q.reading.picked} <= set(q.frame.measures[:1])
    if q.frame is not None and said_again and (again := again_from(q, q.frame)) is not None:
        return Understanding(query=again, question=restate(again, q.catalogue), score=1.0, followed=True)
    if outside(q):
        return q.refuse(Reason.NOT_FIGURES, score=0.1)
    of_which = q.frame is not None and OF_WHICH.match(q.text) is not None  # 其中清洁生产几个: of what was just told
    if beside_it := sibling(q):
        q.reading.picked, of_which = beside_it, False
    if of_which or (not q.reading.picked and not q.reading.missing_years):
        beside = column_beside(q)
        if of_which and beside:  # a row or a cell of another table too
            at, end = q.reading.covered[-1]
            q.names = replace(q.names, mentions=tuple(m for m in q.names.mentions if m.end <= at or end <= m.start))
        q.reading.picked = beside or q.reading.picked
    q.reading.picked = parts_compared(q) or q.reading.picked
    if not q.reading.in_full and (parts := under_headers(q)):
        q.reading.picked, q.reading.choices = parts, []
    by_change_column(q)
    q.reading.picked = quoted_apart(q) or q.reading.picked
    own_metric = bool(q.reading.picked)
    if own_metric and (of_area := area_missing(q)) is not None:
        return of_area
    if (uncounted := unlisted(q)) is not None:
        return uncounted
    if (unsaid := rows_with_more(q, read_question) or reason_missing(q) or why_of(q, read_question)) is not None:
        return unsaid
    if beside_figures(q, own_metric):
        return q.refuse(Reason.NOT_FIGURES, score=0.1)
    if (act := other_act(q)) is not None:
        return q.fault(NotUnderstood(reason=Reason.METRIC_MISSING, missing=(act,), nearest=held_of(q), score=0.5), 0.5)
    read_against_last_year(q)
    if (apart := years_apart(q)) is not None:
        return Understanding(query=apart, score=0.9)
    fault = missing_fault(q) or growth_fault(q)
    if fault is not None:
        return fault
    if own_metric:
        q.reading.picked = all_of_row(q)
    if own_metric and (part := part_beside(q)) is not None:
        return part
    if own_metric and (counts_other(q) or of_stranger(q)):
        return q.refuse(Reason.NOT_FIGURES, score=0.1)
    if own_metric and (qualifier := qualifier_of(q)) is not None:
        narrowed = NotUnderstood(reason=Reason.METRIC_MISSING, missing=(qualifier,), score=0.5)
        return q.fault(narrowed, 0.5)
    if own_metric and (other := another(q)) is not None:
        return q.fault(
            NotUnderstood(reason=Reason.METRIC_MISSING, missing=(other,), nearest=held_of(q), score=0.5), 0.5
        )
    if own_metric and (elsewhere := told_in_prose(q) or word_of_prose(q)) is not None:
        if q.names.of("row"):  # whether the text says it of that row is for the planner to see
            unlike = NotUnderstood(reason=Reason.METRIC_MISSING, missing=(elsewhere,), nearest=held_of(q), score=0.5)
            return q.fault(unlike, 0.5)
        return q.refuse(Reason.NOT_FIGURES, score=0.1)
    picked = [] if own_metric else members_asked(q)
    if not own_metric and not picked and (q.unexplained() or q.reading.bare_years):
        picked = by_unit_alone(q) or for_each(q) or counted_things(q)
    if not own_metric and not picked and (changed_most(q) or changed_more(q) or only_changed(q)):
        q.reading.picked = only_metric(q)
        picked = q.reading.picked if q.reading.picked and growth_fault(q) is None else []
    if not own_metric and not picked and q.unexplained():
        return no_metric(q)
    picked = picked or q.reading.picked or borrowed(q)
    if not picked and q.frame is not None and q.reading.bare_years:
        return frame_year_missing(q, q.frame)
    if not picked and (is_open(q) or this_year_alone(q) or whole_alone(q)):
        picked = only_metric(q)
        if not picked:
            return which_metric(q, [key for m in q.names.of("row") for key in m.rows])
    if not picked:
        return no_metric(q)
    beyond = across(q, picked)
    if beyond is not None:
        return Understanding(query=beyond, score=0.9, followed=q.followed)
    slots = q.slots(picked)
    resolver = Resolver(q.catalogue, q.views(picked))
    locate(slots, resolver)
    if not slots.subjects or all(s.kind is SubjectKind.TOTAL for s in slots.subjects):
        slots.located = opened_by(q.text, q.rest(), resolver) or slots.located
    if q.frame is None and not slots.subjects and POINTING.search(q.text):
        return q.refuse(Reason.NOT_FIGURES, score=0.1)  # 它们目标一共多少: not of the whole, whoever they are
    score = score_of(q, slots, own_metric)
    if slots.subjects and any(p.measure.relation is Relation.PER for p in picked):
        score = max(score, 0.75)  # 每人次多少钱
    if own_metric and counted_so(q.catalogue, [p.measure.column for p in slots.picked], q.text):
        score = max(score, 0.75)  # 重污染天数合计多少天
    uncounted_kind = of_kind(q, slots, resolver)
    unknown = [uncounted_kind] if uncounted_kind is not None else unknown_names(q, resolver)
    if not unknown and (strange := strange_name(q, slots)) is not None:
        unknown, score = [strange], max(score, 0.5)
    if unknown and score >= 0.35:
        return row_unknown(q, unknown, slots, resolver, score)
    if score >= 0.4 and (asked_back := narrower_whole(q, slots, resolver, score)) is not None:
        return asked_back
    trend = by_trend(q, slots, resolver)
    score = score if trend is None else max(score, _BY_TREND)
    query = trend or by_places(q, slots, resolver) or against_place(q, slots)
    if query is None and q.frame is not None:
        query = continued(q, slots, resolver)
        query = against_itself(query, q.frame) if query is not None else None
    if query is None:
        if not asks_number(q, slots, own_metric):
            return q.refuse(Reason.NOT_FIGURES, score=min(score, 0.3))
        adding = bool(q.reading.choices) and q.adds_choices()
        settle_by_title(q)
        if q.reading.choices and not q.lists_all() and not adding:
            return ambiguous(q, slots, resolver, score)
        slots.picked = q.reading.picked if adding else slots.picked
        query = assemble(slots, q.catalogue, resolver)
        untold = (whole_missing(q, query) or part_unread(q, query)) if q.frame is None else None
        if untold is not None:
            return q.fault(
                NotUnderstood(reason=Reason.METRIC_MISSING, missing=(untold,), nearest=held_of(q), score=0.5), 0.5
            )
    query = without_told(q, query, resolver)
    if of_no_figure(q, slots, query):
        return q.refuse(Reason.NOT_FIGURES, score=0.1)
    if score < (0.4 if slots.subjects or slots.each or q.names.years or q.followed else 0.6):
        return q.refuse(Reason.NOT_FIGURES, score=score)
    if q.frame is not None and q.followed and repeats(q, query, q.frame):
        return q.refuse(Reason.NOT_FIGURES, score=0.1)
    several = companions(q, query)
    if several:
        query = replace(several[0], also=several[1:], assumed=query.assumed)
    query = with_total_said(q, dated(q, query))
    return Understanding(
        query=query,
        question=restate(query, q.catalogue) if q.followed else "",
        score=score,
        followed=q.followed or bool(query.earlier),
        in_full=q.reading.in_full and not q.unexplained(),
        notes=tuple(q.notes),
    )


def with_given(q: Question, given: Given) -> Understanding | None:
    """Return the understanding of what was said was done against the goal on file; None where no goal is meant."""
    for question in given.goals:
        goal = read_question(Question(question, q.catalogue, q.as_of, q.frame))
        if (query := against_goal(goal.query, given, q.catalogue)) is not None:
            return replace(goal, query=query)
        if goal.fault is not None and goal.fault.reason is Reason.AMBIGUOUS:
            return replace(goal, fault=given.whose(goal.fault))
    return None


def dated(q: Question, query: FigureQuery) -> FigureQuery:
    """Remember which year was asked for in relative words, and the unit that the amount is wanted in."""
    query = part_of_whole(replace(query, unit=unit_wanted(q.text)), q.text, q.catalogue)
    if q.reading.requested_year is None:
        return query
    return replace(query, requested_year=q.reading.requested_year, stood_in_year=q.reading.stood_in_year)
