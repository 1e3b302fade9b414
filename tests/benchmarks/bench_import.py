"""What `import wirecopy` costs beside `import pyarrow, numpy`, each in a fresh process, in turns; medians.

Usage: bench_import.py [--quick]
"""

import argparse
import statistics
import subprocess
import sys
import time


def seconds(code: str) -> float:
    """Wall time of a fresh Python that runs `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio; it should stay below 2."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a single round, to see that it runs")
    rounds = 1 if parser.parse_args().quick else 15
    cases = {
        "nothing": "pass",
        "pyarrow, numpy": "import pyarrow, numpy",
        "wirecopy": "import wirecopy",
        "wirecopy, with read": "import wirecopy; wirecopy.read",
    }
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, code in cases.items():
            taken[name].append(seconds(code))
    bare = statistics.median(taken["nothing"])
    reference = statistics.median(taken["pyarrow, numpy"]) - bare
    print(f"{'import':<22}{'ms':>8}{'ratio':>8}")
    for name in list(cases)[1:]:
        cost = statistics.median(taken[name]) - bare
        print(f"{name:<22}{1000 * cost:>8.1f}{cost / reference:>8.2f}")


if __name__ == "__main__":
    main()
