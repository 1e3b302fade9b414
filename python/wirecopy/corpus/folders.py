"""Folders of text files, and what their names say."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path, PurePosixPath

from wirecopy.corpus.columns import FIELDS
from wirecopy.corpus.issues import Collector
from wirecopy.corpus.raw import Raw, Records

_NAMED = tuple(field for field in FIELDS if field != "text")


def raw_of_folder(path: Path, pattern: str | None, encoding: str, issues: Collector) -> Raw:
    """Read every `.txt` file under `path`, or `path` itself; ids are paths inside the folder without the suffix.

    Hidden files and folders are passed over; files of other endings are counted in the issues. Links to folders are
    not followed.
    """
    matcher = None if pattern is None else _Pattern(pattern)
    folder = path if path.is_dir() else path.parent
    names = _files(path) if path.is_dir() else [path.name]
    texts = [name for name in names if name.lower().endswith(".txt")]
    others = Counter(PurePosixPath(name).suffix.lower() for name in names if not name.lower().endswith(".txt"))
    counted = ", ".join(f"{count} {ending or 'without an ending'}" for ending, count in sorted(others.items()))
    if not texts:
        html = "; take the text out of HTML pages first (for instance with trafilatura)"
        advice = html if others.keys() & {".html", ".htm"} else ""
        raise ValueError(f"{path}: no .txt files in this folder (other files: {counted or 'none'}){advice}")
    for ending, count in sorted(others.items()):
        first = next(name for name in names if PurePosixPath(name).suffix.lower() == ending)
        issues.note("not read", f"{count} of this ending; only .txt files are read", value=first)
    records = Records(())
    records.see(["id", "text"])
    for row, name in enumerate(texts):
        record: dict[str, str | None] = {"id": name[:-4], "text": _text_of(folder / name, name, encoding, issues)}
        if matcher is not None:
            found = matcher.fields(name)
            if found is None:
                detail = f"the name does not fit the pattern {pattern!r}; the document was kept"
                issues.add("name without fields", detail, document=_shown(name[:-4]), value=name)
            record |= found or {}
        if record["text"] is not None:
            records.add(row, record)
    return records.raw(numbered=False, encoding=encoding.lower())


def _files(folder: Path) -> list[str]:
    found = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = Path(where).relative_to(folder)
        found += [(inside / name).as_posix() for name in names if not name.startswith(".")]
    return sorted(found)


def _text_of(path: Path, name: str, encoding: str, issues: Collector) -> str | None:
    plain = encoding.lower() in {"utf-8", "utf8"}
    try:
        data = path.read_bytes()
        if plain and data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            detail = "this file is UTF-16; pass encoding='utf-16'; the document was left out"
            issues.add("invalid UTF-8", detail, document=_shown(name[:-4]), field="text", value=data[:40])
            return None
        # Bytes that are no text survive as surrogates, which the check of all texts finds and locates.
        return data.decode("utf-8-sig" if plain else encoding, "surrogateescape")
    except UnicodeDecodeError as error:
        detail = f"at byte {error.start}: {error.reason}; the document was left out"
        issues.add(f"invalid {encoding}", detail, document=_shown(name[:-4]), field="text", value=error.object[:40])
    except OSError as error:
        issues.add("unreadable file", f"{error.strerror}; it was left out", document=_shown(name[:-4]), value=name)
    return None


def _shown(name: str) -> str:
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")


class _Pattern:
    """What a name says, as `"{source}_{published}.txt"` describes it."""

    def __init__(self, pattern: str) -> None:
        fields = re.findall(r"\{(.*?)\}", pattern)
        if not fields or len(set(fields)) < len(fields) or not set(fields) <= set(_NAMED):
            raise ValueError(f"pattern={pattern!r}: expected fields, each once, among {', '.join(_NAMED)}")
        parts = re.split(r"\{(.*?)\}", pattern)
        self._regex = re.compile(
            "".join(f"(?P<{part}>[^/]+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)),
            re.IGNORECASE | re.DOTALL,
        )
        self._whole_path = "/" in pattern
        self._with_ending = pattern.lower().endswith(".txt")

    def fields(self, name: str) -> dict[str, str] | None:
        if not self._whole_path:
            name = PurePosixPath(name).name
        found = self._regex.fullmatch(name if self._with_ending else name[:-4])
        return None if found is None else found.groupdict()
