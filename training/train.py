"""Train the shipped embedding model from scratch: `python -m training.train --bench DIR --out DIR` (see README.md)."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from torch.nn import functional

from training.merge import merged
from training.mining import hard_negatives
from training.pairs import Batch, PairSource, Pieces
from training.vocabulary import UNKNOWN, train_tokenizer

# How often each kind of pair is drawn.
FIRST_MIX = {
    "clause_rest": 4.0,
    "clause_question": 3.0,
    "law_name": 0.5,
    "reference": 1.0,
    "drcd": 2.0,
    "drcd_rest": 1.0,
    "retqa": 0.7,
    "paraphrase": 0.3,
}
SECOND_MIX = FIRST_MIX | {"stard": 8.0, "answer": 3.0}


class Bag(torch.nn.Module):
    """Rows of piece vectors; a text is the mean of its pieces, scaled to length one."""

    def __init__(self, pieces: int, dimensions: int) -> None:
        super().__init__()
        self.rows = torch.nn.Parameter(torch.randn(pieces, dimensions) * 0.05)

    def forward(self, texts: list[Pieces]) -> torch.Tensor:
        """Return one unit vector per text."""
        starts = torch.from_numpy(np.cumsum([0] + [len(text) for text in texts[:-1]]))
        flat = torch.from_numpy(np.concatenate(texts).astype(np.int64))
        return functional.normalize(functional.embedding_bag(flat, self.rows, starts, mode="mean"), dim=1)


def contrast(bag: Bag, batch: Batch, scale: float) -> torch.Tensor:
    """Return the InfoNCE loss over in-batch negatives, both ways (several passages may be right)."""
    scores = bag(batch.queries) @ bag(batch.passages).T * scale
    right = torch.from_numpy(batch.right)
    wanted = scores.masked_fill(~right, -1e4)
    asked = right.any(0)
    forth = (torch.logsumexp(scores, 1) - torch.logsumexp(wanted, 1)).mean()
    back = (torch.logsumexp(scores[:, asked], 0) - torch.logsumexp(wanted[:, asked], 0)).mean()
    return forth + 0.4 * back


def train(
    bag: Bag, source: PairSource, mix: dict[str, float], *, steps: int, rate: float, batch: int, scale: float, seed: int
) -> None:
    """Train in place with Adam; the rate rises over 20 steps and falls along a cosine to a twentieth."""
    random = np.random.default_rng(seed)
    optimiser = torch.optim.Adam(bag.parameters(), lr=rate, betas=(0.9, 0.99))
    kinds = list(mix)
    shares = np.array([mix[kind] for kind in kinds]) / sum(mix.values())
    for step in range(steps):
        decay = 0.05 + 0.95 * (1 + math.cos(math.pi * step / steps)) / 2
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 20) * decay
        kind = kinds[int(random.choice(len(kinds), p=shares))]
        loss = contrast(bag, source.kinds[kind](batch // 2 if kind in ("stard", "answer") else batch), scale)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if (step + 1) % 50 == 0:
            print(f"step {step + 1}/{steps} {kind} loss {loss.item():.3f}", flush=True)


def write_model(folder: Path, tokenizer: Tokenizer, rows: np.ndarray) -> None:
    """Write a folder that sentence-transformers loads: int8 rows, one float32 scale per row, Normalize."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.abs(rows).max(axis=1) / 127
    scales[scales == 0] = 1.0
    whole = np.rint(rows / scales[:, None]).astype(np.int8)
    save_file({"embeddings": whole, "weights": scales.astype(np.float32)}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    base = "sentence_transformers.sentence_transformer.modules"
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": f"{base}.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": f"{base}.Normalize"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "1_Normalize/config.json").write_text("{}\n", encoding="utf-8")
    config = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine"}
    path = folder / "config_sentence_transformers.json"
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--folds", default="1,2,3,4", help="folds of STARD and DRCD to learn from; 0 is refused")
    parser.add_argument("--pieces", type=int, default=24_000)
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--first-steps", type=int, default=600)
    parser.add_argument("--second-steps", type=int, default=250)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--scale", type=float, default=20.0)
    parser.add_argument("--seeds", default="7,11,12,13", help="one model each; their rows are merged")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    """Cut, mine, train one model per seed in two stages, merge them, write."""
    given = arguments()
    folds = frozenset(int(fold) for fold in given.folds.split(","))
    if 0 in folds:
        raise SystemExit("fold 0 never trains")
    torch.set_num_threads(given.threads)
    tokenizer = train_tokenizer(given.bench, folds, given.pieces)
    source = PairSource(
        given.bench,
        tokenizer,
        folds=folds,
        negatives=hard_negatives(given.bench, folds),
        query_drop=0.1,
        hard_drop=0.5,
        hard_negatives=12,
    )
    models = []
    for seed in (int(seed) for seed in given.seeds.split(",")):
        torch.manual_seed(seed)
        source.reseed(seed)
        bag = Bag(tokenizer.get_vocab_size(), given.dimensions)
        common = {"batch": given.batch, "scale": given.scale, "seed": seed}
        train(bag, source, FIRST_MIX, steps=given.first_steps, rate=0.01, **common)
        train(bag, source, SECOND_MIX, steps=given.second_steps, rate=0.004, **common)
        models.append(bag.rows.detach().numpy())
        models[-1][tokenizer.token_to_id(UNKNOWN)] = 0.0  # an unknown piece says nothing
    write_model(given.out, tokenizer, merged(models, source.articles, source.questions(), given.dimensions))


if __name__ == "__main__":
    main()
