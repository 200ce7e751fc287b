"""The OpenAPI description: what FastAPI makes of the routes, with Chinese words for every type and field."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict

from api.models import ErrorBody, errors
from kb.errors import FixConfiguration
from kb.settings import ROOT

_WORDS = ROOT / "prompts" / "openapi.yaml"
# FastAPI adds these for refusals; ours have another shape.
_NOT_OURS = ("HTTPValidationError", "ValidationError")


class Words(BaseModel):
    """The wording of the description, by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    models: dict[str, str]
    fields: dict[str, str]
    parameters: dict[str, str]
    examples: dict[str, dict[str, Any]]


@cache
def default_words() -> Words:
    """Return the wording that ships.

    Raises:
        FixConfiguration: the file does not have the expected form.
    """
    try:
        return Words.model_validate(yaml.safe_load(_WORDS.read_text(encoding="utf-8")))
    except ValueError as fault:
        raise FixConfiguration(f"{_WORDS.name} 的内容不合要求：{fault}") from fault


def described(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description, made once."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, summary=app.summary, routes=app.routes, tags=app.openapi_tags
        )
        shape = ErrorBody.model_json_schema(ref_template="#/components/schemas/{model}")
        models = schema["components"]["schemas"]
        models |= {**shape.pop("$defs"), "ErrorBody": shape}
        for name in _NOT_OURS:
            models.pop(name, None)
        _word(models, default_words())
        for path in schema["paths"].values():
            for operation in path.values():
                _word_parameters(operation.get("parameters", []), default_words())
                refused = operation["responses"].get("422", {})
                if _NOT_OURS[0] in str(refused):
                    operation["responses"] |= {str(status): said for status, said in errors(422).items()}
        app.openapi_schema = schema
    return app.openapi_schema


def _word(models: dict[str, dict[str, Any]], words: Words) -> None:
    for name, model in models.items():
        if name in words.models:  # the docstrings are for those who read the code
            model["description"] = words.models[name]
        if name in words.examples:
            model["examples"] = [words.examples[name]]
        for field, shape in model.get("properties", {}).items():
            if "description" not in shape and field in words.fields:
                shape["description"] = words.fields[field]


def _word_parameters(parameters: list[dict[str, Any]], words: Words) -> None:
    for parameter in parameters:
        if "description" not in parameter and parameter["name"] in words.parameters:
            parameter["description"] = words.parameters[parameter["name"]]
