# Everything a newcomer needs: make run, make test, make check. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# -qq: the notes of pip stay out of sight, its errors do not.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq
# The first interpreter that is new enough; `make PYTHON=/path/to/python run` chooses another.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.NOTPARALLEL:
.PHONY: help run assess test check bench clean

help: ## list what can be made
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

# A published case that ships with the project; `make assess CASE=file` takes another.
CASE ?= cases/dev/s058.yaml

run: assess ## assess a published case, then serve the web application on http://127.0.0.1:8000
	@$(BIN)/pygalgia serve

assess: $(VENV)/.runtime ## assess a published case in the terminal
	@$(BIN)/pygalgia assess $(CASE)

test: $(VENV)/.dev ## run every test
	@$(BIN)/pytest

check: $(VENV)/.dev ## style, types, layers and knowledge files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pygalgia knowledge lint

bench: $(VENV)/.dev ## measure the numbers that we promise to keep
	@shopt -s nullglob; for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

clean: ## remove the environment and every cache
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov build dist
	@find src tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# The environment, set up once. The stamps stand for the two lock files: edit a lock, and it is set up again.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "pygalgia needs Python 3.11 or newer, and none was found." >&2; \
		echo "Install it (Debian: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python run" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment: its module venv or ensurepip is missing." >&2; \
		echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV), once; this takes a minute or two ..." >&2
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: requirements.lock | $(BIN)/python
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Holds the runtime lock too, at the same versions, so it stands for both.
$(VENV)/.dev: requirements-dev.lock requirements.lock | $(BIN)/python
	@echo "Installing the tools for tests and checks ..." >&2
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.runtime $@
