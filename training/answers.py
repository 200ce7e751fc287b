"""Train the model of which sentence answers: `python -m training.answers` (see README.md).

`training/notices/` holds made-up notices: a title, its sentences, questions on each, and questions that none answers.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import Tensor, nn
from torch.nn import functional

from bot.answering import (
    NONE_PER,
    PER_SHARED,
    SHIPPED,
    Kinds,
    document_codes,
    grams,
    kinds_of,
    shared_codes,
)
from kb.embedding import SHIPPED as STATIC
from kb.embedding.static import StaticEmbedder
from kb.lexicon import load_lexicon
from kb.lexicon_index import LexiconIndex
from kb.settings import ROOT
from kb.zh.question import QuestionReader
from kb.zh.tokenizer import WordTokenizer

NOTICES = Path(__file__).parent / "notices"
_LONGEST_PIECES = 90
SHARED, CHARS, DIMENSIONS = 1 << 16, 1 << 14, 64
_EPOCHS, _RATE_PIECES, _RATE_CHARS, _RATE = 8, 5e-4, 5e-3, 1e-2
_DROP, _ELSEWHERE, _NONE, _DECAY = 0.3, 40, 1.0, 0.05
_FOLDS, _SEED = 4, 20261123
_SHOWN = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_BESIDE, _STRANGERS, _ASKED_BY_STRANGERS = 12, 4, 24
_ASKS = (
    r"啥时|几号|几月|哪天|何时|什么时候|多久|期限|截止|最[晚迟]|到期|几时|哪年|几天|来得及|之前|前",
    r"多少|几|咩价|多大|多高|上限|下限|至少|最多",
    r"谁|哪个(?:部门|局|单位|科)|哪家|找哪|哪级|归|边个",
    r"钱|费|补|奖|块|万|元|掏|贴|免费|罚",
    r"吗|么|能不能|是不是|可不可|行不|算不|用不|要不要|有没有|会不会|咩|没$|不$",
    r"怎么|咋|如何|点样|怎样",
    r"哪里|哪儿|在哪|边度|往哪|地方",
    r"哪些|什么|啥|乜|材料|条件",
    r"电话|找|联系|问",
    r"罚|后果|咋办|怎么办|收回|取消|会怎|处理|倒霉|撤|停",
    r"为什么|凭啥|为啥|干嘛",
)
_SAYS = (
    r"\d+月\d*|\d{4}年",
    r"\d+个?(?:工作)?[日天]内|\d+个?月内|[一二三四五六七八九十两]+个?(?:工作)?(?:日|月|天|年)内?",
    r"\d",
    r"万?元|费|资金|补助|补贴|奖励",
    r"\d%|百分|比例|成",
    r"局|厅|委|政府|部门|中心|单位",
    r"不得|禁止|不予|严禁|不再",
    r"可以|鼓励|优先|可",
    r"材料|提交|包括|、.*、.*、",
    r"责任单位|完成时限",
    r"电话|咨询|联系|\d{7,}|\d{3,4}-\d",
    r"逾期|追回|取消|罚|通报|约谈|整改|撤销|退",
    r"是指|所称|本(?:办法|通知)",
    r"除外|以外|但",
    r"负责|牵头|会同|组织",
    r"平台|系统|网|登录|窗口|寄",
    r"保存|有效期|施行|废止",
    r"应当|须|应",
    r"每[年月季半]|年度",
    r"公示|公布|公开",
)


@dataclass
class Notice:
    """A title, its sentences, the questions on them with the place of the sentence, and those that none answers."""

    title: str
    sentences: list[str] = field(default_factory=list)
    asked: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def notices() -> Iterator[Notice]:
    """Yield the notices of `training/notices/`, questions as the service reads them."""
    lexicon = load_lexicon(ROOT / "corpus" / "lexicon")
    reader = QuestionReader(lexicon, WordTokenizer(lexicon), LexiconIndex(lexicon))
    for file in sorted(NOTICES.glob("*.tsv")):
        notice, places = Notice(title=""), dict[int, int]()
        for line in file.read_text(encoding="utf-8").splitlines():
            mark, _, text = line.partition("\t")
            if mark.startswith("#"):
                if notice.sentences:
                    yield notice
                notice, places = Notice(title=text), {}
            elif mark.startswith("S"):
                places[int(mark[1:])] = len(notice.sentences)
                notice.sentences.append(text)
            elif mark.startswith("Q"):
                numbers = [int(n) for n in mark[1:].split(",")]
                notice.asked.append((reader.read(text).text, tuple(places[n] for n in numbers)))
            elif mark.startswith("X"):
                notice.beside.append(reader.read(text).text)
        if notice.sentences:
            yield notice


@dataclass
class Prepared:
    """The sentences of a notice or all its questions, as the network takes them."""

    pieces: list[list[int]]
    chars: list[list[int]]
    kinds: Tensor
    shared: list[dict[int, float]]


class Preparer:
    """Makes texts ready for the network."""

    def __init__(self, embedder: StaticEmbedder, kinds: Kinds) -> None:
        self._embedder, self._kinds = embedder, kinds

    def questions(self, texts: Sequence[str]) -> Prepared:
        """Return questions made ready."""
        return self._ready(texts, torch.tensor([self._kinds.asked(t) for t in texts]))

    def sentences(self, texts: Sequence[str]) -> Prepared:
        """Return sentences made ready."""
        return self._ready(texts, torch.tensor([self._kinds.said(t) for t in texts]))

    def _ready(self, texts: Sequence[str], kinds: Tensor) -> Prepared:
        return Prepared(
            pieces=[self._embedder.pieces(t)[:_LONGEST_PIECES] or [0] for t in texts],
            chars=[grams(t, CHARS) for t in texts],
            kinds=kinds,
            shared=[shared_codes(t, SHARED) for t in texts],
        )


class Network(nn.Module):
    """The model of `bot.answering`, for training."""

    def __init__(self, rows: Tensor, asks: int, says: int) -> None:
        super().__init__()
        self.rows = nn.Parameter(rows.clone())
        self.asking = nn.Parameter(0.1 * torch.randn(CHARS, DIMENSIONS))
        self.saying = nn.Parameter(0.1 * torch.randn(CHARS, DIMENSIONS))
        self.crossed = nn.Parameter(torch.zeros(1 + asks, says))
        start = {
            "shared": 1.0,
            "titled": 0.3,
            "document": 0.3,
            "pieces": 8.0,
            "titles": 1.0,
            "chars": 1.0,
            "none": 3.0,
            "none_more": 0.0,
        }
        self.weights = nn.ParameterDict({name: nn.Parameter(torch.tensor(value)) for name, value in start.items()})

    def forward(
        self, asked: Prepared, said: Prepared, titles: Prepared, shared: Tensor, titled: Tensor, document: Tensor
    ) -> Tensor:
        """Return log-odds, shape (questions, sentences + 1); the last column is that none answers."""
        w = self.weights
        whole, chars = self._mean(asked.pieces, self.rows), self._mean(asked.chars, self.asking)
        out = w["shared"] * shared + w["titled"] * titled + w["document"] * document
        out = out + w["pieces"] * (whole @ self._mean(said.pieces, self.rows).T)
        out = out + w["titles"] * (whole @ self._mean(titles.pieces, self.rows, whole_text=True).T)
        out = out + w["chars"] * (chars @ self._mean(said.chars, self.saying).T)
        out = out + asked.kinds @ self.crossed @ said.kinds.T
        return torch.cat([out, self.none(asked)[:, None]], 1)

    def none(self, asked: Prepared) -> Tensor:
        """Return the log-odds of that none answers; `shared` of `asked` holds what each word is worth by then."""
        much = torch.tensor([sum(codes.values()) for codes in asked.shared])
        return self.weights["none"] + self.weights["none_more"] * PER_SHARED * much / NONE_PER

    def _mean(self, lists: list[list[int]], table: Tensor, *, whole_text: bool = False) -> Tensor:
        if self.training and not whole_text:
            lists = [[x for x in one if random.random() > _DROP] or one for one in lists]
        flat = torch.tensor([x for one in lists for x in one])
        starts = torch.tensor([0, *(len(one) for one in lists)][:-1]).cumsum(0)
        return functional.normalize(functional.embedding_bag(flat, table, starts, mode="sum"), dim=-1)


class Trainer:
    """Trains on some notices and scores others."""

    def __init__(self, held: Sequence[Notice]) -> None:
        self._kinds = kinds_of(_ASKS, _SAYS)
        self._embedder = StaticEmbedder(STATIC)
        self._table = torch.from_numpy(self._embedder.rows.copy())
        seen = Counter(code for n in held for s in n.sentences for code in shared_codes(s, SHARED))
        size = sum(len(n.sentences) for n in held)
        rarity = torch.full((SHARED,), math.log(1 + 2 * size))
        for code, count in seen.items():
            rarity[code] = math.log(1 + size / (count + 0.5))
        self.rarity = rarity
        make = Preparer(self._embedder, self._kinds)
        self.held = list(held)
        self._said = [make.sentences(n.sentences) for n in held]
        self._titles = [make.sentences([n.title]) for n in held]
        self._documents = [document_codes(shared_codes(t, SHARED) for t in (*n.sentences, n.title)) for n in held]
        self._asked = [make.questions([*(q for q, _ in n.asked), *n.beside]) for n in held]
        for asked in self._asked:
            asked.shared = [{c: w * float(rarity[c]) for c, w in codes.items()} for codes in asked.shared]

    def train(self, chosen: Sequence[int]) -> Network:
        """Return the network trained on the notices at `chosen`."""
        random.seed(_SEED)
        torch.manual_seed(_SEED)
        net = Network(self._table, len(_ASKS), len(_SAYS))
        optimizer = torch.optim.Adam(
            [
                {"params": [net.rows], "lr": _RATE_PIECES},
                {"params": [net.asking, net.saying], "lr": _RATE_CHARS},
                {"params": list(net.weights.parameters()), "lr": _RATE},
            ]
        )
        kinds = torch.optim.AdamW([net.crossed], lr=_RATE, weight_decay=_DECAY)
        order = list(chosen)
        for _ in range(_EPOCHS):
            random.shuffle(order)
            for at in order:
                others = random.sample([i for i in chosen if i != at], k=_BESIDE)
                notice, places = self.held[at], self.places(at, others[:-_STRANGERS], random.randint(0, _ELSEWHERE))
                out = self.scored(net, self._asked[at], places)
                answered = len(notice.asked)
                right = torch.tensor([places[0] for _, places in notice.asked])
                none = torch.full((len(notice.beside),), len(places))
                loss = functional.cross_entropy(out[:answered], right)
                loss = loss + _NONE * functional.cross_entropy(out[answered:], none)
                strange = self.strangers(others[-_STRANGERS:])  # on matters of which none of these notices speaks
                out = self.scored(net, strange, places)
                none = torch.full((len(strange.pieces),), len(places))
                loss = loss + _NONE * functional.cross_entropy(out, none)
                optimizer.zero_grad()
                kinds.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                kinds.step()
        return net.eval()

    def places(self, at: int, others: Sequence[int], count: int) -> list[tuple[int, int]]:
        """Return the sentences of a notice and `count` of others, as (notice, place) pairs."""
        elsewhere = [(o, i) for o in others for i in range(len(self.held[o].sentences))]
        own = [(at, i) for i in range(len(self.held[at].sentences))]
        return own + random.sample(elsewhere, k=min(count, len(elsewhere)))

    def strangers(self, others: Sequence[int]) -> Prepared:
        """Return some questions on other notices."""
        all_asked = [(self._asked[n], i) for n in others for i in range(len(self.held[n].asked))]
        return _taken(random.sample(all_asked, k=min(_ASKED_BY_STRANGERS, len(all_asked))))

    def scored(self, net: Network, asked: Prepared, places: Sequence[tuple[int, int]]) -> Tensor:
        """Return the log-odds of questions over sentences, and that none answers."""
        said = _taken([(self._said[n], i) for n, i in places])
        titles = _taken([(self._titles[n], 0) for n, _ in places])
        shared, titled = _overlap(asked, said), _overlap(asked, titles)
        spoken = {n: torch.tensor([_worth(codes, self._documents[n]) for codes in asked.shared]) for n, _ in places}
        document = torch.stack([spoken[n] for n, _ in places], 1)
        document = document - document.max(1, keepdim=True).values
        out: Tensor = net(asked, said, titles, PER_SHARED * shared, PER_SHARED * titled, PER_SHARED * document)
        return out

    def report(self) -> str:
        """Return figures on notices held out, `_FOLDS` parts in turn."""
        right = total = 0
        answerable: list[tuple[float, bool]] = []
        beside: list[float] = []
        strange: list[float] = []
        for fold in range(_FOLDS):
            kept = [i for i in range(len(self.held)) if i % _FOLDS == fold]
            net = self.train([i for i in range(len(self.held)) if i % _FOLDS != fold])
            random.seed(_SEED)
            with torch.no_grad():
                for at in kept:
                    others = random.sample([i for i in kept if i != at], k=_BESIDE)
                    places = self.places(at, others[:-_STRANGERS], _ELSEWHERE)
                    out = self.scored(net, self.strangers(others[-_STRANGERS:]), places)
                    strange += functional.softmax(out, 1)[:, :-1].max(1).values.tolist()
                    best = functional.softmax(self.scored(net, self._asked[at], places), 1)[:, :-1].max(1)
                    for row, chance in enumerate(best.values.tolist()):
                        if row >= len(self.held[at].asked):
                            beside.append(chance)
                            continue
                        hit = int(best.indices[row]) in self.held[at].asked[row][1]
                        answerable.append((chance, hit))
                        right, total = right + hit, total + 1
        lines = [f"{len(self.held)} notices, {total} questions: the right sentence is first for {right / total:.3f}"]
        for least in _SHOWN:
            told = sum(hit for chance, hit in answerable if chance >= least) / total
            wrong = sum(not hit for chance, hit in answerable if chance >= least) / total
            near, far = (sum(c >= least for c in chances) / len(chances) for chances in (beside, strange))
            lines.append(
                f"chance >= {least}: right {told:.3f}, wrong {wrong:.3f}; answered of what no sentence answers: "
                f"{near:.3f} near the matter, {far:.3f} of other notices"
            )
        return "\n".join(lines)

    def save(self, net: Network, folder: Path) -> None:
        """Write the model as `bot.answering` reads it."""
        folder.mkdir(parents=True, exist_ok=True)
        changed = torch.nonzero((net.rows != self._table).any(1))[:, 0]
        rows, scale = _narrowed(net.rows[changed].detach().numpy())
        asking, asking_scale = _narrowed(net.asking.detach().numpy())
        saying, saying_scale = _narrowed(net.saying.detach().numpy())
        tensors = {
            "rows_at": changed.numpy().astype(np.int32),
            "rows": rows,
            "rows_scale": scale[:, 0],
            "asking": asking,
            "asking_scale": asking_scale,
            "saying": saying,
            "saying_scale": saying_scale,
            "crossed": net.crossed.detach().numpy().astype(np.float16),
            "rarity": self.rarity.numpy().astype(np.float16),
        }
        save_file(tensors, folder / "model.safetensors")
        weights = {name: round(float(value.detach()), 6) for name, value in net.weights.items()}
        told = {"asks": _ASKS, "says": _SAYS, "weights": weights}
        (folder / "model.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _narrowed(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return rows as int8 and their scales, shape (rows, 1)."""
    scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-9) / 127
    return np.round(values / scale).astype(np.int8), scale.astype(np.float16)


