"""The lexicon: words, synonyms, regions, organisations and industries of the domain, as data.

Loaded from `corpus/lexicon/*.yaml` (schema in `corpus/lexicon/README.md`); an unknown key is an error.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kb.errors import FixConfiguration


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
    """Everything the lexicon folder holds.  `version` is a hash of its files.

    `industries` are canonical names; `industry_forms` maps other names to them (印染 → 纺织印染), `industry_within`
    one to the one that it is part of (水泥 → 建材).
    `quantity_roles` are the words that say a quantity is a plan (`goal`) or what was done (`result`),
    and that a plan must not be passed (`ceiling`).
    `traps` are phrases that hold a place's short name without meaning the place (新增城市 holds 增城).
    `typos` maps a wrong spelling to the right one, `dialect` a dialect word to written Mandarin.
    """

    version: str
    words: tuple[str, ...]
    synonyms: tuple[SynonymSet, ...]
    regions: tuple[Region, ...]
    region_groups: tuple[RegionGroup, ...]
    organisations: tuple[Organisation, ...]
    industries: tuple[str, ...]
    typos: dict[str, str]
    industry_forms: dict[str, str] = field(default_factory=dict)
    industry_within: dict[str, str] = field(default_factory=dict)
    dialect: dict[str, str] = field(default_factory=dict)
    traps: tuple[str, ...] = ()
    quantity_roles: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Words(_Strict):
    words: list[str]


class _Synonym(_Strict):
    canonical: str = Field(min_length=1)
    kind: str
    forms: list[str]


class _Roles(_Strict):
    goal: list[str] = []
    result: list[str] = []
    ceiling: list[str] = []


class _Synonyms(_Strict):
    kinds: list[str]
    roles: _Roles = _Roles()
    synonyms: list[_Synonym]


class _Region(_Strict):
    name: str = Field(min_length=1)
    short: str | None = None
    level: str = Field(pattern="^(country|province|city|district|other)$")
    parent: str | None = None
    forms: list[str] = []


class _Group(_Strict):
    name: str = Field(min_length=1)
    forms: list[str] = []
    members: list[str]


class _Regions(_Strict):
    regions: list[_Region]
    groups: list[_Group] = []
    traps: list[str] = []


class _Organisation(_Strict):
    name: str = Field(min_length=1)
    forms: list[str] = []


class _Organisations(_Strict):
    organisations: list[_Organisation]


class _Industry(_Strict):
    name: str = Field(min_length=1)
    within: str | None = None
    forms: list[str] = []


class _Industries(_Strict):
    industries: list[_Industry]


class _Typos(_Strict):
    typos: dict[str, str]


class _Dialect(_Strict):
    dialect: dict[str, str]


SCHEMA: dict[str, type[_Strict]] = {
    "words.yaml": _Words,
    "synonyms.yaml": _Synonyms,
    "regions.yaml": _Regions,
    "organisations.yaml": _Organisations,
    "industries.yaml": _Industries,
    "typos.yaml": _Typos,
    "dialect.yaml": _Dialect,
}
"""The files of a lexicon folder and the schema of each."""

READ_ELSEWHERE = ("table_terms.yaml",)
"""Files of the folder with a reader of their own (`bot.tableqa.terms`)."""


def load_lexicon(folder: Path) -> Lexicon:
    """Read and check every file of `folder`.

    Raises:
        FixConfiguration: a file is missing, is no YAML, is not known, or holds an unknown key, a wrong type or a
            name that nothing defines; the message names file and key.
    """
    unknown = sorted(p.name for p in folder.glob("*.yaml") if p.name not in SCHEMA and p.name not in READ_ELSEWHERE)
    if unknown:
        raise FixConfiguration(f"词库目录 {folder} 中有未知文件 {'、'.join(unknown)}；可用：{'、'.join(SCHEMA)}。")
    digest = hashlib.sha256()
    parts: dict[str, Any] = {}
    for name, schema in SCHEMA.items():
        path = folder / name
        try:
            raw = path.read_bytes()
        except OSError as fault:
            raise FixConfiguration(f"读不到词库文件 {path}：{fault.strerror}。") from fault
        digest.update(name.encode() + b"\0" + raw + b"\0")
        parts[name] = _parse(path, raw, schema)
    regions: _Regions = parts["regions.yaml"]
    synonyms: _Synonyms = parts["synonyms.yaml"]
    _check_names(folder, regions, synonyms)
    industries: _Industries = parts["industries.yaml"]
    wholes = {i.name for i in industries.industries}
    undefined = sorted(i.within for i in industries.industries if i.within and i.within not in wholes)
    if undefined:
        raise FixConfiguration(f"词库文件 industries.yaml 的 within：{'、'.join(undefined)} 未定义。")
    return Lexicon(
        version=digest.hexdigest()[:16],
        words=tuple(parts["words.yaml"].words),
        synonyms=tuple(SynonymSet(canonical=s.canonical, kind=s.kind, forms=tuple(s.forms)) for s in synonyms.synonyms),
        regions=tuple(
            Region(name=r.name, short=r.short or r.name, level=r.level, parent=r.parent, forms=tuple(r.forms))
            for r in regions.regions
        ),
        region_groups=tuple(
            RegionGroup(name=g.name, forms=tuple(g.forms), members=tuple(g.members)) for g in regions.groups
        ),
        organisations=tuple(
            Organisation(name=o.name, forms=tuple(o.forms)) for o in parts["organisations.yaml"].organisations
        ),
        industries=tuple(i.name for i in industries.industries),
        industry_forms={form: i.name for i in industries.industries for form in i.forms},
        industry_within={i.name: i.within for i in industries.industries if i.within},
        typos=dict(parts["typos.yaml"].typos),
        traps=tuple(regions.traps),
        dialect=dict(parts["dialect.yaml"].dialect),
        quantity_roles={name: tuple(words) for name, words in synonyms.roles.model_dump().items()},
    )


def _parse(path: Path, raw: bytes, schema: type[_Strict]) -> _Strict:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is about ten times faster, where built
    try:
        data = yaml.load(raw, Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        mark = getattr(fault, "problem_mark", None)
        place = f"第{mark.line + 1}行" if mark is not None else "编码"
        raise FixConfiguration(f"词库文件 {path.name} 解析失败（{place}）。") from fault
    try:
        return schema.model_validate(data)
    except ValidationError as fault:
        error = fault.errors()[0]
        key = ".".join(str(part) for part in error["loc"]) or "（整个文件）"
        reason = {"extra_forbidden": "未知的键", "missing": "缺少此键"}.get(error["type"], "取值的类型或内容不合要求")
        raise FixConfiguration(f"词库文件 {path.name} 的 {key}：{reason}。") from fault


def _check_names(folder: Path, regions: _Regions, synonyms: _Synonyms) -> None:
    names = [r.name for r in regions.regions]
    doubled = sorted({n for n in names if names.count(n) > 1})
    if doubled:
        raise FixConfiguration(f"词库文件 regions.yaml 的 regions：{'、'.join(doubled)} 重复。")
    known = set(names)
    for region in regions.regions:
        if region.parent is not None and region.parent not in known:
            raise FixConfiguration(f"词库文件 regions.yaml 中 {region.name} 的 parent：{region.parent} 未定义。")
    for group in regions.groups:
        for member in group.members:
            if member not in known:
                raise FixConfiguration(f"词库文件 regions.yaml 中 {group.name} 的 members：{member} 未定义。")
    for synonym in synonyms.synonyms:
        if synonym.kind not in synonyms.kinds:
            raise FixConfiguration(f"词库文件 synonyms.yaml 中 {synonym.canonical} 的 kind：{synonym.kind} 未定义。")
