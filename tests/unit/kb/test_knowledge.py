from datetime import date
from pathlib import Path

import pytest

from kb.knowledge import Knowledge, LiveKnowledge
from kb.resolve import resolve_validity, superseded_digests
from kb.store import open_store
from kb.types import DocumentMeta, LegalStatus, Repeal
from kb.validity import legal_status
from tests.samples import full_document, plain_document


def meta(document_id: str, title: str, **known: object) -> DocumentMeta:
    return DocumentMeta(id=document_id, version="1", title=title, **known)  # type: ignore[arg-type]


def repeal(document_id: str, title: str, on: date | None = None) -> Repeal:
    return Repeal(id=f"{document_id}#r", document_id=document_id, title=title, on=on, start=0, end=1)


LAW = meta(
    "law", "中华人民共和国清洁生产促进法（2012年修正）", published=date(2012, 2, 29), valid_from=date(2003, 1, 1)
)
CODE = meta("code", "中华人民共和国生态环境法典", published=date(2026, 3, 12), valid_from=date(2026, 8, 15))


def resolved(*metas: DocumentMeta, repeals: tuple[Repeal, ...] = ()) -> dict[str, DocumentMeta]:
    return resolve_validity({m.id: m for m in metas}, repeals)


def test_a_repeal_ends_the_other_document_the_day_before() -> None:
    found = resolved(LAW, CODE, repeals=(repeal("code", "中华人民共和国清洁生产促进法"),))["law"]
    assert (found.valid_until, found.repealed_by) == (date(2026, 8, 14), "中华人民共和国生态环境法典")
    assert legal_status(found, date(2026, 8, 14)) is LegalStatus.IN_FORCE
    assert legal_status(found, date(2026, 8, 15)) is LegalStatus.REPEALED


def test_an_explicit_day_of_repeal_counts() -> None:
    found = resolved(LAW, CODE, repeals=(repeal("code", "清洁生产促进法", on=date(2026, 9, 1)),))["law"]
    assert found.valid_until == date(2026, 8, 31)


def test_a_document_that_began_after_the_repeal_is_not_meant() -> None:
    later = meta("law2", "清洁生产促进法", published=date(2027, 1, 1))
    assert resolved(later, CODE, repeals=(repeal("code", "清洁生产促进法"),))["law2"].valid_until is None


def test_a_new_edition_does_not_end_itself_or_its_digest() -> None:
    new = meta("new", "排污许可条例（2024年修订）", published=date(2024, 1, 1))
    old = meta("old", "排污许可条例", published=date(2010, 1, 1))
    digest = meta("digest", "排污许可条例", published=date(2024, 1, 1), full_text=False)
    undated = meta("undated", "排污许可条例", full_text=False)
    found = resolved(new, old, digest, undated, repeals=(repeal("new", "排污许可条例"),))
    assert found["old"].valid_until == date(2023, 12, 31)
    assert {found[i].valid_until for i in ("new", "digest", "undated")} == {None}


def test_a_full_text_takes_the_validity_its_digest_states() -> None:
    digest = meta(
        "digest", "清洁生产促进法", full_text=False, valid_until=date(2026, 8, 14), repealed_by="法典",
        verified_until=date(2026, 11, 1),
    )  # fmt: skip
    found = resolved(LAW, digest)["law"]
    assert (found.valid_until, found.repealed_by, found.valid_from) == (date(2026, 8, 14), "法典", date(2003, 1, 1))
    assert found.verified_until == date(2026, 11, 1)


def test_the_digest_of_an_earlier_edition_ends_nothing() -> None:
    digest = meta("digest", "清洁生产促进法", full_text=False, valid_until=date(2002, 1, 1))
    assert resolved(LAW, digest)["law"].valid_until is None


def test_a_digest_gives_way_only_when_all_of_its_sources_are_on_file() -> None:
    by_title = meta("d1", "清洁生产促进法", full_text=False)
    by_id = meta("d2", "两法要点", full_text=False, digest_of=("law", "code"))
    partly = meta("d3", "三法要点", full_text=False, digest_of=("law", "水污染防治法"))
    lonely = meta("d4", "大气污染防治法", full_text=False)
    newer = meta("d5", "清洁生产促进法", full_text=False, published=date(2030, 1, 1))
    extract = meta("d6", "中华人民共和国生态环境法典（清洁生产条文摘录）", full_text=False)
    metas = {m.id: m for m in (LAW, CODE, by_title, by_id, partly, lonely, newer, extract)}
    assert superseded_digests(metas) == {"d1", "d2", "d6"}


def test_a_snapshot_holds_every_kind_and_finds_names(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    parsed = full_document()
    store.commit(parsed)
    knowledge = Knowledge.load(store)
    for kind in ("sections", "tables", "figures", "deadlines", "contacts", "obligations", "cited", "lists", "warnings"):
        assert getattr(knowledge, kind) == getattr(parsed, kind), kind
        assert getattr(knowledge.of("gd-x"), kind) == getattr(parsed, kind), kind
    assert [m.id for m in knowledge.named("《名单通知》")] == ["gd-x"]
    assert knowledge.named_in("名单通知里说了什么") == ("gd-x",)
    assert knowledge.named_in("别的文件") == ()
    assert knowledge.tables_by_id["gd-x#t1"] == parsed.tables[0]
    assert knowledge.of("absent").figures == ()


@pytest.mark.parametrize("others", [1, 40])
def test_refreshing_follows_the_store(tmp_path: Path, others: int) -> None:
    store = open_store(tmp_path)
    live = LiveKnowledge(store)
    store.commit(full_document("a"))
    first = live.current()
    assert live.current() is first
    for number in range(others):
        store.commit(full_document(f"b{number}"))
    assert len(live.current().figures) == 1 + others
    store.commit(plain_document("a", ["没有表格"], version="v2"))
    assert live.current().of("a").figures == ()
    store.remove("b0")
    assert "b0" not in live.current().metas
    assert live.current().records.keys() == Knowledge.load(store).records.keys()
