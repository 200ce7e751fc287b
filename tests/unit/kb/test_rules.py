import re
from datetime import date
from pathlib import Path

import pytest

from kb.audit_duty import AuditRules, ConsequenceKind, Verdict
from kb.errors import FixConfiguration
from kb.rules import load_audit_rules
from kb.types import Verification

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
RULES = CORPUS / "rules" / "audit_duty.yaml"
NONE_OF_THEM = dict.fromkeys(("over_standard", "over_cap", "over_energy_limit", "toxic"), False)
THEN, NOW = date(2024, 6, 1), date(2026, 11, 22)


@pytest.fixture(scope="module")
def rules() -> AuditRules:
    return load_audit_rules(RULES)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("我们厂用了有毒原料，要做强制审核吗", {"toxic": True}),
        ("排放超标的企业必须审核吗", {"over_standard": True}),
        (
            "我厂排放达标，也没用有毒有害原料，但能耗超限额，今年要做吗",
            {"over_standard": False, "toxic": False, "over_energy_limit": True},
        ),
        ("能耗超标要强制审核吗", {"over_energy_limit": True}),
        ("没有超标，但是总量超了", {"over_standard": False, "over_cap": True}),
        ("虽未超标但超过重点污染物排放总量控制指标", {"over_standard": False, "over_cap": True}),
        ("能耗不超标但排放超标", {"over_energy_limit": False, "over_standard": True}),
        ("废水含六价铬", {"toxic": True}),
        ("是否超标都要做吗", {}),
        ("企业有没有超标怎么查", {}),
        ("哪些企业必须做强制性审核", {}),
    ],
)
def test_reads_facts_from_a_question(rules: AuditRules, text: str, facts: dict[str, bool]) -> None:
    assert rules.detect(text) == facts


@pytest.mark.parametrize(
    ("facts", "as_of", "verdict"),
    [
        ({"toxic": True}, THEN, Verdict.REQUIRED),
        ({"toxic": True}, NOW, Verdict.REQUIRED),
        ({"over_energy_limit": True}, THEN, Verdict.REQUIRED),
        ({"over_energy_limit": True}, date(2026, 8, 14), Verdict.REQUIRED),
        ({"over_energy_limit": True}, date(2026, 8, 15), Verdict.UNDECIDED),
        ({}, NOW, Verdict.UNDECIDED),
        (NONE_OF_THEM, THEN, Verdict.NOT_LISTED),
        (NONE_OF_THEM, NOW, Verdict.UNDECIDED),
        ({"toxic": True}, date(2005, 1, 1), Verdict.UNDECIDED),
    ],
)
def test_verdicts(rules: AuditRules, facts: dict[str, bool], as_of: date, verdict: Verdict) -> None:
    assert rules.assess(facts, as_of).verdict == verdict


def test_the_law_of_the_day_is_named(rules: AuditRules) -> None:
    then, now = rules.assess({}, THEN), rules.assess({}, NOW)
    assert then.regime is not None
    assert now.regime is not None
    assert (then.regime.law, then.regime.article) == ("中华人民共和国清洁生产促进法", "第二十七条第二款")
    assert (now.regime.law, now.regime.article) == ("中华人民共和国生态环境法典", "第九百六十七条第一款")
    assert [c.id for c in then.open] == ["over_standard", "over_cap", "over_energy_limit", "toxic"]
    assert [c.id for c in now.open] == ["over_standard", "over_cap", "toxic", "other_by_state"]


def test_a_fact_that_no_longer_counts_is_reported(rules: AuditRules) -> None:
    assert [c.id for c in rules.assess({"over_energy_limit": True}, NOW).lapsed] == ["over_energy_limit"]
    assert rules.assess({"over_energy_limit": True}, THEN).lapsed == ()


def test_penalties_by_day(rules: AuditRules) -> None:
    def articles(on: date) -> list[str | None]:
        return [c.article for c in rules.assess({}, on).consequences if c.kind is ConsequenceKind.PENALTY]

    assert articles(THEN) == ["第三十九条第一款", "第二十八条"]
    assert articles(NOW) == ["第一千二百二十一条第一款", "第二十八条", "第一千一百一十条"]


def test_time_limits_are_second_hand_and_verified_only_until_the_code(rules: AuditRules) -> None:
    limits = [c for c in rules.consequences if c.kind is ConsequenceKind.TIME_LIMIT]
    assert [str(c.rule) for c in limits] == ["after:名单公布+1M", "after:名单公布+2M", "after:名单公布+1Y"]
    assert {c.verification for c in limits} == {Verification.DIGEST_SECOND_HAND}
    assert [c.verified(THEN) for c in limits] == [True] * 3
    assert [c.verified(NOW) for c in limits] == [False] * 3


def test_every_source_stands_in_its_digest(rules: AuditRules) -> None:
    digests = {
        re.search(r"(?m)^id: (.+)$", text)[1]: text  # type: ignore[index]
        for text in (p.read_text(encoding="utf-8") for p in (CORPUS / "policies").glob("*.md"))
    }
    for rule in (*rules.regimes, *rules.consequences):
        text = digests[rule.document_id]
        assert rule.article is None or rule.article in text
    for consequence in rules.consequences:
        for amount in re.findall(r"\d+万元", consequence.text):
            assert amount in digests[consequence.document_id]


def test_an_unknown_fact_names_the_valid_ones(rules: AuditRules) -> None:
    with pytest.raises(KeyError, match="over_standard、over_cap"):
        rules.assess({"big": True}, NOW)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    short: 有毒有害\n", "    short: 有毒有害\n    weight: 3\n", r"conditions\.3\.weight：未知的键"),
        ("condition: toxic, item: 第（三）项", "condition: tixic, item: 第（三）项", "cpl-2012：条件 tixic 未定义"),
        ("valid_from: 2026-08-15", "valid_from: 2026-08-14", "期间重叠"),
        ("rule: after:名单公布+2M", "rule: two months", "读不懂 two months"),
        ("kind: penalty", "kind: fine", r"kind：取值"),
        ("title: 强制性清洁生产审核\n", "title: [", "解析失败"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = RULES.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "audit_duty.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FixConfiguration, match=message):
        load_audit_rules(path)
