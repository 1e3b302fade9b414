#!/usr/bin/env python3
"""Compares the stubs of wirecopy._core with the built module.

stubtest compares names. It cannot see the arguments of pybind11's functions, which carry no signature for Python's
inspection, so these are compared with the stubs that pybind11-stubgen makes of the docstrings.
"""

import ast
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

MODULE = "wirecopy._core"
Signatures = dict[str, set[tuple[str, ...]]]


def signatures(stub: Path) -> Signatures:
    """The arguments of every function and method, one tuple an overload; for a class, that it is one."""
    found: Signatures = defaultdict(set)

    def visit(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                found[prefix + node.name].add(("class",))
                visit(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.FunctionDef) and (node.name[:2] != "__" or node.name == "__init__"):
                found[prefix + node.name].add(arguments(node.args))

    visit(ast.parse(stub.read_text()).body, "")
    return found


def arguments(args: ast.arguments) -> tuple[str, ...]:
    """Names of the arguments in order, with `=` where there is a default and `*` before keyword-only ones."""
    positional = [argument.arg for argument in args.posonlyargs + args.args]
    required = len(positional) - len(args.defaults)
    names = [name + "=" * (place >= required) for place, name in enumerate(positional)]
    if args.kwonlyargs:
        names.append("*")
    for argument, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        names.append(argument.arg + "=" * (default is not None))
    return tuple(names)


def enumerations(stub: Path) -> set[str]:
    """Classes whose methods pybind11 writes: ours do not repeat them."""
    classes = [node for node in ast.parse(stub.read_text()).body if isinstance(node, ast.ClassDef)]
    return {node.name for node in classes if "__members__" in ast.unparse(node)}


def main() -> int:
    """Report every difference."""
    folder = Path("python", *MODULE.split("."))
    ours = folder / "__init__.pyi" if folder.is_dir() else folder.with_suffix(".pyi")
    if not ours.exists():
        print(f"there is no {ours}")
        return 1
    allowed = ["--allowlist", "tests/stubtest-allowlist.txt", "--ignore-unused-allowlist"]
    stubtest = subprocess.run([sys.executable, "-m", "mypy.stubtest", MODULE, "--concise", *allowed])
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([Path(sys.executable).with_name("pybind11-stubgen"), MODULE, "-o", made], check=True)
        built = Path(made, *MODULE.split(".")).with_suffix(".pyi")
        have, want, skipped = signatures(ours), signatures(built), enumerations(built)
    wrong = [
        f"{ours}: {name}{sorted(have[name])}, but the module has {sorted(want[name])}"
        for name in sorted(have.keys() | want.keys())
        if have[name] != want[name] and not ("." in name and name.partition(".")[0] in skipped)
    ]
    print("\n".join(wrong))
    return 1 if wrong or stubtest.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
