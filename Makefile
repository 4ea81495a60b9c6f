# Everything a person does with the project. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help handbook serve check test test-fast bench mutants proposals lab lock clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

handbook: $(VENV)/.build ## set up, check the data, execute the notebooks, build site/ in both languages
	@$(BIN)/handbook build

serve: $(VENV)/.build ## build, show on loopback, build again whenever something changes
	@$(BIN)/handbook serve

check: $(VENV)/.test ## ruff, mypy, import layers, data check; seconds, before every commit
	@tests/check.sh

test: $(VENV)/.test ## every test: data, scoring, pages, builds, a real browser; prints the time of each group
	@tests/browser.sh
	@tests/run.sh

test-fast: $(VENV)/.test ## the tests that need no built site
	@$(BIN)/python -m pytest -q -m "not build and not site and not browser"

bench: $(VENV)/.test .venv-peers/.done ## CPU of our building and scoring beside that of others; writes build/bench.json
	@$(BIN)/python -m tests.bench

mutants: $(VENV)/.mutants ## break the scoring in small ways, and count what the tests notice; of="score plan" for some
	@$(BIN)/python -m tests.mutants $(of)

proposals: $(VENV)/.test ## how well changes between two editions are proposed, measured on a record written by hand
	@$(BIN)/python -m tests.proposals

lab: .venv-lab/.done ## JupyterLab with the project's kernel, in notebooks/
	@cd notebooks && ../.venv-lab/bin/jupyter lab --ip=127.0.0.1 $$([ "$$(id -u)" -ne 0 ] || echo --allow-root)

lock: $(VENV)/.test ## renew the lock files from pyproject.toml
	@tests/lock.sh

clean: ## remove everything that was made, but for the environment
	@rm -rf build site .cache dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# -- environments: each stamp is renewed when its lock changes --------------------------------------
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is needed as $(PYTHON) (or: make PYTHON=/path/to/python3.12 ...)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "The module venv is missing: on Debian, apt-get install python3-venv" >&2; exit 1; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.build: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing what the build needs (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.build
	@echo "installing what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

$(VENV)/.mutants: pyproject.toml $(VENV)/.test
	@echo "installing what mutation testing needs"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[mutants]'
	@touch $@

# An environment of its own: with JupyterLab beside it, every notebook of a build starts twice as slowly.
.venv-lab/.done: requirements-lab.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing JupyterLab (once; a minute or two)"
	@$(PYTHON) -m venv .venv-lab
	@.venv-lab/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-lab.lock
	@.venv-lab/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The builders that `make bench` compares ours with; nothing else needs them.
.venv-peers/.done: requirements-peers.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing the builders to compare with (once; a minute or two)"
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.lock
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
