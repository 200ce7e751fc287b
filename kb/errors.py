"""One family of errors, each named for what the receiver should do.  Messages are Chinese: people read them."""

from __future__ import annotations


class QingceError(Exception):
    """Base of every error this project raises on purpose.

    Attributes:
        code: stable machine-readable name.
        message: one clear Chinese line.
    """

    code = "internal"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class FixInput(QingceError):
    """The caller must change what was sent (empty question, wrong type, malformed date)."""

    code = "invalid_input"


class InputTooLong(FixInput):
    """The caller must shorten what was sent."""

    code = "too_long"


class FixDocument(QingceError):
    """The document must be repaired; `path` and `place` say where.

    Attributes:
        path: file name as given.
        place: line, row or field, in words.
    """

    code = "bad_document"

    def __init__(self, message: str, *, path: str, place: str | None = None) -> None:
        where = f"{path}（{place}）" if place else path
        super().__init__(f"{where}：{message}")
        self.path = path
        self.place = place


class FixConfiguration(QingceError):
    """The operator must change a setting or install something; the message says which command or variable."""

    code = "bad_configuration"


class RebuildIndex(FixConfiguration):
    """Index and code or model do not belong together; `python -m ingest rebuild` makes them anew."""

    code = "index_mismatch"


class DataFolderBusy(QingceError):
    """Another process owns the data folder; the message names it."""

    code = "busy"


class NotFound(QingceError):
    """The thing asked for is not on file."""

    code = "not_found"


class TryLater(QingceError):
    """A passing fault (disk full, database locked); nothing was lost."""

    code = "try_later"


class NotAllowed(QingceError):
    """The caller lacks the key, or the operator has switched this part off; the message says which."""

    code = "not_allowed"
