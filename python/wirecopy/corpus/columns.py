"""Which column holds what: the names that exports use, and errors that say which keyword to pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

FIELDS = ("id", "text", "title", "source", "publisher", "published", "url", "language")

# In order of preference; compared without case, spaces, "_" and "-". A dot is the name inside a nested object.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "documentid", "docid", "articleid", "storiesid", "storyid", "gkgrecordid", "uid", "uuid", "guid"),
    "text": (
        *("text", "storytext", "fulltext", "articletext", "plaintext", "maintext", "rawtext", "bodytext"),
        *("content", "body", "articlebody", "article", "story"),
    ),
    "title": ("title", "headline", "heading", "head"),
    "source": (
        *("source", "source.name", "sourcename", "outlet", "outletname", "medianame", "newspaper", "publication"),
        *("sourcecommonname", "domain", "sourcedomain", "site", "website", "media"),
    ),
    "publisher": ("publisher", "publishinghouse", "house"),
    "published": (
        *("published", "publishedat", "publishdate", "publisheddate", "publicationdate", "datepublished", "pubdate"),
        *("date", "datetime", "seendate", "timestamp"),
    ),
    "url": ("url", "link", "articleurl", "sourceurl", "documentidentifier", "permalink"),
    "language": ("language", "lang", "languagecode"),
}
_KNOWN = {name for names in _NAMES.values() for name in names} | {"precision"}
_TEASERS = ("description", "summary", "snippet", "abstract", "teaser", "excerpt", "lead")


def is_wanted(name: str, mapped: Iterable[str]) -> bool:
    """Return whether a column of this name can be one of a document's fields; the others need not be read."""
    return name in mapped or _folded(name) in _KNOWN


def recognise(seen: list[str], usable: Iterable[str], mapped: Mapping[str, str], where: str) -> dict[str, str]:
    """Return for each field of a document the column that holds it.

    Parameters
    ----------
    seen : list of str
        All columns of the input, for messages.
    usable : iterable of str
        Those that hold single values.
    mapped : mapping
        What the caller said: field to column.
    where : str
        Names the input in messages.

    Raises
    ------
    ValueError
        If a column the caller named is missing, or none holds the text. The message lists the columns and the
        keyword to use, and says so where the input looks like an export that comes without the text.
    """
    usable = list(usable)
    for field, column in mapped.items():
        if column not in usable:
            problem = "holds lists or objects, not single values" if column in seen else "is not there"
            raise ValueError(f"{where}: {field}={column!r}: this column {problem}. Columns: {_listed(seen)}")
    by_name: dict[str, str] = {}
    for column in usable:
        if column not in mapped.values():
            by_name.setdefault(_folded(column), column)
    fields = dict(mapped)
    for field, names in _NAMES.items():
        if field not in fields:
            found = next((by_name[name] for name in names if name in by_name), None)
            if found is not None:
                fields[field] = found
    if "text" not in fields:
        raise ValueError(_without_text(seen, where))
    if "precision" in usable:
        fields["precision"] = "precision"
    return fields


def _without_text(seen: list[str], where: str) -> str:
    names = {_folded(name): name for name in seen}
    teaser = next((names[name] for name in _TEASERS if name in names), None)
    advice = "Name the column that holds it: text='...'."
    address = next((names[name] for name in _NAMES["url"] if name in names), None)
    fetch = f"fetch the pages of {address!r} and add their" if address else "add the"
    fetch += " text as a column 'text'"
    if names.keys() & {"gkgrecordid", "documentidentifier", "sourcecommonname", "seendate", "globaleventid"}:
        advice = f"This looks like a GDELT export, which comes without the articles' text: {fetch}."
    elif names.keys() & {"storiesid", "medianame", "mediaurl"}:
        advice = f"This looks like a Media Cloud export, which comes without the articles' text: {fetch}."
    elif "publishedat" in names and teaser:
        advice = f"This looks like a NewsAPI export without 'content': {fetch}."
    if teaser:
        advice += f" ({teaser!r} is a teaser, not the article; text={teaser!r} takes it nevertheless.)"
    return f"{where}: no column holds the articles' text. {advice} Columns: {_listed(seen)}"


def _listed(columns: list[str]) -> str:
    shown = ", ".join(repr(name) for name in columns[:40])
    return f"{shown} and {len(columns) - 40} more" if len(columns) > 40 else shown or "none"


def _folded(name: str) -> str:
    return re.sub(r"[\s_\-]", "", name).casefold()
