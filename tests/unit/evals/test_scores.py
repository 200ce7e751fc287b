import json

from evals.sets import SETS
from evals.table import ACCEPTED


def test_every_set_has_accepted_scores() -> None:
    accepted = json.loads(ACCEPTED.read_text(encoding="utf-8"))
    assert accepted.keys() == SETS.keys()
    assert all(isinstance(value, float) for scores in accepted.values() for value in scores.values())
    assert accepted["ncp_policy"]["success@1"] >= 0.86
    assert accepted["stard fold 0"]["nDCG@10"] >= 0.42
