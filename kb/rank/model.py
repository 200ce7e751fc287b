"""The second stage's numbers: read from a file, so that they can be measured anew without touching code."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kb.errors import FixConfiguration
from kb.titles import Norm

SHIPPED = Path(__file__).resolve().parent.parent / "models" / "qingce-rank" / "model.json"


class RankModel(BaseModel):
    """Weights and calibration of the second stage (where they come from: README.md beside the file).

    Attributes:
        asking: regular expressions of words that ask and say nothing of where the answer stands.
        weights: feature -> weight in the sum of standard scores that stands for the words.
        dense_share_text: share of the embedding model's standard score among passages of running text.
        dense_share_articles: the same among articles of laws, which the embedding model was trained on.
        law_weight: weight, among articles of laws, of how well the rest of the law answers, beside the article's own
            first score.
        force: kind of rule -> what it adds, among articles of laws, to the standard score of each of its articles; 0
            where not named.
        closely_read: how many candidates get the second look.
        calibration: feature -> coefficient of the logistic probability, `intercept` among them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asking: tuple[str, ...]
    weights: dict[str, float]
    dense_share_text: float = Field(ge=0, le=1)
    dense_share_articles: float = Field(ge=0, le=1)
    law_weight: float = Field(ge=0)
    force: dict[Norm, float]
    closely_read: int = Field(gt=0)
    calibration: dict[str, float]

    def asking_pattern(self) -> re.Pattern[str]:
        """Return one pattern for all words of asking, longer ones first as listed."""
        return re.compile("|".join(self.asking))


def load_rank_model(path: Path = SHIPPED) -> RankModel:
    """Read a model file.

    Raises:
        FixConfiguration: missing or malformed.
    """
    try:
        return RankModel.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as fault:
        raise FixConfiguration(f"无法读取排序模型 {path.name}（{fault}）。") from fault
