# 两条命令：make demo（安装并演示），make test（检查并测试）。只需要 Python 3.11 以上。
PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
# 旁边有“安装包”文件夹的（在能上网的电脑上 pip download 来的），只从那里安装
WHEELS := $(wildcard 安装包)
PIP := $(PY) -m pip install -qq --disable-pip-version-check $(if $(WHEELS),--no-index --find-links $(WHEELS))
PIP_LOG := $(VENV)/pip.log

# 装不上时说的话：多半是没有网
offline = echo "没有装成：这台电脑连不上 Python 软件包的下载站，或者“安装包”文件夹里缺东西。"; \
	echo "请在一台能上网、系统和 Python 版本都与这台相同的电脑上，在 xlgen 文件夹里运行："; \
	echo "    python3 -m pip download --dest 安装包 $(BUILD) '$(1)'"; \
	echo "把“安装包”文件夹拷到这里的 xlgen 文件夹里，再运行一次。pip 说了什么，记在 $(PIP_LOG)。"
BUILD := 'hatchling>=1.27' editables

# 系统的 Python 换过版本后，旧环境已不能用，重新安装
$(shell test -x $(PY) || rm -f $(VENV)/.run-ready $(VENV)/.test-ready)

.PHONY: demo test quick lowest packages mutants check format bench bench-campaign mirror docs rooms pictures widths sentences prose soak recount kills clerks campaign hard bundles bundles-try bundles-arm64-try bundles-lock types upstream reports paraphrases
.DEFAULT_GOAL := demo

demo: $(VENV)/.run-ready
	@$(PY) -m xlgen demo

test: check
	@$(PY) -m pytest -q -n 2

# 不用 LibreOffice、不跑最慢的：几分钟
quick: check
	@$(PY) -m pytest -q -n 2 -m "not office and not slow"

# 用 pyproject.toml 允许的最低版本再测一遍；WHERE 是只测哪些文件夹
lowest: $(VENV)/.test-ready
	@$(PYTHON) -m venv --clear .lowest
	@$(PY) tests/support/lowest.py >.lowest/lowest.txt
	@.lowest/bin/python -m pip install -qq --disable-pip-version-check --constraint .lowest/lowest.txt --editable '.[test]'
	@.lowest/bin/python -m pytest -q -n 2 -m "not office and not slow" $(WHERE)

# 打包，各装进一个空环境，在别处试用
packages: $(VENV)/.test-ready
	@$(PIP) --editable '.[packages]'
	@$(PY) tests/support/clean_install.py

# xlwings 自己的测试，在不用 Excel 的引擎上跑：过了几个、说明不提供几个、没过几个；SOURCE 是 xlwings 源码的文件夹
upstream: $(VENV)/.test-ready
	@$(PY) tests/support/upstream.py "$(SOURCE)"

