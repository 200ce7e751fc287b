"""Write requirements*.lock from what is installed in the running interpreter: `make lock`.

Each file holds the exact closure of one group of pyproject.toml; later files leave out what earlier ones hold.
torch itself is left out (the Makefile installs it, with its dependencies, so that each platform takes its own wheel).
"""

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]


def closure(requirements: list[str]) -> dict[str, str]:
    """Return name -> version of the requirements and everything they need here."""
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    queue = [Requirement(r) for r in requirements]
    while queue:
        need = queue.pop()
        name = canonicalize_name(need.name)
        key = (name, frozenset(need.extras))
        if key in seen:
            continue
        seen.add(key)
        try:
            dist = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"{name} is not installed here")
        found[name] = dist.version
        for line in dist.requires or []:
            child = Requirement(line)
            extras = need.extras or {""}
            if child.marker is None or any(child.marker.evaluate({"extra": extra}) for extra in extras):
                queue.append(child)
    found.pop("torch", None)
    return found


def main() -> None:
    """Write the lock files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]
    held: dict[str, str] = {}
    groups = {"": project["dependencies"], "-dev": extra["dev"], "-bench": extra["bench"], "-train": extra["train"]}
    for suffix, requirements in groups.items():
        pins = {n: v for n, v in closure(requirements).items() if n not in held}
        if suffix in ("", "-dev"):
            held |= pins
        text = "# written by `make lock`\n" + "".join(f"{n}=={v}\n" for n, v in sorted(pins.items()))
        (ROOT / f"requirements{suffix}.lock").write_text(text, encoding="utf-8")
        print(f"requirements{suffix}.lock: {len(pins)}")


if __name__ == "__main__":
    main()
