"""A pool gives exactly as many records as wanted: a sample with the right answers in it, or repetitions that differ."""

import gzip
import json

import pytest

from evals.pool import Pool, renumbered


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "corpus.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as out:
        for n in range(100):
            out.write(
                json.dumps({"id": f"r{n}", "title": f"第{n}条", "text": f"罚款{n}万元"}, ensure_ascii=False) + "\n"
            )
    return file


def test_the_file_as_it_is(path):
    assert [r["id"] for r in Pool(path=path)] == [f"r{n}" for n in range(100)]
    assert len(Pool(path=path)) == 100


@pytest.mark.parametrize("size", [3, 10, 37, 99, 100])
def test_a_sample_holds_what_must_be_kept(path, size):
    pool = Pool(path=path, size=size, keep=frozenset({"r0", "r50", "r99"}))
    ids = [r["id"] for r in pool]
    assert len(ids) == len(set(ids)) == len(pool) == size
    assert {"r0", "r50", "r99"} <= set(ids)


def test_what_must_be_kept_is_kept_although_it_is_more_than_wanted(path):
    pool = Pool(path=path, size=1, keep=frozenset({"r1", "r2"}))
    assert ([r["id"] for r in pool], len(pool)) == (["r1", "r2"], 2)


def test_a_sample_is_spread_over_the_file(path):
    assert [r["id"] for r in Pool(path=path, size=4)] == ["r24", "r49", "r74", "r99"]


def test_repetitions_have_other_ids_and_other_numbers(path):
    records = list(Pool(path=path, size=250))
    assert len(records) == 250
    assert len({r["id"] for r in records}) == 250
    assert records[7]["text"] == "罚款7万元"
    assert (records[107]["id"], records[107]["title"], records[107]["text"]) == ("r7~1", "第8条", "罚款8万元")
    assert records[207]["text"] == "罚款9万元"


def test_numbers_move_and_words_stay():
    assert renumbered("第三十九条 一般罚款05万元，统一执行", 1) == "第四十一条 一般罚款06万元，统一执行"
