"""Whether running text speaks of the very quantity that a question names, where a table's is another."""

from __future__ import annotations

from bot.figures.question import Question

_BESIDE, _AROUND, _LEAST = 2, 6, 5


def told_in_prose(q: Question) -> str | None:
    """Return the words of a quantity that running text speaks of and no column does, or None.

    Say so where words beside the metric, which nothing accounts for, stand with it in running text.
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
        whole = q.text[next((j + 1 for j in range(i - 1, -1, -1) if known[j] and not metric[j]), 0) : right]
        piece, beside = q.text[left:right], q.text[left:i] if metric[i] else q.text[i:right]
        if any(q.catalogue.titled(p.measure.column, beside) for p in q.reading.picked):
            continue
        enough = min(i - left, right - i) >= _BESIDE and len(piece) >= _LEAST
        if enough and q.catalogue.in_prose(piece) and not q.catalogue.in_tables(beside):
            return whole if metric[i] else piece
    return None


def word_of_prose(q: Question) -> str | None:
    """Return a word that nothing accounts for, no table has and running text states a number of, or None.

    中职计划招生人数: 中职 stands in a sentence with 计划, 招生 and a number, and in no table.
    """
    plain = q.intent.operation is None and not q.intent.thresholds and not q.intent.counting
    if q.catalogue.words is None or q.reading.bare_years or not plain:
        return None
    known, metric = q.explained(), set()
    for start, end in q.reading.covered:
        metric |= set(range(start, end))
    titled = [p.measure.column for p in q.reading.picked]
    words = [(w, a, b) for w, a, b in q.catalogue.words(q.text) if b - a > 1]
    held = [(w, a, b) for w, a, b in words if metric & set(range(a, b))]
    for word, start, end in words:
        beside = end in metric and not all(known[start:end])
        if not beside or word.isascii() or any(q.catalogue.titled(column, word) for column in titled):
            continue
        whole = q.text[start : next((i for i in range(end, len(q.text)) if i not in metric), len(q.text))]
        if q.catalogue.in_prose(whole) and not q.catalogue.in_headings(whole):
            apart = [w for w, a, b in held if b <= start or a >= start + len(whole)]
            if any(q.catalogue.stated_with(whole, other) for other in apart):
                continue  # 省级绿色工厂 where the text speaks of their 复核, as the column does
            return whole  # 网络招聘会 is no 招聘会
        if q.catalogue.in_tables(word):
            continue
        if any(q.catalogue.stated_with(word, other) for other, _, _ in held):
            return word
    return None
