"""A data folder opened: records, snapshot and search, each part opened when it is first needed."""

from __future__ import annotations

import threading
from pathlib import Path

from kb.index.lexical import LexicalIndex
from kb.index.manifest import discard
from kb.knowledge import Knowledge, LiveKnowledge
from kb.lexicon import Lexicon
from kb.protocols import Embedder, PassageIndex
from kb.rank.model import load_rank_model
from kb.rank.ranker import CloseRanker
from kb.search import HybridSearcher
from kb.store import open_store
from kb.zh.tokenizer import WordTokenizer

LEXICAL_FOLDER = "lexical"
DENSE_FOLDER = "dense"


class KnowledgeBase:
    """What is in a data folder.  Any number of processes may read; one may write (see `kb.lock`)."""

    def __init__(
        self,
        data_dir: Path,
        *,
        lexicon: Lexicon,
        embedding: str | None = None,
        database_url: str | None = None,
        read_only: bool = True,
        embedder: Embedder | None = None,
    ) -> None:
        """Open the record store; indexes and model wait until something is searched.

        Args:
            data_dir: the data folder.
            lexicon: the lexicon that documents were and questions will be cut with.
            embedding: embedding model by name or folder; None for the one that ships.
            database_url: SQLAlchemy URL, when the records are not in the data folder.
            read_only: False only for the process that owns the folder.
            embedder: an embedder already loaded, in place of `embedding`.

        Raises:
            NotFound: `read_only` and nothing has been ingested yet.
            FixConfiguration: not a database, or one of another schema version.
        """
        self.data_dir = data_dir
        self.lexicon = lexicon
        self.tokenizer = WordTokenizer(lexicon, cache_dir=data_dir / "cache")
        self.store = open_store(data_dir, read_only=read_only, database_url=database_url)
        self._read_only = read_only
        self._embedding = embedding
        self._embedder = embedder
        self._live = LiveKnowledge(self.store)
        self._opening = threading.Lock()
        self._lexical: LexicalIndex | None = None
        self._dense: PassageIndex | None = None
        ranker = CloseRanker(
            load_rank_model(),
            prepared=self.tokenizer.prepared,
            words=self.tokenizer.tokens,
            statistics=self.lexical,
        )
        self.searcher = HybridSearcher(
            store=self.store,
            knowledge=self.knowledge,
            lexical=self.lexical,
            dense=self.dense,
            ranker=ranker,
        )

    def knowledge(self) -> Knowledge:
        """Return a snapshot of the records as they are now."""
        return self._live.current()

    def lexical(self) -> LexicalIndex:
        """Return the lexical index.

        Raises:
            RebuildIndex: it does not belong to this code.
        """
        with self._opening:
            if self._lexical is None:
                self._lexical = LexicalIndex(
                    self.data_dir / LEXICAL_FOLDER,
                    tokenizer=self.tokenizer,
                    lexicon_version=self.lexicon.version,
                    read_only=self._read_only,
                )
            return self._lexical

    def dense(self) -> PassageIndex:
        """Return the dense index; loads the model and Chroma, which takes a second or two.

        Raises:
            RebuildIndex: it does not belong to this code or model.
        """
        with self._opening:
            if self._dense is None:
                from kb.index.dense import DenseIndex

                self._dense = DenseIndex(
                    self.data_dir / DENSE_FOLDER, embedder=self.embedder(), read_only=self._read_only
                )
            return self._dense

    def indexes(self) -> dict[str, PassageIndex]:
        """Return every index under the name people know it by.

        Raises:
            RebuildIndex: one of them does not belong to this code or model.
        """
        return {"词语索引": self.lexical(), "向量索引": self.dense()}

    def reset_indexes(self) -> None:
        """Empty both indexes, whatever made them; only for the owner of the folder."""
        for folder, opened in ((LEXICAL_FOLDER, self._lexical), (DENSE_FOLDER, self._dense)):
            if opened is not None:
                opened.clear()
            else:
                discard(self.data_dir / folder)

    def embedder(self) -> Embedder:
        """Return the embedding model, loading it on first use."""
        if self._embedder is None:
            from kb.embedding import load_embedder

            self._embedder = load_embedder(self._embedding)
        return self._embedder

    def close(self) -> None:
        """Release what was opened."""
        for index in (self._lexical, self._dense):
            if index is not None:
                index.close()
        self.store.close()
