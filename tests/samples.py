"""Hand-built documents for tests of stores and indexes (real spans, no ingestion needed), and a toy embedder."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from kb.errors import FixDocument
from kb.protocols import Vectors
from kb.types import (
    Cell,
    CitedDocument,
    Contact,
    Deadline,
    DeadlineKind,
    Document,
    DocumentMeta,
    Figure,
    IngestWarning,
    NamedList,
    Obligation,
    ParsedDocument,
    Passage,
    PassageKind,
    Repeal,
    Section,
    Strength,
    Table,
)


class HashEmbedder:
    """Hashed pairs of characters as a vector: near enough to meaning to test an index with."""

    dimensions = 256

    def __init__(self, version: str = "hash-1") -> None:
        self.version = version

    def embed_query(self, text: str) -> Vectors:
        words = "".join(c for c in text if c.isalnum())
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for at in range(len(words) - 1):
            vector[zlib.crc32(words[at : at + 2].encode()) % self.dimensions] += 1.0
        length = float(np.linalg.norm(vector))
        return vector / length if length else vector

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts])


def plain_document(
    document_id: str, paragraphs: list[str], *, version: str = "v1", title: str = "通知", **meta: object
) -> ParsedDocument:
    """One passage per paragraph."""
    text = "\n".join(paragraphs)
    passages, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        passages.append(
            Passage(
                id=f"{document_id}#p{number}",
                document_id=document_id,
                ordinal=number,
                kind=PassageKind.TEXT,
                section_path=(title,),
                text=paragraph,
                start=at,
                end=at + len(paragraph),
            )
        )
        at += len(paragraph) + 1
    known = DocumentMeta(id=document_id, version=version, title=title, **meta)  # type: ignore[arg-type]
    return ParsedDocument(document=Document(meta=known, text=text), original=text.encode(), passages=tuple(passages))


def full_document(document_id: str = "gd-x", version: str = "v1") -> ParsedDocument:
    """A document with at least one record of every kind."""
    text = (
        "第一条 各市应于4月底前报送名单。联系人：张三，020-12345678。\n"
        "地市\t数量（家）\n广州\t1.50\n合计\t\n注：截至年底。"
    )

    def span(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    def cell(words: str) -> Cell:
        start, end = span(words)
        return Cell(text=words, start=start, end=end)

    article_start, article_end = span("第一条 各市应于4月底前报送名单。")
    table_start, table_end = span("地市\t数量（家）\n广州\t1.50\n合计\t")
    words_start, words_end = span("4月底前")
    note_start, note_end = span("注：截至年底。")
    contact_start, contact_end = span("张三，020-12345678")
    city_start, city_end = span("广州")
    value_start, value_end = span("1.50")
    empty = text.index("合计\t") + 3
    path = ("第一条",)
    own = {"document_id": document_id}
    table_id = f"{document_id}#t1"
    meta = DocumentMeta(
        id=document_id,
        version=version,
        title="关于报送名单的通知",
        kind="notice",
        issuers=("甲厅", "乙厅"),
        doc_number="粤〔2024〕1号",
        published=date(2024, 3, 15),
        target_year=2024,
        digest_of=("某法",),
        full_text=False,
        aliases=("名单通知",),
        spans={"title": (0, 3)},
    )
    return ParsedDocument(
        document=Document(meta=meta, text=text, page_starts=(0, 20)),
        original=text.encode("gb18030"),
        sections=(
            Section(
                id=f"{document_id}#s1",
                ordinal=0,
                level=1,
                label="第一条",
                title="",
                path=path,
                start=article_start,
                end=article_end,
                **own,
            ),
        ),
        passages=(
            Passage(
                id=f"{document_id}#p1",
                ordinal=0,
                kind=PassageKind.ARTICLE,
                section_path=path,
                text=text[article_start:article_end],
                start=article_start,
                end=article_end,
                article=1,
                **own,
            ),
            Passage(
                id=f"{document_id}#p2",
                ordinal=1,
                kind=PassageKind.TABLE,
                section_path=(),
                text=text[table_start:table_end],
                start=table_start,
                end=table_end,
                table_id=table_id,
                **own,
            ),
        ),
        tables=(
            Table(
                id=table_id,
                ordinal=0,
                title="数量",
                section_path=(),
                header=(cell("地市"), cell("数量（家）")),
                rows=((cell("广州"), cell("1.50")), (cell("合计"), Cell(text="", start=empty, end=empty))),
                start=table_start,
                end=table_end,
                year=2024,
                unit="家",
                total_row=1,
                label_column=0,
                note="注：截至年底。",
                note_start=note_start,
                note_end=note_end,
                **own,
            ),
        ),
        figures=(
            Figure(
                id=f"{document_id}#f1",
                table_id=table_id,
                row=0,
                column=1,
                row_label="广州",
                column_label="数量（家）",
                metric="数量",
                year=2024,
                region="广州市",
                value=Decimal("1.50"),
                unit="家",
                raw="1.50",
                is_total=False,
                start=value_start,
                end=value_end,
                **own,
            ),
        ),
        deadlines=(
            Deadline(
                id=f"{document_id}#d1",
                kind=DeadlineKind.ABSOLUTE,
                who="各市",
                what="报送名单",
                file_with=("甲厅",),
                due=date(2024, 4, 30),
                rule=None,
                words="4月底前",
                words_start=words_start,
                words_end=words_end,
                section_path=path,
                start=article_start,
                end=article_end,
                **own,
            ),
        ),
        contacts=(
            Contact(
                id=f"{document_id}#c1",
                name="张三",
                organisation=None,
                phone="020-12345678",
                start=contact_start,
                end=contact_end,
                **own,
            ),
        ),
        obligations=(
            Obligation(
                id=f"{document_id}#o1",
                subject="各市",
                modal="应",
                strength=Strength.MUST,
                action="报送名单",
                industries=("钢铁",),
                section_path=path,
                text=text[article_start:article_end],
                start=article_start,
                end=article_end,
                **own,
            ),
        ),
        cited=(
            CitedDocument(id=f"{document_id}#q1", title="某法", doc_number=None, basis=True, start=0, end=3, **own),
        ),
        lists=(
            NamedList(
                id=f"{document_id}#l1",
                topic="城市",
                category="region",
                items=("广州",),
                open_ended=True,
                section_path=path,
                start=city_start,
                end=city_end,
                **own,
            ),
        ),
        repeals=(Repeal(id=f"{document_id}#r1", title="旧办法", on=date(2025, 1, 1), start=0, end=3, **own),),
        warnings=(IngestWarning(code="total", message="合计缺失", table_id=table_id, **own),),
    )


class LinePipeline:
    """Reads a text file into one passage per line: enough for stores, indexes and the library."""

    def __init__(self, pipeline_version: str = "1") -> None:
        self._pipeline_version = pipeline_version

    def version(self, data: bytes) -> str:
        return f"{self._pipeline_version}-{zlib.crc32(data):08x}"

    def read(self, path: Path, data: bytes) -> ParsedDocument:
        lines = [line for line in data.decode("utf-8").split("\n") if line]
        if not lines:
            raise FixDocument("没有内容", path=path.name)
        parsed = plain_document(path.stem, lines, version=self.version(data), title=path.stem, path=path.name)
        return replace(parsed, original=data)
