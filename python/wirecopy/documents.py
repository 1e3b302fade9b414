"""Documents: one article, release or page each, and the house that published it."""

from __future__ import annotations

import datetime
import functools
import ipaddress
import numbers
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
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


def publishers(given: Any, url: Any, source: Any, houses: Mapping[str, str]) -> Any:
    """Return the house behind each document.

    It is what `given` says, else the registrable domain of the address, else the domain that all other documents of
    its source have, else the source; and what `houses` calls that source or that publisher comes before all.

    Parameters
    ----------
    given, url, source : pyarrow string columns of one length
    houses : mapping of str to str

    Returns
    -------
    pyarrow.StringArray
        Null where nothing is known. Each distinct host is looked at once.
    """
    source = _one(source)
    hosts = pc.struct_field(pc.extract_regex(_one(url), pattern=_HOST), "host")
    encoded = hosts.dictionary_encode()
    domains = pa.array([_domain(host) for host in encoded.dictionary.to_pylist()], pa.string())
    found = pc.coalesce(_one(given), domains.take(encoded.indices))
    found = pc.coalesce(found, _the_one_of_each(source, found), source)
    return pc.coalesce(_looked_up(source, houses), _looked_up(found, houses), found)


def _the_one_of_each(source: Any, publisher: Any) -> Any:
    """For each document the publisher that its source has wherever one is known; null where there are several."""
    known = pa.table({"source": source, "publisher": publisher}).filter(
        pc.and_(pc.is_valid(source), pc.is_valid(publisher))
    )
    houses = known.group_by("source").aggregate([("publisher", "min"), ("publisher", "max")])
    houses = houses.filter(pc.equal(houses["publisher_min"], houses["publisher_max"]))
    return _one(houses["publisher_min"].take(pc.index_in(source, value_set=_one(houses["source"]), skip_nulls=True)))


def _looked_up(names: Any, houses: Mapping[str, str]) -> Any:
    values = pa.array(list(houses.values()), pa.string())
    return values.take(pc.index_in(names, value_set=pa.array(list(houses), pa.string()), skip_nulls=True))


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


def microseconds(max_lag: Any) -> int:
    """Return a greatest distance between dates, such as "3D", as `pandas.Timedelta` reads it.

    Raises
    ------
    ValueError
        If it is no duration, has no unit or is below 0; the message quotes the value.
    """
    import pandas as pd

    wrong = f"max_lag is {max_lag!r}; it must be a duration such as '3D', not below 0"
    if _is_bare_number(max_lag):  # pandas would take nanoseconds
        raise ValueError(f"{wrong}, and with its unit")
    try:
        delta = pd.Timedelta(max_lag)
    except (ValueError, TypeError, OverflowError) as error:
        raise ValueError(f"{wrong}: {error}") from None
    if pd.isna(delta) or delta < pd.Timedelta(0):
        raise ValueError(wrong)
    return int(delta // pd.Timedelta(microseconds=1))


def _is_bare_number(lag: Any) -> bool:
    if isinstance(lag, str):
        return lag.strip().removeprefix("-").replace(".", "", 1).isdecimal()
    return isinstance(lag, numbers.Number) and not isinstance(lag, np.timedelta64)
