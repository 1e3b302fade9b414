"""Why two names are one entity, or are not."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.compute as pc

from wirecopy.results.words import TextSource, with_words

_RULES = {
    "gazetteer": "stands in the gazetteer",
    "discovered": "is written like a name, and is the entity's own",
    "surname": "is the last or family name of the person named in full",
    "given_name": "is the first name of the person named in full",
    "short_name": "is part of the organisation's name",
    "acronym": "is made of the initials of the full name",
    "title": "is a title with a part of the person's name",
    "inflected": "is the name with the ending of another case",
    "spelling": "is the name spelt otherwise",
}
_SHOWN = 3


@dataclass(frozen=True)
class Explanation:
    """Whether two names are one entity, and why: true when they are.

    Attributes
    ----------
    one : bool
    entities : tuple of str
        The ids that were compared; one id when they are one.
    reasons : tuple of str
    """

    one: bool
    entities: tuple[str, ...]
    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.one

    def __str__(self) -> str:
        head = f"one: {self.entities[0]}" if self.one else f"not one: {' and '.join(self.entities)}"
        return "\n- ".join([head, *self.reasons])

    __repr__ = __str__


def explain(entities: pa.Table, mentions: pa.Table, texts: TextSource, a: str, b: str) -> Explanation:
    """Compare two entities, each given by its id or by one of its names; no mentions but theirs are read in `texts`."""
    of_a, of_b = _entities_of(entities, mentions, texts, a), _entities_of(entities, mentions, texts, b)
    shared = [id for id in of_a if id in of_b]
    if shared:
        return _one(_said(mentions, texts, shared), shared[0], [a, b])
    return _apart(entities, mentions, of_a[0], of_b[0])


def _said(mentions: pa.Table, texts: TextSource, ids: Sequence[str | None]) -> pa.Table:
    """The mentions of some entities, or of nobody (None), with their words."""
    rows = mentions.filter(pc.is_in(mentions["entity"], pa.array(list(ids), pa.string())))
    return with_words(rows.select(["document", "begin", "end", "entity", "rule"]), texts)


def _entities_of(entities: pa.Table, mentions: pa.Table, texts: TextSource, name: str) -> list[str]:
    """The entity with this id, or all that are called so, most often first."""
    if pc.any(pc.equal(entities["entity"], name)).as_py():
        return [name]
    aliases = entities["aliases"].combine_chunks()
    rows = pc.list_parent_indices(aliases).filter(pc.equal(pc.utf8_lower(pc.list_flatten(aliases)), name.lower()))
    called: list[str] = entities["entity"].take(pc.unique(rows)).to_pylist()
    if len(called) < 2:
        if not called and _is_said(_said(mentions, texts, [None]), name):
            raise KeyError(f"{name!r} is ambiguous wherever it stands; mentions.candidates says whom it may mean")
        return called or _nobody(entities, name)
    said = _said(mentions, texts, called)
    counts = Counter(said.filter(pc.equal(pc.utf8_lower(said["text"]), name.lower()))["entity"].to_pylist())
    return sorted(called, key=lambda id: (-counts[id], id))


def _is_said(said: pa.Table, name: str) -> bool:
    return bool(pc.any(pc.equal(pc.utf8_lower(said["text"]), name.lower())).as_py())


def _nobody(entities: pa.Table, name: str) -> NoReturn:
    close = difflib.get_close_matches(name.lower().replace(" ", "-"), entities["entity"][:50_000].to_pylist(), n=3)
    raise KeyError(f"nothing is called {name!r}" + (f"; close to it are {', '.join(close)}" if close else ""))


def _one(said: pa.Table, entity: str, names: list[str]) -> Explanation:
    rows = said.filter(pc.equal(said["entity"], entity)).to_pylist()
    asked = {name.lower() for name in names} - {entity}
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        if not asked or row["text"].lower() in asked:
            by_name.setdefault((row["text"], row["rule"]), []).append(row)
    most = sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0]))
    reasons = []
    for (name, rule), found in most:
        why = _RULES.get(rule, f"was found by the component {rule!r}")
        places = "1 mention" if len(found) == 1 else f"{len(found):,} mentions"
        reasons.append(f"“{name}” {why}: {places}, the first in {found[0]['document']} at {found[0]['begin']}")
    return Explanation(True, (entity,), tuple(reasons))


def _apart(entities: pa.Table, said: pa.Table, a: str, b: str) -> Explanation:
    rows = {row["entity"]: row for row in entities.filter(pc.is_in(entities["entity"], pa.array([a, b]))).to_pylist()}
    reasons = [_difference(rows[a]["name"], rows[b]["name"])]
    if rows[a]["kind"] != rows[b]["kind"]:
        reasons.append(f"one is a {rows[a]['kind']}, the other a {rows[b]['kind']}")
    documents = [set(said.filter(pc.equal(said["entity"], id))["document"].to_pylist()) for id in (a, b)]
    both = sorted(documents[0] & documents[1])
    if both:
        more = f" and {len(both) - _SHOWN:,} more" if len(both) > _SHOWN else ""
        reasons.append(f"named side by side in {', '.join(both[:_SHOWN])}{more}")
    common = sorted({name.lower() for name in rows[a]["aliases"]} & {name.lower() for name in rows[b]["aliases"]})
    reasons += [f"“{name}” alone is either, by whom the document names in full" for name in common[:_SHOWN]]
    return Explanation(False, (a, b), tuple(reasons))


def _difference(a: str, b: str) -> str:
    of_a, of_b = ({word.casefold(): word for word in name.replace("-", " ").split()} for name in (a, b))
    only_a, only_b = (
        [word for key, word in one.items() if key not in other] for one, other in ((of_a, of_b), (of_b, of_a))
    )
    if only_a and only_b:
        return (
            f"“{a}” and “{b}” differ in {_listed(only_a)} and {_listed(only_b)}: two names are one only when they are "
            "equal but for hyphens, case, middle initials, endings or spelling"
        )
    if not only_a and not only_b:
        return f"“{a}” and “{b}” are the same words, but the gazetteer or the order of the words keeps them apart"
    longer, shorter = (a, b) if only_a else (b, a)
    return f"“{shorter}” is part of “{longer}”, but no document, nor all of them, tells that it is short for it"


def _listed(words: list[str]) -> str:
    return " ".join(f"“{word}”" for word in words)
