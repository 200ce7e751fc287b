"""A character map for a `tokenizers` normaliser: Traditional characters to Simplified, one to one.

`normalizers.Precompiled` reads SentencePiece's format: the byte size of a double-array trie (darts-clone units,
little-endian uint32), the trie, then the replacement strings, each ended by a zero byte.  Putting the map into the
tokenizer keeps the model whole: whoever loads the folder reads both scripts, with no code of ours.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

import opencc


def simplified_characters() -> dict[str, str]:
    """Return every BMP ideograph that OpenCC's t2s turns into one other character."""
    convert = opencc.OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for code in range(0x3400, 0xA000))
    return {a: b for a, b in pairs if a != b and len(b) == 1}


def precompiled(mapping: Mapping[str, str]) -> bytes:
    """Return `mapping` in SentencePiece's precompiled form."""
    blob = bytearray(b"\0")
    values: dict[bytes, int] = {}
    for source, target in mapping.items():
        values[source.encode()] = len(blob)
        blob += target.encode() + b"\0"
    units = _double_array(values)
    return struct.pack("<I", 4 * len(units)) + struct.pack(f"<{len(units)}I", *units) + bytes(blob)


def _double_array(values: Mapping[bytes, int]) -> list[int]:
    """Build darts-clone units: node position = parent position ^ parent offset ^ label; label 0 holds the value."""
    tree: dict = {}
    for key, value in values.items():
        node = tree
        for byte in key:
            node = node.setdefault(byte, {})
        node[0] = value
    units = [0] * 1024
    used = [False] * 1024
    bases: set[int] = set()
    used[0] = True

    def grow(size: int) -> None:
        while len(units) < size:
            units.extend([0] * 256)
            used.extend([False] * 256)

    def place(node: dict, position: int) -> None:
        base = position & ~0xFF | 1
        # An offset must fit 21 bits (or 29 with its low byte zero); first fit keeps it far below.
        while True:
            grow((base | 0xFF) + 1)
            if base not in bases and not any(used[base ^ label] for label in node):
                break
            base += 1
        bases.add(base)
        offset = position ^ base
        assert offset < 1 << 21
        units[position] |= offset << 10 | (1 << 8 if 0 in node else 0)
        for label in node:
            used[base ^ label] = True
        for label, child in node.items():
            if label == 0:
                units[base] = child | 1 << 31
            else:
                units[base ^ label] |= label
        for label, child in node.items():
            if label:
                place(child, base ^ label)

    place(tree, 0)
    return units
