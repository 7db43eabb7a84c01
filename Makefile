# Two commands set up everything: `make run` and `make test`. The others: `make help`.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# More processes than there are cores share the tests, since some of them wait. They come by the file,
# which shares what takes its time to be made, in the order of tests/conftest.py.
BY_FILE := --dist loadfile --no-loadscope-reorder
AT_ONCE := $(BY_FILE) --numprocesses $(shell expr $$(nproc) + 2) --ignore=tests/browser
IN_BROWSERS := $(BY_FILE) --numprocesses $(shell expr $$(nproc) + 1) tests/browser
# pip would compile on one core. What cannot be compiled may never be run: it stops nothing.
COMPILE := - $(BIN)/python -m compileall -q -j 0 $(VENV)/lib
LOCKING := --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --strip-extras --allow-unsafe
export YOUCHENG_VAR ?= $(CURDIR)/var
export YOUCHENG_PUBLIC_URL ?= http://localhost:$(PORT)
export LC_ALL := C.UTF-8
# Some images switch this on; every process would then compile the whole site for itself.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help venv run dev packages test prove check bench messages screenshots format lock

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements/run.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: set PYTHON to its command."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(COMPILE)
	touch $@

# The static files of all the tests' sites are made, where tests/conftest.py looks for them, on a core
# that pip leaves free.
$(VENV)/.test: requirements/test.lock $(VENV)/.run
	YOUCHENG_VAR=$(CURDIR)/.pytest_cache/site $(BIN)/python -m youcheng prepare >/dev/null & \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/test.lock && wait $$!
	$(COMPILE)
	touch $@

venv: $(VENV)/.run  ## make .venv with the pinned dependencies

run: $(VENV)/.run  ## set up and serve on http://localhost:8501 (PORT, YOUCHENG_VAR)
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

dev: $(VENV)/.run  ## serve and reload on every change
	YOUCHENG_RELOAD=1 $(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

packages:  ## install the Debian packages that the tests need, or name them
	@bash tools/packages.sh

test: $(VENV)/.test packages  ## set up and run the tests, a real Chromium included (sweeps by sample)
	$(BIN)/python -m pytest -q $(AT_ONCE)
	$(BIN)/python -m pytest -q $(IN_BROWSERS)

prove: $(VENV)/.test packages check  ## run the full sweeps: every page, language and width
	YOUCHENG_TEST_FULL=1 $(BIN)/python -m pytest -q $(AT_ONCE)
	YOUCHENG_TEST_FULL=1 $(BIN)/python -m pytest -q $(IN_BROWSERS)

check: $(VENV)/.test  ## style, types, import law, catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.catalogues check

bench: $(VENV)/.test packages  ## measure side by side (ONLY=name for one); writes docs/benchmarks.md
	$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY))

messages: $(VENV)/.test  ## bring the catalogues up to date with the texts in the code
	$(BIN)/python -m tools.catalogues update

screenshots: $(VENV)/.test packages  ## take the README's pictures anew (ONLY="home map" for some)
	$(BIN)/python -m tools.screenshots $(if $(ONLY),--only $(ONLY))

format: $(VENV)/.test  ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## pin the dependencies anew, with hashes and without addresses
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile $(LOCKING) --build-deps-for=editable -o requirements/run.lock pyproject.toml
	$(BIN)/pip-compile $(LOCKING) --extra test -c requirements/run.lock -o requirements/test.lock pyproject.toml
