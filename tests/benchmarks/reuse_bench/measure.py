"""Cases in processes of their own, with their seconds and peak memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
Figures = dict[str, Any]


def run(case: str, **options: object) -> Figures:
    """Run `reuse_bench.cases.CASE(**options)` in a process of its own and return what it found out.

    A case that fails says so in `error`, and the others go on.
    """
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "reuse_bench.cases", case, json.dumps(options, default=str)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, env={**os.environ, **one_thread})
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        return {"error": lines[-1]}
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def peak_mb() -> float:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def measured(figures: Figures, name: str = "seconds") -> Iterator[None]:
    """Add the seconds of a block, and the peak memory before and after it."""
    figures.setdefault("MB before", round(peak_mb()))
    start = time.perf_counter()
    yield
    figures[name] = round(figures.get(name, 0) + time.perf_counter() - start, 3)
    figures["MB"] = round(peak_mb())


def table(title: str, rows: dict[str, Figures]) -> None:
    """Print rows of figures under each other, a column for each name that any has."""
    print(f"\n{title}", flush=True)
    names = list(dict.fromkeys(name for row in rows.values() for name in row if name != "error"))
    width = max(map(len, rows), default=0)
    print(" " * (width + 2) + "".join(f"{name:>{max(10, len(name) + 2)}s}" for name in names))
    for label, row in rows.items():
        if "error" in row:
            print(f"  {label:{width}s}  {row['error']}", flush=True)
        else:
            cells = (f"{_shown(row.get(name)):>{max(10, len(name) + 2)}s}" for name in names)
            print(f"  {label:{width}s}{''.join(cells)}", flush=True)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 1_000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
