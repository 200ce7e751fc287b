"""Which sentence of a notice answers a question in quite other words; this notice stands in no training file."""

from collections import Counter

import numpy as np
import pytest

from bot.answering import NONE_PER, PER_SHARED, default_answers, document_codes, grams, shared_codes
from kb.settings import ROOT

TITLE = "云湖市水利局关于做好2026年农村水厂提质改造工作的通知"
SENTENCES = [
    "各县（市、区）水利局于2026年5月20日前将改造计划报市水利局备案。",
    "市级财政对每座水厂补助40万元，单个县补助总额不超过300万元。",
    "水厂运营单位应当公开水质检测结果，检测记录保存不少于3年。",
    "未按期完工的，收回已拨付的补助资金，两年内不再安排。",
    "停水检修应当提前24小时告知用水户。",
    "改造完成后由县级水利局会同卫生健康部门组织验收。",
    "日供水能力低于200吨的水厂不纳入本次改造范围。",
    "咨询改造政策，请联系市水利局农水科，电话0791-55512345。",
]
ASKED = {
    "单子最晚啥时候交到市里": 0,
    "修一座能给多少钱": 1,
    "化验单要留几年": 2,
    "没按时干完，钱要不要吐出来": 3,
    "家里断水前头一天会不会打招呼": 4,
    "弄好了谁来看合不合格": 5,
    "我们村的小水厂能排上吗": 6,
    "有不懂的打哪个号码": 7,
}


def _chances(question: str) -> np.ndarray:
    model = default_answers()
    scores, none = model.scores(question, [model.sheet(SENTENCES, [TITLE] * len(SENTENCES))])
    odds = np.exp(np.array([*scores[0], none]) - max(none, float(scores[0].max())))
    return odds / odds.sum()


@pytest.mark.parametrize(("question", "place"), ASKED.items())
def test_the_sentence_that_answers_is_likeliest(question: str, place: int) -> None:
    assert int(_chances(question)[:-1].argmax()) == place


@pytest.mark.parametrize("question", ["村里的小学几点放学", "水厂明年还涨不涨水价", "中考在哪天"])
def test_where_none_answers_none_is_likely(question: str) -> None:
    assert _chances(question)[:-1].max() < 0.5


def test_sentences_of_the_document_spoken_of_come_first() -> None:
    model = default_answers()
    other = model.sheet(["申请人应于2026年6月1日前提交养老护理员补贴申请表。"], ["云湖市民政局关于养老护理补贴的通知"])
    scores, _ = model.scores("养老护理补贴的表几号前交", [model.sheet(SENTENCES[:1], [TITLE]), other])
    assert float(scores[1][0]) > float(scores[0][0])


def test_no_sentence_is_no_fault() -> None:
    model = default_answers()
    scores, none = model.scores("什么时候交", [model.sheet([], [])])
    assert scores[0].shape == (0,)
    assert np.isfinite(none)


def test_texts_are_hashed_the_same_way_twice() -> None:
    assert shared_codes("报送，名单", 1 << 16) == shared_codes("报送名单", 1 << 16)
    assert grams("报", 64) == grams("报。", 64)
    assert grams("", 64) == [0]
    assert document_codes([shared_codes("名单", 1 << 16)]) == {
        c for c, w in shared_codes("名单", 1 << 16).items() if w == 1.0
    }
    assert NONE_PER > PER_SHARED > 0


def test_training_notices_hold_together() -> None:
    for file in sorted((ROOT / "training" / "notices").glob("*.tsv")):
        sentences: set[int] = set()
        asked: Counter[int] = Counter()
        for line in [*file.read_text(encoding="utf-8").splitlines(), "# end"]:
            mark, _, text = line.partition("\t")
            if mark.startswith("#"):
                assert set(asked) <= sentences, (file.name, line)
                assert all(asked[number] >= 3 for number in sentences), (file.name, line)
                sentences, asked = set(), Counter()
                continue
            assert text.strip(), (file.name, line)
            if mark.startswith("S"):
                sentences.add(int(mark[1:]))
            elif mark.startswith("Q"):
                asked.update(int(number) for number in mark[1:].split(","))
            else:
                assert mark == "X", (file.name, line)
