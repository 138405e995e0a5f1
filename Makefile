# Everything goes through .venv; `make` alone tells what there is.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
ARTICLE ?=
LEDGER ?= out/demo.db
DATA ?=
TASK ?= figures
OUT ?= out/$(TASK).jsonl

.DEFAULT_GOAL := help
.PHONY: help install dev demo test serve screenshots bench gate lint types docs clean lock

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/python.ok:
	@test -n "$(PYTHON)" || { echo "Dateline needs Python 3.11 or newer; none was found. Try: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	"$(PYTHON)" -m venv $(VENV)
	@touch $@

$(VENV)/install.ok: $(VENV)/python.ok requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.ok: $(VENV)/install.ok requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/install.ok ## set up .venv with dateline in it
dev: $(VENV)/dev.ok ## the same with what tests and checks need

demo: install ## read the sample reports, or ARTICLE=path-or-url
	@sh scripts/demo.sh $(BIN)/dateline "$(ARTICLE)"

test: dev ## run the tests
	$(BIN)/python -m pytest

serve: install ## the web application over out/demo.db, or LEDGER=file
	@mkdir -p $(dir $(LEDGER))
	$(BIN)/dateline serve --ledger $(LEDGER)

screenshots: dev ## the pictures in docs/screenshots anew (needs Chromium)
	$(BIN)/python scripts/screenshots.py

bench: dev ## predictions for a public corpus: make bench TASK=figures DATA=folder OUT=file
	@test -n "$(DATA)" || { echo "say where the corpus is: make bench TASK=$(TASK) DATA=folder" >&2; exit 2; }
	@mkdir -p $(dir $(OUT))
	$(BIN)/python -m bench $(TASK) --data $(DATA) --out $(OUT)

gate: dev ## accuracy on our own labelled sentences and samples must not drop
	$(BIN)/python tests/eval_gate.py

lint: dev ## ruff and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: dev ## mypy, strict
	$(BIN)/mypy

docs: dev ## write the command reference from the commands' own help
	$(BIN)/python scripts/write_reference.py

lock: ## renew the hash-locked requirements (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --group build pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra duckdb --extra parquet --extra pdf --extra postgresql --group dev pyproject.toml -o requirements-dev.txt

clean: ## take away what was made
	rm -rf $(VENV) out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
