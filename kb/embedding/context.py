"""The articles around an article tell what it is about: its vector takes in a little of its neighbours'.

A law says once what it regulates and then speaks of "the parties" or "the preceding article".  Measured on STARD (see
the model card): recall@100 rises by .02 to .03, and the order of the first ten does not suffer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kb.protocols import Vectors
from kb.titles import law_of_article
from kb.types import DocumentMeta, Passage, PassageKind

NEIGHBOUR_SHARE = 0.2  # weight of each neighbour beside the article's own 1
Place = tuple[str, int]


def in_context(vectors: Vectors, entries: Sequence[tuple[DocumentMeta, Passage]]) -> Vectors:
    """Return unit vectors in which articles lean towards the articles before and after them.

    Neighbours are looked for among `entries`: the articles of one document, or documents that each hold one article
    of the same law (民法典第十条, 民法典第十一条).  Passages that are no articles, and texts without a direction, stay.

    Args:
        vectors: one unit vector (or zeros) per entry.
        entries: documents and passages, those of a document together and in order.
    """
    places = [_place(meta, passage) for meta, passage in entries]
    first: dict[Place, int] = {}
    last: dict[Place, int] = {}
    for row, place in enumerate(places):
        if place is not None:
            first.setdefault(place, row)
            last[place] = row
    result = vectors.copy()
    for row, place in enumerate(places):
        if place is None or not vectors[row].any():
            continue
        law, number = place
        parted = row > 0 and places[row - 1] == place  # a long article is cut into several passages
        goes_on = row + 1 < len(places) and places[row + 1] == place
        before = row - 1 if parted else last.get((law, number - 1))
        after = row + 1 if goes_on else first.get((law, number + 1))
        for neighbour in (before, after):
            if neighbour is not None:
                result[row] += NEIGHBOUR_SHARE * vectors[neighbour]
        result[row] /= np.linalg.norm(result[row])
    return result


def _place(document: DocumentMeta, passage: Passage) -> Place | None:
    """Return where an article stands: in which law (or document), under which number."""
    if passage.kind is not PassageKind.ARTICLE or passage.article is None:
        return None
    return law_of_article(document.title) or document.id, passage.article
