"""Logs as JSON lines, with the request's id and without anybody's phone or identity number."""

from __future__ import annotations

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from kb.settings import SHANGHAI

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="-")

_GAP = r"[-－—\s]?"
_PRIVATE = re.compile(
    r"(?<!\d)(?:"
    rf"\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ]"  # identity card, GB 11643-1999
    r"|\d{15}"  # identity card of the first generation
    rf"|(?:\+?86{_GAP})?[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}"  # mobile
    rf"|[（(]?[0０]\d{{2,3}}[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}"  # landline with area code
    r")(?!\d)"
)


def masked(text: str) -> str:
    """Return `text` with phone and identity numbers reduced to their last two digits."""
    return _PRIVATE.sub(lambda m: "***" + m.group()[-2:], text)


class JsonLines(logging.Formatter):
    """One JSON object per record; values given as `extra={"fields": {...}}` become members of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": REQUEST_ID.get(),
            "message": masked(record.getMessage()),
        }
        for name, value in getattr(record, "fields", {}).items():
            line[name] = masked(value) if isinstance(value, str) else value
        if record.exc_info:
            line["exception"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def configure_logging(level: int = logging.INFO) -> None:
    """Send every log of this process to stderr as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "mcp", "chromadb", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
