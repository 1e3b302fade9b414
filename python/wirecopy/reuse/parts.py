"""Tables of what was found, made part by part, in memory or on disk."""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa

from wirecopy import _core

#: What is made between columns of the core and of Arrow takes memory, too, and one column of strings holds 2 GB.
ROWS_AT_ONCE = 2**20


def in_parts(make: Callable[[dict[str, Any]], pa.Table], found: dict[str, Any], on_disk: bool) -> pa.Table:
    """Return the table that `make` makes of columns, asked for some rows at a time.

    On disk it lies in a file without a name, mapped into memory, that is gone when nobody uses the table any more.

    Raises
    ------
    OSError
        If there is no room on disk; it names the folder and what to do.
    """
    rows = len(found["id"])

    def parts() -> Iterator[pa.Table]:
        for first in range(0, max(rows, 1), ROWS_AT_ONCE):
            yield make({name: column[first : first + ROWS_AT_ONCE] for name, column in found.items()})

    return _mapped(parts()) if on_disk and os.name == "posix" else pa.concat_tables(parts())


def _mapped(parts: Iterator[pa.Table]) -> pa.Table:
    folder = _core.disk_folder()
    first = next(parts)
    with _named(folder):
        descriptor, path = tempfile.mkstemp(".arrow", "wirecopy-", folder)
        os.close(descriptor)
    try:
        with _named(folder):
            file = pa.OSFile(path, "wb")  # which holds nothing back: to close it cannot fail
        # What making a part raises is not of the folder.
        with file:
            with _named(folder):
                writer = pa.ipc.new_file(file, first.schema)
            for part in itertools.chain([first], parts):
                with _named(folder):
                    writer.write_table(part)
            with _named(folder):
                writer.close()
        with _named(folder):
            return pa.ipc.open_file(pa.memory_map(path)).read_all()
    finally:
        os.unlink(path)


@contextlib.contextmanager
def _named(folder: str) -> Iterator[None]:
    """Has an OSError say which folder has no room, and what to do."""
    try:
        yield
    except OSError as error:
        raise OSError(
            error.errno,
            f"a table cannot lie on disk ({error}): name another folder in TMPDIR, or allow more memory",
            folder,
        ) from error
