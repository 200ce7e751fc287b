"""Values computed from the raw tables without the engine, and answers of the engine, for tests to compare."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from bot.claims import ClaimReader
from bot.figures.answer import answer, answer_fault
from bot.figures.catalogue import Catalogue
from bot.figures.query import FigureQuery
from bot.figures.understand import understand
from bot.verify import Verifier
from kb.lexicon import load_lexicon
from tests.tables import read_grid, read_tables

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 22)
GROUPS = {
    "珠三角": ["广州", "深圳", "珠海", "佛山", "惠州", "东莞", "中山", "江门", "肇庆"],
    "粤东": ["汕头", "汕尾", "潮州", "揭阳"],
    "粤西": ["阳江", "湛江", "茂名"],
    "粤北": ["韶关", "河源", "梅州", "清远", "云浮"],
}


def column(table: str, index: int) -> dict[str, int]:
    rows = read_grid(table)[1:]
    return {row[1]: int(row[index]) for row in rows if row[1] != "合计"}


GOAL, DONE = column("目标", 2), column("验收", 4)
MIIT, ECO, NET = column("验收", 2), column("验收", 3), column("验收", 5)
GOAL25, DONE24 = column("目标2025", 2), column("验收2024", 2)


def pct(part: float, whole: float) -> str:
    """Return a percentage as answers write it: exact where short, else one decimal, two below 1 %."""
    value = Decimal(part) / Decimal(whole) * 100
    places = "0.1" if abs(value) >= 1 else "0.01"
    shown = value.quantize(Decimal(places), rounding=ROUND_HALF_UP)
    return f"{value.normalize():f}" if value == value.quantize(Decimal(1)) else f"{shown}"


def one(value: float) -> str:
    return f"{Decimal(str(value)).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}"


def ranked(values: dict[str, float], *, up: bool = False) -> list[str]:
    return sorted(values, key=lambda k: values[k] if up else -values[k])


def rate(city: str) -> float:
    return NET[city] / DONE[city]


def total(values: dict[str, int], names: list[str] | None = None) -> int:
    return sum(values[name] for name in (names if names is not None else values))


def above(values: dict[str, float], test: Callable[[float], bool]) -> list[str]:
    return [name for name in values if test(values[name])]


def holds(text: str, wanted: str) -> bool:
    """Numbers must stand as whole tokens, words anywhere."""
    if re.fullmatch(r"-?[\d.]+", wanted):
        return re.search(rf"(?<![\d.]){re.escape(wanted)}(?![\d]|\.\d)", text) is not None
    return wanted in text


def build(*names: str) -> Catalogue:
    records = read_tables(*names)
    lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
    return Catalogue.build(records.tables, records.figures, records.metas, lexicon, texts=records.texts)


def say(catalogue: Catalogue, *turns: str, as_of: date = AS_OF) -> tuple[str, str]:
    """Ask turns in order; return outcome and text of the last answer, each statement bound to its evidence."""
    frame: FigureQuery | None = None
    outcome = text = ""
    for turn in turns:
        understood = understand(turn, catalogue, as_of=as_of, frame=frame)
        if understood.query is not None:
            assert FigureQuery.from_json(understood.query.to_json()) == understood.query
            found = answer(understood.query, catalogue)
        else:
            assert understood.fault is not None
            found = answer_fault(understood.fault, catalogue)
        ids = {e.id for e in found.evidence}
        for statement in found.draft.statements:
            assert set(statement.evidence) <= ids
        for record in found.evidence:
            assert catalogue.texts[record.document_id][record.start : record.end] == record.quote
            assert set(record.inputs) <= ids
        verifier = Verifier(ClaimReader(catalogue.lexicon), catalogue.texts.get)
        checked = verifier.check(found.draft, {e.id: e for e in found.evidence}, question=turn, as_of=as_of)
        assert [f"{fault.words}：{fault.reason}" for fault in checked.faults] == []
        outcome, text = found.draft.outcome.value, "".join(s.text for s in found.draft.statements)
        if understood.query is None and understood.fault is not None and not understood.fault.missing:
            outcome = understood.fault.reason.value
        frame = understood.query or frame
    return outcome, text
