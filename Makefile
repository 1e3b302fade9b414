# make demo [IN=folder]   set up, then the main job on the shipped sample or on your own files; writes report.html
# make test               set up, then every check and every test
# make bench | notebooks | format | fuzz | clean
#
# PYTHON=... chooses the Python that .venv is made from; FUZZ_SECONDS=... how long each fuzzer runs.
PYTHON ?= python3
FUZZ_SECONDS ?= 30
export PYTHON
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell getconf _NPROCESSORS_ONLN)
export PIP_DISABLE_PIP_VERSION_CHECK = 1

bin := .venv/bin
quietly := @scripts/quietly
cpp_files = $(shell find cpp tests -name '*.[ch]pp')
# Folders are listed with their files: a file that was deleted changes its folder.
core_sources := $(shell find cpp cmake) CMakeLists.txt pyproject.toml

# Our sources are files to look at, not things that make knows how to make.
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: demo test bench notebooks format fuzz clean set-up check-format lint types stubs cpp-tests
.DEFAULT_GOAL := demo

demo: .venv/core
	@$(bin)/wirecopy report $(if $(IN),"$(IN)",--sample) --out report.html

test: .venv/core .venv/ready-test check-format lint types stubs cpp-tests
	@$(bin)/python -m pytest

bench: .venv/core .venv/ready-test
	@for script in tests/benchmarks/bench_*.py; do echo "$$script"; $(bin)/python "$$script" || exit 1; done

notebooks: .venv/core .venv/ready-test
	@$(bin)/jupyter execute --inplace notebooks/*.ipynb

format: .venv/ready-test
	@clang-format-19 -i $(cpp_files) && $(bin)/ruff format && $(bin)/ruff check --fix

clean:
	@rm -rf .venv build dist report.html .mypy_cache .pytest_cache .ruff_cache .hypothesis

# --- Setting up -------------------------------------------------------------------------------------------------------

.venv/ready-%: scripts/bootstrap scripts/packages.txt pyproject.toml
	@scripts/bootstrap $*
	@touch $@

# The editable install: a changed Python file counts at once, a changed core is built again by the next make.
# It does not rebuild itself on import, since then every process of the tests would ask the build first, and what the
# tests import would not be what users import. Without isolation, since the build keeps paths to pybind11.
# The stamp is of the time before the build: what is edited meanwhile is built by the next make.
.venv/core: .venv/ready-build $(core_sources)
	@touch $@.begun
	$(quietly) "Building wirecopy$(if $(wildcard build/editable),, (minutes, once))" $(bin)/pip install --no-deps --no-build-isolation \
	    --config-settings=build-dir=build/editable \
	    --config-settings=cmake.define.CMAKE_COMPILE_WARNING_AS_ERROR=ON -e .
	@mv $@.begun $@

# --- Checks -----------------------------------------------------------------------------------------------------------

check-format: .venv/ready-test
	$(quietly) "Format: clang-format" clang-format-19 --dry-run -Werror $(cpp_files)
	$(quietly) "Format: ruff" $(bin)/ruff format --check

lint: .venv/ready-test .venv/core
	$(quietly) "Lint: ruff" $(bin)/ruff check --output-format=concise
	$(quietly) "Lint: clang-tidy" $(bin)/python scripts/tidy.py

types: .venv/ready-test
	$(quietly) "Types: mypy --strict" $(bin)/mypy

stubs: .venv/ready-test .venv/core
	$(quietly) "Stubs: stubtest, stubgen" $(bin)/python scripts/stubs.py

cpp-tests: .venv/ready-test
	$(quietly) "C++ tests: configure" cmake --preset sanitize
	$(quietly) "C++ tests: build with sanitizers" cmake --build --preset sanitize
	$(quietly) "C++ tests: run" ctest --preset sanitize

fuzz: .venv/ready-fuzz
	$(quietly) "Fuzzers: configure" cmake --preset fuzz -D WIRECOPY_FUZZ_SECONDS=$(FUZZ_SECONDS)
	$(quietly) "Fuzzers: build" cmake --build --preset fuzz
	@ctest --preset fuzz
