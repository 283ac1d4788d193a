@echo off
rem The same as "make demo": install once, then run the main job on samples\.
setlocal
cd /d "%~dp0"
set "PY=py -3"
where py >nul 2>nul || set "PY=python"
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))"
if errorlevel 1 (
  echo Python 3.11 or newer is needed: install it and tick "Add python.exe to PATH".
  set CODE=2
  goto end
)
if not exist .venv\Scripts\python.exe %PY% -m venv .venv
.venv\Scripts\python.exe -m pip install -qq --disable-pip-version-check --editable .
if errorlevel 1 (
  set CODE=2
  goto end
)
.venv\Scripts\python.exe -m xlgen demo
set CODE=%ERRORLEVEL%
:end
if not defined CI pause
exit /b %CODE%
