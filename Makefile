# Each target says what it does behind its name; `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
BIN := .venv/bin
PYTEST := QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(BIN)/python -m pytest
WORKERS ?= 2

.PHONY: help run test check bench bench-link soak lint lock texts format freeze clean ready ready-for-tests

help: ## list the targets
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: ready ## install what is needed, then the whole job on this machine: central, devices, program
	$(BIN)/python -m clerk_app demo

test: ready-for-tests lint ## everything a submission must pass, from a bare checkout
	$(PYTEST) -n $(WORKERS)

check: ready lint ## the fast loop: format, lint, types, floors, gates, unit tests
	$(PYTEST) -n $(WORKERS) --ignore tests/journeys --ignore tests/faults

lint: ready
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml
	@{ git ls-files -z '*.py' | xargs -0 wc -l 2>/dev/null || true; } | awk '$$2 != "total" && $$1 > 300 { print "smell: " $$2 " has " $$1 " lines" }'

bench: ready-for-tests ## measure, against a floor in the same run
	$(BIN)/python -m tests.bench

bench-link: ready-for-tests ## measure the exchange on bad lines, both ends real (as root)
	$(BIN)/python -m tests.link

soak: ready-for-tests ## the long runs: random faults and kills, histories, the frozen program
	$(PYTEST) -m soak

lock: ready ## resolve the parts list anew into requirements.lock
	UV_SYSTEM_CERTS=true UV_CUSTOM_COMPILE_COMMAND="make lock" "$$(scripts/bootstrap/uv.sh)" pip compile --quiet --upgrade --universal \
	  --python-version "$$(cat .python-version)" --generate-hashes --extra dev pyproject.toml -o requirements.lock

texts: ready ## compile the texts of resources/texts
	$(BIN)/python scripts/compile_texts.py

format: ready ## put every file into the one format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

freeze: ready ## build the program that runs without Python, into dist/clerk-app
	$(BIN)/python -m PyInstaller --noconfirm --log-level WARN build.spec

clean: ## remove what was built; the environment stays
	rm -rf build dist demo-output .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -not -path './.tools/*' -prune -exec rm -rf {} +

ready:
	@scripts/bootstrap.sh run

ready-for-tests:
	@scripts/bootstrap.sh test
