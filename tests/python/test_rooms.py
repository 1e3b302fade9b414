"""The order of rooms: each includes and imports only what stands before it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What each room is made from; it may use these, and what they are made from.
MADE_FROM = {
    "text": set(),
    "parallel": set(),
    "documents": {"text"},
    "tokens": {"documents", "parallel"},
    "vectors": {"tokens"},
    "entities": {"tokens"},
    "similarity": {"vectors"},
    "reuse": {"tokens"},
    "clusters": {"similarity", "entities", "reuse"},
}

# Python's modules, lowest first. A room of the core keeps what it is made from; the others may use all before them.
MODULES = [
    "_core",
    "results",
    "batches",
    "progress",
    "documents",
    "components",
    "tokens",
    "corpus",
    "samples",
    "vectors",
    "entities",
    "similarity",
    "reuse",
    "clusters",
    "evaluate",
    "report",
    "cli",
]
PYTHON_ONLY = {"_core", "results", "batches", "progress", "components", "corpus", "samples"}


def below(room):
    """Everything that a room may use."""
    return MADE_FROM[room].union(*(below(other) for other in MADE_FROM[room]))


def room_files():
    for room in MADE_FROM:
        for side in ("include/wirecopy", "src"):
            yield from ((room, path) for path in sorted((ROOT / "cpp" / side / room).rglob("*.[ch]pp")))


def test_every_room_of_the_core_stands_where_it_should():
    assert {path.name for path in (ROOT / "cpp" / "src").iterdir() if path.is_dir()} == set(MADE_FROM)


@pytest.mark.parametrize(("room", "path"), list(room_files()), ids=lambda value: getattr(value, "name", value))
def test_a_room_of_the_core_includes_only_what_it_is_made_from(room, path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r'#include ("\.\./|<wirecopy)', text), f"{path.name}: include by the full name"
    used = set(re.findall(r'#include "wirecopy/(\w+)/', text)) - {room}
    assert used <= below(room), f"{path.name} of {room} includes {sorted(used - below(room))}"


@pytest.mark.parametrize("room", [room for room in MADE_FROM if room != "parallel"])
def test_a_binding_includes_only_its_room_and_what_that_is_made_from(room):
    text = (ROOT / "cpp" / "bindings" / f"{room}.cpp").read_text(encoding="utf-8")
    assert set(re.findall(r'#include "wirecopy/(\w+)/', text)) <= below(room) | {room}


def test_the_core_knows_no_python():
    for _, path in room_files():
        assert not re.search(r"pybind11|Python\.h|PyObject", path.read_text(encoding="utf-8")), path


def test_the_core_neither_prints_nor_aborts():
    for _, path in room_files():
        if path.name.startswith("generate_"):  # a program that prints a table, no part of the core
            continue
        found = re.search(
            r"std::(cout|cerr|clog|abort|exit|terminate)|\b(printf|puts|assert)\(", path.read_text("utf-8")
        )
        assert not found, f"{path}: {found and found.group()}"


def python_files():
    package = ROOT / "python" / "wirecopy"
    for module in MODULES[1:]:
        path = package / f"{module}.py"
        yield from ((module, file) for file in ([path] if path.exists() else sorted((package / module).rglob("*.py"))))


def imports(path):
    """The modules of the package that a file imports when it is run; what is only for types does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: import by the full name"
        if isinstance(node, ast.ImportFrom) and node.module == "wirecopy":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wirecopy."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("wirecopy."))


def test_every_module_has_a_place_in_the_order():
    found = {path.stem for path in (ROOT / "python" / "wirecopy").iterdir() if path.suffix in ("", ".py")}
    assert found - {"__init__", "__pycache__"} == set(MODULES) - {"_core"}


@pytest.mark.parametrize(("module", "path"), list(python_files()), ids=lambda value: getattr(value, "name", value))
def test_a_module_imports_only_what_stands_before_it(module, path):
    allowed = set(MODULES[: MODULES.index(module)])
    if module in MADE_FROM:
        allowed &= below(module) | PYTHON_ONLY
    used = set(imports(path)) - {module}
    assert used <= allowed, f"{path} imports {sorted(used - allowed)}"
