# `make run` and `make test` need nothing but Python 3.11 or later and npm: the
# environment is made on first need, exactly as requirements.lock and the lock file in
# tools/fonts have it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SHARE := $(VENV)/share/vigil
PACKAGES := rulebook domain activities workflows adapters commands console
CODE := $(wildcard $(PACKAGES) tools bench worker.py starter.py)

# Time zones come from the pinned tzdata, never from whatever the machine carries.
export PYTHONTZPATH :=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run demo test check lint mutants canaries documents bench lock clean

help:
	@echo "make run     the whole of Vigil on this machine, with sample families"
	@echo "make demo    one family's two years, in under a minute"
	@echo "make test    every test"
	@echo "make check   style, types, import contracts, the house rules"
	@echo "make lint    the same without the house rules, which make test has too"
	@echo "make mutants change each gate a little, and see that a test notices"
	@echo "make canaries look for planted secrets in all letters of 10,000 families"
	@echo "make documents print and validate every document of every sample"
	@echo "make bench   measurements"
	@echo "make lock    pin what pyproject.toml asks for (UPGRADE=1 for newest)"
	@echo "make clean   remove what was built; the case store .vigil stays"

run: $(READY)
	$(BIN)/vigil up

demo: $(READY)
	$(BIN)/vigil demo

# Tests of one file stay on one process, so that each server is started once. Three
# processes: on two cores one of them mostly waits for a server.
test: $(READY)
	$(BIN)/pytest -n 3 --dist loadfile

check: lint
	$(BIN)/pytest tests/house

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE) tests
	$(BIN)/lint-imports
	$(BIN)/deptry .

mutants: $(READY)
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

# Hours, on two processes. FAMILIES=500 looks at fewer; what it prints has their number.
canaries: $(READY)
	$(BIN)/python -m tools.canaries $(if $(FAMILIES),--families $(FAMILIES))

# A run of the tests takes a part of them; this takes all, in some minutes.
documents: $(READY)
	DOCUMENTS=100000 $(BIN)/pytest -n 2 tests/documents/test_every_sample.py

bench: $(READY)
	$(BIN)/python -m bench

lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header --system-certs --quiet \
	  $(if $(UPGRADE),--upgrade) --output-file requirements.lock

clean:
	rm -rf $(VENV) mutants build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml tools/fonts/package-lock.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Vigil needs Python 3.11 or later, and $(PYTHON) is not." \
	    "Name one that is: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@command -v npm >/dev/null || { echo "The fonts of letters come by npm:" \
	  "install Node.js 18 or later, which has it, and run make again." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	mkdir -p $(SHARE)
	cp tools/fonts/package.json tools/fonts/package-lock.json tools/fonts/.npmrc $(SHARE)
	npm ci --loglevel=error --prefix $(SHARE)
	$(BIN)/python -m tools.gather_fonts $(SHARE)/node_modules
	@touch $@
