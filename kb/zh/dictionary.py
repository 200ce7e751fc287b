"""jieba's dictionary with the lexicon's words added, kept in the data folder in a form that loads quickly.

jieba's own cache takes 0.4–1 s to read: half a million strings one by one.  Here the words are one long string that
is split at once, so a command that asks one question does not wait for it.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
import zlib
from array import array
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _plain() -> tuple[Mapping[str, int], int]:
    """Return jieba's own word and prefix frequencies with their total; read once in a process."""
    tokenizer = _bare()
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return frequencies, total


def _bare() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


def load_jieba(words: Mapping[str, int], *, version: str, cache_dir: Path | None) -> Any:
    """Return a jieba tokenizer that knows `words` (word -> frequency) besides its own dictionary.

    Args:
        words: lexicon words; a word jieba already knows keeps the higher frequency.
        version: changes whenever the words or jieba do; a cache of another version is not used.
        cache_dir: where the merged dictionary is kept, made where missing; None keeps nothing.
    """
    tokenizer = _bare()
    path = cache_dir / "jieba.cache" if cache_dir is not None else None
    loaded = _read(path, version) if path is not None else None
    if loaded is None:
        plain, total = _plain()
        tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(plain), total, True
        for word, frequency in words.items():
            tokenizer.add_word(word, max(frequency, tokenizer.FREQ.get(word, 0)))
        if path is not None:
            _write(path, version, tokenizer.FREQ, tokenizer.total)
    else:
        tokenizer.FREQ, tokenizer.total, tokenizer.initialized = *loaded, True
    return tokenizer


def _read(path: Path, version: str) -> tuple[dict[str, int], int] | None:
    """Return the cached dictionary; None where there is none, or it is of another version, or damaged."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    head, _, body = raw.partition(b"\n")
    try:
        stated = json.loads(head)
        if stated["version"] != version or stated["crc"] != zlib.crc32(body):
            return None
        counts = array("i")
        counts.frombytes(body[: stated["count"] * counts.itemsize])
        keys = body[stated["count"] * counts.itemsize :].decode("utf-8").split("\n")
        return dict(zip(keys, counts, strict=True)), int(stated["total"])
    except (ValueError, KeyError, TypeError):
        return None


def _write(path: Path, version: str, frequencies: Mapping[str, int], total: int) -> None:
    """Put the cache in place whole or not at all; it only saves time, so a full disk is no reason to stop."""
    body = array("i", frequencies.values()).tobytes() + "\n".join(frequencies).encode("utf-8")
    head = {"version": version, "count": len(frequencies), "total": total, "crc": zlib.crc32(body)}
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix="jieba-", delete=False) as file:
            temporary = file.name
            file.write(json.dumps(head).encode() + b"\n" + body)
        os.replace(temporary, path)
    except OSError as fault:
        _log.warning("分词词典缓存写不进 %s：%s", path.parent, fault.strerror)
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
