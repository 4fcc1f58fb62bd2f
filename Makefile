# `make demo` sets up and runs the main job; `make test` sets up and passes the tests;
# `make check` is what CI runs; `make bench` measures against rivals.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= $(IDENTITY_RESOLVE_BENCH_DATA)

.PHONY: help demo test check format lint types contracts docs reference soak bench live tables pictures stress clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

$(VENV)/.bench: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --group bench
	touch $@

benchmarks/.goldenmatch-venv/.ready: # a rival in an environment of its own
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet "goldenmatch>=3.22"
	touch $@

demo: $(VENV)/.ready ## resolve the bundled records and show what was found
	$(BIN)/python examples/demo.py

test: $(VENV)/.ready ## run the tests, docs and examples included
	$(BIN)/python -m pytest -q -n 2

check: $(VENV)/.ready ## everything CI runs
	$(MAKE) --no-print-directory lint types contracts docs test

format: $(VENV)/.ready ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/.ready ## format and lint, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.ready ## mypy --strict on src
	$(BIN)/mypy

contracts: $(VENV)/.ready ## imports point down only; one home per dependency
	$(BIN)/lint-imports

docs: $(VENV)/.ready ## links and code blocks of README and docs are whole
	$(BIN)/python -m pytest -q tests/test_docs.py

reference: $(VENV)/.ready ## write docs/reference/kinds.md from KINDS
	$(BIN)/python docs/reference/build.py

soak: $(VENV)/.ready ## thousands of lives of graphs; stores killed 200 times; 100,000 hostile texts a kind
	IDENTITY_RESOLVE_LIVES=2000 $(BIN)/python -m pytest -q tests/living/test_order.py
	IDENTITY_RESOLVE_KILLS=200 $(BIN)/python -m pytest -q -s tests/stores/test_killed.py
	$(BIN)/python -m tests.soak $(if $(SEED),--seed $(SEED)) $(if $(KIND),--kind $(KIND))

bench: $(VENV)/.bench benchmarks/.goldenmatch-venv/.ready ## the benchmarks: identity_resolve and its rivals on the same data
	$(BIN)/python benchmarks/run.py $(if $(DATA),--data $(DATA))

tables: $(VENV)/.ready ## write the tables of README and docs; RESULTS=<files of run.py> takes in new figures
	$(BIN)/python benchmarks/tables.py $(RESULTS)

pictures: $(VENV)/.bench ## draw the pictures of docs from a run on generated touchpoints
	$(BIN)/python benchmarks/pictures.py

live: $(VENV)/.bench ## a living graph: load, single adds, micro-batches, find
	$(BIN)/python benchmarks/live.py --records 100000 1000000

stress: $(VENV)/.bench ## hostile sets, each with bounded time, memory and customer size
	$(BIN)/python benchmarks/stress.py

clean: ## remove what was made
	rm -rf $(VENV) benchmarks/.goldenmatch-venv out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
