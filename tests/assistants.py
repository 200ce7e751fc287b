"""Assistants over the shipped corpus, for tests that ask."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.assistant import RuleAssistant, open_assistant
from bot.types import Answer, Outcome, Turn
from ingest.corpus import sync_corpus
from ingest.library import Library
from kb.lexicon import load_lexicon
from kb.settings import Settings

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def corpus_assistant(folder: Path, *, today: date, notices: Sequence[Path] = ()) -> RuleAssistant:
    """Return an assistant of `today` over the shipped corpus and further notices, with its data in `folder`."""
    with Library(folder, lexicon=load_lexicon(CORPUS / "lexicon"), command="test") as library:
        assert sync_corpus(library, CORPUS).failures == ()
        if notices:
            library.add(list(notices))
    return open_assistant(Settings(data_dir=folder, corpus_dir=CORPUS, as_of=today))


def assistant_beside(folder: Path, notice: str, *, today: date) -> RuleAssistant:
    """Return an assistant of `today` over the shipped corpus and one made-up notice, all of it in `folder`."""
    path = folder / "notice.md"
    path.write_text(notice, encoding="utf-8")
    return corpus_assistant(folder / "data", today=today, notices=[path])


def assert_said(assistant: RuleAssistant, question: str, *, outcome: Outcome, must: str, must_not: str = "") -> None:
    """Ask, and check the outcome, the words that must stand in the answer, and those that must not."""
    answer, _ = assistant.ask(question)
    assert answer.outcome is outcome, answer.answer
    assert must in answer.answer
    assert not must_not or must_not not in answer.answer


def answers_in_turn(assistant: RuleAssistant, questions: Sequence[str], *, as_of: date | None = None) -> list[Answer]:
    """Ask one question after another in one conversation; return the answers in order."""
    history: list[Turn] = []
    answers: list[Answer] = []
    for question in questions:
        answer, turn = assistant.ask(question, history=history, as_of=as_of)
        history.append(turn)
        answers.append(answer)
    return answers


def assert_dialogue(assistant: RuleAssistant, turns: Sequence[tuple[str, str]]) -> None:
    """Hold a conversation, and check that each answer holds the words beside its question, line ends left out."""
    answers = answers_in_turn(assistant, [question for question, _ in turns])
    for (question, words), answer in zip(turns, answers, strict=True):
        assert words in answer.answer.replace("\n", ""), (question, answer.question, answer.answer)