check: $(VENV)/.test-ready
	@$(PY) -m ruff format --quiet --check . || { echo "格式不符，请运行 make format"; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --strict --no-error-summary xlgen
	@$(PY) -m pytest -q --no-header tests/test_imports.py

format: $(VENV)/.test-ready
	@$(PY) -m ruff format --quiet .
	@$(PY) -m ruff check --quiet --fix .

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 以上，可用 make PYTHON=python3.12 指定"; exit 2; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); echo "无法建立虚拟环境（Debian、Ubuntu、麒麟请先安装 python3-venv）"; exit 2; }

$(VENV)/.run-ready: pyproject.toml | $(PY)
	@echo "正在准备运行环境（只在第一次，约一分钟）..."
	@$(PIP) --editable . 2>$(PIP_LOG) || { $(call offline,.); exit 2; }
	@touch $@

$(VENV)/.test-ready: pyproject.toml | $(PY)
	@echo "正在准备测试环境（只在第一次，约一分钟）..."
	@$(PIP) --editable '.[test]' 2>$(PIP_LOG) || { $(call offline,.[test]); exit 2; }
	@touch $@ $(VENV)/.run-ready

# 整个模块处处放毛病，再放手工列出的，看测试能否发现；停了再运行就接着做，进度在 .mutants；JOBS=2 同时两个，MODULES="words language" 只试这些
mutants: $(VENV)/.test-ready
	@PYTHONPATH=tests/support JOBS=$(or $(JOBS),1) $(PY) tests/support/mutation.py $(MODULES)
	@$(if $(MODULES),,$(PY) tests/support/mutants.py)

# 各地公布的评分标准读懂几句、算对几句；make sentences WRITE=write 把结果写回数据
sentences: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/sentences.py $(WRITE)

# 表文一致：标注过的文字里，比了几个数，不一致查出几处，误报几处，改一位数查出几处
prose: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/prose_measure.py $(or $(WRITE),$(TEXTS))

# 换了说法、放了笔误的各组报告（第二组起），每组三份，由 tests/support/paraphrases、paraphrases_third … 里的句子和样例的数作出，make prose 可以量
paraphrases: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/paraphrase.py

# 150 个项目、12 个单位的一批汇总，由不引用本程序的代码逐数另算
recount: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/recounting.py $(or $(PROJECTS),150)

# 一批 500 个项目、40 个单位、三轮，处处放了毛病，由不引用校验代码的程序造出来，每条命令之后与事先知道的对照
campaign: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/sown_campaign.py $(or $(PROJECTS),500) $(or $(UNITS),40)

mirror: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/mirror.py $(or $(OUT),mirror)

# rich：与改造前的提交比启动时要用；calamine 只作对照，装不上就不比。SIZES 是量内存的份数，AGAINST 是对照的提交
bench: $(VENV)/.test-ready
	@$(PIP) 'rich>=13.7'
	@$(PIP) 'python-calamine>=0.3' || echo "没有装成 python-calamine，不与它对照"
	@PYTHONPATH=tests/support $(PY) tests/support/benchmark.py --sizes "$(or $(SIZES),200)" --against "$(AGAINST)" --parts "$(or $(PARTS),cases sizes)"

# SIZES 是批次里的项目数；MADE 是作好的批次放在哪里，再运行就不重作
bench-campaign: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/bench_campaign.py --sizes "$(or $(SIZES),100)" $(if $(MADE),--made "$(MADE)")

# 从程序写出参考页：代码、命令、表式和评分方法，开发页里的房间和运算
docs: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/reference.py
	@PYTHONPATH=tests/support $(PY) tests/support/story.py
	@PYTHONPATH=tests/support $(PY) tests/support/campaign_story.py

# 自带的报告模板，从文字做出来
reports: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/report_templates.py

# WPS 加载项的代码对金山声明的接口核对；两个软件包只装一次
types: .tools/types/node_modules/typescript
	@node $</bin/tsc -p tests/addin/wps/tsconfig.json

.tools/types/node_modules/typescript:
	@npm install --prefix .tools/types --no-save --no-fund --no-audit --loglevel=error et-jsapi-declare@2.5.0 typescript@5.9.3

rooms: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/rooms.py

pictures: $(VENV)/.test-ready
	@$(PIP) --editable '.[pictures]'
	@PYTHONPATH=tests/support $(PY) tests/support/pictures.py
	@PYTHONPATH=tests/support $(PY) tests/support/ribbon_drawing.py

# 各表式的列给多宽，它的样例和 samples 里十二个指标以内的表填好后才印得进一页 A4：make widths FORMS="project transfer"，不写就全算，几分钟
widths: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/widths.py $(FORMS)

# 各评分方法的公式与印出的口径逐字对算：每个样式、每组参数、每行 200 个边界值，一两分钟；make soak ROUNDS=3000 多试些。
# 再把好表弄坏 MUTANTS 份、换 WAYS 份的写法看两条读法读得一不一样、.xls 弄坏 OLD 份看读得对不对，往各格填 PAYLOADS 处恶意文字看会不会变成公式；停了再运行就接着做，进度在 .soak
soak: $(VENV)/.test-ready kills clerks
	@PYTHONPATH=tests/support $(PY) tests/support/words_scorer.py $(or $(ROUNDS),200)
	@mkdir -p .soak
	@PYTHONPATH=tests/support $(PY) tests/support/soak.py mutants $(or $(MUTANTS),100000) .soak/mutants.json
	@PYTHONPATH=tests/support $(PY) tests/support/soak.py ways $(or $(WAYS),20000) .soak/ways.json
	@PYTHONPATH=tests/support $(PY) tests/support/soak.py old $(or $(OLD),10000) .soak/old.json
	@PYTHONPATH=tests/support $(PY) tests/support/soak.py payloads $(or $(PAYLOADS),50000) .soak/payloads.json

# 每条要写文件的命令，在每一次文件操作时中断、出错，另在写到一半时强行结束共 KILLS 次，看留下什么、再运行一次行不行；
# 约一小时，停了再运行就接着做；make soak 也做
kills: $(VENV)/.test-ready
	@mkdir -p .soak/kills
	@PYTHONPATH=tests/support $(PY) tests/support/kills.py $(or $(KILLS),1000) .soak/kills "$(ONLY)"

# 两个人同时在一个批次里：一个停在每一次文件操作前，另一个做完他的；锁有效时一遍，锁谁要都给时一遍；
# SHARE="甲 乙" 是同一个共享文件夹挂载的两处，当作两台电脑；EVERY=4 每四次操作停一次
clerks: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/clerks.py $(or $(EVERY),1) $(SHARE)

# 再看每个读取文字的函数、每条命令，读四倍的东西是否至多用六倍的时间
# 大得出格的表：各命令要几秒、占多少内存；make hard SHARES="1 10" 只试限度的百分之一和十分之一
hard: $(VENV)/.test-ready
	@PYTHONPATH=tests/support $(PY) tests/support/hard.py $(SHARES)
	@PYTHONPATH=tests/support $(PY) tests/support/work.py

# 免安装包：不装 Python 也能用的文件夹，麒麟两种机型、Windows 一种，做在 dist；要 Debian 12，不要 root
bundles: $(VENV)/.test-ready
	@$(PY) -m bundles.making $(TARGETS)

# 做出来的 amd64 包在空的系统里（没有 C 运行库、没有 shell）从下发做到汇总；要 root 或 unshare
bundles-try: $(VENV)/.test-ready
	@$(PY) -m bundles.trying amd64

# arm64 的包在仿真的机器里做同样的事，要 qemu-user-static，一两分钟
bundles-arm64-try: $(VENV)/.test-ready
	@$(PY) -m bundles.trying arm64

# 把各部件换成软件源里现在的版本，写进 bundles/pieces.toml；看清改动再提交
bundles-lock: $(VENV)/.test-ready
	@$(PY) -m bundles.locking
