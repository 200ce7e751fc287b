"""Schema versions of the record store.

A fresh database is made in its newest shape and stamped with the newest version; an older one runs, in order and in
one transaction, the steps it lacks.  To change the schema: change `kb.store.schema`, and append a step that brings
an existing database to the same shape.  Steps never change once released.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, select, text

from kb.errors import FixConfiguration
from kb.store.schema import GENERATION, METADATA, SCHEMA_VERSION


@dataclass(frozen=True, kw_only=True)
class Migration:
    """One step: the version it leads to, a name for people, and what it does to an existing database."""

    version: int
    name: str
    apply: Callable[[Connection], None]


def _nothing(connection: Connection) -> None:
    """The first version is the fresh shape itself."""


def _more_of_contacts(connection: Connection) -> None:
    """Contacts also hold fax, address and the matter they answer for."""
    held = {column["name"] for column in inspect(connection).get_columns("contacts")}
    for name in ("fax", "address", "matter"):
        if name not in held:
            connection.execute(text(f"ALTER TABLE contacts ADD COLUMN {name} TEXT"))


MIGRATIONS: tuple[Migration, ...] = (
    Migration(version=1, name="records", apply=_nothing),
    Migration(version=2, name="contacts: fax, address, matter", apply=_more_of_contacts),
)


def schema_version(connection: Connection) -> int:
    """Return the version of the database, 0 when it is empty."""
    if not inspect(connection).has_table(SCHEMA_VERSION.name):
        return 0
    return max(connection.scalars(select(SCHEMA_VERSION.c.version)), default=0)


def check_known(version: int) -> None:
    """Refuse a database made by newer code.

    Raises:
        FixConfiguration: the database is newer than this code.
    """
    if version > MIGRATIONS[-1].version:
        raise FixConfiguration(
            f"资料库的结构版本是 {version}，本程序只认识到 {MIGRATIONS[-1].version}，请升级程序后再打开。"
        )


def migrate(connection: Connection) -> int:
    """Bring the database to the newest version inside the caller's transaction; return the version.

    Raises:
        FixConfiguration: the database was made by newer code.
    """
    version = schema_version(connection)
    check_known(version)
    if version == 0:
        METADATA.create_all(connection)
        connection.execute(GENERATION.insert().values(id=1, value=0))
        missing = MIGRATIONS
    else:
        missing = tuple(step for step in MIGRATIONS if step.version > version)
        for step in missing:
            step.apply(connection)
    if missing:
        connection.execute(SCHEMA_VERSION.insert(), [{"version": s.version, "name": s.name} for s in missing])
    return MIGRATIONS[-1].version
