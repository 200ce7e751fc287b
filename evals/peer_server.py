"""`python -m evals.peer_server`: the plain service to compare with, as a LangChain tutorial builds it.

The same documents, cut by LangChain's splitter, in LangChain's Chroma with the default model; an answer is the best
three pieces.  It speaks as much of `POST /api/ask` as the load run and the scorer need.
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path
from typing import Any

from evals.minilm import MiniLM
from evals.peer_chroma import SEPARATORS
from ingest.corpus import POLICIES
from kb.settings import Settings, load_settings

BEST = 3
PIECE_CHARS = 1000  # as the tutorials have it; pieces of 250 or 500 answer fewer of the dev questions
OVERLAP_CHARS = 200


def documents(corpus_dir: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the pieces of the documents that ship, and the title of the document of each."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    cutter = RecursiveCharacterTextSplitter(
        separators=SEPARATORS, chunk_size=PIECE_CHARS, chunk_overlap=OVERLAP_CHARS, keep_separator="end"
    )
    texts: list[str] = []
    sources: list[dict[str, str]] = []
    for path in sorted((corpus_dir / POLICIES).rglob("*.md")):
        for piece in cutter.split_text(path.read_text(encoding="utf-8")):
            texts.append(piece)
            sources.append({"title": path.stem})
    return texts, sources


def create_app(settings: Settings) -> Any:
    """Index the documents and return the application."""
    from fastapi import FastAPI
    from langchain_chroma import Chroma

    texts, sources = documents(settings.corpus_dir)
    store = Chroma.from_texts(
        texts, embedding=MiniLM(), metadatas=sources, persist_directory=str(settings.data_dir / "peer")
    )
    app = FastAPI()

    def ask(asked: dict[str, Any]) -> dict[str, Any]:
        found = store.similarity_search(asked["question"], k=BEST)
        return {
            "answer_id": uuid.uuid4().hex,
            "session_id": asked.get("session_id") or uuid.uuid4().hex,
            "answer": "\n\n".join(piece.page_content for piece in found),
            "outcome": "answered",
            "citations": [{"title": p.metadata["title"], "section": "", "quote": p.page_content} for p in found],
        }

    app.post("/api/ask")(ask)
    return app


def main() -> int:
    """Serve until stopped."""
    import uvicorn

    settings = load_settings()
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
