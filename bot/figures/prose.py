"""Whether running text speaks of the very quantity that a question names, where a table's is another."""

from __future__ import annotations

from bot.figures.question import Question

_BESIDE, _AROUND, _LEAST = 2, 6, 5


def told_in_prose(q: Question) -> bool:
    """Say whether words beside the metric, which nothing accounts for, stand with it in running text.

    万元工业增加值用水量 is no 工业用水量: where a document writes 增加值用水量 and no table is about it, the column
    that shares half of the words is not what is asked.
    """
    known, metric = q.explained(), [False] * len(q.text)
    for start, end in q.reading.covered:
        metric[start:end] = [True] * (end - start)
    for i in range(1, len(q.text)):
        if metric[i] == metric[i - 1] or known[i] == known[i - 1]:
            continue
        left, right = i, i
        while left > 0 and metric[left - 1] == metric[i - 1] and known[left - 1] == known[i - 1]:
            left -= 1
        while right < len(q.text) and metric[right] == metric[i] and known[right] == known[i]:
            right += 1
        if metric[i]:
            left = max(left, i - _AROUND)
        else:
            right = min(right, i + _AROUND)
        piece, beside = q.text[left:right], q.text[left:i] if metric[i] else q.text[i:right]
        enough = min(i - left, right - i) >= _BESIDE and len(piece) >= _LEAST
        if enough and q.catalogue.in_prose(piece) and not q.catalogue.in_tables(beside):
            return True
    return False
