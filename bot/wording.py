"""The words that people read, kept in `prompts/answers.yaml` as named templates."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from kb.errors import FixConfiguration

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"


def patterns_of(phrases: Any, data: Mapping[str, Any], *, but: Collection[str] = ()) -> dict[str, re.Pattern[str]]:
    """Return the compiled patterns of `data` for the fields of a dataclass of that type, but for those named.

    Raises:
        KeyError: `data` lacks one.
        re.error: one does not compile.
    """
    named = (f.name for f in fields(phrases) if f.type == "re.Pattern[str]" and f.name not in but)
    return {name: re.compile(data[name]) for name in named}


def load_yaml(name: str) -> Any:
    """Return the data of `prompts/<name>`.

    Raises:
        FixConfiguration: the file is missing or does not parse.
    """
    path = PROMPTS / name
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as fault:
        raise FixConfiguration(f"模板文件 prompts/{name} 读不出来：{fault}") from fault


class Wording:
    """Named templates; a template that asks for a value nobody gave is an error, not a gap in a sentence."""

    def __init__(self, templates: dict[str, str]) -> None:
        self._templates = templates
        self._fields = {
            name: {field for _, field, _, _ in Formatter().parse(text) if field} for name, text in templates.items()
        }

    def say(self, template: str, /, **values: str) -> str:
        """Return the template of that name filled with `values`.

        Raises:
            FixConfiguration: no such template, or a value that it needs is missing.
        """
        if template not in self._templates:
            raise FixConfiguration(f"prompts/answers.yaml 里没有模板 {template}")
        missing = self._fields[template] - values.keys()
        if missing:
            raise FixConfiguration(f"模板 {template} 缺少变量：{'、'.join(sorted(missing))}")
        return self._templates[template].format_map(values)


@lru_cache(maxsize=1)
def default_wording() -> Wording:
    """Return the templates that ship."""
    return Wording(load_yaml("answers.yaml")["templates"])
