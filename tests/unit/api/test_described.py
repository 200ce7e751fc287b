"""The interface is described in Chinese, every type and field of it, and its examples are what the models take."""

import re

import pytest
from pydantic import TypeAdapter

from api import contacts, deadlines, figures, models
from api.described import default_words, described
from kb.settings import Settings
from server import create_app

CHINESE = re.compile("[\u4e00-\u9fff]")
MODULES = (models, figures, deadlines, contacts)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict:
    return described(create_app(Settings(data_dir=tmp_path_factory.mktemp("data"))))


def test_every_type_and_field_is_described_in_chinese(schema: dict) -> None:
    lacking = []
    for name, model in schema["components"]["schemas"].items():
        if not CHINESE.search(model.get("description", "")):
            lacking.append(name)
        for field, shape in model.get("properties", {}).items():
            if not CHINESE.search(shape.get("description", "")) and "$ref" not in shape:
                lacking.append(f"{name}.{field}")
    assert lacking == []


def test_every_way_and_parameter_is_described_in_chinese(schema: dict) -> None:
    lacking = []
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            words = [operation.get("summary", ""), operation.get("description", "")]
            words += [parameter.get("description", "") for parameter in operation.get("parameters", [])]
            if not all(CHINESE.search(text) or text == "Prometheus 指标" for text in words):
                lacking.append(f"{method} {path} {words}")
    assert lacking == []


def test_every_word_is_used(schema: dict) -> None:
    known = schema["components"]["schemas"]
    assert set(default_words().models) <= set(known)
    assert set(default_words().examples) <= set(known)
    fields = {field for model in known.values() for field in model.get("properties", {})}
    assert set(default_words().fields) <= fields


@pytest.mark.parametrize("name", sorted(default_words().examples))
def test_examples_are_what_the_models_take(name: str, schema: dict) -> None:
    model = next(getattr(module, name) for module in MODULES if hasattr(module, name))
    example = schema["components"]["schemas"][name]["examples"][0]
    TypeAdapter(model).validate_python(example)
    assert set(example) <= set(model.model_fields)


def test_no_shape_of_another_kind_is_left(schema: dict) -> None:
    assert "HTTPValidationError" not in str(schema)
