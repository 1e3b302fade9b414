"""A bar that tells how far a long call is."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

#: Called by the core with the name of the stage, what is done of it and what there is to do.
Tell = Callable[[str, int, int], None]

#: A call that is over sooner shows no bar.
SECONDS = 1.0


@contextmanager
def progress_bar(show: bool | None) -> Iterator[Tell | None]:
    """Yield what tells a bar on stderr how far a call is, or None where there is to be no bar.

    Parameters
    ----------
    show : bool, optional
        Whether there is a bar; None: in terminals and notebooks, once the call has lasted a second.
    """
    if show is False or (show is None and not (_in_notebook() or sys.stderr.isatty())):
        yield None
        return
    start = time.monotonic()
    bars: list[Any] = []

    def tell(stage: str, done: int, total: int) -> None:
        if not bars:
            if show is None and time.monotonic() - start < SECONDS:
                return
            bars.append(_bar())
        bar = bars[0]
        bar.set_description_str(stage, refresh=False)
        bar.total, bar.n = max(total, 1), done
        bar.refresh()

    try:
        yield tell
    finally:
        for bar in bars:
            bar.close()


def _bar() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a notebook without widgets gets a bar of letters
        from tqdm.auto import tqdm  # loading it takes longer than many calls
    return tqdm(total=1, leave=False, bar_format="{desc}: {percentage:3.0f}%|{bar}| {elapsed}")


def _in_notebook() -> bool:
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module else None
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"
