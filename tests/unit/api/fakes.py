"""A small knowledge base and an assistant with fixed manners, for tests of the edges alone."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from api.metrics import Metrics
from api.services import Services
from bot.types import Answer, Choice, Citation, Outcome, Turn
from kb.errors import FixDocument, FixInput, InputTooLong, NotFound
from kb.knowledge import LiveKnowledge
from kb.lexicon import RegionGroup
from kb.settings import Settings
from kb.store.sessions import SessionStore
from kb.types import (
    Cell,
    Contact,
    Deadline,
    DeadlineKind,
    Document,
    DocumentMeta,
    Figure,
    Passage,
    PassageKind,
    Section,
    Table,
)

# 𠮷 lies outside the basic plane: code points and UTF-16 units differ from here on.
TEXT = """关于开展𠮷样年度工作的通知
一、工作要求
各市于4月底前公布名单。
序号\t地市\t目标（家）
1\t甲市\t12
2\t乙市\t30
(联系人:张三,020-83133243)"""


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def cell(text: str) -> Cell:
    start, end = place(text)
    return Cell(text=text, start=start, end=end)


META = DocumentMeta(
    id="notice-1", version="v1", title="关于开展𠮷样年度工作的通知", kind="notice", issuers=("某厅",),
    doc_number="某函〔2024〕1号", published=date(2024, 3, 15), target_year=2024, path="通知.md",
)  # fmt: skip
TABLE = Table(
    id="t1", document_id="notice-1", ordinal=0, title="目标", section_path=("附件",), year=2024, unit="家",
    header=(cell("序号"), cell("地市"), cell("目标（家）")),
    rows=((cell(["1", "甲市"][0]), cell("甲市"), cell("12")), (cell(["2", "乙市"][0]), cell("乙市"), cell("30"))),
    start=place("序号")[0], end=place("30")[1], label_column=1,
)  # fmt: skip


class MemoryRecords:
    """The reading half of RecordStore over one document."""

    def generation(self) -> int:
        return 1

    def documents(self) -> list[DocumentMeta]:
        return [META]

    def document(self, document_id: str) -> Document | None:
        return Document(meta=META, text=TEXT) if document_id == META.id else None

    def original(self, document_id: str) -> bytes | None:
        return TEXT.encode() if document_id == META.id else None

    def sections(self, document_id: str | None = None) -> list[Section]:
        start, _ = place("一、工作要求")
        return [
            Section(
                id="s1", document_id=META.id, ordinal=0, level=1, label="一、", title="工作要求",
                path=("一、工作要求",), start=start, end=len(TEXT),
            )
        ]  # fmt: skip

    def passages(self, document_id: str | None = None) -> list[Passage]:
        start, end = place("各市于4月底前公布名单。")
        return [
            Passage(
                id="p1", document_id=META.id, ordinal=0, kind=PassageKind.TEXT, section_path=("一、工作要求",),
                text=TEXT[start:end], start=start, end=end,
            )
        ]  # fmt: skip

    def tables(self, document_id: str | None = None) -> list[Table]:
        return [TABLE] if document_id in (None, META.id) else []

    def figures(self, document_id: str | None = None) -> list[Figure]:
        if document_id not in (None, META.id):
            return []
        return [
            Figure(
                id=f"f{row}", document_id=META.id, table_id="t1", row=row, column=2, row_label=name,
                column_label="目标（家）", metric="目标", year=2024, region=name, value=Decimal(raw), unit="家",
                raw=raw, is_total=False, start=place(raw)[0], end=place(raw)[1],
            )
            for row, (name, raw) in enumerate([("甲市", "12"), ("乙市", "30")])
        ]  # fmt: skip

    def deadlines(self, document_id: str | None = None) -> list[Deadline]:
        start, end = place("各市于4月底前公布名单。")
        words = place("4月底前")
        return [
            Deadline(
                id="d1", document_id=META.id, kind=DeadlineKind.ABSOLUTE, who="各市", what="公布名单",
                file_with=("某厅",), due=date(2024, 4, 30), rule=None, words="4月底前",
                words_start=words[0], words_end=words[1],
                section_path=("一、工作要求",), start=start, end=end,
            )
        ]  # fmt: skip

    def contacts(self, document_id: str | None = None) -> list[Contact]:
        start, end = place("张三,020-83133243")
        return [
            Contact(
                id="c1",
                document_id=META.id,
                name="张三",
                organisation="某厅",
                phone="020-83133243",
                start=start,
                end=end,
            )
        ]

    def obligations(self, document_id: str | None = None) -> list[Any]:
        return []

    cited = lists = repeals = obligations

    def warnings(self, document_id: str | None = None) -> list[Any]:
        return []


class FakeAssistant:
    """Answers with what it was given, so that a test sees what arrived."""

    def __init__(self) -> None:
        self.histories: list[list[str]] = []

    def ask(self, question: str, *, history: Sequence[Turn] = (), as_of: date | None = None) -> tuple[Answer, Turn]:
        self.histories.append([turn.asked for turn in history])
        asked = question.strip()
        if not asked:
            raise FixInput("问题不能为空。")
        if len(asked) > 4000:
            raise InputTooLong("问题过长，请控制在4000字以内。")
        if asked == "出错":
            raise RuntimeError("身份证44010119900101123X 出错")
        start, end = place("12")
        outcome = {"没有": Outcome.NO_ANSWER, "你好": Outcome.CLARIFY}.get(asked, Outcome.ANSWERED)
        answer = Answer(
            answer_id=uuid.uuid4().hex,
            answer="甲市的目标是12家[1]。这是2024年的数据。",
            outcome=outcome,
            question=asked,
            as_of=(as_of or date(2024, 6, 1)).isoformat(),
            blocks=({"type": "table", "columns": ["地市", "目标（家）"], "rows": [["甲市", "12"], ["乙市", "30"]]},),
            choices=(Choice(label="城市数据", question="甲市目标"),) if outcome is Outcome.CLARIFY else (),
            citations=(
                Citation(
                    n=1, document_id=META.id, title=META.title, doc_number=META.doc_number, section="附件", quote="12",
                    start=start, end=end, status="现行", verification="原文",
                ),
            ),
            tool_calls=({"name": "query_figures", "arguments": {"metric": "目标"}, "result": {"value": 12}},),
            suggestions=("乙市呢？",),
        )  # fmt: skip
        return answer, Turn(asked=question, question=asked, outcome=outcome, frame={"region": "甲市"})


class MemoryLibrary:
    def __init__(self) -> None:
        self.added: dict[str, bytes] = {}

    def add(self, *, name: str, content: bytes) -> dict[str, Any]:
        if not content:
            raise FixDocument("文件是空的。", path=name)
        self.added[name] = content
        return {"document_id": name.rpartition(".")[0], "changed": True, "warnings": []}

    def remove(self, document_id: str) -> None:
        if self.added.pop(f"{document_id}.md", None) is None:
            raise NotFound(f"没有编号为“{document_id}”的文件。")

    def rebuild(self) -> dict[str, Any]:
        return {"rebuilt": True}

    def status(self) -> dict[str, Any]:
        return {"lexical": "ok"}


class EchoTool:
    name = "query_figures"
    description = "查询表格中的数字"

    def get_input_jsonschema(self) -> dict[str, Any]:
        return {"type": "object", "properties": {"metric": {"type": "string"}}, "required": ["metric"]}

    def invoke(self, input: dict[str, Any]) -> Any:
        if "metric" not in input:
            raise FixInput("缺少指标。")
        return {"metric": input["metric"], "value": 12}


@contextmanager
def fake_services(settings: Settings, metrics: Metrics) -> Iterator[Services]:
    sessions = SessionStore.open(settings.data_dir)
    records: Any = MemoryRecords()
    try:
        yield Services(
            settings=settings,
            assistant=FakeAssistant(),
            records=records,
            knowledge=LiveKnowledge(records).current,
            sessions=sessions,
            metrics=metrics,
            library=MemoryLibrary(),
            tools=(EchoTool(),),
            starters=(Choice(label="城市数据", question="甲市目标"),),
            region_groups=(RegionGroup(name="北片", forms=(), members=("甲市",)),),
        )
    finally:
        sessions.close()
