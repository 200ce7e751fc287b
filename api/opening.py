"""Open everything the service works with.  Only a process that serves imports this: it is what takes time."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from tqdm import tqdm

from api.library import OnlineLibrary
from api.metrics import Metrics
from api.services import Services, Tool
from bot.assistant import RuleAssistant
from bot.choices import start_choices
from bot.tools import TOOLS, run_tool
from bot.types import ToolCall
from ingest.corpus import sync_corpus
from ingest.library import Library
from kb.base import KnowledgeBase
from kb.lexicon import load_lexicon
from kb.settings import Settings
from kb.store.sessions import SessionStore

LOG = logging.getLogger("qingce.opening")


class DeskTool:
    """A tool of the assistant, run on the desk as it is at the moment of the call."""

    def __init__(self, name: str, assistant: RuleAssistant, settings: Settings) -> None:
        self.name = name
        self.description = (TOOLS[name].arguments.__doc__ or "").strip()
        self._assistant = assistant
        self._settings = settings

    def get_input_jsonschema(self) -> dict[str, Any]:
        """Return the JSON Schema of the arguments."""
        return TOOLS[self.name].arguments.model_json_schema()

    def invoke(self, input: dict[str, Any]) -> dict[str, Any]:
        """Run the tool; evidence comes with its words and their exact place.

        Raises:
            FixInput: the arguments do not fit.
        """
        day: date = self._settings.today()
        found = run_tool(self._assistant.toolbox(day), ToolCall(name=self.name, arguments=input))
        return {
            "result": found.result,
            "missing": list(found.missing),
            "as_of": day,
            "evidence": [
                {
                    "document_id": e.document_id,
                    "section": e.section,
                    "quote": e.quote,
                    "start": e.start,
                    "end": e.end,
                    "formula": e.formula,
                }
                for e in found.evidence
            ],
        }


@contextmanager
def open_services(settings: Settings, metrics: Metrics) -> Iterator[Services]:
    """Take the data folder, bring the corpus up to date, and open the assistant over it.

    Raises:
        DataFolderBusy: another process owns the folder.
        FixConfiguration: lexicon, database or model do not fit this code.
    """
    lexicon = load_lexicon(settings.corpus_dir / "lexicon")
    owned = Library(
        settings.data_dir,
        lexicon=lexicon,
        command="清策服务 python server.py",
        embedding=settings.embedding,
        database_url=settings.database_url,
    )
    with owned as library:
        _sync(library, settings)
        sessions = SessionStore.open(settings.data_dir, settings.database_url)
        try:
            assistant = RuleAssistant(library.base, today=settings.as_of)
            assistant.prepare()
            for choice in start_choices():  # opens indexes and model, so that no person waits for them
                assistant.ask(choice.question)
            yield Services(
                settings=settings,
                assistant=assistant,
                records=library.base.store,
                knowledge=library.base.knowledge,
                sessions=sessions,
                metrics=metrics,
                library=OnlineLibrary(library),
                tools=_tools(assistant, settings),
                starters=start_choices(),
                region_groups=lexicon.region_groups,
            )
        finally:
            sessions.close()


@contextmanager
def open_tools(settings: Settings) -> Iterator[tuple[Tool, ...]]:
    """Open the assistant's tools for reading, beside whichever process owns the folder.

    Raises:
        NotFound: nothing has been ingested yet.
    """
    base = KnowledgeBase(
        settings.data_dir,
        lexicon=load_lexicon(settings.corpus_dir / "lexicon"),
        embedding=settings.embedding,
        database_url=settings.database_url,
    )
    try:
        yield _tools(RuleAssistant(base, today=settings.as_of), settings)
    finally:
        base.close()


def _tools(assistant: RuleAssistant, settings: Settings) -> tuple[Tool, ...]:
    return tuple(DeskTool(name, assistant, settings) for name in TOOLS)


def _sync(library: Library, settings: Settings) -> None:
    """Bring the shipped corpus up to date, showing progress to a person who watches."""
    with tqdm(desc="正在入库", unit="份", disable=None, delay=1.0, file=sys.stderr, leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        report = sync_corpus(library, settings.corpus_dir, progress=show)
    for failure in report.failures:
        LOG.warning("corpus file not ingested", extra={"fields": {"path": failure.path.name, "fault": failure.message}})
    changed = sum(1 for outcome in report.outcomes if outcome not in report.failures)
    LOG.info("corpus up to date", extra={"fields": {"changed": changed, "removed": len(report.removed)}})
