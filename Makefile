# The two commands are `make run` and `make test`; `make check` holds the rules of the house.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export ZWIESPRAAK_DATA ?= data

.PHONY: run test check install clean benchmarks

run: $(BIN)/zwiespraak
	@$(BIN)/zwiespraak serve

test: $(VENV)/.tests-installed
	@sh tests/install-browser.sh
	@$(BIN)/python -m pytest

check: $(VENV)/.checks-installed
	@$(BIN)/ruff format --check server tests benchmarks
	@$(BIN)/ruff check server tests benchmarks
	@$(BIN)/mypy server
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/zwiespraak check

benchmarks: $(VENV)/.tests-installed
	@$(BIN)/python -m benchmarks

install: $(BIN)/zwiespraak

# Editable, so that a change of the code needs no second install; pip reads the ranges in pyproject.toml.
$(BIN)/zwiespraak: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tests-installed: $(BIN)/zwiespraak
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

$(VENV)/.checks-installed: $(VENV)/.tests-installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group check
	@touch $@

clean:
	rm -rf $(VENV) data dist build .mypy_cache .ruff_cache
