"""Assistants over the shipped corpus, for tests that ask."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.assistant import RuleAssistant, open_assistant
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
