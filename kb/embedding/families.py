"""What is known of the embedding models people use, as data: prompts, pooling, dimensions, longest input."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Pooling = Literal["cls", "mean", "lasttoken"]


@dataclass(frozen=True, kw_only=True)
class ModelFamily:
    """A family of embedding models.

    Attributes:
        name: what the family is called.
        pattern: matches the last part of a model's name, lower case.
        query_prefix, passage_prefix: put before each text, as the model's authors say.
        pooling: how token vectors become one, for folders that do not say it themselves.
        dimensions: (pattern of the name, dimensions) for each size; the first match counts.
        max_tokens: longest input that the model was made for, capped where memory would not bear it.
    """

    name: str
    pattern: str
    query_prefix: str = ""
    passage_prefix: str = ""
    pooling: Pooling = "mean"
    dimensions: tuple[tuple[str, int], ...] = ()
    max_tokens: int = 512

    def size(self, model: str) -> int | None:
        """Return the dimensions of the model called `model`, None when its size is not on file."""
        return next((size for pattern, size in self.dimensions if re.search(pattern, model)), None)


_BGE_ZH = "为这个句子生成表示以用于检索相关文章："
_INSTRUCT = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"

FAMILIES: dict[str, ModelFamily] = {
    family.name: family
    for family in (
        ModelFamily(name="bge-m3", pattern=r"^bge-m3", pooling="cls", dimensions=(("", 1024),), max_tokens=8192),
        ModelFamily(
            name="bge-zh",
            pattern=r"^bge-(small|base|large)-zh",
            query_prefix=_BGE_ZH,
            pooling="cls",
            dimensions=(("small", 512), ("base", 768), ("large", 1024)),
        ),
        ModelFamily(
            name="qwen3-embedding",
            pattern=r"^qwen3-embedding",
            query_prefix=_INSTRUCT,
            pooling="lasttoken",
            dimensions=((r"0\.6b", 1024), ("4b", 2560), ("8b", 4096)),
            max_tokens=8192,
        ),
        ModelFamily(
            name="gte-qwen2",
            pattern=r"^gte-qwen2",
            query_prefix=_INSTRUCT + " ",
            pooling="lasttoken",
            dimensions=((r"1\.5b", 1536), ("7b", 3584)),
            max_tokens=8192,
        ),
        ModelFamily(
            name="gte-multilingual",
            pattern=r"^gte-multilingual",
            pooling="cls",
            dimensions=(("", 768),),
            max_tokens=8192,
        ),
        ModelFamily(
            name="gte-zh",
            pattern=r"^gte-(small|base|large)-zh",
            pooling="cls",
            dimensions=(("small", 512), ("base", 768), ("large", 1024)),
        ),
        ModelFamily(
            name="text2vec",
            pattern=r"^text2vec-",
            dimensions=(("large", 1024), ("base", 768)),
            max_tokens=256,
        ),
    )
}


def family_of(model: str) -> ModelFamily | None:
    """Return the family that a model's name or folder belongs to, None for one not on file."""
    last = re.split(r"[/\\]", model.rstrip("/\\"))[-1].lower()
    return next((family for family in FAMILIES.values() if re.search(family.pattern, last)), None)
