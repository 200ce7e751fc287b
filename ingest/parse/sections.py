"""The section tree: attachments, 编/章/节/条, 一、（一）1.（1）①, and headings without a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.clean.grids import NOTE
from ingest.layout import Item, Layout, Line
from ingest.parse.anatomy import Anatomy, Part
from ingest.parse.labels import ATTACHMENT, Label, Rank, label_of
from kb.types import Section
from kb.zh.numerals import article_number, parse_integer

_MAX_TITLE_CHARS = 60
_MAX_RUN_IN_CHARS = 40
_NOTE_ITEM = re.compile(r"^\d{1,2}[.、）)]|^（\d{1,2}）|^[①-⑳]")
# Words that close a document stand in no section, though they follow the last one.
_CLOSING = re.compile(
    r"^(?:特此|此复|专此)|^(?:本|该)(?:通知|意见|方案|公告|通告|函|决定|通报)(?:自|由|的解释|有效期|印发|执行)|^（?联系人|^（?联系方式|^（?咨询电话"
)
_NOT_A_TITLE = re.compile(r"^(?:单位|注|备注|说明|填报|表\s*\d|（?联系人|抄送)|[。；]")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an item stands: its section path, the article it belongs to, whether it is a mere heading."""

    path: tuple[str, ...]
    article: int | None = None
    heading_only: bool = False


@dataclass(frozen=True, kw_only=True)
class _Open:
    rank: float
    index: int  # into the list of sections under construction
    name: str
    article: int | None


@dataclass(kw_only=True)
class _Draft:
    level: int
    label: str
    title: str
    path: tuple[str, ...]
    start: int
    end: int


class SectionReader:
    """Reads the sections of one document in a single pass over its items."""

    def __init__(self, layout: Layout, anatomy: Anatomy, *, document_id: str, title: str) -> None:
        self._layout = layout
        self._anatomy = anatomy
        self._id = document_id
        self._root = (title,) if anatomy.is_law else ()
        self._drafts: list[_Draft] = []
        self._stack: list[_Open] = []
        self._announced = _announced(layout.items, anatomy.parts)

    def read(self) -> tuple[tuple[Section, ...], tuple[Place, ...]]:
        """Return the sections and the place of every item."""
        items, parts = self._layout.items, self._anatomy.parts
        places: list[Place] = []
        skip_heading: set[int] = set()
        previous_end = 0
        in_note = False
        for at, (item, part) in enumerate(zip(items, parts, strict=True)):
            heading_only = at in skip_heading
            if part in (Part.HEAD, Part.ATTACHMENT_LIST, Part.SIGNATURE, Part.CONTACT, Part.COLOPHON):
                self._close(-1, previous_end)
                places.append(Place(path=self._root if self._anatomy.is_law and part is Part.HEAD else ()))
                previous_end = item.end
                continue
            in_note = isinstance(item, Line) and (
                bool(NOTE.match(item.text)) or (in_note and bool(_NOTE_ITEM.match(item.text)))
            )
            if isinstance(item, Line) and _CLOSING.match(item.text):
                self._close(Rank.FREE, previous_end)
            elif isinstance(item, Line) and at not in skip_heading and not in_note:
                used = self._attachment(at, previous_end) if part is Part.ATTACHMENT else None
                if used is not None:
                    skip_heading |= used
                    heading_only = True
                else:
                    heading_only = self._numbered(item, previous_end)
            places.append(Place(path=self._path(), article=self._article(), heading_only=heading_only))
            previous_end = item.end
        self._close(-1, previous_end)
        self._list_attachments()
        sections = tuple(
            Section(
                id=f"{self._id}#s{ordinal}",
                document_id=self._id,
                ordinal=ordinal,
                level=draft.level,
                label=draft.label,
                title=draft.title,
                path=draft.path,
                start=draft.start,
                end=draft.end,
            )
            for ordinal, draft in enumerate(self._drafts, 1)
        )
        return sections, tuple(places)

    def _list_attachments(self) -> None:
        """Add the attachments that the text announces and does not hold: they are known by their titles."""
        held = {parse_integer(re.sub(r"\D", "", d.label) or "1") for d in self._drafts if d.label.startswith("附")}
        lines = [
            i
            for i, part in zip(self._layout.items, self._anatomy.parts, strict=True)
            if part is Part.ATTACHMENT_LIST and isinstance(i, Line)
        ]
        for number, (line, title) in enumerate(zip(lines, self._announced.values(), strict=False), 1):
            if number not in held:
                label = f"附件{number}" if len(lines) > 1 else "附件"
                name = f"{label} {title}"
                self._drafts.append(
                    _Draft(level=1, label=label, title=title, path=(name,), start=line.start, end=line.end)
                )

    def _path(self) -> tuple[str, ...]:
        names = tuple(o.name for o in self._stack)
        attached = bool(self._stack) and self._stack[0].rank == Rank.ATTACHMENT
        return names if attached else self._root + names

    def _article(self) -> int | None:
        return next((o.article for o in reversed(self._stack) if o.article is not None), None)

    def _close(self, rank: float, end: int) -> None:
        while self._stack and self._stack[-1].rank >= rank:
            draft = self._drafts[self._stack.pop().index]
            draft.end = max(draft.end, end)

    def _open(self, rank: float, label: str, title: str, name: str, line: Line, previous_end: int) -> None:
        self._close(rank, previous_end)
        # A numbered point of a digest names the article it stands for: 1. 第二十七条：…
        named = rank == Rank.THIRD and re.match(r"^第[零〇一二三四五六七八九十百千两\d]+条", title)
        article = article_number(label) if rank == Rank.ARTICLE else article_number(named.group()) if named else None
        self._stack.append(_Open(rank=rank, index=len(self._drafts), name=name, article=article))
        path = self._path()
        self._drafts.append(
            _Draft(level=len(self._stack), label=label, title=title, path=path, start=line.start, end=line.end)
        )

    def _attachment(self, at: int, previous_end: int) -> set[int] | None:
        """Open an attachment at item `at`; return the items that are its title, or None when it is none."""
        items = self._layout.items
        line = items[at]
        assert isinstance(line, Line)
        found = ATTACHMENT.match(line.text)
        if not found or len(line.text) > _MAX_TITLE_CHARS or "。" in line.text:
            return None
        label = re.sub(r"\s", "", found.group(1) + (found.group(2) or ""))
        title = line.text[found.end() :].strip("：: ")
        used: set[int] = set()
        following = items[at + 1] if at + 1 < len(items) else None
        if not title and isinstance(following, Line) and _is_title(following):
            title = following.text
            used.add(at + 1)
            more = items[at + 2] if at + 2 < len(items) else None
            if following.heading and isinstance(more, Line) and more.heading == following.heading and _is_title(more):
                title += more.text
                used.add(at + 2)
        if not title:
            number = parse_integer(found.group(2)) if found.group(2) else 1
            title = self._announced.get(number or 1, "")
        self._open(Rank.ATTACHMENT, label, title, f"{label} {title}".strip(), line, previous_end)
        return used

    def _numbered(self, line: Line, previous_end: int) -> bool:
        """Open a section where the line carries a label or heading mark; return whether it is only a heading."""
        label = label_of(line.text)
        if label is None:
            return self._free(line, previous_end)
        in_article = any(o.rank == Rank.ARTICLE for o in self._stack)
        if in_article and label.rank > Rank.ARTICLE and not line.heading:
            return False  # 项 and 目 belong to their article
        title, alone = _section_title(line, label)
        if label.rank is Rank.ARTICLE:
            name = label.text
        elif label.rank < Rank.ARTICLE:
            name = f"{label.text} {title}".strip()
        else:
            name = label.text + title
        self._open(label.rank, label.text, title, name, line, previous_end)
        return alone

    def _free(self, line: Line, previous_end: int) -> bool:
        if not line.heading:
            return False
        inner = [o for o in self._stack if Rank.FREE < o.rank < 100]
        # A heading without a number below numbered ones opens beneath them only if it is marked deeper.
        rank = Rank.FREE + line.heading / 10
        if inner and line.heading > 3:
            rank = inner[-1].rank + line.heading / 100
        title = line.text.strip("：: ")
        self._open(rank, "", title, title, line, previous_end)
        return True


