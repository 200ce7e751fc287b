"""The direction of imports in DESIGN.md, enforced: server → api → bot → kb ← ingest."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {
    "kb": set(),
    "ingest": {"kb"},
    "bot": {"kb"},
    "api": {"bot", "kb", "ingest"},
    "evals": {"bot", "ingest", "kb"},
    "server": {"api", "bot", "kb", "ingest"},
}
# Heavy packages live in few adapter files, so that nothing else pays for importing them.
ADAPTERS = {
    "chromadb": {"kb"},
    "tantivy": {"kb"},
    "sentence_transformers": {"kb"},
    "torch": {"kb"},
    "sqlalchemy": {"kb"},
    "langchain": {"bot"},
    "langchain_core": {"bot"},
    "jieba": {"kb"},
    "rjieba": {"kb"},
    "fastapi": {"api", "server"},
    "starlette": {"api", "server"},
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def modules(package: str) -> list[Path]:
    single = ROOT / f"{package}.py"
    return [single] if single.exists() else sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_imports_run_one_way(package: str) -> None:
    ours = set(ALLOWED) - {package}
    for path in modules(package):
        wrong = (imported(path) & ours) - ALLOWED[package]
        assert not wrong, f"{path.relative_to(ROOT)} imports {sorted(wrong)}"


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_heavy_packages_stay_in_their_adapters(package: str) -> None:
    for path in modules(package):
        for name in imported(path) & set(ADAPTERS):
            if package == "evals":  # benchmarks measure the peers themselves
                continue
            assert package in ADAPTERS[name], f"{path.relative_to(ROOT)} imports {name}"


def test_no_relative_parent_imports() -> None:
    for package in ALLOWED:
        for path in modules(package):
            assert "from .." not in path.read_text(encoding="utf-8"), path


def _names(path: Path) -> set[str]:
    """Return the modules of ours that one imports as it is loaded, with the packages that they stand in."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name.rsplit(".", up)[0] for name in found for up in range(name.count(".") + 1)}


def test_every_module_can_be_imported_first() -> None:
    files = {path: path.relative_to(ROOT).with_suffix("") for package in ALLOWED for path in modules(package)}
    named = {".".join(p.parts).removesuffix(".__init__"): path for path, p in files.items()}
    needs = {name: _names(path) & set(named) for name, path in named.items()}
    for name, wanted in needs.items():  # a package is being loaded already when its own modules are
        needs[name] = {w for w in wanted if w != name and not name.startswith(f"{w}.")}
    left = dict(needs)
    while ready := {name for name, wanted in left.items() if not wanted & set(left)}:
        left = {name: wanted for name, wanted in left.items() if name not in ready}
    assert sorted(left) == [], "these import one another in a circle"
