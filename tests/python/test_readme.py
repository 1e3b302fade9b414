"""What the README says to type works, and what it names is there."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_tour_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session = {}
    for block in blocks("python"):
        exec(block, session)
    assert len(session["reuse"].passages) > 0
    assert (tmp_path / "report.html").stat().st_size > 10_000


COMMANDS = [line.partition("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]


@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("wirecopy")])
def test_a_command_of_the_shell_runs(command, tmp_path):
    words = shlex.split(command)
    program = Path(sys.executable).with_name(words[0])
    done = subprocess.run([program, *words[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    stem = Path(words[words.index("--out") + 1]).stem
    assert list(tmp_path.glob(f"{stem}*")), done.stdout


def test_every_target_of_make_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for target in re.findall(r"`?make ([a-z]+)\b", (ROOT / page).read_text(encoding="utf-8")):
            if target not in ("says", "rebuilds"):
                assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page}: make {target}"


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    named = re.findall(r"`((?:cpp|python|tests|scripts|cmake)/[\w./]+)`", text)
    assert linked or named
    for path in [*linked, *named]:
        assert (ROOT / path).exists(), f"{page} names {path}"
