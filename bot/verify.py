"""Check every sentence of a draft against the evidence it cites, and drop what is not supported.

The check reads the sentence itself.  A value is supported when one cited record (or one recorded computation)
holds it *for the subject and the period that the sentence ties it to*; the right number for the wrong city is a
fault.  A name, place, date or document number is supported when a cited record holds it.  Words that stand
verbatim in a cited passage bind within that passage.  What the question says may be repeated only where the
sentence denies it or says that it is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.checking.sentence import Fault, Sentence
from bot.claims import ClaimKind, ClaimReader
from bot.types import Draft, Evidence, Statement

__all__ = ["Fault", "Verdict", "Verifier"]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Sentences that stand, and the faults of those that do not."""

    statements: tuple[Statement, ...]
    faults: tuple[Fault, ...]


class Verifier:
    """Bind the claims of sentences to evidence.

    Args:
        reader: finds the claims of a sentence.
        text_of: returns the cleaned text of a document, or None when it is not on file.
        title_of: returns the title of a document, which an answer may always name.
    """

    def __init__(
        self,
        reader: ClaimReader,
        text_of: Callable[[str], str | None],
        title_of: Callable[[str], str] = lambda _document_id: "",
    ) -> None:
        self._reader = reader
        self._text_of = text_of
        self._title_of = title_of

    def check(self, draft: Draft, evidence: Mapping[str, Evidence], *, question: str, as_of: date) -> Verdict:
        """Return the statements of `draft` that hold, with the faults of the others."""
        kept: list[Statement] = []
        faults: list[Fault] = []
        asked = {(c.kind, c.value) for c in self._reader.read(question)}
        for statement in draft.statements:
            found = self.faults_of(statement, evidence, asked=asked, as_of=as_of)
            faults.extend(found)
            if not found:
                kept.append(statement)
        return Verdict(statements=tuple(kept), faults=tuple(faults))

    def faults_of(
        self,
        statement: Statement,
        evidence: Mapping[str, Evidence],
        *,
        asked: set[tuple[ClaimKind, str]] = frozenset(),  # type: ignore[assignment]
        as_of: date | None = None,
    ) -> list[Fault]:
        """Return every fault of one statement; empty when it holds."""
        text = statement.text
        cited: list[Evidence] = []
        direct: list[Evidence] = []
        for key in statement.evidence:
            record = evidence.get(key)
            if record is None:
                return [Fault(sentence=text, words=key, reason="引用的证据不存在")]
            source = self._text_of(record.document_id)
            if source is None or source[record.start : record.end] != record.quote:
                return [Fault(sentence=text, words=record.quote[:20], reason="引文与原文不一致")]
            cited.append(record)
            direct.append(record)
            cited.extend(evidence[i] for i in record.inputs if i in evidence and evidence[i] not in cited)
        titles = " ".join(dict.fromkeys(self._title_of(r.document_id) for r in cited))
        case = Sentence(
            text=text, cited=cited, direct=direct, titles=titles, reader=self._reader, asked=asked, as_of=as_of
        )
        return case.faults()
