# `make help` lists what there is. Everything sets itself up on first use.
VENV ?= .venv
PYTHON ?=
ARGS ?=
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench conformance interop interop-setup fuzz shots dist test-dist release-tools wheel sbom clean

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## Virtual environment, dependencies, system libraries
	@packaging/dev/setup $(VENV) $(PYTHON)

run: setup ## The window, on the demo feeds or on ARGS="wss://…"
	@$(BIN)/python -m monitor $(if $(ARGS),$(ARGS),--demo)

test: setup ## The whole test suite, or a part of it: ARGS="tests/unit -k frames"
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(ARGS)

lint: setup ## Style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.strings

bench: setup ## Every figure beside its peers, also into build/bench.json
	@$(BIN)/python -m tests.benchmarks $(ARGS)

conformance: setup ## The Autobahn Testsuite (needs a Python 2.7); beside others: ARGS=--peers
	@$(BIN)/python -m tests.conformance $(ARGS)

interop-setup: setup ## Servers of other people, from npm, PyPI, Maven and Go, into build/interop
	@BIN=$(BIN) packaging/dev/interop

interop: interop-setup ## Servers of other people: the tests, and a table of what ran
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.interop $(ARGS)

fuzz: setup ## What nobody would send, for as long as you like: ARGS="--minutes 30 --only dialects"
	@$(BIN)/python -m tests.fuzz $(ARGS)

shots: setup ## Every screenshot of the documentation, into docs/shots
	@$(BIN)/python -m tests.shots $(ARGS)

dist: ## The program for Linux as .deb and .tar.xz, into dist
	@packaging/linux/build $(PYTHON)

test-dist: setup ## The .deb in a bare Debian, and the .tar.xz: ARGS="-k installed"
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/dist -m dist --timeout 600 $(ARGS)

release-tools: setup
	@packaging/release/tools $(BIN)/python

wheel: release-tools ## sdist and wheel, held against what package indexes ask, into dist
	@packaging/release/wheel $(ARGS)

sbom: release-tools ## What the program consists of, as CycloneDX, into dist
	@build/release-venv/bin/python packaging/release/sbom.py \
	  $(firstword $(wildcard build/dist-venv/bin/python) $(BIN)/python) dist/feedscope.cdx.json \
	  $(addprefix --program ,$(wildcard build/program/feedscope))

clean: ## Remove what was built, but not the environments
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
