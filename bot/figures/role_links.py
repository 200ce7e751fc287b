"""Columns of the role that a question speaks of: plans where plans are meant, results where results are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.figures.catalogue import Catalogue
from bot.figures.families import column_year
from bot.figures.metrics import COMMON, Found, Link
from bot.figures.reading import OtherRole
from bot.figures.roles import RATE, Role, other, unlike

AGAINST_ROLE, LITERAL = 0.3, 0.05


def links_by_role(catalogue: Catalogue, found: Sequence[Found], within: frozenset[str] | None) -> list[Link]:
    """Return the columns that stand for a role, where the words say nothing else (完成了多少): those of the rows
    named, of the domain of the lexicon before others."""
    roles = catalogue.roles
    wanted = {Role(f.feature[1:]) for f in found if f.feature.startswith("@")}
    asked = Role.GOAL if Role.GOAL in wanted else next(iter(wanted), None)
    if asked is None:
        return []
    columns = [
        c
        for c in (within if within is not None else catalogue.columns)
        if roles.of(c) is asked and roles.stands(c) and not roles.is_rate(c)
    ]
    columns = [c for c in columns if roles.of_domain(c)] or columns
    return [Link(column=c, score=1.0, own=1.0) for c in sorted(columns)]


def _with_content(catalogue: Catalogue, links: list[Link], found: Sequence[Found], text: str) -> list[Link]:
    """Leave out columns found by nothing but a word for a role (贷款任务: 培训目标) where another is named."""
    forms = {word.form for word in catalogue.roles.words(text)}
    plain = [f for f in found if f.feature[0] not in "!@" and not any(f.feature.lstrip("=") in form for form in forms)]
    plain = [f for f in plain if text.find(f.feature) >= 0 and f.feature not in COMMON]
    own = {link.column for link in catalogue.metrics.links(plain) if link.own > 0}
    kept = [link for link in links if link.column in own]
    if not kept:
        return links
    named = {f.feature for f in plain}
    return [link for link in links if named & catalogue.metrics.features_of(link.column)]


def by_role(
    catalogue: Catalogue,
    links: list[Link],
    role: Role | None,
    text: str,
    within: frozenset[str] | None,
    found: Sequence[Found] = (),
) -> list[Link]:
    """Put the columns of the role asked for first, with those that stand for the same matter in other tables.

    A column that the question names by its whole label, or by a rate word, is what is asked whatever its role.
    """
    roles = catalogue.roles
    if role is None or not links:
        return links
    links = _with_content(catalogue, links, found, text)
    rate = RATE.search(text) is not None
    scores: dict[str, Link] = {}
    for link in links:
        label = catalogue.columns[link.column].label
        named = len(label) > 3 and label in text
        against = unlike(roles.of(link.column), role) or (roles.is_rate(link.column) and not rate)
        factor = 1.0 if named or not against else AGAINST_ROLE
        scores[link.column] = replace(link, score=link.score * factor)
    best = max(scores.values(), key=lambda link: link.score)
    leads = links[0] if unlike(roles.of(links[0].column), role) and roles.stands(links[0].column) else best
    if not rate and (roles.stands(leads.column)):
        top = max(best.score, 0.0)
        for mate in roles.mates(leads.column, role):
            if within is not None and mate not in within:
                continue
            literal = LITERAL * top if roles.has_word(mate, text) else 0.0
            known = scores.get(mate)
            score = max(top, known.score if known is not None else 0.0) + literal
            scores[mate] = Link(column=mate, score=score, own=known.own if known is not None else leads.own)
    return sorted(scores.values(), key=lambda link: (-link.score, link.column))


def other_kind(catalogue: Catalogue, links: Sequence[Link], role: Role, year: int) -> OtherRole | None:
    """Return the column of the other role that is on file for a year, where the role asked for is not."""
    for link in links:
        for mate in (link.column, *catalogue.roles.mates(link.column, other(role))):
            if catalogue.roles.of(mate) is other(role) and column_year(catalogue, catalogue.columns[mate]) == year:
                return OtherRole(year=year, asked=role, column=mate)
    return None
