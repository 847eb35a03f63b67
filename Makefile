# The two commands are `make run` and `make test`; `make check` holds the rules of the house.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
export ZWIESPRAAK_DATA ?= data

# Files of tests side by side on every core. The stories keep a browser's event loop in their process, in which no
# other test can start one; the tests of reliability want the machine for themselves.
TOGETHER := --numprocesses=auto --dist=loadfile

.PHONY: run test check check-frontend benchmarks install clean

run: install
	@$(BIN)/zwiespraak serve --demo

test: $(VENV)/.tests-installed
	@sh tests/install-browser.sh
	@$(BIN)/python -m pytest $(TOGETHER) --ignore=tests/stories --ignore=tests/reliability
	@$(BIN)/python -m pytest $(TOGETHER) tests/stories
	@$(BIN)/python -m pytest tests/reliability

check: $(VENV)/.checks-installed
	@$(BIN)/ruff format --check server tests benchmarks
	@$(BIN)/ruff check server tests benchmarks
	@$(BIN)/mypy server
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/zwiespraak check --errors-only

# Whether the committed style sheet, script and fonts are what their sources make, byte for byte.
check-frontend:
	@if command -v npm >/dev/null 2>&1; then sh frontend/check.sh; \
	else echo "No npm here: the built style sheet is not compared with its sources."; fi

benchmarks: $(VENV)/.benchmarks-installed
	@$(BIN)/python -m benchmarks

install: $(VENV)/.installed

# Editable, so that a change of the code needs no second install; pip reads the ranges in pyproject.toml.
# Dependency groups need pip 25.1.
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.tests-installed: $(VENV)/.installed
	@$(PIP) install --group test
	@touch $@

$(VENV)/.checks-installed: $(VENV)/.tests-installed
	@$(PIP) install --group check
	@touch $@

$(VENV)/.benchmarks-installed: $(VENV)/.tests-installed
	@$(PIP) install --group bench
	@touch $@

clean:
	rm -rf $(VENV) data dist build .mypy_cache .ruff_cache .import_linter_cache .hypothesis
