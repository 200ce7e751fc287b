"""Document metadata: front matter first, and what the text states of itself where front matter is silent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from ingest.kinds import kind_of_title
from ingest.layout import Layout, Line
from ingest.parse.anatomy import Anatomy
from ingest.validity_words import ValidityWords, days, read_effective, read_status, read_text_validity
from kb.errors import FixDocument
from kb.titles import title_key
from kb.types import DocumentMeta, Verification

_KNOWN = frozenset({
    "id", "title", "kind", "issuer", "issuers", "doc_number", "date", "published", "effective", "valid_from",
    "valid_until", "amended_on", "repealed_by", "target_year", "verified_until", "verification", "digest_of",
    "full_text", "aliases", "status", "source", "source_repo_or_url", "source_commit", "note", "articles",
    "official_url_cited_by_source",
})  # fmt: skip
_KINDS = frozenset({"notice", "law", "regulation", "rule", "plan", "digest", "extract", "other"})
_EDITION = re.compile(r"（[^（）]*(?:修正|修订|修改|公布|摘录|摘编|年)[^（）]*）$")
_TARGET_YEAR = re.compile(r"(?<![\d\-—–至])(20\d\d)\s?年度?(?![\d\-—–至])")


def build_meta(
    fields: Mapping[str, object], anatomy: Anatomy, layout: Layout, *, stem: str, path: str, version: str
) -> DocumentMeta:
    """Return the metadata of a document.

    Raises:
        FixDocument: a front-matter field has a value that cannot be meant (a date that is none, an unknown kind).
    """
    head = _Fields(fields, path=path)
    title = head.text("title") or anatomy.title or _first_line(layout) or stem
    published = head.day("date", "published") or _published(anatomy, layout)
    kind, full_text = _kind(head, title)
    issuers = head.names("issuers", "issuer") or _issuers(anatomy, layout)
    status = head.text("status")
    effective = head.text("effective", "valid_from")
    stated = read_effective(effective, published) if effective else ValidityWords()
    prose = read_status(status) if status else ValidityWords()
    own = read_text_validity(layout.text, published) if full_text else ValidityWords()
    doc_number = head.text("doc_number")
    doc_number = re.sub(r"\s*（.*$", "", doc_number) if doc_number else anatomy.doc_number
    meta = DocumentMeta(
        id=head.text("id") or stem,
        version=version,
        title=title,
        kind=kind,
        issuers=issuers,
        doc_number=doc_number,
        published=published,
        valid_from=stated.valid_from or own.valid_from,
        valid_until=head.day("valid_until") or stated.valid_until or prose.valid_until or own.valid_until,
        amended_on=head.day("amended_on") or prose.amended_on,
        target_year=head.year("target_year") or _target_year(title, kind),
        repealed_by=head.text("repealed_by") or prose.repealed_by,
        verified_until=head.day("verified_until") or prose.verified_until,
        verification=_verification(head, kind),
        digest_of=head.names("digest_of") or _digest_of(title, kind),
        full_text=full_text,
        status_note=_status_note(head, status, effective, stated),
        aliases=_aliases(head, title, kind),
        source=_source(head),
        recipients=anatomy.recipients,
        disclosure=anatomy.disclosure,
        path=path,
        spans=_spans(anatomy, title=title, doc_number=doc_number, published=published, layout=layout),
    )
    return meta


class _Fields:
    """Front-matter fields read by type; every fault names the field."""

    def __init__(self, fields: Mapping[str, object], *, path: str) -> None:
        self._fields = fields
        self._path = path

    def get(self, *names: str) -> tuple[str, object] | None:
        return next(((n, self._fields[n]) for n in names if self._fields.get(n) not in (None, "", [])), None)

    def text(self, *names: str) -> str | None:
        found = self.get(*names)
        if found is None:
            return None
        name, value = found
        if isinstance(value, list | dict):
            raise self.fault(name, "应当是一个词或一句话")
        return (value.isoformat()[:10] if isinstance(value, date) else str(value)).strip() or None

    def names(self, *names: str) -> tuple[str, ...]:
        found = self.get(*names)
        if found is None:
            return ()
        name, value = found
        if isinstance(value, dict):
            raise self.fault(name, "应当是一个名称或名称的列表")
        many = value if isinstance(value, list) else re.split(r"[、，,;；]\s*", str(value))
        return tuple(str(v).strip() for v in many if v is not None and str(v).strip())

    def day(self, *names: str) -> date | None:
        found = self.get(*names)
        if found is None:
            return None
        name, value = found
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        stated = days(str(value))
        if not stated:
            raise self.fault(name, f"“{value}”不是日期，请写成 2024-03-15 的样子")
        return stated[-1].first

    def year(self, name: str) -> int | None:
        found = self.get(name)
        if found is None:
            return None
        year = re.fullmatch(r"((?:19|20)\d\d)年?度?", str(found[1]).strip())
        if not year:
            raise self.fault(name, f"“{found[1]}”不是年份，请写成 2024 的样子")
        return int(year.group(1))

    def flag(self, name: str) -> bool | None:
        found = self.get(name)
        if found is None:
            return None
        if not isinstance(found[1], bool):
            raise self.fault(name, "应当是 true 或 false")
        return found[1]

    def unknown(self) -> list[str]:
        return [f"{k}：{v}" for k, v in self._fields.items() if k not in _KNOWN and v not in (None, "", [])]

    def fault(self, name: str, message: str) -> FixDocument:
        return FixDocument(f"{message}。", path=self._path, place=f"文件头 {name}")


def _kind(head: _Fields, title: str) -> tuple[str, bool]:
    stated = head.text("kind")
    full = head.flag("full_text")
    if stated is None or stated == "full_text":
        kind = kind_of_title(title)
    elif stated in _KINDS:
        kind = stated
    else:
        kinds = "、".join(sorted(_KINDS | {"full_text"}))
        raise head.fault("kind", f"不认识“{stated}”，可用的有：{kinds}")
    return kind, full if full is not None else kind not in ("digest", "extract")


def _verification(head: _Fields, kind: str) -> Verification:
    stated = head.text("verification")
    if stated is None:
        return Verification.DIGEST_SECOND_HAND if kind == "digest" else Verification.ORIGINAL
    for value in Verification:
        if stated.replace("•", "·").replace(" ", "") == value:
            return value
    raise head.fault("verification", f"不认识“{stated}”，可用的有：{'、'.join(Verification)}")


def _status_note(head: _Fields, status: str | None, effective: str | None, stated: ValidityWords) -> str | None:
    parts = [status, head.text("note")]
    if effective and (stated.valid_from is None or effective != stated.valid_from.isoformat()):
        parts.append(f"施行：{effective}")
    parts += head.unknown()
    return "；".join(p for p in parts if p) or None


def _source(head: _Fields) -> str | None:
    parts = [head.text("source"), head.text("source_repo_or_url"), head.text("official_url_cited_by_source")]
    commit = head.text("source_commit")
    return "；".join([p for p in parts if p] + ([f"提交 {commit[:12]}"] if commit else [])) or None


def _aliases(head: _Fields, title: str, kind: str) -> tuple[str, ...]:
    """Return the stated aliases and, for laws, the name without edition and without the name of the state."""
    names = list(head.names("aliases"))
    if kind in ("law", "regulation", "rule"):
        bare = _EDITION.sub("", title)
        names += [bare, bare.removeprefix("中华人民共和国")]
    return tuple(dict.fromkeys(n for n in names if n and n != title))


def _digest_of(title: str, kind: str) -> tuple[str, ...]:
    """Return what an extract is taken from, where its title says no more than that it is one (…（摘录）)."""
    bare = re.sub(r"（[^（）]*(?:摘录|摘编|节选)）$", "", title)
    return (bare,) if kind in ("digest", "extract") and bare != title else ()


def _target_year(title: str, kind: str) -> int | None:
    if kind not in ("notice", "plan"):
        return None
    years = set(_TARGET_YEAR.findall(re.sub(r"（[^（）]*(?:修正|修订|修改)[^（）]*）", "", title)))
    return int(years.pop()) if len(years) == 1 else None


def _published(anatomy: Anatomy, layout: Layout) -> date | None:
    for span in (anatomy.signed, anatomy.printed, *reversed(anatomy.enacted)):
        if span is None:
            continue
        found = days(layout.text[span[0] : span[1]].replace(" ", ""))
        issued = [t for t in found if not re.match(r"^\s*起?(?:施行|实施)", layout.text[span[0] + t.end :][:4])]
        if issued:
            return max(t.first for t in issued if t.first)
    return None


def _issuers(anatomy: Anatomy, layout: Layout) -> tuple[str, ...]:
    stated = anatomy.signatories or anatomy.head_issuers
    if stated:
        return tuple(dict.fromkeys(name for name, _ in stated))
    for start, end in reversed(anatomy.enacted):
        words = layout.text[start:end]
        congress = re.search(
            r"([\u4e00-\u9fff]{0,8}?(?:省|市|自治区)?)第[一二三四五六七八九十百]+届(全国)?(人民代表大会(?:常务委员会)?)",
            words,
        )
        if congress:
            return ((congress.group(2) or re.sub(r"^.*[日年]", "", congress.group(1))) + congress.group(3),)
        decree = re.search(r"(?:日|^|（)\s*(?:中华人民共和国)?([\u4e00-\u9fff]{2,12}?)令\s*第", words)
        if decree:
            return (decree.group(1),)
    numbered = re.match(r"([\u4e00-\u9fff]{2,14}?(?:政府|部|委员会|局|署|总局))令", anatomy.doc_number or "")
    return (numbered.group(1),) if numbered else ()


def _first_line(layout: Layout) -> str | None:
    first = next((i.text for i in layout.items if isinstance(i, Line)), None)
    return first if first and len(first) <= 80 else None


def _spans(
    anatomy: Anatomy, *, title: str, doc_number: str | None, published: date | None, layout: Layout
) -> dict[str, tuple[int, int]]:
    """Return where the text states each field, only where it states the value that the metadata holds."""
    spans: dict[str, tuple[int, int]] = {}
    if anatomy.title_span and anatomy.title and title_key(anatomy.title) == title_key(title):
        spans["title"] = anatomy.title_span
    if anatomy.doc_number_span and doc_number and anatomy.doc_number == doc_number:
        spans["doc_number"] = anatomy.doc_number_span
    issuers = anatomy.signatories or anatomy.head_issuers
    if issuers:
        spans["issuers"] = (min(s[0] for _, s in issuers), max(s[1] for _, s in issuers))
    for span in (anatomy.signed, anatomy.printed):
        if span and "published" not in spans:
            found = days(layout.text[span[0] : span[1]].replace(" ", ""))
            if found and found[0].first == published:
                spans["published"] = span
    if anatomy.recipients_span:
        spans["recipients"] = anatomy.recipients_span
    if anatomy.disclosure_span:
        spans["disclosure"] = anatomy.disclosure_span
    return spans
