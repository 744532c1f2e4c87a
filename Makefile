# The two commands are `make demo` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
KEEP ?=
KILLS ?= 1000
PORT ?= 8080
RUN ?= --help

BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --compile

.PHONY: help demo up airflow down test chaos lint types contracts schema clean
.DEFAULT_GOAL := help

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|'

demo: $(RUN_STAMP) ## run the demo newsroom through a real Airflow; KEEP=1 leaves the UI up
	$(BIN)/python -m wireroom.stack demo $(if $(KEEP),--keep-up)

up: $(RUN_STAMP) ## serve the shipped outlets with the UI on 127.0.0.1:$(PORT)
	$(BIN)/python -m wireroom.stack up --port $(PORT)

airflow: $(RUN_STAMP) ## an airflow command beside what is up: make airflow RUN='dags list'
	$(BIN)/python -m wireroom.stack airflow $(RUN)

down: $(RUN_STAMP) ## stop what `make up` or `make demo KEEP=1` left running
	$(BIN)/python -m wireroom.stack down

test: $(DEV_STAMP) ## the whole suite
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

chaos: $(DEV_STAMP) ## kill the pipeline, its database and publications, 1,000 times on each engine; KILLS=100 is shorter
	PYTHONPATH=plugins:. $(BIN)/python -m tests.chaos --kills $(KILLS)
	PYTHONPATH=plugins:. $(BIN)/python -m tests.pipeline.publish.killed --kills $$(($(KILLS) / 20))

lint: $(DEV_STAMP) ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEV_STAMP) ## mypy, strict
	$(BIN)/mypy

contracts: $(DEV_STAMP) ## who may import whom
	$(BIN)/lint-imports

schema: $(DEV_STAMP) ## write dags/outlets/outlet.schema.json from the models
	$(BIN)/wireroom schema > dags/outlets/outlet.schema.json.draft
	mv dags/outlets/outlet.schema.json.draft dags/outlets/outlet.schema.json

clean: ## remove the environment and what the demo wrote
	rm -rf $(VENV) .wireroom build *.egg-info plugins/*.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || { \
	  echo "wireroom needs Python 3.11, 3.12 or 3.13; $(PYTHON) is: $$($(PYTHON) --version 2>&1)."; \
	  echo "Fix: make PYTHON=python3.12 ..."; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Cannot make $(VENV). Fix: install Python's venv module (Debian: python3-venv)."; \
	  rm -rf $(VENV); exit 2; }

$(RUN_STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Airflow and wireroom into $(VENV), about a minute ..."
	$(PIP) -c constraints.txt -e '.[airflow,demo]'
	@touch $@

$(DEV_STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Airflow, wireroom and the test tools into $(VENV), about a minute ..."
	$(PIP) -c constraints.txt -e '.[airflow,postgres,export,demo,dev]'
	@touch $@ $(RUN_STAMP)
