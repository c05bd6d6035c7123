# From a fresh clone with only Python 3.11 or newer and make: `make demo`, `make test`. `make help` lists the rest.
# Every command sets up what it needs, and repairs what an interrupted one left half made.

# The first of these that is new enough; `make test PYTHON=/path/to/python` names one.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python
# How packages are installed; CI names another installer to try the oldest versions allowed.
INSTALL ?= $(BIN)/python -m pip --disable-pip-version-check install --quiet

# What the unit `pytorch` is tested with. On Linux this is a large package; `make test TORCH=` skips that unit's tests.
TORCH ?= torch==2.13.0

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/made-for

.DEFAULT_GOAL := help
.PHONY: help demo test lint release bench clean bubblewrap chromium

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s%s\n", $$1, $$2 }' Makefile

demo: $(STAMP) | bubblewrap ## make a handout and a small class, grade it, show the results
	@$(BIN)/autograder demo

# Whole classes are graded without coverage, which would double their time and see nothing new.
test: lint $(VENV)/torch | bubblewrap chromium ## all that CI runs: lint, then the tests and their coverage
	$(BIN)/python -m pytest -m cohort --numprocesses auto
	$(BIN)/coverage run -m pytest -m 'not cohort' --numprocesses auto --dist loadfile --no-loadscope-reorder
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: $(STAMP) ## ruff and mypy; they change nothing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

release: $(STAMP) | bubblewrap ## turn source notebooks into handouts
	$(BIN)/autograder release

bench: $(STAMP) | bubblewrap ## measure this engine beside nbgrader and otter-grader; rewrites docs/speed.md
	$(BIN)/python -m benchmarks

clean: ## remove what these commands made; submissions and marks stay
	rm -rf $(VENV) .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist

# ---- the virtual environment -----------------------------------------------------------------------------------------
# The stamp is written last and says for which folder and Python the environment was made. Where it says something else
# (a moved clone, a Python that is gone, an interrupted installation), the environment is made anew.
MADE_FOR = printf '%s, Python %s' "$$(pwd -P)" \
	"$$($(BIN)/python -c 'import platform; print(platform.python_version())' 2>/dev/null)"

ifneq ($(shell cat $(STAMP) 2>/dev/null),$(shell $(MADE_FOR)))
.PHONY: $(STAMP)
endif

$(STAMP): pyproject.toml
	@if [ "$$(cat $@ 2>/dev/null)" != "$$($(MADE_FOR))" ]; then \
	  for python in $(PYTHON) ''; do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  done; \
	  [ -n "$$python" ] || { echo 'Python 3.11 or newer is needed: install it, or name it with PYTHON=...' >&2; exit 1; }; \
	  package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  $(call system,"$$python" -c 'import ensurepip',$$package,no virtual environment can be made); \
	  "$$python" -m venv --clear $(VENV); \
	fi
	@echo 'Installing the kit and its tools into $(VENV) (a minute or two, once)'
	@$(INSTALL) --editable '.[test,dev]'
	@$(MADE_FOR) > $@

$(VENV)/torch: $(STAMP)
	@[ -z '$(TORCH)' ] || $(INSTALL) '$(TORCH)'
	@[ -z '$(TORCH)' ] || touch $@

# ---- system packages -------------------------------------------------------------------------------------------------
# $(call system,TEST,PACKAGE,WITHOUT): unless TEST succeeds, install PACKAGE where that is possible without a password
# on Debian and Ubuntu; elsewhere one line says what does not work WITHOUT it.
define system
$(1) >/dev/null 2>&1 || { \
  root='sudo -n'; [ "$$(id -u)" -ne 0 ] || root=env; \
  if command -v apt-get && $$root true; then \
    $$root apt-get -qq update; $$root env DEBIAN_FRONTEND=noninteractive apt-get -qq install $(2); \
  fi >/dev/null 2>&1 </dev/null; \
  $(1) >/dev/null 2>&1 || echo "$(2) is missing and cannot be installed from here: $(3)" >&2; }
endef

bubblewrap:
	@$(call system,command -v bwrap,bubblewrap,student code is graded without its walls)

chromium:
	@$(call system,{ command -v chromium || command -v chromium-browser || command -v google-chrome; },chromium,tests in a browser are skipped)