_DATED = r"[日月年天]内|[日月底年]前"
_SAYS_SOMETHING = re.compile(rf"的，|应当|可以|不得|必须|{_DATED}")
# A line that ends in a stop and says this is the whole item, no heading of what follows.
_WHOLE_ITEM = re.compile(
    rf"、[^、，。]{{1,16}}等|应当|可以|不得|必须|{_DATED}|应于|须于|不[低高]于|不超过|不少于|(?<!\d)\d+(?!\d*\s*年)"
)


def _announced(items: tuple[Item, ...], parts: tuple[Part, ...]) -> dict[int, str]:
    """Return attachment number -> title from the list that announces the attachments."""
    titles: dict[int, str] = {}
    for item, part in zip(items, parts, strict=True):
        if part is not Part.ATTACHMENT_LIST or not isinstance(item, Line):
            continue
        found = re.match(r"^(?:附\s*件)?\s*[:：]?\s*(?:(\d{1,2})\s*[.、:：])?\s*(\S.*)$", item.text)
        if found:
            titles[int(found.group(1) or len(titles) + 1)] = found.group(2)
    return titles


def _is_title(line: Line) -> bool:
    if len(line.text) > _MAX_TITLE_CHARS or _NOT_A_TITLE.search(line.text) or line.text.endswith("："):
        return False
    return label_of(line.text) is None


def _section_title(line: Line, label: Label) -> tuple[str, bool]:
    """Return the title that follows a label, and whether the line holds nothing else."""
    rest = line.text[label.length :].strip()
    if line.heading:
        return rest.rstrip("。：:"), True
    if label.rank is Rank.ARTICLE:
        return "", False
    stop = re.search(r"[。：]", rest)
    if stop is None and len(rest) <= _MAX_TITLE_CHARS and not re.search(r"[；，]$", rest):
        return rest, label.rank <= Rank.SECOND and not re.search(r"[；，]", rest)
    if stop and stop.start() <= _MAX_RUN_IN_CHARS and not re.search(r"[；]", rest[: stop.start()]):
        remaining = rest[stop.end() :].strip()
        clauses = "，" in rest[: stop.start()]
        if clauses and (label.rank > Rank.SECOND or _SAYS_SOMETHING.search(rest[: stop.start()])):
            return "", False  # a sentence, not a heading
        if remaining and (stop.group() == "。" or stop.start() <= 20):
            return rest[: stop.start()], False
        if not remaining and "，" not in rest and label.rank <= Rank.SECOND and not _WHOLE_ITEM.search(rest):
            return rest[: stop.start()], True
    return "", False
