"""What a document's version is made of."""

from __future__ import annotations

import hashlib

PIPELINE_VERSION = "17"
"""Raise it when reading a document gives other records than before: documents on file are then read again."""


def document_version(original: bytes, lexicon_version: str) -> str:
    """Return the version of a document: a hash of its bytes, of the pipeline and of the lexicon."""
    digest = hashlib.sha256(original)
    digest.update(f"\0{PIPELINE_VERSION}\0{lexicon_version}".encode())
    return digest.hexdigest()[:16]
