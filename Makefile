# Steady Attention: `make help` lists the targets.
SHELL := /bin/bash
PYTHON ?= python3
NAMED := $(filter command,$(origin PYTHON))
FOUND := $(shell command -v "$(PYTHON)")
NEEDED := $(shell sed -n 's/^requires-python = "==\(.*\)\.\*"$$/\1/p' pyproject.toml)
VENV := .venv
READY := $(VENV)/ready
AUDIT := $(VENV)/audit
PROFILE = $(shell sed -n 's/^profile: *\([A-Za-z0-9_]*\).*/\1/p' params.yaml)
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help install repro rehearse compare release experiments undo test test-fast test-processors lint format bench gpu reliability audit prune

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(READY) ## create .venv and install the pinned dependencies (1 to 2 minutes, 2 GB; PYTHON=... names a Python)

VERSION = "$(FOUND)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo "none that runs"
HERE = grep -qsF " $(CURDIR)/$(VENV)" $(VENV)/pyvenv.cfg
WHOLE = $(HERE) && $(VENV)/bin/python -m pip --version 2>/dev/null | grep -qF "(python $(NEEDED))"
PIP = $(VENV)/bin/python -m pip install --quiet
ADVICE = { echo "make: pip failed for the reason above. It needs the network (or a mirror, PIP_INDEX_URL)" \
	"and 2 GB; what is installed is kept, and the same command goes on" >&2; exit 2; }
# Nothing but the headers, by the compiler that pip takes for an extension.
COMPILED = $$($(VENV)/bin/python -c 'from sysconfig import get_config_var as of; print(of("CXX"), "-I" + of("INCLUDEPY"))') \
	-fsyntax-only -include Python.h -include vector -x c++ /dev/null 2>/dev/null

# A .venv that was left half-made, is of another Python or came here with a folder that was moved is made anew.
$(READY): requirements.txt $(VENV)/bin/python $(if $(NAMED),again,$(shell $(HERE) || echo again))
	@$(if $(NAMED),,$(WHOLE) ||) [ "$$($(VERSION))" = "$(NEEDED)" ] || \
	  { echo "make: Python $(NEEDED) is needed, and $(PYTHON) is $$($(VERSION)): name another," \
	    "as in make install PYTHON=python$(NEEDED)" >&2; exit 2; }
	@$(WHOLE) || "$(FOUND)" -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "make: $(PYTHON) has no ensurepip or no venv; Debian: apt install python$(NEEDED)-venv" >&2; exit 2; }
	@$(WHOLE) || { [ ! -e $(VENV) ] || echo "make: $(VENV) was not made here by Python $(NEEDED), or not to its end: anew"; \
	  "$(FOUND)" -m venv --clear $(VENV); }
	@rm -f $@; echo "make: installing requirements.txt into $(VENV)"
	@$(PIP) --upgrade pip || $(ADVICE)
	@built=$$(grep '^annoy==' requirements.txt) || exit 0; $(PIP) $$built >$(VENV)/annoy.log 2>&1 || $(COMPILED) || \
	  { echo "make: annoy is compiled here, which needs a C++ compiler and Python's headers;" \
	    "Debian: apt install build-essential python$(NEEDED)-dev" >&2; exit 2; }
	@$(PIP) -r requirements.txt || $(ADVICE)
	@git rev-parse --git-dir >/dev/null && git config user.name >/dev/null && git config user.email >/dev/null || \
	  echo "make: note: experiments need git, a repository, and git config --global user.name and user.email"
	@! { echo "$(CURDIR)"; cat .git/config; } 2>/dev/null | LC_ALL=C grep -q '[^[:print:][:space:]]' || \
	  echo "make: note: a letter outside ASCII in this folder's path or .git/config: no dvc exp run --queue or --temp (docs/experiments.md)"
	@touch $@

.PHONY: again
$(VENV)/bin/python again: ;

repro: $(READY) ## run the whole pipeline of the profile in params.yaml (demo: 4 to 9 minutes on 2 cores)
	@PYTHONPATH=src python -m steady_attention.run.mend
	dvc repro
	@echo "open reports/$(PROFILE)/index.html"

rehearse: $(READY) ## the profile paper at a toy's size, from raw files to the page (REHEARSE=--help)
	OMP_NUM_THREADS=1 PYTHONPATH=src python -m steady_attention.rehearsal $(REHEARSE)

# Your own corpora (docs/own_data.md). What it has computed is kept, and the same command goes on.
compare: $(READY) ## all methods on your own corpus: make compare DATASET=mine (METHODS="vanilla seat" SEEDS="0 1")
	PYTHONPATH=src python stages/compare.py --profile $(PROFILE) --dataset $(DATASET) \
	  --methods $(METHODS) --seeds $(SEEDS)

release: $(READY) ## all results of the profile in params.yaml as one archive for others, into release/
	PYTHONPATH=src python stages/release.py --profile $(PROFILE)

experiments: $(READY) ## all experiments: the settings in which they differ, and their scores, means over seeds
	@PYTHONPATH=src python -m steady_attention.report.experiments

undo: $(READY) ## put the experiment's keys in params.yaml back to the commit's, and run that experiment again
	PYTHONPATH=src python -m steady_attention.run.undo
	dvc repro experiment

test: $(READY) ## all tests, those that run the pipeline and kill it among them (6 to 15 minutes on 2 cores)
	OMP_NUM_THREADS=1 python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test-fast: $(READY) ## the tests that run in seconds
	OMP_NUM_THREADS=1 python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not slow"

# All tests compute as on a processor with AVX2 alone; these are run as on one without, and as each likes best.
PLAYED := tests/training/test_device.py tests/training/test_task.py tests/models tests/methods/test_contract.py
POORER := ATEN_CPU_CAPABILITY=default ONEDNN_MAX_CPU_ISA=SSE41
FREE := ATEN_CPU_CAPABILITY= ONEDNN_MAX_CPU_ISA= MKL_CBWR=

test-processors: $(READY) ## tests of training and models as on other processors (about a minute on 2 cores)
	TESTS_ENVIRONMENT="$(POORER)" python -m pytest -q -n 2 -m "not slow" -rs $(PLAYED)
	TESTS_ENVIRONMENT="$(FREE)" python -m pytest -q -n 2 -m "not slow" -rs $(PLAYED)

lint: $(READY) ## format check and lint
	ruff format --check .
	ruff check .

format: $(READY) ## format the code
	ruff format .
	ruff check --fix .

bench: $(READY) ## training steps of this project against plain ones
	OMP_NUM_THREADS=1 PYTHONPATH=src python -m benchmarks.training_step

gpu: $(READY) ## on a machine with a GPU: its tests, rates and runs with BERT, in fifteen minutes
	PYTHONPATH=src python -m benchmarks.gpu

reliability: $(READY) ## kills, full disks and other faults, 50 kills a stage; goes on where it was stopped
	OMP_NUM_THREADS=1 PYTHONPATH=src python -m tests.faults

audit: $(READY) $(AUDIT)/ready ## known vulnerabilities of the installed packages (asks a database on the network)
	PYTHONPATH=src python -m benchmarks.audit $(AUDIT)/bin/pip-audit

$(AUDIT)/ready: $(READY)
	$(VENV)/bin/python -m venv --clear $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet pip-audit==2.10.1 || { echo "audit: nothing was audited" >&2; exit 2; }
	@touch $@

prune: $(READY) ## delete stored items that no output uses, those of an interrupted stage among them
	PYTHONPATH=src python -m steady_attention.store.prune
