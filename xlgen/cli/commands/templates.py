"""``xlgen templates``: the templates and methods that come with xlgen."""

from __future__ import annotations

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import table

FORMS = "表式（-t 名称：适合清单年度的最新版本；-t 名称@版本：指定的版本）"
METHODS = "评分方法（项目清单“评分方法”列填名称，“评分标准”列按写法填；口径里〔〕处是标准里写的数）"


@click.command("templates", cls=ChineseCommand)
@click.option("--methods", is_flag=True, help="列出评分方法")
@click.option("--template", "-t", "template", default="project", metavar="表式", help="表式自己的评分方法也列出")
def command(methods: bool, template: str) -> None:
    """列出自带的表式（或评分方法）。"""
    if methods:
        rows = [(m.name, "、".join(m.also), m.says, m.example) for m in flows.methods(template)]
        table(METHODS, ("名称", "别名", "口径", "写法例"), rows)
    else:
        forms = [(each.name, each.edition, each.title, each.money, each.source) for each in flows.templates()]
        table(FORMS, ("名称", "版本", "标题", "金额单位", "依据"), forms)
