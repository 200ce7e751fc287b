# 清策：所有命令都在 .venv/ 中运行。
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
TORCH := torch==2.13.0
export HF_HUB_OFFLINE ?= 1
export ANONYMIZED_TELEMETRY ?= False

.PHONY: setup setup-dev run test check eval bench lock clean

setup: $(VENV)/.setup

$(VENV)/.setup: requirements.lock
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install -q --disable-pip-version-check --no-deps -r requirements.lock
	$(PY) -m pip install -q --disable-pip-version-check -c requirements.lock $(TORCH)
	touch $@

setup-dev: $(VENV)/.setup-dev

$(VENV)/.setup-dev: $(VENV)/.setup requirements-dev.lock
	$(PY) -m pip install -q --disable-pip-version-check --no-deps -r requirements-dev.lock
	touch $@

run: setup
	$(PY) server.py

test: setup-dev
	$(PY) -m pytest

check: setup-dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest -m "not slow and not e2e"

eval: setup-dev
	$(PY) -m evals table

# 全部约一小时以上；约五分钟的小样：make bench BENCH=--quick
BENCH ?=

bench: setup-dev
	$(PY) -m pip install -q --disable-pip-version-check --no-deps -r requirements-bench.lock
	$(PY) -m evals bench $(BENCH)

lock:
	$(PY) .ci/lock.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
