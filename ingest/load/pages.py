"""Page numbers that a PDF converter leaves in the text."""

from __future__ import annotations

import re

# - 3 -, — 3 —, 第3页, 第 3 页 共 9 页, 3 / 9
PAGE_NUMBER = re.compile(
    r"^\s*(?:[-—–－·]\s*\d{1,3}\s*[-—–－·]|第\s*\d{1,3}\s*页(?:\s*[，,/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*$"
)
