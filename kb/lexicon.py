"""The lexicon: words, synonyms, regions, organisations and industries of the domain, as data.

Loaded from `corpus/lexicon/*.yaml` (schema in `corpus/lexicon/README.md`); an unknown key is an error.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Region:
    """An administrative region.

    `name` is canonical with its suffix (广州市), `short` without (广州), `forms` every other way to write it
    (Traditional, pinyin, English, abbreviations), `level` province | city | district | other,
    `parent` the canonical name above it.
    """

    name: str
    short: str
    level: str
    parent: str | None = None
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RegionGroup:
    """A named group of regions (珠三角, 粤东 …); members are canonical names."""

    name: str
    forms: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """A body with its full name and the short names people use."""

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SynonymSet:
    """Words that mean the same here.  `kind` says where they apply: metric, action, time, general …"""

    canonical: str
    kind: str
    forms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Everything the lexicon folder holds.  `version` is a hash of its files."""

    version: str
    words: tuple[str, ...]
    synonyms: tuple[SynonymSet, ...]
    regions: tuple[Region, ...]
    region_groups: tuple[RegionGroup, ...]
    organisations: tuple[Organisation, ...]
    industries: tuple[str, ...]
    typos: dict[str, str]
