# `make site` builds the demonstration; `make test` checks everything. Both make their own .venv.
.PHONY: site check test chromium clean
PYTHON ?= python3
RUN := .venv/bin/

site: .venv/installed
	$(RUN)chronicle build

check: .venv/installed
	$(RUN)chronicle check

test: .venv/dev chromium
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy
	$(RUN)pytest --cov --cov-report=term

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chronicle needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(RUN)pip install --quiet --editable .
	@touch $@

.venv/dev: .venv/installed
	$(RUN)pip install --quiet --editable '.[dev]'
	@touch $@

# The browser tests run in Debian's Chromium. It is installed when it is missing and we may.
chromium:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  elif sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq chromium >/dev/null; \
	  fi; }
	@command -v chromium >/dev/null || { \
	  echo "The tests need Chromium: install the package chromium, then run make test again." >&2; exit 1; }

clean:
	rm -rf site .chronicle .venv
