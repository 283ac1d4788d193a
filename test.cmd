@echo off
rem The same as "make test": install once, then lint, type check and tests.
setlocal
cd /d "%~dp0"
set "PY=py -3"
where py >nul 2>nul || set "PY=python"
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))"
if errorlevel 1 (
  echo Python 3.11 or newer is needed: install it and tick "Add python.exe to PATH".
  exit /b 2
)
if not exist .venv\Scripts\python.exe %PY% -m venv .venv
set "PY=.venv\Scripts\python.exe"
%PY% -m pip install -qq --disable-pip-version-check --editable ".[test]" || exit /b 2
%PY% -m ruff format --quiet --check . || exit /b 1
%PY% -m ruff check --quiet . || exit /b 1
%PY% -m mypy --strict --no-error-summary xlgen || exit /b 1
%PY% -m pytest -q -n 2
