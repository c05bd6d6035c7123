# A fresh clone needs only make and Python 3.11 or newer: `make demo`, `make test`. `make help` lists the rest.
# Every command installs what it needs, and repairs an installation that was interrupted.

# The first of these that is new enough and can create environments is used, or else the first that is new enough, after
# the package that Debian has for this is installed. `make test PYTHON=/path/to/python` selects one. The system's Python
# comes first because it is built with all optimizations: without them (pyenv's default), loops take half as long again.
PYTHON ?= /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11 python
# The command that installs packages; CI uses another one to test the oldest allowed versions.
INSTALL ?= $(BIN)/python -m pip --disable-pip-version-check install --quiet

# The version for the tests of the unit `pytorch`. It is large on Linux; `make test TORCH=` skips those tests.
TORCH ?= torch==2.13.0

# The tests start Python hundreds of times: each time it would compile the kit again.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/made-for

.DEFAULT_GOAL := help
.PHONY: help demo test coverage lint release book bench docs clean bubblewrap chromium pyodide

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s%s\n", $$1, $$2 }' Makefile

demo: $(STAMP) | bubblewrap ## build a handout and a small class, grade it, show the results
	@$(BIN)/autograder demo training-loop

# As many processes as cores: with twice as many, the same tests take more CPU time, and more time.
PYTEST = -m pytest --numprocesses $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) \
	--dist loadfile --no-loadscope-reorder

test: lint $(VENV)/torch | bubblewrap chromium pyodide ## everything that CI runs: lint and all tests
	$(BIN)/python $(PYTEST)

# Measuring adds half to the time of a test. Slow tests start other processes most of the time, so they are left out.
coverage: $(VENV)/torch | bubblewrap chromium pyodide ## which lines and branches the quick tests run
	$(BIN)/coverage run $(PYTEST) -m 'not slow and not whole_class'
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: $(STAMP) ## run ruff and mypy without changing files
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

release: $(STAMP) | bubblewrap ## generate the handouts from the source notebooks
	$(BIN)/autograder release

book: $(VENV)/torch ## build the lessons as a website in build/book/, for instructors in build/book-instructor/
	$(BIN)/autograder book
	$(BIN)/autograder book --instructor

bench: $(STAMP) | bubblewrap ## compare this engine with nbgrader and otter-grader; rewrites docs/speed.md
	$(BIN)/python -m benchmarks.speed

docs: $(VENV)/torch ## list the known mistakes of all units; rewrites docs/mistakes.md
	$(BIN)/python -m autograder.authoring.mistakes_page

clean: ## remove what these commands created, except submissions and marks
	rm -rf $(VENV) .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist

# ---- the virtual environment -----------------------------------------------------------------------------------------
# The stamp is written last; it names the folder and the Python of the environment. If it is different (the clone was
# moved, Python was removed, or the installation was interrupted), the environment is created again.
ENVIRONMENT = printf '%s, Python %s' "$$(pwd -P)" \
	"$$($(BIN)/python -c 'import platform; print(platform.python_version())' 2>/dev/null)"

ifneq ($(shell cat $(STAMP) 2>/dev/null),$(shell $(ENVIRONMENT)))
.PHONY: $(STAMP)
endif

$(STAMP): pyproject.toml
	@if [ "$$(cat $@ 2>/dev/null)" != "$$($(ENVIRONMENT))" ]; then \
	  for module in ensurepip sys; do \
	    for python in $(PYTHON); do \
	      "$$python" -c "import sys, $$module; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && break 2; \
	    done; \
	    python=; \
	  done; \
	  [ -n "$$python" ] || { echo 'Python 3.11 or newer is needed: install it, or name it with PYTHON=...' >&2; exit 1; }; \
	  package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  $(call system,"$$python" -c 'import ensurepip',$$package,no virtual environment can be created); \
	  "$$python" -m venv --clear $(VENV); \
	fi
	@echo 'Installing the kit and its tools into $(VENV) (a minute or two, once)'
	@$(INSTALL) --editable '.[test,dev]'
	@$(ENVIRONMENT) > $@

$(VENV)/torch: $(STAMP)
	@[ -z '$(TORCH)' ] || $(INSTALL) '$(TORCH)'
	@[ -z '$(TORCH)' ] || touch $@

# ---- system packages -------------------------------------------------------------------------------------------------
# $(call system,TEST,PACKAGES,EFFECT): unless TEST succeeds, install the first of the PACKAGES that there is, if that is
# possible without a password on Debian or Ubuntu. Otherwise print the EFFECT of the missing package.
define system
$(1) >/dev/null 2>&1 || { \
  root='sudo -n'; [ "$$(id -u)" -ne 0 ] || root=env; \
  if command -v apt-get && $$root true; then \
    $$root apt-get -qq update; \
    for package in $(2); do \
      $$root env DEBIAN_FRONTEND=noninteractive apt-get -qq install "$$package" && break; \
    done; \
  fi >/dev/null 2>&1 </dev/null; \
  $(1) >/dev/null 2>&1 || echo "$(lastword $(2)) is missing and cannot be installed from here: $(3)" >&2; }
endef

bubblewrap:
	@$(call system,command -v bwrap,bubblewrap,student code is graded with fewer layers of isolation)

# The same programs as in autograder/book/pdf.py. The first one has no windows: tests take two thirds of the CPU time.
CHROMIUM = command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || \
	command -v google-chrome || command -v google-chrome-stable || command -v chrome
chromium:
	@$(call system,{ $(CHROMIUM); },chromium-headless-shell chromium,tests in a browser are skipped)

# Python in WebAssembly, from npm and PyPI into build/pyodide/: the tests run `lab` in it.
pyodide: $(STAMP)
	@$(BIN)/python -m tests.pyodide_distribution
