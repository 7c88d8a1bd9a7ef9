# Everything a newcomer needs: `make demo` and `make test` set the machine up, then do what they say.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
CORPUS ?= ../shared/corpus ../shared/corpus-b
DEMO_HOME ?= var/demo
SCORE ?=
PURE := domain findings nouns numbering reading restore rules structure text vietnamese
QUICK := $(addprefix tests/,architecture config $(PURE))
BASE ?= HEAD
# What starts programs, servers and browsers and waits for them is more than half of all tests' time: `make whole` has it too, as CI does.
SUITE := not slow
# One of them waits for a server, a browser or a clock most of the time. What is started first is told by tests/arranged.py.
WORKERS := -n 3 --dist loadgroup --no-loadscope-reorder

.PHONY: attack help setup setup-dev demo test whole quick coverage lint score findings-baseline findings-diff bench soak scale growth audit docs lock clean

help:
	@echo "make demo   set up, read the sample scans into a database, show what was loaded"
	@echo "make test   set up, check the code and run the tests, but for those that start programs, servers or browsers and wait"
	@echo "make whole  the same with all tests: what CI runs"
	@echo "make quick  the same for the pure rooms alone, in about a minute; needs neither PostgreSQL nor a browser"
	@echo "make coverage  which lines of the pure rooms their tests run"
	@echo "make score  read the scans of $(CORPUS), compare with their gold rows and the floors, rewrite docs/quality.md (SCORE=--end-to-end)"
	@echo "make findings-baseline   read the official texts and the corpus with the code of BASE=$(BASE), to compare with"
	@echo "make findings-diff       what the present code finds, loses or alters beside that (DIFF='--kind directive --limit 100')"
	@echo "make attack try everything that docs/threat-model.md claims, as an attacker would"
	@echo "make bench  measure reading (beside plain Tesseract and OCRmyPDF), time and memory, rewrite docs/quality.md"
	@echo "make soak   properties with ten times the examples, all cases on both databases; kill, starve and bend it for half an hour (SOAK='--seconds 600'), rewrite docs/reliability.md"
	@echo "make scale  several workers on a work pool, two of them killed on the way (15 minutes), rewrite docs/scaling.md"
	@echo "make growth how long pages take with 200,000 documents in PostgreSQL and 20,000 in SQLite, rewrite docs/scaling.md"
	@echo "make audit  ask for advisories on the locked packages, compare their files with the hashes (needs a package index)"
	@echo "make lint   ruff and mypy alone"
	@echo "make setup  what running it needs, without test tools (make setup-dev: what working on it needs)"
	@echo "make lock   write all locks again after a change in pyproject.toml"
	@echo "make docs   rewrite the generated pages (data dictionary, configuration)"

setup:
	@sh .ci/setup run

setup-dev:
	@sh .ci/setup dev

demo: setup
	@rm -rf $(DEMO_HOME)
	@echo "Reading the sample scans into $(DEMO_HOME)/thongbao.db"
	@THONGBAO_HOME=$(DEMO_HOME) $(BIN)/thongbao ingest samples/*/scan.pdf
	@echo
	@THONGBAO_HOME=$(DEMO_HOME) $(BIN)/thongbao status
	@echo
	@echo "Look further:"
	@echo '  export THONGBAO_HOME=$(DEMO_HOME) PATH=$$PWD/$(BIN):$$PATH'
	@echo "  thongbao show ID | thongbao runs ID | thongbao trace directive 1 | thongbao export --format csv --output tables"
	@echo "  thongbao ingest YOUR-SCAN.pdf"

test:
	@sh .ci/setup dev libreoffice-calc-nogui
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -x -q -rs $(WORKERS) -m "$(SUITE)"

whole:
	@$(MAKE) test SUITE=

quick:
	@sh .ci/setup quick
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -x -q -n 2 $(QUICK)

coverage:
	@sh .ci/setup quick
	$(BIN)/pytest -q -n 2 --cov=config $(addprefix --cov=tasks/,$(PURE)) --cov-report=term:skip-covered $(QUICK)

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

score: setup-dev
	$(BIN)/python -m benchmarks.score $(CORPUS) --docs $(SCORE)

findings-baseline: setup-dev
	$(BIN)/python -m benchmarks.scan_texts
	$(BIN)/python -m benchmarks.findings_diff --baseline $(BASE)

findings-diff: setup-dev
	$(BIN)/python -m benchmarks.findings_diff $(DIFF)

bench: setup-dev
	@sh .ci/setup-bench
	$(BIN)/python -m benchmarks.ocr --corpus $(CORPUS)
	$(BIN)/python -m benchmarks.context $(firstword $(CORPUS)) samples --json var/bench/context.json
	$(BIN)/python -m benchmarks.overhead --corpus $(firstword $(CORPUS))
	$(BIN)/python -m benchmarks.commands
	$(BIN)/python -m benchmarks.memory
	$(BIN)/python -m benchmarks.review
	$(BIN)/python -m benchmarks.report

attack: setup-dev
	$(BIN)/pytest -q -m attack $(WORKERS)

soak: setup-dev
	$(BIN)/pytest -q $(WORKERS) --hypothesis-profile=thorough $(QUICK) tests/db tests/flows tests/robust
	$(BIN)/python tests/robust/soak.py $(SOAK)

scale: setup-dev
	$(BIN)/python -m benchmarks.scaling

growth: setup-dev
	$(BIN)/python -m benchmarks.growth

audit: setup-dev
	@.ci/audit

docs: setup-dev
	$(BIN)/python -m db.dictionary > docs/data-dictionary.md
	$(BIN)/python -m config.reference > docs/configuration.md

lock:
	@sh .ci/lock

clean:
	rm -rf var .pytest_cache .mypy_cache .ruff_cache .hypothesis
