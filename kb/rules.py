"""Read `corpus/rules/*.yaml` strictly; the schema is in `corpus/rules/README.md`."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kb.audit_duty import AuditRules, Condition, Consequence, ConsequenceKind, Regime
from kb.errors import FixConfiguration
from kb.types import Verification
from kb.zh.time_rules import parse_rule


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Condition(_Strict):
    id: str
    label: str
    short: str
    question: str
    affirms: list[str] = Field(min_length=1)
    denies: list[str] = []
    residual: bool = False


class _Item(_Strict):
    condition: str
    item: str


class _Regime(_Strict):
    id: str
    law: str
    document_id: str
    article: str
    valid_from: date
    valid_until: date | None = None
    verification: Verification
    conditions: list[_Item] = Field(min_length=1)
    authorities: str


class _Consequence(_Strict):
    id: str
    kind: ConsequenceKind
    text: str
    document: str
    document_id: str
    article: str | None = None
    rule: str | None = None
    valid_from: date
    valid_until: date | None = None
    verified_until: date | None = None
    verification: Verification


class _File(_Strict):
    title: str
    note: str
    conditions: list[_Condition]
    regimes: list[_Regime]
    consequences: list[_Consequence]


def load_audit_rules(path: Path) -> AuditRules:
    """Read and check the rules.

    Raises:
        FixConfiguration: the file is missing, is no YAML, or holds an unknown key, a wrong value, a name that nothing
            defines, or overlapping periods; the message names file and key.
    """
    try:
        data: Any = yaml.safe_load(path.read_bytes())
    except OSError as fault:
        raise FixConfiguration(f"读不到规则文件 {path}：{fault.strerror}。") from fault
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise FixConfiguration(f"规则文件 {path.name} 解析失败。") from fault
    try:
        file = _File.model_validate(data)
        rules = [None if c.rule is None else parse_rule(c.rule) for c in file.consequences]
    except ValidationError as fault:
        error = fault.errors()[0]
        key = ".".join(str(part) for part in error["loc"]) or "（整个文件）"
        reason = {"extra_forbidden": "未知的键", "missing": "缺少此键"}.get(error["type"], "取值的类型或内容不合要求")
        raise FixConfiguration(f"规则文件 {path.name} 的 {key}：{reason}。") from fault
    except ValueError as fault:
        raise FixConfiguration(f"规则文件 {path.name} 的 consequences.rule：读不懂 {fault}。") from fault
    known = {c.id for c in file.conditions}
    for regime in file.regimes:
        for item in regime.conditions:
            if item.condition not in known:
                raise FixConfiguration(f"规则文件 {path.name} 的 {regime.id}：条件 {item.condition} 未定义。")
    built = tuple(
        Regime(**{**r.model_dump(exclude={"conditions"}), "items": {i.condition: i.item for i in r.conditions}})
        for r in file.regimes
    )
    ordered = sorted(built, key=lambda r: r.valid_from)
    for earlier, later in pairwise(ordered):
        if earlier.in_force(later.valid_from):
            raise FixConfiguration(f"规则文件 {path.name} 的 regimes：{earlier.id} 与 {later.id} 的期间重叠。")
    return AuditRules(
        title=file.title,
        note=file.note,
        conditions=tuple(
            Condition(**{**c.model_dump(), "affirms": tuple(c.affirms), "denies": tuple(c.denies)})
            for c in file.conditions
        ),
        regimes=built,
        consequences=tuple(
            Consequence(**{**c.model_dump(), "rule": rule}) for c, rule in zip(file.consequences, rules, strict=True)
        ),
    )
