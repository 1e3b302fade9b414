"""Documents: one article, release or page each, and the house that published it."""

from __future__ import annotations

import datetime
import functools
import ipaddress
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import tldextract

# The scheme may be missing: exports often hold "www.example.org/page".
_HOST = r"^(?:(?:[A-Za-z][A-Za-z0-9+.\-]*:)?//)?(?:[^/?#@\\]*@)?(?P<host>\[[^\]/?#]*\]|[^/?#:\\\s]+)"


@dataclass(frozen=True, slots=True)
class Document:
    """One article, release or page, with what is known of it.

    Attributes
    ----------
    id : str
        Names the document in its corpus and in every result.
    text : str
        The words themselves, unchanged. Spans of results count its code points.
    title, source, publisher, url, language : str or None
        `source` is the outlet, `publisher` the house behind it.
    published : datetime.date, datetime.datetime or None
        A date where only the day is known, otherwise an instant with its zone (UTC).
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    publisher: str | None = None
    published: datetime.date | None = None
    url: str | None = None
    language: str | None = None

    def _repr_html_(self) -> str:
        known = [self.source, None if self.published is None else str(self.published), self.language, self.url]
        line = " · ".join(escape(each) for each in known if each)
        paragraphs = "".join(f'<p dir="auto">{escape(each)}</p>' for each in self.text.splitlines() if each.strip())
        return (
            f'<article><h4 dir="auto">{escape(self.title or self.id)}</h4><p><small>{line}</small></p>'
            f'<div style="max-height:30em; overflow:auto">{paragraphs}</div></article>'
        )


def registrable_domain(host: str) -> str:
    """Return the part of a host name that somebody registered: `bbc.co.uk` for `news.bbc.co.uk`.

    Follows the Public Suffix List, its private section included, so that two blogs on one platform are two houses.
    A host that is no more than a suffix or an address (`co.uk`, 192.0.2.1) is returned as it is. Never asks the
    network.
    """
    host = host.strip().rstrip(".").lower()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        found = _suffixes()(host)
        if found.domain and found.suffix:
            return f"{found.domain}.{found.suffix}"
        # A top-level domain that the list does not know is a public suffix itself (the list's default rule).
        return host if found.suffix else ".".join(host.split(".")[-2:])
    return host


def publishers(url: Any, source: Any) -> Any:
    """Return the house behind each document as far as its address tells: the registrable domain, else the source.

    Parameters
    ----------
    url, source : pyarrow string columns of one length

    Returns
    -------
    pyarrow.StringArray
        Null where both are unknown. Each distinct host is looked at once.
    """
    hosts = pc.struct_field(pc.extract_regex(_one(url), pattern=_HOST), "host")
    encoded = hosts.dictionary_encode()
    domains = pa.array([_domain(host) for host in encoded.dictionary.to_pylist()], pa.string())
    return pc.coalesce(domains.take(encoded.indices), _one(source))


def _domain(host: str) -> str | None:
    return registrable_domain(host) if "." in host or ":" in host else None


def _one(column: Any) -> Any:
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return array.cast(pa.string())


@functools.cache
def _suffixes() -> tldextract.TLDExtract:
    import tldextract

    # No address to fetch from and no cache: the list that came with the package, on every machine alike.
    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
