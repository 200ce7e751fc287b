"""How tables and documents name regions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from bot.figures.surface import clean
from kb.lexicon import Lexicon, Region
from kb.types import DocumentMeta, Figure

PLACE_HEAD = re.compile(
    r"(?P<outer>[\u4e00-\u9fff]{2,6}?(?:省|市|县|区|州|旗))(?P<inner>[\u4e00-\u9fff]{2,4}(?:市|县|区|旗))?(?=[\u4e00-\u9fff]{0,10}?(?:局|厅|委|办|政府|院|会))"
)


class RegionNames:
    """Regions of the lexicon by every way to write them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.by_form: dict[str, Region] = {}
        self.by_name = {region.name: region for region in lexicon.regions}
        for region in lexicon.regions:
            for form in (region.name, region.short, *region.forms):
                self.by_form.setdefault(clean(form), region)

    def name_of(self, figure: Figure) -> str | None:
        """Return the canonical region that a figure's row label names, or None.

        A figure's own region may come from another cell of its row (the city of an enterprise): that names no row.
        """
        label = clean(figure.row_label)
        region = self.by_form.get(label)
        if region is not None:
            return region.name
        held = clean(figure.region or "")
        return figure.region if held and (label and held.startswith(label)) else None

    def beside(self, label: str, known: Iterable[str]) -> str | None:
        """Return the city that a word is among cities of one province, of which alone it names none (日照, 德州)."""
        region = self.by_name.get(f"{label}市")
        parents = Counter(self.by_name[name].parent for name in known if name in self.by_name)
        most = parents.most_common(1)[0] if parents else (None, 0)
        return region.name if region is not None and most[1] > 1 and region.parent == most[0] else None

    def above(self, rows: tuple[str, ...], title: str) -> str | None:
        """Return the region that `rows` share out: right above them, else the one that the title names."""
        parents = Counter(self.by_name[row].parent for row in rows if row in self.by_name)
        if sum(parents.values()) >= max(2, 0.8 * len(rows)):
            return parents.most_common(1)[0][0]
        plain = clean(title)
        named = [form for form in self.by_form if len(form) > 1 and not form.isascii() and form in plain]
        return self.by_form[max(named, key=len)].name if named else None

    def place_of(self, meta: DocumentMeta | None) -> str | None:
        """Return the place whose body issued a document (清河县 of 清河县农业农村局关于…), the narrowest named."""
        for text in (meta.title, *meta.issuers[:1]) if meta is not None else ():
            match = PLACE_HEAD.match(clean(text))
            if match is not None:
                return match["inner"] or match["outer"]
        return None

    def whole_of(self, rows: tuple[str, ...]) -> str:
        """Return how to call all `rows` together: by what is above them when they are regions."""
        if sum(row in self.by_name for row in rows) < max(2, 0.8 * len(rows)):
            return ""
        parent = self.above(rows, "")
        level = self.by_name[parent].level if parent in self.by_name else ""
        return {"province": "全省", "city": "全市", "district": "全区"}.get(level, parent or "全省")
