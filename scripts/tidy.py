#!/usr/bin/env python3
"""clang-tidy over those of our C++ files that changed since they were last found clean.

A file has changed when the preprocessor makes another text of it, or .clang-tidy is another.
"""

import hashlib
import json
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BUILD = Path("build/editable")
CLEAN = Path("build/tidy-clean")


def preprocessed(command: str) -> bytes:
    """The text that the compiler would see."""
    words = [word for word in shlex.split(command) if not word.endswith("ccache")]
    words[words.index("-o") :] = ["-E", "-P", words[-1]]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout


def complaints(entry: dict[str, str]) -> str:
    """What clang-tidy finds, empty for a clean file."""
    text = Path(".clang-tidy").read_bytes() + preprocessed(entry["command"])
    mark = CLEAN / hashlib.sha256(text).hexdigest()
    if mark.exists():
        return ""
    # -w: the compiler's warnings are g++'s affair; clang would add its own about the headers of g++.
    command = ["clang-tidy-19", "--quiet", "-p", BUILD, "--extra-arg=-w", entry["file"]]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode == 0:
        mark.touch()
        return ""
    return run.stdout or run.stderr


def main() -> int:
    """Check every file of the last build."""
    CLEAN.mkdir(parents=True, exist_ok=True)
    entries = json.loads((BUILD / "compile_commands.json").read_text())
    workers = int(os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", "2"))
    with ThreadPoolExecutor(workers) as pool:
        found = [text for text in pool.map(complaints, entries) if text]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
