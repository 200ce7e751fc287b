"""Train the model of what a question means: `python -m training.meaning` (see README.md).

Every saying in `training/sayings/` is one question as somebody might type it, under the name of what it means.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import nn

from bot.meaning import BEYOND, FOLLOWS, SHIPPED, features, masked
from kb.lexicon import load_lexicon
from kb.lexicon_index import LexiconIndex
from kb.settings import ROOT
from kb.zh.question import QuestionReader
from kb.zh.tokenizer import WordTokenizer

SAYINGS = Path(__file__).parent / "sayings"
WIDTH, HIDDEN = 4096, 384
_EPOCHS, _BATCH, _RATE, _DECAY = 20, 128, 0.003, 0.01
_DROP_IN, _DROP_HIDDEN = 0.3, 0.5
_FOLDS = 5
_SEED = 20261123
# Subjects that sayings speak of by way of example: a question on one is not understood because a saying named it.
_SUBJECTS = re.compile(
    "绿色工厂|绿色制造|节水型(?:企业|小区|居民小区|高校|单位|社会|城市|园区)?|高标准农田(?:建设)?|危旧房(?:改造)?|(?:职业)?技能(?:提升)?培训"
    "|数字化转型|充电(?:[桩站]|设施)|招生(?:计划|人数)?|公办学位|学位|养老床位|床位|节能诊断"
)

Matrix = NDArray[np.float32]


def sayings() -> Iterator[tuple[str, str]]:
    """Yield (meaning, saying)."""
    for file in sorted(SAYINGS.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            meaning, _, saying = line.partition("\t")
            yield meaning, saying


def read() -> tuple[list[str], list[str], list[str]]:
    """Return the meaning, the normalised saying and the masked saying of each line."""
    lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
    index = LexiconIndex(lexicon)
    reader = QuestionReader(lexicon, WordTokenizer(lexicon), index)
    meanings, plain = zip(*((m, reader.read(s).text) for m, s in sayings()), strict=True)
    return list(meanings), list(plain), [masked(text, index) for text in plain]


def matrix(texts: Sequence[str]) -> Matrix:
    """Return the features of texts, one row each, shape (texts, WIDTH)."""
    rows = np.zeros((len(texts), WIDTH), np.float32)
    for row, text in zip(rows, texts, strict=True):
        for place, value in features(text, WIDTH).items():
            row[place] = value
    return rows


def fit(rows: Matrix, wanted: NDArray[np.int64], meanings: int) -> nn.Sequential:
    """Return the trained network."""
    torch.manual_seed(_SEED)
    net = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.ReLU(), nn.Dropout(_DROP_HIDDEN), nn.Linear(HIDDEN, meanings))
    given, right = torch.from_numpy(rows), torch.from_numpy(wanted)
    steps = _EPOCHS * -(-len(given) // _BATCH)
    optimizer = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, steps)
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(given)).split(_BATCH):
            guessed = net(nn.functional.dropout(given[batch], _DROP_IN))
            loss = nn.functional.cross_entropy(guessed, right[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def chances(net: nn.Sequential, rows: Matrix) -> Matrix:
    """Return the chance of each meaning for each row."""
    with torch.no_grad():
        found: Matrix = torch.softmax(net(torch.from_numpy(rows)), 1).numpy()
    return found


def report(rows: Matrix, names: Sequence[str], wanted: NDArray[np.int64], meanings: Sequence[str]) -> None:
    """Print what held-out sayings come to: of those taken for an answerable meaning, how many are right."""
    order = np.random.default_rng(_SEED).permutation(len(rows))
    guess = np.empty(len(rows), dtype=object)
    sure = np.zeros(len(rows))
    for fold in range(_FOLDS):
        held = order[fold::_FOLDS]
        rest = np.setdiff1d(order, held)
        found = chances(fit(rows[rest], wanted[rest], len(meanings)), rows[held])
        alone = ~np.array([names[i].startswith(FOLLOWS) for i in held])
        turns = np.array([m.startswith(FOLLOWS) for m in meanings])
        found[np.ix_(alone, turns)] = 0
        found /= found.sum(1, keepdims=True)
        best = found.argmax(1)
        guess[held] = [meanings[b] for b in best]
        sure[held] = found[np.arange(len(held)), best]
    answerable = np.array([not n.startswith(BEYOND) for n in names])
    taken_for = np.array([not g.startswith(BEYOND) for g in guess])
    right = np.array([g == n for g, n in zip(guess, names, strict=True)])
    print(f"{len(rows)} sayings, {len(meanings)} meanings, {_FOLDS} folds")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        taken = taken_for & (sure >= least)
        held, good = np.mean(taken[answerable]), np.mean(right[taken & answerable])
        print(f"chance >= {least}: taken {held:.3f} of the answerable, {good:.3f} of these right; ", end="")
        print(f"{np.mean(taken[~answerable]):.3f} of the unanswerable")


def save(net: nn.Sequential, meanings: Sequence[str], pairs: str, folder: Path) -> None:
    """Write weights (the first layer in int8, one scale per unit) and names."""
    first, second = net[0], net[3]
    weights = first.weight.detach().numpy().T  # (WIDTH, HIDDEN)
    scale = np.abs(weights).max(0) / 127
    held = {
        "first": np.ascontiguousarray(np.round(weights / scale).astype(np.int8)),
        "scale": scale.astype(np.float32),
        "first_bias": first.bias.detach().numpy(),
        "second": np.ascontiguousarray(second.weight.detach().numpy().T).astype(np.float16),
        "second_bias": second.bias.detach().numpy(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    save_file(held, folder / "model.safetensors")
    told = json.dumps({"meanings": list(meanings), "pairs": pairs}, ensure_ascii=False)
    (folder / "model.json").write_text(told + "\n", encoding="utf-8")


def main() -> None:
    """Report on held-out sayings, then train on all and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--no-report", action="store_true", help="only train")
    args = parser.parse_args()
    torch.set_num_threads(1)
    names, plain, texts = read()
    meanings = sorted(set(names))
    wanted = np.array([meanings.index(name) for name in names])
    rows = matrix(texts)
    if not args.no_report:
        report(rows, names, wanted, meanings)
    known = (_SUBJECTS.sub(" ", text) for name, text in zip(names, plain, strict=True) if not name.startswith(BEYOND))
    pairs = sorted({p for text in known for p in (text[i : i + 2] for i in range(len(text) - 1)) if p.isalpha()})
    save(fit(rows, wanted, len(meanings)), meanings, "".join(pairs), args.out)


if __name__ == "__main__":
    main()
