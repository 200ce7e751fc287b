"""From a question to a checked answer, by rule: normalise, contextualise, plan, act, compose, verify."""

from __future__ import annotations

import gc
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering import default_answers
from bot.asides import without_asides
from bot.beside import read_beside
from bot.citations import cite
from bot.compose import TemplateComposer
from bot.contextualise import (
    asks_of_body,
    lost,
    said_again,
    spelt_out,
    standalone,
)
from bot.desk import ToolContext
from bot.each_notice import told_of_each, with_matter
from bot.going_back import gone_back_to, of_part_spoken_of, recalled_row
from bot.meaning import default_meaning
from bot.meant import as_meant
from bot.normalise import Normaliser
from bot.objections import objected
from bot.one_notice import kept_to_notice
from bot.own_matter import names_own_matter
from bot.own_place import of_document, of_own_place
from bot.plan import RulePlanner
from bot.planning.asked import Asked
from bot.question import default_phrases, read_question
from bot.reference import resolve
from bot.remembered import frame_of
from bot.replies import Reply, hangs_on, merged_reply, says_again
from bot.room import Room, open_room
from bot.said_elsewhere import said_elsewhere
from bot.second_try import second_try
from bot.sources import source_asked, source_claimed, source_of
from bot.split import split_questions
from bot.stated_day import day_of_status, day_stated
from bot.suggest import Suggester
from bot.things import unheard_of
from bot.tools import Toolbox, run_tool
from bot.types import Answer, Draft, Evidence, Outcome, Statement, ToolResult, Turn
from bot.validity import caveats
from bot.verify import Verifier
from bot.worded import worded
from bot.wording import Wording, default_wording
from bot.words.frame import WordContext
from bot.words.nothing import word_nothing
from kb.base import KnowledgeBase
from kb.lexicon import load_lexicon
from kb.lexicon_index import LexiconIndex
from kb.settings import Settings, shanghai_today

_ROUNDS = 3
_TURNS = 12
_STORY_CHARS = 200