def _worth(codes: dict[int, float], document: frozenset[int]) -> float:
    """Return what those of the codes are worth that a document has."""
    return sum(worth for code, worth in codes.items() if code in document)


def _taken(places: Sequence[tuple[Prepared, int]]) -> Prepared:
    return Prepared(
        pieces=[held.pieces[i] for held, i in places],
        chars=[held.chars[i] for held, i in places],
        kinds=torch.stack([held.kinds[i] for held, i in places]),
        shared=[held.shared[i] for held, i in places],
    )


def _overlap(asked: Prepared, said: Prepared) -> Tensor:
    """Return what each question shares with each sentence, shape (questions, sentences)."""
    places: dict[int, list[int]] = {}
    for at, codes in enumerate(said.shared):
        for code in codes:
            places.setdefault(code, []).append(at)
    out = np.zeros((len(asked.shared), len(said.shared)), np.float32)
    for row, codes in zip(out, asked.shared, strict=True):
        for code, worth in codes.items():
            for at in places.get(code, ()):
                row[at] += worth
    return torch.from_numpy(out)


def main() -> None:
    """Train, write the model and print figures on held-out notices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--no-report", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(1)
    trainer = Trainer(list(notices()))
    if not given.no_report:
        print(trainer.report())
    trainer.save(trainer.train(range(len(trainer.held))), given.out)


if __name__ == "__main__":
    main()
