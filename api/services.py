"""What the routes work with, opened once by the application's lifespan."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from api.metrics import Metrics
from bot.types import Assistant, Choice
from kb.knowledge import Knowledge
from kb.lexicon import RegionGroup
from kb.protocols import RecordStore
from kb.settings import Settings
from kb.store.sessions import SessionStore


class Tool(Protocol):
    """A tool as `bot.tools` declares it: named, described, with typed arguments."""

    name: str
    description: str

    def get_input_jsonschema(self) -> dict[str, Any]: ...

    def invoke(self, input: dict[str, Any]) -> Any: ...


class Library(Protocol):
    """The way documents come and go while the server runs."""

    def add(self, *, name: str, content: bytes) -> dict[str, Any]:
        """Ingest one file; return what became of it (document_id, outcome, warnings).

        Raises:
            FixDocument: the file cannot be read; the message says where.
        """
        ...

    def remove(self, document_id: str) -> None:
        """Remove a document.

        Raises:
            NotFound: there is none with this id.
        """
        ...

    def rebuild(self) -> dict[str, Any]: ...

    def status(self) -> dict[str, Any]: ...


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything a route may need."""

    settings: Settings
    assistant: Assistant
    records: RecordStore
    knowledge: Callable[[], Knowledge]
    sessions: SessionStore
    metrics: Metrics
    library: Library
    tools: tuple[Tool, ...] = ()
    starters: tuple[Choice, ...] = ()
    region_groups: tuple[RegionGroup, ...] = ()


ServicesOpener = Callable[[Settings, Metrics], AbstractContextManager[Services]]
