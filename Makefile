# Everything one needs to run, test and change Stadtregal. `make help` lists the targets.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run test peers check format screenshots relevance bench torture clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/run.stamp ## install what is missing and serve the demo city on http://127.0.0.1:8000 (PORT, HOST)
	@exec $(BIN)/python -m marketplace.operating.serving

test: .venv/dev.stamp ## install what the suite needs and run it
	@$(BIN)/python -m tests.parts
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

peers: .venv/bench.stamp ## install the engines that ours is measured and tested beside

check: .venv/dev.stamp ## format, lint, types, import rules, templates, translations
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/python -m tests.catalogue

format: .venv/dev.stamp ## put code into shape
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

relevance: .venv/bench.stamp ## judge our answers beside those of other engines; writes docs/relevance.md
	@$(BIN)/python -m tests.relevance.report

bench: .venv/bench.stamp ## measure the search beside its peers, whole pages, starting, uploads, changes, planning a round
	@$(BIN)/python -m tests.parts
	@$(BIN)/python -m tests.benchmarks.nearby --page
	@$(BIN)/python -m tests.benchmarks.http --page
	@$(BIN)/python -m tests.benchmarks.town
	@$(BIN)/python -m tests.benchmarks.round
	@$(BIN)/python -m tests.benchmarks.checking

torture: .venv/dev.stamp ## kill readers, writers and workers at random moments, 200 rounds (ROUNDS, SEED)
	@$(BIN)/python -m tests.torture

screenshots: .venv/dev.stamp ## take the pictures in docs/pictures anew
	@$(BIN)/python -m tests.journeys.screenshots --docs docs/pictures

lock: ## resolve the dependencies anew into the lock files (names, versions, hashes; no addresses)
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements.lock
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra dev --extra fast --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock

clean: ## remove what is derived, but not the database
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Stadtregal needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -c 'import os, sys; sys.exit(not os.access(".", os.W_OK))' || { echo "You may not write in $(CURDIR). Make it writable for you, or clone it to another place."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "The folder .venv could not be made. Python says above why."; exit 1; }

.venv/run.stamp: requirements.lock | .venv/bin/python
	@echo "Installing the locked dependencies ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock | .venv/bin/python
	@echo "Installing what the suite needs ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/bench.stamp: requirements-bench.lock | .venv/bin/python
	@echo "Installing the engines that ours is measured beside ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@
