"""The check that stands between a composer and the reader: right answers pass, one changed word is caught."""

from datetime import date
from pathlib import Path

import pytest

from bot.claims import ClaimReader
from bot.types import Draft, Evidence, Fact, Outcome, Statement
from bot.verify import Verifier
from kb.lexicon import load_lexicon

ROOT = Path(__file__).resolve().parents[3]
TEXT = (
    "附件2 2024年各地市清洁生产审核预期目标\n"
    "广州\t150\n深圳\t80\n佛山\t228\n合计\t1390\n"
    "各地市要抓紧制定企业名单，于4月底前公布实施，并报送省工业和信息化厅备案。\n"
    "深圳、佛山、梅州、东莞、江门等市要加快推进试点。\n"
    "省工业和信息化厅 张诚, 020-83133243;省生态环境厅 陈小康, 020-87534028\n"
    "粤工信节能函〔2024〕14号\n"
)


def evidence(kind: str, quote: str, facts: list[Fact], **more: object) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(
        id=more.pop("id", f"{kind}:{quote}"),  # type: ignore[arg-type]
        kind=kind,
        document_id="n",
        section="附件2 2024年各地市清洁生产审核预期目标" if kind in ("figure", "computed") else "通知",
        quote=quote,
        start=start,
        end=start + len(quote),
        facts=tuple(facts),
        **more,  # type: ignore[arg-type]
    )


def target(city: str, value: str) -> Evidence:
    fact = Fact(subject=f"{city}市", metric="预期目标", value=value, period="2024", unit="家")
    return evidence("figure", f"{city}\t{value}", [fact])


GUANGZHOU, SHENZHEN, FOSHAN = target("广州", "150"), target("深圳", "80"), target("佛山", "228")
TOTAL = evidence(
    "figure", "合计\t1390", [Fact(subject="合计", metric="预期目标", value="1390", period="2024", unit="家")]
)
GAP = evidence(
    "computed",
    "佛山\t228",
    [Fact(subject="佛山市、广州市", metric="差", value="78", period="2024", unit="家")],
    id="gap",
    formula="228 − 150 = 78",
    inputs=(FOSHAN.id, GUANGZHOU.id),
)
SHARE = evidence(
    "computed",
    "佛山\t228",
    [Fact(subject="佛山市", metric="占比", value="16.4", period="2024", unit="%")],
    id="share",
    formula="228 ÷ 1390",
    inputs=(FOSHAN.id, TOTAL.id),
)
INDUSTRY = evidence(
    "contact",
    "省工业和信息化厅 张诚, 020-83133243",
    [
        Fact(subject="省工业和信息化厅 张诚", metric="联系人", value="张诚"),
        Fact(subject="省工业和信息化厅 张诚", metric="电话", value="020-83133243"),
    ],
)
ECOLOGY = evidence(
    "contact",
    "省生态环境厅 陈小康, 020-87534028",
    [
        Fact(subject="省生态环境厅 陈小康", metric="联系人", value="陈小康"),
        Fact(subject="省生态环境厅 陈小康", metric="电话", value="020-87534028"),
    ],
)
DUE = evidence(
    "deadline",
    "各地市要抓紧制定企业名单，于4月底前公布实施，并报送省工业和信息化厅备案。",
    [
        Fact(subject="各地市", metric="期限", value="4月底前"),
        Fact(subject="各地市", metric="截止日期", value="2024-04-30"),
    ],
)
OVERDUE = evidence(
    "computed",
    DUE.quote,
    [
        Fact(subject="各地市", metric="逾期天数", value="936", unit="天"),
        Fact(subject="各地市", metric="计算日", value="2026-11-22"),
    ],
    id="overdue",
    inputs=(DUE.id,),
)
PILOTS = evidence(
    "list",
    "深圳、佛山、梅州、东莞、江门等市",
    [Fact(subject="试点", metric="成员", value=c) for c in ("深圳", "佛山", "梅州", "东莞", "江门")]
    + [Fact(subject="试点", metric="数量", value="5")],
)
NUMBER = evidence(
    "metadata",
    "粤工信节能函〔2024〕14号",
    [Fact(subject="通知", metric="doc_number", value="粤工信节能函〔2024〕14号")],
)
ALL = {
    e.id: e for e in (GUANGZHOU, SHENZHEN, FOSHAN, TOTAL, GAP, SHARE, INDUSTRY, ECOLOGY, DUE, OVERDUE, PILOTS, NUMBER)
}


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
    return Verifier(ClaimReader(lexicon, ["张诚", "陈小康"]), {"n": TEXT}.get)


