# `make demo` shows the whole story, `make test` checks everything, much of it by samples;
# `make test-long` checks what those are samples of. All set themselves up.

# the newest interpreter that PyAV 13 has wheels for
SUPPORTED := python3 python3.13 python3.12 python3.11 python3.10
IS_SUPPORTED := import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in $(SUPPORTED); do $$p -c '$(IS_SUPPORTED)' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
RELEASES := 1.8.0 1.9.0 1.10.0 1.10.1

.PHONY: demo test test-long lint bench releases clean

demo: $(VENV)/.installed
	$(BIN)/python examples/aiortc_playback/demo.py

test: $(VENV)/.dev releases lint
	$(BIN)/python -m pytest -m 'not long and not alone' --numprocesses auto --dist loadgroup
	$(BIN)/python -m pytest -m 'not long and alone'

test-long: $(VENV)/.dev releases
	$(BIN)/python -m pytest -m 'long and not alone' --numprocesses auto --dist loadgroup
	$(BIN)/python -m pytest -m 'long and alone'

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check
	$(BIN)/mangle-lint check mangle_lint codemods examples

# one command measures and refreshes the tables; SPARSE=FOLDER names another sparse tree
bench: $(VENV)/.dev .cache/bench/fixit/.installed .cache/bench/semgrep/.installed
	$(BIN)/python -m compileall -q mangle_lint  # as an installed package is
	$(BIN)/python benchmarks/run.py $(if $(SPARSE),--sparse '$(SPARSE)') $(if $(ROUNDS),--rounds $(ROUNDS))

# a peer that cannot be installed is left out of the table
.cache/bench/%/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	-$(@D)/bin/python -m pip install --quiet --only-binary :all: --group bench-$*
	touch $@

releases: $(RELEASES:%=.cache/aiortc-%)

.cache/aiortc-%: | $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --no-deps --only-binary :all: --target $@.part aiortc==$*
	mv $@.part $@

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "error: no Python 3.10 to 3.13 found (PyAV 13 has wheels for no other); install one, or name it: make PYTHON=..."; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$@ -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[aiortc]'
	touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

clean:
	rm -rf $(VENV) .cache build dist