class RuleAssistant:
    """`bot.types.Assistant` without a language model.

    Args:
        base: an open knowledge base; read only.
        today: the day answers are for when a question does not say.
        wording: answer templates; those that ship by default.
    """

    def __init__(self, base: KnowledgeBase, *, today: date | None = None, wording: Wording | None = None) -> None:
        self._base = base
        self._today = today
        self._wording = wording or default_wording()
        self._index = LexiconIndex(base.lexicon)
        self._normaliser = Normaliser(base.lexicon, self._index, base.tokenizer)
        self._suggester = Suggester()
        self._lock = threading.Lock()
        self._room: Room | None = None

    def ask(self, question: str, *, history: Sequence[Turn] = (), as_of: date | None = None) -> tuple[Answer, Turn]:
        """Answer one question given the turns before it.

        Raises:
            FixInput: nothing asked, or too long.
        """
        started = time.perf_counter()
        day = as_of or self._today or shanghai_today()
        room = self._current()
        understood = room.as_typed(question, self._normaliser)
        stated = day_stated(understood, day, desk=room.desk)
        if stated is not None:
            day, understood = stated
        understood = objected(room.desk, understood, history[-_TURNS:])
        understood, before = said_again(understood, history[-_TURNS:])
        turns = list(before)
        replies: list[Reply] = []
        parts = with_matter(split_questions(understood))
        for part in room.questions_in(understood, parts, day):
            reply = self._answered(room, part, turns, day)
            if replies and (hangs_on(part, replies[-1], reply) or says_again(replies, reply)):
                continue
            if replies:
                reply = self._of_notice(room, part, replies[-1], reply, day)
            replies.append(reply)
            turns.append(Turn(asked=part, question=reply.question, outcome=reply.draft.outcome, frame=reply.frame))
        if len(understood) > _STORY_CHARS:  # a sentence of a story that answers nothing was no question
            replies = [r for r in replies if r.draft.outcome is not Outcome.NO_ANSWER] or replies
        merged = merged_reply(replies)
        suggestions = self._suggester.after(
            room, merged, day, ask=lambda text: self._reply(room, text, (), day, searching=False)
        )
        text, citations = cite(room.desk, merged.draft.statements, merged.evidence, as_of=day)
        outcome = merged.draft.outcome
        answer = Answer(
            answer_id=uuid.uuid4().hex,
            answer=text,
            outcome=outcome,
            question=merged.question,
            as_of=day.isoformat(),
            blocks=({"type": "text", "text": text}, *merged.draft.blocks),
            choices=merged.draft.choices,
            citations=citations,
            tool_calls=tuple(
                {"name": r.call.name, "arguments": r.call.arguments, "result": r.result} for r in merged.results
            ),
            suggestions=suggestions,
            engine="rules",
            elapsed_ms=round((time.perf_counter() - started) * 1000, 2),
        )
        return answer, Turn(asked=question, question=merged.question, outcome=outcome, frame=merged.frame)

    def prepare(self) -> threading.Thread:
        """Load in the background what the first question of a kind would wait for; return the thread that does."""
        thread = threading.Thread(target=self._load, name="prepare", daemon=True)
        thread.start()
        return thread

    def _load(self) -> None:
        self._normaliser.prepare()
        default_meaning()
        default_answers()

    @property
    def verifier(self) -> Verifier:
        """The check that every sentence passes, over the documents as they are now."""
        return self._current().verifier

    def reply(self, question: str, *, as_of: date) -> Reply:
        """Answer one standalone question, before marks and citations are set; for tests of what is said."""
        room = self._current()
        found = self._reply(room, self._normaliser.normalise(question, meant=room.spelling.is_said), (), as_of)
        assert found is not None
        return found

    def toolbox(self, as_of: date) -> Toolbox:
        """Return what tools run on, as the knowledge base is now; for those who call tools themselves (MCP)."""
        room = self._current()
        context = ToolContext(desk=room.desk, as_of=as_of)
        return Toolbox(context=context, reader=room.reader, figures=room.figures.run, records=room.records.run)

    def _answered(self, room: Room, part: str, turns: Sequence[Turn], day: date) -> Reply:
        """Answer one part of what was asked; what nothing is found for, as it is meant by its likeness to sayings."""
        reply = self._as_said(room, part, turns, day)

        def ask(text: str) -> Reply | None:
            return self._reply(room, text, turns, day)

        return as_meant(room, part, turns, reply, day=day, ask=ask, frequency=self._frequency)

    def _of_notice(self, room: Room, part: str, before: Reply, reply: Reply, day: date) -> Reply:
        """Return the answer to a later part of a message, of the notice that the part before it was of."""

        def nothing(text: str) -> Reply:
            return self._found_nothing(room, text, day)

        def alone(text: str) -> Reply | None:
            return self._reply(room, text, (), day)

        return kept_to_notice(room.desk, part, before, reply, ask=alone, nothing=nothing, concepts=room.reader.concepts)

    def _found_nothing(self, room: Room, text: str, day: date, results: Sequence[ToolResult] = ()) -> Reply:
        question = read_question(room.desk, text)
        words = WordContext(desk=room.desk, wording=self._wording, question=question, as_of=day)
        return self._nothing(room, words, text, results=results)

    def _frequency(self, pair: str) -> int:
        return self._base.lexical().pair_frequency(pair)

    def _as_said(self, room: Room, part: str, turns: Sequence[Turn], day: date) -> Reply:
        """Answer one part of what was asked, a short one as it is meant after the turns before."""

        def alone(text: str) -> Reply | None:
            return self._reply(room, text, (), day)

        if (told := told_of_each(room, part, day, ask=alone)) is not None:
            return told
        supposed = source_claimed(room.desk, part, turns, day) if turns else ()
        sourced = turns[-1].question if supposed else source_asked(room.desk, part, turns)
        reply = self._reply(room, sourced or part, turns, day)
        assert reply is not None
        plain = without_asides(part, self._index) if reply.draft.outcome is Outcome.NO_ANSWER else None
        if plain is not None:
            reply = self._reply(room, plain, turns, day) or reply
        if sourced is not None and (lead := source_of(room.desk, reply, supposed)) is not None:
            return replace(reply, draft=replace(reply.draft, statements=(lead, *reply.draft.statements)))
        reply = said_elsewhere(room, part, reply, day=day, ask=alone)
        if not turns:
            return reply

        def nothing(text: str, results: Sequence[ToolResult]) -> Reply:
            return self._found_nothing(room, text, day, results)

        return second_try(
            room.desk,
            part,
            turns,
            reply,
            day=day,
            ask=alone,
            nothing=nothing,
            concepts=room.reader.concepts,
        )

    # -- one question ---------------------------------------------------------------------------------------------

    def _reply(
        self, room: Room, text: str, history: Sequence[Turn], day: date, *, searching: bool = True
    ) -> Reply | None:
        """Answer one question; None where it would have to search and `searching` is off."""
        desk = room.desk
        text = spelt_out(desk, room.figures.pointed_at(text, history), history)
        # A turn that found nothing is no change of topic.
        said = [t for t in reversed(history) if t.frame.get("intent") != "smalltalk"]
        heard = (t.frame for t in said if t.outcome is not Outcome.NO_ANSWER or "figure" in t.frame)
        before = next(heard, {}).get("figure")
        of_body = asks_of_body(desk, text, history)
        if before is None and not of_body:  # a metric named again goes back to the figures before the turns between
            before = gone_back_to(room.figures, text, history, day)
        understood = room.figures.understand(text, as_of=day, frame=before)
        followed = before is not None and understood.followed
        recalled = recalled_row(room.records, text, history) if not followed or understood.query is None else None
        if recalled is not None:
            full = recalled
            understood = room.figures.understand(full, as_of=day, frame=None)
        elif followed and not names_own_matter(room, text, day):
            full = understood.question or text
        else:
            full = standalone(desk, text, history, day)
            if full != text or before is not None:
                repeated = before if history and full == history[-1].question else None
                told = before if full != text else None
                understood = room.figures.understand(full, as_of=day, frame=None, repeats=repeated, told=told)
        of_part = of_part_spoken_of(room.figures, text, history, day) if before is None else None
        if of_part is not None and understood.query is None:
            full, understood = of_part.question, of_part
        own = of_own_place(desk, full, understood)
        plain = own.text if own is not None else full
        records = room.records.understand(full) or (room.records.understand(plain) if plain != full else ())
        if own is not None and understood.query is None:
            inside = of_document(room.figures.understand(plain, as_of=day, frame=None), own)
            understood = inside or replace(understood, question=full)  # what is missing is missing there
        question = read_question(desk, plain)
        reference = resolve(desk, question, day, meant=own.document_id if own is not None else None)
        recent = next((tuple(t.frame["documents"]) for t in reversed(history) if t.frame.get("documents")), ())
        day = day_of_status(desk, question, reference.named, day)
        context = ToolContext(desk=desk, as_of=day)
        words = WordContext(desk=desk, wording=self._wording, question=question, as_of=day)
        again = bool(history) and full == history[-1].question
        asked = question if again else read_question(desk, default_phrases().follow_lead.sub("", text))
        near = () if understood.followed else history
        beside = read_beside(desk, asked, near, room.reader.concepts, reference.named)
        unheard = unheard_of(full, self._index, self._frequency)
        if beside is None and (reference.missing or unheard is not None or lost(question, full == text, history)):
            return self._nothing(room, words, full, missing=reference.missing, topic=unheard)
        planner = RulePlanner(
            asked=Asked(
                context=context,
                question=question,
                reference=reference,
                figures=understood,
                records=records,
                likely=room.records.likely,
                standard=room.records.standard,
                concepts=room.reader.concepts,
                recent=recent,
                beside=beside,
            )
        )
        box = Toolbox(context=context, reader=room.reader, figures=room.figures.run, records=room.records.run)
        results: list[ToolResult] = []
        evidence: list[Evidence] = []
        for _ in range(_ROUNDS):
            calls = planner.plan(full, evidence)
            if not calls:
                break
            for call in calls:
                if call.name == "search_policy" and not searching:
                    return None
                result = run_tool(box, call)
                results.append(result)
                evidence += () if call.name == "search_policy" and result.missing else result.evidence  # only near
        composer = TemplateComposer(words, figures=worded)
        opens = planner.intent in ("smalltalk", "bare")
        draft = composer.opening(planner.bare) if opens else composer.compose(full, results)
        return self._checked(room, words, full, draft, results, planner.intent)

    def _checked(
        self,
        room: Room,
        words: WordContext,
        text: str,
        draft: Draft,
        results: Sequence[ToolResult],
        intent: str,
    ) -> Reply:
        """Verify a draft; where nothing of an answer is left, say that there is none."""
        found = {e.id: e for r in results for e in r.evidence}
        said = room.verifier.check(draft, found, question=text, as_of=words.as_of).statements
        if draft.outcome is Outcome.ANSWERED and not any(s.evidence for s in said):
            return self._nothing(room, words, text, results=results, intent=intent)  # caveats alone answer nothing
        if draft.outcome is Outcome.ANSWERED:
            extra, more = caveats(words, draft, found, intent=intent)
            found |= {e.id: e for e in more}
            draft = replace(draft, statements=(*draft.statements, *extra))
        verdict = room.verifier.check(draft, found, question=text, as_of=words.as_of)
        kept = verdict.statements
        empty = not kept or (draft.outcome is Outcome.ANSWERED and not any(s.evidence for s in kept))
        if empty:
            return self._nothing(room, words, text, results=results, intent=intent)
        blocks = draft.blocks if len(kept) == len(draft.statements) else ()
        return Reply(
            question=text,
            draft=replace(draft, statements=kept, blocks=blocks),
            evidence=found,
            results=tuple(results),
            frame=frame_of(words, text, kept, found, results, intent),
        )

    def _nothing(
        self,
        room: Room,
        words: WordContext,
        text: str,
        *,
        results: Sequence[ToolResult] = (),
        missing: Sequence[str] = (),
        topic: str | None = None,
        intent: str = "policy",
    ) -> Reply:
        statements, more = word_nothing(words, results, missing=missing, topic=topic)
        found = {e.id: e for r in results for e in r.evidence} | {e.id: e for e in more}
        draft = Draft(outcome=Outcome.NO_ANSWER, statements=tuple(statements))
        kept = room.verifier.check(draft, found, question=text, as_of=words.as_of).statements
        if not kept or kept[0] is not statements[0]:
            kept = (Statement(text=self._wording.say("none_question")), *kept)
        draft = replace(draft, statements=kept)
        return Reply(
            question=text,
            draft=draft,
            evidence=found,
            results=tuple(results),
            frame=frame_of(words, text, kept, found, results, intent),
        )

    def _current(self) -> Room:
        """Return the room of the knowledge base as it is now, made anew when documents have changed."""
        knowledge = self._base.knowledge()
        with self._lock:
            if self._room is None or self._room.desk.knowledge is not knowledge:
                self._room = open_room(self._base, self._index)
                self._suggester.forget()
                # What is loaded by now stays; looking through it for garbage would hold up one question in a
                # hundred by 50 ms, and by more beside thousands of laws.
                gc.freeze()
            return self._room


def open_assistant(settings: Settings) -> RuleAssistant:
    """Open the knowledge base of `settings` for reading and return an assistant over it.

    Raises:
        NotFound: nothing has been ingested yet; the message says what to run.
        FixConfiguration: lexicon or data folder do not fit this code.
    """
    base = KnowledgeBase(
        settings.data_dir,
        lexicon=load_lexicon(settings.corpus_dir / "lexicon"),
        embedding=settings.embedding,
        database_url=settings.database_url,
    )
    assistant = RuleAssistant(base, today=settings.as_of)
    assistant.prepare()
    return assistant
