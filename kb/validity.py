"""Legal status of a document on a date, computed from its validity fields."""

from __future__ import annotations

from datetime import date

from kb.types import DocumentMeta, LegalStatus


def legal_status(meta: DocumentMeta, as_of: date) -> LegalStatus:
    """Return the status of `meta` on `as_of`.

    A document whose start is unknown, or whose status was last verified before `as_of` without an end being
    known, is UNVERIFIED rather than in force.
    """
    start = meta.valid_from or meta.published
    if start is not None and as_of < start:
        return LegalStatus.NOT_YET
    if meta.valid_until is not None and as_of > meta.valid_until:
        return LegalStatus.REPEALED
    if meta.amended_on is not None and as_of >= meta.amended_on:
        return LegalStatus.AMENDED
    if meta.verified_until is not None and as_of > meta.verified_until:
        return LegalStatus.UNVERIFIED
    if start is None:
        return LegalStatus.UNVERIFIED
    return LegalStatus.IN_FORCE


def target_year_over(meta: DocumentMeta, as_of: date) -> bool:
    """Say whether the year that the document sets targets for has ended."""
    return meta.target_year is not None and as_of.year > meta.target_year