RIGHT = [
    ("佛山市2024年清洁生产审核预期目标为228家。", [FOSHAN]),
    ("广州、深圳、佛山2024年目标分别为150家、80家、228家。", [GUANGZHOU, SHENZHEN, FOSHAN]),
    ("前三名：佛山（228家）、广州（150家）、深圳（80家）。", [FOSHAN, GUANGZHOU, SHENZHEN]),
    ("佛山2024年目标228家，比广州的150家多78家。", [GAP]),
    ("佛山2024年目标228家，占全省1390家的16.4%。", [SHARE]),
    ("全省2024年目标合计1390家。", [TOTAL]),
    ("省工业和信息化厅联系人是张诚，电话020-83133243。", [INDUSTRY]),
    ("省生态环境厅联系人是陈小康，电话020-87534028。", [ECOLOGY]),
    ("各地市的期限是4月底前，即2024-04-30。", [DUE]),
    ("各地市要抓紧制定企业名单，于4月底前公布实施，并报送省工业和信息化厅备案。", [DUE]),
    ("截至2026-11-22，已经过期936天。", [OVERDUE]),
    ("试点点名了5个：深圳、佛山、梅州、东莞、江门。", [PILOTS]),
    ("文号是粤工信节能函〔2024〕14号。", [NUMBER]),
]
WRONG = [
    ("佛山市2024年清洁生产审核预期目标为229家。", [FOSHAN]),
    ("东莞市2024年清洁生产审核预期目标为228家。", [FOSHAN]),
    ("广州市2024年清洁生产审核预期目标为228家。", [FOSHAN, GUANGZHOU]),
    ("佛山市2023年清洁生产审核预期目标为228家。", [FOSHAN]),
    ("佛山市2024年清洁生产审核预期目标为228家。", [GUANGZHOU]),
    ("佛山市2024年清洁生产审核预期目标为228%。", [FOSHAN]),
    ("广州、深圳、佛山2024年目标分别为80家、150家、228家。", [GUANGZHOU, SHENZHEN, FOSHAN]),
    ("前三名：佛山（228家）、深圳（150家）、广州（80家）。", [FOSHAN, GUANGZHOU, SHENZHEN]),
    ("佛山2024年目标228家，比深圳的150家多78家。", [GAP]),
    ("佛山2024年目标228家，比广州的150家多79家。", [GAP]),
    ("佛山2024年目标228家，占全省1390家的16.5%。", [SHARE]),
    ("广州2024年目标合计1390家。", [TOTAL]),
    ("省工业和信息化厅联系人是张诚，电话020-87534028。", [INDUSTRY, ECOLOGY]),
    ("省工业和信息化厅联系人是张诚，电话020-83133244。", [INDUSTRY]),
    ("省工业和信息化厅联系人是李四，电话020-83133243。", [INDUSTRY]),
    ("省生态环境厅联系人是张诚，电话020-83133243。", [INDUSTRY]),
    ("各地市的期限是5月底前，即2024-04-30。", [DUE]),
    ("各地市的期限是4月底前，即2024-05-30。", [DUE]),
    ("各地市要抓紧制定企业名单，于6月底前公布实施，并报送省工业和信息化厅备案。", [DUE]),
    ("各地市要抓紧制定企业名单，于4月底前公布实施，并报送省生态环境厅备案。", [DUE]),
    ("截至2026-11-22，已经过期937天。", [OVERDUE]),
    ("截至2026-11-23，已经过期936天。", [OVERDUE]),
    ("试点点名了6个：深圳、佛山、梅州、东莞、江门。", [PILOTS]),
    ("试点点名了5个：深圳、佛山、梅州、东莞、中山。", [PILOTS]),
    ("试点点名了5个：深圳、佛山、梅州、东莞、深圳。", [PILOTS]),
    ("文号是粤工信节能函〔2024〕15号。", [NUMBER]),
    ("文号是粤工信节能函〔2023〕14号。", [NUMBER]),
]


def faults(verifier: Verifier, text: str, cited: list[Evidence], question: str = "") -> list[str]:
    draft = Draft(outcome=Outcome.ANSWERED, statements=(Statement(text=text, evidence=tuple(e.id for e in cited)),))
    verdict = verifier.check(draft, ALL, question=question, as_of=date(2026, 11, 22))
    assert bool(verdict.statements) is not bool(verdict.faults)
    return [f"{fault.words}：{fault.reason}" for fault in verdict.faults]


@pytest.mark.parametrize(("text", "cited"), RIGHT)
def test_supported_sentences_stand(verifier: Verifier, text: str, cited: list[Evidence]) -> None:
    assert faults(verifier, text, cited) == []


@pytest.mark.parametrize(("text", "cited"), WRONG)
def test_one_changed_word_is_a_fault(verifier: Verifier, text: str, cited: list[Evidence]) -> None:
    assert faults(verifier, text, cited)


def test_words_of_the_question_may_be_denied_but_not_affirmed(verifier: Verifier) -> None:
    question = "深圳2024年目标是500家吧"
    assert faults(verifier, "不是500家，深圳2024年目标是80家。", [SHENZHEN], question) == []
    assert faults(verifier, "没有查到2027年的目标。", [], "2027年广州目标是多少") == []
    assert faults(verifier, "深圳2024年目标是500家。", [SHENZHEN], question)
    assert faults(verifier, "没有问题，深圳2024年目标是500家。", [SHENZHEN], question)


def test_a_quote_must_stand_at_its_place(verifier: Verifier) -> None:
    moved = Evidence(
        id="moved", kind="figure", document_id="n", section="", quote="佛山\t229", start=0, end=6, facts=FOSHAN.facts
    )
    draft = Draft(outcome=Outcome.ANSWERED, statements=(Statement(text="佛山的目标为228家。", evidence=("moved",)),))
    verdict = verifier.check(draft, {"moved": moved}, question="", as_of=date(2026, 11, 22))
    assert verdict.statements == ()
    assert verdict.faults[0].reason == "引文与原文不一致"


def test_an_unknown_citation_is_a_fault(verifier: Verifier) -> None:
    draft = Draft(outcome=Outcome.ANSWERED, statements=(Statement(text="佛山的目标为228家。", evidence=("nobody",)),))
    assert verifier.check(draft, ALL, question="", as_of=date(2026, 11, 22)).statements == ()
