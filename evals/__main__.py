"""`python -m evals COMMAND …`: run a question set or a benchmark."""

from __future__ import annotations

import importlib
import sys

from kb.errors import QingceError

# Subcommand -> module with `main(argv) -> exit code`; imported only when asked for.
COMMANDS = {
    "ask": "evals.ask",
    "retrieve": "evals.retrieve",
    "read": "evals.read",
    "tables": "evals.tables",
    "table": "evals.table",
    "bench": "evals.bench",
    "load": "evals.load",
}


def main(argv: list[str]) -> int:
    """Dispatch to the module of the subcommand and return its exit code."""
    if not argv or argv[0] not in COMMANDS:
        print(f"用法：python -m evals {{{'|'.join(COMMANDS)}}} …", file=sys.stderr)
        return 2
    module = importlib.import_module(COMMANDS[argv[0]])
    try:
        return int(module.main(argv[1:]))
    except QingceError as fault:
        print(fault.message, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
