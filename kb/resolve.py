"""What documents say of each other: which one ends which, and which digest gives way to its full text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from kb.titles import title_key
from kb.types import DocumentMeta, Repeal

# Validity that a digest may know better than the bare text of the law.
_SHARED = ("valid_from", "valid_until", "repealed_by", "verified_until")
# What a digest or extract adds behind the title of its source; an edition is no such remark.
_REMARK = re.compile(r"[（(][^（）()]*(?:摘编|摘录|节选|要点|解读)[）)]$")


def _start(meta: DocumentMeta) -> date | None:
    return meta.valid_from or meta.published


def _by_key(metas: Iterable[DocumentMeta]) -> dict[str, list[DocumentMeta]]:
    found: dict[str, list[DocumentMeta]] = {}
    for meta in metas:
        for key in {title_key(name) for name in (meta.title, *meta.aliases)}:
            found.setdefault(key, []).append(meta)
    return found


def resolve_validity(metas: Mapping[str, DocumentMeta], repeals: Iterable[Repeal]) -> dict[str, DocumentMeta]:
    """Return the metadata with validity completed by other documents.

    A document is void from the day on which another one on file repeals it (《…》同时废止); a full text takes the
    validity that the digest of the same title states.  What a document states of itself stands.
    """
    resolved = dict(metas)
    by_key = _by_key(metas.values())
    for digest in metas.values():
        if digest.full_text:
            continue
        for text in _full_texts(digest, metas, by_key):
            resolved[text.id] = _completed(resolved[text.id], digest)
    for repeal in repeals:
        source = metas.get(repeal.document_id)
        if source is None:
            continue
        day = repeal.on or _start(source)
        for target in by_key.get(title_key(repeal.title), ()):
            if day is not None and _ends(source, target, day):
                resolved[target.id] = _ended(resolved[target.id], source, day)
    return resolved


def _completed(text: DocumentMeta, digest: DocumentMeta) -> DocumentMeta:
    """Return a full text with the validity it lacks taken from its digest."""
    start = _start(text)
    if digest.valid_until is not None and start is not None and digest.valid_until < start:
        return text  # the digest is about an earlier edition
    missing = {
        name: getattr(digest, name)
        for name in _SHARED
        if getattr(text, name) is None and getattr(digest, name) is not None
    }
    return replace(text, **missing) if missing else text


def _ends(source: DocumentMeta, target: DocumentMeta, day: date) -> bool:
    """Say whether a repeal by `source` from `day` on can mean `target` rather than a namesake of `source`."""
    if target.id == source.id:
        return False
    start = _start(target)
    if title_key(source.title) == title_key(target.title):
        # A new edition that repeals the old one of the same name: only what is known to be older is meant.
        return target.published is not None and source.published is not None and target.published < source.published
    return start is None or start < day


def _ended(target: DocumentMeta, source: DocumentMeta, day: date) -> DocumentMeta:
    last = day - timedelta(days=1)
    if target.valid_until is not None and target.valid_until <= last:
        return target if target.repealed_by else replace(target, repealed_by=source.title)
    return replace(target, valid_until=last, repealed_by=source.title)


def _sources(digest: DocumentMeta) -> tuple[str, ...]:
    """Return ids or titles of what a digest summarises: as it says, else the title it shares (…法典（条文摘录）)."""
    return digest.digest_of or (_REMARK.sub("", digest.title) or digest.title,)


def _full_texts(
    digest: DocumentMeta, metas: Mapping[str, DocumentMeta], by_key: Mapping[str, list[DocumentMeta]]
) -> list[DocumentMeta]:
    """Return the full texts on file of what a digest summarises."""
    found: dict[str, DocumentMeta] = {}
    for name in _sources(digest):
        candidates = [metas[name]] if name in metas else by_key.get(title_key(name), [])
        found.update((meta.id, meta) for meta in candidates if meta.full_text and meta.id != digest.id)
    return list(found.values())


def superseded_digests(metas: Mapping[str, DocumentMeta]) -> frozenset[str]:
    """Return ids of digests and extracts all of whose sources are on file in full.

    A digest of a later edition than the full text on file does not give way to it.
    """
    by_key = _by_key(metas.values())
    superseded = set()
    for digest in metas.values():
        if digest.full_text:
            continue
        texts = _full_texts(digest, metas, by_key)
        held = {text.id for text in texts} | {key for text in texts for key in _keys(text)}
        whole = all(name in held or title_key(name) in held for name in _sources(digest))
        if whole and not any(_later(digest, text) for text in texts):
            superseded.add(digest.id)
    return frozenset(superseded)


def _keys(meta: DocumentMeta) -> set[str]:
    return {title_key(name) for name in (meta.title, *meta.aliases)}


def _later(digest: DocumentMeta, text: DocumentMeta) -> bool:
    return digest.published is not None and text.published is not None and digest.published > text.published
