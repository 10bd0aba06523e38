# Steady Attention: `make help` lists the targets.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/ready
AUDIT := $(VENV)/audit
PROFILE = $(shell sed -n 's/^profile: *\([A-Za-z0-9_]*\).*/\1/p' params.yaml)
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help install repro experiments test test-fast lint format bench reliability audit prune

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(READY) ## create .venv and install the pinned dependencies (about 2 minutes, 2 GB)

$(READY): requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --upgrade pip
	$(VENV)/bin/python -m pip install --quiet -r requirements.txt
	@touch $@

repro: $(READY) ## run the whole pipeline of the profile in params.yaml (demo: about 12 minutes on 2 cores)
	@python -m json.tool .dvc/tmp/rwlock >/dev/null 2>&1 || rm -f .dvc/tmp/rwlock  # a kill leaves it empty
	dvc repro
	@echo "open reports/$(PROFILE)/index.html"

OTHERS := ^(profiles|methods|execution|corpora|data/|src/|stages/|reports/)

experiments: $(READY) ## all experiments, a row each: scores, and the keys at the top of params.yaml
	dvc exp show --drop '$(OTHERS)'

test: $(READY) ## all tests, those that run the pipeline and kill it among them (about 17 minutes on 2 cores)
	OMP_NUM_THREADS=1 python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test-fast: $(READY) ## the tests that run in seconds
	OMP_NUM_THREADS=1 python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not slow"

lint: $(READY) ## format check and lint
	ruff format --check .
	ruff check .

format: $(READY) ## format the code
	ruff format .
	ruff check --fix .

bench: $(READY) ## training steps of this project against plain ones
	OMP_NUM_THREADS=1 PYTHONPATH=src python -m benchmarks.training_step

reliability: $(READY) ## kills, full disks and other faults, 50 kills a stage; goes on where it was stopped
	OMP_NUM_THREADS=1 PYTHONPATH=src python -m benchmarks.reliability

audit: $(READY) $(AUDIT)/ready ## known vulnerabilities of the installed packages (asks a database on the network)
	python -m benchmarks.audit $(AUDIT)/bin/pip-audit

$(AUDIT)/ready:
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet pip-audit==2.10.1 || { echo "audit: nothing was audited" >&2; exit 2; }
	@touch $@

prune: $(READY) ## delete stored items that no output uses, those of an interrupted stage among them
	PYTHONPATH=src python -m steady_attention.pipeline.prune
