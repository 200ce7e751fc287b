"""The documents that ship: front matter, numbering, and the validity that answers depend on."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.types import Verification
from kb.zh.numerals import article_number

POLICIES = Path(__file__).resolve().parents[2] / "corpus" / "policies"
KEYS = {
    "id",
    "title",
    "kind",
    "issuers",
    "doc_number",
    "date",
    "valid_from",
    "valid_until",
    "amended_on",
    "repealed_by",
    "target_year",
    "verified_until",
    "verification",
    "digest_of",
    "full_text",
    "aliases",
    "status",
    "source",
}
DIGESTS = sorted(p for p in POLICIES.glob("*.md") if "摘编" in p.stem)
CODE_REPEALS = {
    "环境保护法",
    "环境影响评价法",
    "海洋环境保护法",
    "大气污染防治法",
    "水污染防治法",
    "土壤污染防治法",
    "固体废物污染环境防治法",
    "噪声污染防治法",
    "放射性污染防治法",
    "清洁生产促进法",
}


def read(path: Path) -> tuple[dict[str, Any], str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def digest(document_id: str) -> tuple[dict[str, Any], str]:
    (found,) = [read(path) for path in DIGESTS if read(path)[0]["id"] == document_id]
    return found


def test_every_document_asked_for_has_a_digest() -> None:
    assert len(DIGESTS) == 18
    ids = [read(path)[0]["id"] for path in POLICIES.glob("*.md")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", DIGESTS, ids=lambda p: p.stem)
def test_front_matter(path: Path) -> None:
    head, body = read(path)
    assert set(head) <= KEYS
    assert head.keys() >= {"id", "title", "kind", "issuers", "verification", "full_text", "aliases", "status", "source"}
    assert re.fullmatch(r"[a-z0-9-]+", head["id"])
    assert head["title"] == path.stem
    assert head["kind"] in {"law", "regulation", "rule", "plan", "notice"}
    assert head["full_text"] is False
    assert head["verification"] in {Verification.DIGEST_FULL, Verification.DIGEST_SECOND_HAND}
    for key in ("date", "valid_from", "valid_until", "amended_on", "verified_until"):
        assert isinstance(head.get(key, date.min), date)
    # What has no known end says how long it is known to hold.
    if head["verification"] == Verification.DIGEST_SECOND_HAND:
        assert "没有全文可供核对" in body


@pytest.mark.parametrize("path", DIGESTS, ids=lambda p: p.stem)
def test_points_are_numbered_under_headings(path: Path) -> None:
    _, body = read(path)
    title, *sections = re.split(r"(?m)^## ", body)
    assert title.strip().startswith("# ")
    assert sections
    for section in sections:
        numbers = [int(n) for n in re.findall(r"(?m)^(\d+)\. ", section)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers
        for point in re.findall(r"(?m)^\d+\. (.*)$", section):
            assert point.endswith("。")


@pytest.mark.parametrize("path", DIGESTS, ids=lambda p: p.stem)
def test_full_text_digests_name_an_article_for_each_point(path: Path) -> None:
    head, body = read(path)
    if head["verification"] != Verification.DIGEST_FULL:
        return
    body = re.sub(r"(?ms)^## 说明$.*?(?=^## |\Z)", "", body)
    for point in re.findall(r"(?m)^\d+\. (.*)$", body):
        if "（二手）" in point or "没有规定" in point:
            continue
        assert article_number(point.split("：")[0]), point


def test_the_code_repeals_ten_laws() -> None:
    head, body = digest("eco-code-digest")
    (point,) = [line for line in body.splitlines() if "同时废止" in line]
    assert set(re.findall("《中华人民共和国(.+?)》", point)) == CODE_REPEALS
    assert head["valid_from"] == date(2026, 8, 15)


@pytest.mark.parametrize("document_id", ["cpl-2012-digest", "solid-waste-law-2020-digest"])
def test_repealed_laws_end_the_day_before(document_id: str) -> None:
    head, _ = digest(document_id)
    assert head["valid_until"] == date(2026, 8, 14)
    assert head["repealed_by"] == "中华人民共和国生态环境法典"


def test_the_two_laws_differ_on_the_energy_limit() -> None:
    (old,) = [p for p in digest("cpl-2012-digest")[1].splitlines() if p.startswith("2. 第二十七条第二款")]
    (new,) = [
        p for p in digest("eco-code-digest")[1].splitlines() if p[:1].isdigit() and ". 第九百六十七条第一款：" in p
    ]
    assert "（2）超过单位产品能源消耗限额标准" in old
    assert "（3）国家规定应当实施强制性审核的其他情形" in new
    assert "不再单列" in new


def test_a_second_hand_point_in_a_checked_digest_is_marked() -> None:
    _, body = digest("env-tax-law-2018-digest")
    (point,) = [line for line in body.splitlines() if "2025年10月28日" in line and line[0].isdigit()]
    assert point.endswith("（二手）。")


def test_the_code_names_four_measures_and_its_place_for_clean_production() -> None:
    _, body = digest("eco-code-digest")
    (measures,) = [p for p in body.splitlines() if "第九百六十五条：" in p]
    assert all(f"（{n}）" in measures for n in range(1, 5))
    assert "温室气体产生量少" in measures
    assert "第四编“绿色低碳发展”第二章“发展循环经济”第二节“清洁生产”，从第九百六十条到第九百七十一条，共十二条" in body
