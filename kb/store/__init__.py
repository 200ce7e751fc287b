"""The record store: the one source of truth, in SQL."""

from kb.store.open import DATABASE_NAME, open_store
from kb.store.records import Origin, SqlRecordStore

__all__ = ["DATABASE_NAME", "Origin", "SqlRecordStore", "open_store"]
