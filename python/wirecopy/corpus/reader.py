"""One function that reads documents from everything they usually come in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wirecopy.corpus.clean import clean
from wirecopy.corpus.corpus import Corpus
from wirecopy.corpus.dates import check_format
from wirecopy.corpus.files import raw_of_file
from wirecopy.corpus.folders import raw_of_folder
from wirecopy.corpus.issues import Collector, OnError
from wirecopy.corpus.tables import is_pandas, raw_of_arrow, raw_of_items, raw_of_pandas


def read(
    input: Any,
    *,
    pattern: str | None = None,
    text: str | None = None,
    id: str | None = None,
    title: str | None = None,
    source: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
    language: str | None = None,
    publishers: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    date_format: str | None = None,
    errors: OnError = "collect",
) -> Corpus:
    """Read documents from a folder, a file or a table in memory.

    Parameters
    ----------
    input : path, list, DataFrame or Arrow table
        A folder of `.txt` files (a document's id is its path without the suffix), one `.txt` file, a file of
        `.jsonl`, `.ndjson`, `.json`, `.csv`, `.tsv` (each also with `.gz` or `.zst` after it), `.xlsx` or `.parquet`,
        a list of dictionaries, documents or plain strings, a DataFrame of pandas or Polars, or anything with the
        Arrow PyCapsule interface. A corpus stays as it is unless columns are named anew.
    pattern : str, optional
        What the names of text files say, as in `"{source}_{published}.txt"`. A pattern with a `/` is held
        against the path inside the folder. Where a name can be split in two ways, earlier fields take more.
    text, id, title, source, publisher, published, url, language : str, optional
        The column that holds each field, `"outer.inner"` for objects inside objects. Those not given are
        recognised by the usual names, among them those of NewsAPI, Media Cloud and GDELT.
    publishers : mapping of str to str, optional
        The house behind a source, or behind a publisher as it is found without this (a registrable domain, say):
        `{"Tidewater Echo": "Harbour Group", "harbourpost.example": "Harbour Group"}`. It wins over all else.
    encoding : str
        Of text, JSON and CSV files. A byte-order mark is left out.
    date_format : str, optional
        How `published` is written, as for `datetime.strptime`. ISO 8601 is understood without it. Times without
        a zone are taken as UTC; a date without a time is known to the day.
    errors : {"collect", "raise"}
        Rows that are wrong go to `corpus.issues` and the rest goes on, or the first is a ValueError.

    Returns
    -------
    Corpus
        In the order read; files of a folder in order of their paths. A document without an id is called by its
        row. A document without a publisher gets the registrable domain of its url (by the Public Suffix List that
        came with the package `tldextract`; the network is never asked), without a url the one domain of its source's
        other documents, else its source.

    Raises
    ------
    ValueError
        If no column holds the text (the message lists the columns and the keyword to use), if the ending of a file
        is not known, if a file cannot be read at all, or if `encoding`, `date_format` or `publishers` makes no sense.
    FileNotFoundError
        If there is no such file or folder.
    """
    if errors not in ("collect", "raise"):
        raise ValueError(f"errors={errors!r}: expected 'collect' or 'raise'")
    given = {
        "id": id,
        "text": text,
        "title": title,
        "source": source,
        "publisher": publisher,
        "published": published,
        "url": url,
        "language": language,
    }
    mapped = {field: column for field, column in given.items() if column is not None}
    columns = set(mapped.values())
    _check_encoding(encoding)
    if date_format is not None:
        check_format(date_format)
    for name, house in (publishers or {}).items():
        if not isinstance(name, str) or not isinstance(house, str) or not house:
            raise ValueError(f"publishers: {name!r}: {house!r}; expected the names of a source and of its house")
    if isinstance(input, Corpus):
        if not mapped and not publishers and pattern is None and date_format is None and errors == "collect":
            return input
        input = input.table
    if isinstance(input, str | os.PathLike):
        path = Path(input)
        issues = Collector(os.fspath(path), errors)
        if not path.exists():
            raise FileNotFoundError(f"no file or folder {os.fspath(path)!r}; to read texts, pass a list of them")
        if path.is_dir() or path.suffix.lower() == ".txt":
            if mapped:
                field = next(iter(mapped))
                raise ValueError(f"{field}= names a column, and text files have none; use pattern='{{{field}}}.txt'")
            raw = raw_of_folder(path, pattern, encoding, issues)
        else:
            _refuse_pattern(pattern, issues.where)
            raw = raw_of_file(path, columns, encoding, issues)
    else:
        issues = Collector(type(input).__name__, errors)
        _refuse_pattern(pattern, issues.where)
        raw = _raw_of_table(input, columns)
    table = clean(raw, mapped, date_format, issues, publishers or {})
    return Corpus(table, issues.issues())


def _check_encoding(encoding: str) -> None:
    try:
        "".encode(encoding)
    except (LookupError, ValueError) as error:
        raise ValueError(f"encoding={encoding!r}: {error}") from None


def _refuse_pattern(pattern: str | None, where: str) -> None:
    if pattern is not None:
        raise ValueError(f"{where}: pattern= is for names of text files; name columns by keyword: source='...'")


def _raw_of_table(data: Any, columns: set[str]) -> Any:
    if is_pandas(data):
        return raw_of_pandas(data, columns)
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return raw_of_arrow(data, columns)
    if isinstance(data, dict | bytes) or not hasattr(data, "__iter__"):
        hint = "; for one document pass a list of it" if isinstance(data, dict) else ""
        raise TypeError(f"cannot read documents from a {type(data).__name__}{hint}")
    return raw_of_items(data, columns)
