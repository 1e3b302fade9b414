"""What is installed: one module that keeps its libraries to itself, and imports that cost little."""

import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

import wirecopy as wc
from wirecopy import _core


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


USE = {
    "sentencepiece": "import sentencepiece; sentencepiece.SentencePieceProcessor()",
    "pyarrow": "import pyarrow.compute as pc; pc.utf8_normalize(['e'], form='NFC')",
    "wirecopy": "import wirecopy; wirecopy.words('Ein Wort'); wirecopy.find_reuse(wirecopy.sample())",
}


@pytest.mark.parametrize(
    "order", [("sentencepiece", "pyarrow", "wirecopy"), ("wirecopy", "sentencepiece", "pyarrow")], ids="-".join
)
def test_it_lives_beside_other_copies_of_its_libraries(order):
    pytest.importorskip("sentencepiece")
    run("\n".join(USE[name] for name in order))


def test_no_symbol_of_a_bundled_library_leaks():
    nm = shutil.which("nm")
    if nm is None:
        pytest.skip("nm (binutils) is not here")
    done = subprocess.run([nm, "-D", "--defined-only", _core.__file__], capture_output=True, text=True, check=True)
    names = [line.split()[-1] for line in done.stdout.splitlines()]
    assert "PyInit__core" in names
    assert [name for name in names if any(of in name for of in ("sentencepiece", "protobuf", "absl"))] == []


def test_importing_it_loads_nothing_heavy():
    loaded = run("import sys, wirecopy; print(*sys.modules)").split()
    assert not {"pandas", "pyarrow", "numpy", "scipy", "jinja2"} & set(loaded)


def test_every_public_name_is_there():
    for name in wc.__all__:
        assert getattr(wc, name) is not None
    assert set(wc.__all__) <= set(dir(wc))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        wc.nonsense  # noqa: B018


def test_the_version_is_the_packages():
    assert wc.__version__ == metadata.version("wirecopy")
    assert wc.unicode_version.count(".") == 1


def test_types_and_the_sample_ship_with_it():
    package = Path(wc.__file__).parent
    for name in ("py.typed", "_core.pyi", "samples/articles.jsonl", "samples/labels.json"):
        assert (package / name).is_file(), name
