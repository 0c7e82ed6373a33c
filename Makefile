# make demo                         ชมตัวอย่าง: ตรวจเว็บไซต์สาธิตบนเครื่องนี้ แล้วออกรายงาน
# make test                         ตรวจโปรแกรมทั้งหมด (ผู้พัฒนา)
# make check SITE=https://…         ตรวจเว็บไซต์จริง ผลอยู่ในโฟลเดอร์ sites/
SHELL := /bin/bash
BIN := .venv/bin
SITE ?=
ARGS ?=

.PHONY: help setup demo check test verify test-all docs shots site sarif bench speed accuracy lock clean

help:
	@sed -n 's/^# //p' Makefile

setup:
	@bash scripts/setup.sh

demo: setup
	@$(BIN)/oit demo $(ARGS)

# A site with gaps (1) or not wholly reachable (3) is a result, not a failure of make.
check: setup
	@test -n '$(SITE)' || { echo 'ยังไม่ได้บอกเว็บไซต์ สั่งเช่น make check SITE=https://www.example.go.th'; exit 2; }
	@mkdir -p sites && cd sites && { ../$(BIN)/oit check '$(SITE)' $(ARGS) || test $$? -ne 2; }

test: setup verify

# Every step runs, so that one run tells everything that is wrong.
verify:
	@failed=; step() { echo "== $$*"; "$(BIN)/$$@" || failed="$$failed $$1"; }; \
	step ruff check .; step ruff format --check .; step mypy; step lint-imports --no-logo; \
	step python -m pytest -n auto -m 'not slow'; \
	test -z "$$failed" || { echo "failed:$$failed"; exit 1; }

test-all: setup verify
	$(BIN)/python -m pytest -m slow

docs: setup
	$(BIN)/python -m audit.cli_docs > docs/cli.md
	$(BIN)/python -m rules.checks.manual > docs/checks.md
	$(BIN)/python -m rules.schema > rules/packs/pack.schema.json
	$(BIN)/python -m reports.schema > docs/report.schema.json

# The pictures of the manual, taken anew from the demonstration site.
shots: setup
	$(BIN)/python -m docs.shots

# The manual as a site, in build/site; its tools live in a virtualenv of their own.
site: build/mkdocs/bin/mkdocs
	NO_MKDOCS_2_WARNING=1 build/mkdocs/bin/mkdocs build --strict --quiet

build/mkdocs/bin/mkdocs: docs/requirements.lock
	python3 -m venv build/mkdocs
	build/mkdocs/bin/pip install --quiet --require-hashes --requirement docs/requirements.lock
	touch $@

# Our SARIF against the official schema, as an npm package carries it.
sarif: setup
	mkdir -p build/sarif && cd build/sarif && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 && tar xzf *.tgz
	OIT_SARIF=build/sarif/package/lib/schemas/sarif-2.1.0-rtm.5.json $(BIN)/python -m pytest tests/reports/test_machines.py

bench: setup
	$(BIN)/python -m benchmarks.crawl
	$(BIN)/python -m benchmarks.read
	$(BIN)/python -m benchmarks.judge

speed: setup
	$(BIN)/python -m benchmarks.speed

accuracy: setup
	$(BIN)/python -m benchmarks.accuracy

lock:
	bash scripts/lock.sh

clean:
	rm -rf .venv build demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
