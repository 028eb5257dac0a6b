.DEFAULT_GOAL := help
.PHONY: help run manage test bench lock messages

# The first Python on the path that will do.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$p && break; done)
ifeq ($(PYTHON),)
$(error Python 3.11, 3.12, 3.13 or 3.14 is needed, and none is on the path)
endif

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

run: ## the whole site on this machine; PORT=8001 for another port
	@$(PYTHON) -m deploy.local.run

manage: ## a management command beside a running site: make manage DO="import_questionnaire FILE"
	@. .local/env && .venv/bin/python manage.py $(DO)

test: ## every check and every test; ONLY=tests/regions for the tests of one folder or file
	@$(PYTHON) -m deploy.local.check

bench: ## the benchmarks; ONLY=post for those whose names begin so
	@$(PYTHON) -m tests.bench

lock: ## write the lock file anew from pyproject.toml (with the .venv of an earlier target)
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--group local --group dev --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

messages: ## collect the texts to translate (needs the system's gettext)
	@SECRET_KEY= DEBUG=on .venv/bin/python manage.py makemessages --all --no-wrap --ignore '.*'
