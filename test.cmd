@echo off
chcp 65001 >nul
rem The same as "make test": install once, then lint, type check and tests.
setlocal
cd /d "%~dp0"
set "PY=py -3"
where py >nul 2>nul || set "PY=python"
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))"
if errorlevel 1 (
  echo 需要 Python 3.11 以上：请先安装，安装时勾选“Add python.exe to PATH”。
  exit /b 2
)
if not exist .venv\Scripts\python.exe %PY% -m venv .venv
set "PY=.venv\Scripts\python.exe"
set "FROM="
if exist 安装包 set "FROM=--no-index --find-links 安装包"
set "WHAT=.[test]"
%PY% -m pip install -qq --disable-pip-version-check %FROM% --editable ".[test]" 2>.venv\pip.log
if errorlevel 1 (
  echo 没有装成：这台电脑连不上 Python 软件包的下载站，或者“安装包”文件夹里缺东西。
  echo 请在一台能上网、系统和 Python 版本都与这台相同的电脑上，在 xlgen 文件夹里运行：
  echo     py -m pip download --dest 安装包 "hatchling>=1.27" editables "%WHAT%"
  echo 把“安装包”文件夹拷到这里的 xlgen 文件夹里，再运行一次。pip 说了什么，记在 .venv\pip.log。
  exit /b 2
)
%PY% -m ruff format --quiet --check . || exit /b 1
%PY% -m ruff check --quiet . || exit /b 1
%PY% -m mypy --strict --no-error-summary xlgen || exit /b 1
%PY% -m pytest -q -n 2
