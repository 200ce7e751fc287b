"""What a question is turned into on its way to an answer: tool calls, evidence, claims, blocks.

`Answer` is the public contract, the same JSON in the command line, over HTTP and in batch runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One binding that evidence supports: the value of a metric for a subject in a period.

    `subject` is a region, organisation, person, document or other row label; `metric` names what is stated
    (a column label, 电话, 文号, 期限 …); `value` is the value as a plain string; `unit` its unit or None.
    """

    subject: str
    metric: str
    value: str
    period: str | None = None
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A record with its exact place in a document, or a computed number with its formula and inputs.

    `quote` equals `document.text[start:end]`.  A computed record has `formula` and `inputs` (ids of the evidence
    it was computed from); its span is that of its first input.
    """

    id: str
    kind: str  # figure | deadline | contact | obligation | metadata | passage | list | note | computed
    document_id: str
    section: str
    quote: str
    start: int
    end: int
    facts: tuple[Fact, ...] = ()
    formula: str | None = None
    inputs: tuple[str, ...] = ()
    record: Any = None  # the kb record itself, for composers
    probability: float | None = None


@dataclass(frozen=True, kw_only=True)
class ToolCall:
    """One call that a planner asks for: a name in `bot.tools.TOOLS` and typed arguments as JSON values."""

    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ToolResult:
    """What a tool returned: evidence, computed values, and what it found missing (in words for people)."""

    call: ToolCall
    evidence: tuple[Evidence, ...] = ()
    result: Any = None  # JSON-able summary shown in Answer.tool_calls
    missing: tuple[str, ...] = ()
    finding: Any = None  # the typed result, for the module that words this tool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A way to go on: a label to show and the standalone question it stands for."""

    label: str
    question: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence of an answer, without citation marks, and the evidence it stands on.

    `claims` are what the composer means to say; the verifier reads the text itself and does not trust them.
    """

    text: str
    evidence: tuple[str, ...] = ()
    claims: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An answer before it is checked."""

    outcome: Outcome
    statements: tuple[Statement, ...]
    blocks: tuple[dict[str, Any], ...] = ()
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A past turn: the question as asked, as understood, and how it was answered."""

    asked: str
    question: str
    outcome: Outcome
    frame: dict[str, Any] = field(default_factory=dict)  # what the planner understood; read by contextualise


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A numbered source of an answer; `quote` stands at [start, end) of the document's cleaned text."""

    n: int
    document_id: str
    title: str
    doc_number: str | None
    section: str
    quote: str
    start: int
    end: int
    status: str
    verification: str
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The public answer.  See DESIGN: blocks are dicts {type: text|list|table|chart, …}."""

    answer_id: str
    answer: str
    outcome: Outcome
    question: str
    as_of: str
    blocks: tuple[dict[str, Any], ...] = ()
    choices: tuple[Choice, ...] = ()
    citations: tuple[Citation, ...] = ()
    tool_calls: tuple[dict[str, Any], ...] = ()  # {name, arguments, result}
    suggestions: tuple[str, ...] = ()
    engine: str = "rules"
    elapsed_ms: float = 0.0
    session_id: str | None = None
    id: str | None = None


class Composer(Protocol):
    """Turn evidence into sentences; both the template composer and a language model fit here."""

    def compose(self, question: str, results: Sequence[ToolResult]) -> Draft: ...


class Planner(Protocol):
    """Decide what to look up; return an empty list when the evidence suffices."""

    def plan(self, question: str, evidence: Sequence[Evidence]) -> list[ToolCall]: ...


class Assistant(Protocol):
    """The whole path from question to checked answer; what servers and command lines hold."""

    def ask(self, question: str, *, history: Sequence[Turn] = (), as_of: date | None = None) -> tuple[Answer, Turn]:
        """Answer one question given the turns before it; the returned Turn is appended by the caller.

        Raises:
            FixInput: empty question, or longer than the limit.
        """
        ...
