"""The wordings and the corpus' data read the same with and without libyaml: `load_yaml` takes what is there."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*(ROOT / "prompts").glob("*.yaml"), *(ROOT / "corpus").rglob("*.yaml")])


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML 没有带 libyaml")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_loaders_read_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(text, Loader=yaml.CSafeLoader)
