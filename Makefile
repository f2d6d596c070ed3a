# Thin wrappers round bootstrap.py, which works without make.
PYTHON ?= python3
CORPUS ?=
BUILD = $(if $(CORPUS),--corpus $(CORPUS))

.DEFAULT_GOAL := help
.PHONY: help env lab reports test check bench lock clean

help:            ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

env:             ## set up .venv from the lock file
	$(PYTHON) bootstrap.py env

lab:             ## open JupyterLab on the notebooks, offline
	$(PYTHON) bootstrap.py lab $(BUILD)

reports:         ## run every notebook and write reports/ (CORPUS=path for another corpus)
	$(PYTHON) bootstrap.py reports $(BUILD)

test:            ## run the whole test suite
	$(PYTHON) bootstrap.py test

check:           ## lint, types, form of code, notebooks and corpus
	$(PYTHON) bootstrap.py check

bench:           ## measure quality and speed beside the rivals, in one run
	$(PYTHON) bootstrap.py bench

lock:            ## renew both lock files from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --extra formats --extra dev -o requirements-dev.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --extra formats -c requirements-dev.lock -o requirements.lock

clean:           ## remove derived tables and reports; the corpus and .venv stay
	rm -rf build reports
