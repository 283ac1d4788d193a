"""``xlgen report``: reports in Word and pages to look at, whether a template can be filled, and reports held against their forms."""

from __future__ import annotations

import click

from xlgen.cli.chinese import ChineseGroup
from xlgen.cli.reporting.reading_reports import check_command, lint_command
from xlgen.cli.reporting.writing_reports import html_command, word_command


@click.group("report", cls=ChineseGroup)
def command() -> None:
    """写报告：Word 文档写好了接着改，网页打开就能看，数和文字从自评表、汇总来；写好的报告和表对一遍。"""


for _each in (word_command, html_command, lint_command, check_command):
    command.add_command(_each)
