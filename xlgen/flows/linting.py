"""Work flow: what is wrong with rosters and templates before anything is issued."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.catalogue import CODES, found
from xlgen.errors import FormulaError, TemplateError, XlgenError
from xlgen.files.paths import listed, new_workbook
from xlgen.files.saving import write_whole
from xlgen.findings import Finding, Severity
from xlgen.flows.listing.known import read_library
from xlgen.flows.method_cases import unmet
from xlgen.flows.own_rules import own_rules
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.placeholders import unfilled
from xlgen.form.records import Spec
from xlgen.form.template.compile import compile_form, words_of
from xlgen.form.template.editions import editions
from xlgen.form.template.keys import TEMPLATE, moved
from xlgen.form.template.load import load_methods, load_template, template_faults, template_files
from xlgen.form.template.methods import Method
from xlgen.form.template.naming import naming_doubts
from xlgen.form.template.parameters import read_parameters
from xlgen.issued.snapshot import take_snapshot
from xlgen.roster.content import roster_content
from xlgen.roster.example import example_rows
from xlgen.roster.library.known_indicators import KnownIndicator
from xlgen.roster.read import read_roster
from xlgen.roster.rewriting.copying import rewritten_copy
from xlgen.roster.rewriting.offers import rewrites
from xlgen.roster.rows import row_of
from xlgen.roster.titles import growing_tables
from xlgen.roster.years import template_for
from xlgen.rules.codes import refuse_weights
from xlgen.words.nearest import is_it

NAMED = "程序认识的名称见 docs/表式.md；确实没有这一项的不用改"
UNFILLED = "{ } 里写项目清单的栏、表式的键或 [parameters] 下自己起名的词；这一处不能换的，请直接写文字"
TRIED = "2025-01-01"  # the day a template is tried on; any will do


def lint(
    paths: Path | str | Iterable[Path | str] = (),
    template: Path | str = "project",
    *,
    out: Path | str | None = None,
    library: Path | str | None = None,
) -> list[tuple[str, Finding]]:
    """Findings by file: rosters against a template, templates against the grammar; without paths, all that come with xlgen.

    With ``out`` one roster is also copied there, its standards that are not read as they stand rewritten (XL135). With ``library``
    indicators are compared with those of that workbook (XL171, XL172).

    XlgenError where a path is not there, ``out`` is there already, or there is nothing to rewrite; Refused where a roster is no
    workbook. A template that is wrong is a finding.

    >>> {finding.severity for _, finding in lint("项目清单.xlsx")} <= {Severity.WARNING, Severity.NOTE}
    True
    """
    target = None if out is None else new_workbook(out)
    if not paths:
        names = [each.name for known in editions().values() for each in known]
        return [(name, finding) for name in names for finding in lint_template(name)]
    files = listed(paths)
    if target and (len(files) != 1 or files[0].suffix == ".toml"):
        raise XlgenError("改写一次只改一个项目清单（请只写一个 .xlsx 文件）")
    findings, known = [], () if library is None else read_library(library)
    for path in files:
        told = lint_template(str(path)) if path.suffix == ".toml" else _lint_roster(path, template, target, known)
        findings += [(path.name, finding) for finding in told]
    return findings


def _lint_roster(path: Path, template: Path | str, target: Path | None, library: Sequence[KnownIndicator]) -> list[Finding]:
    """What is wrong with a roster and what may be written instead; written to the target where there is one."""
    content, book = roster_content(path)
    spec = template_for(book, template)
    methods = load_methods(spec)
    _, findings = read_roster(book, spec, methods, library)
    changes = list(rewrites(book, spec, methods))
    if target:
        if not changes:
            raise XlgenError(f"{path.name} 里没有能改写的评分标准，没有另存（xlgen lint {path.name} 列出全部问题）")
        write_whole(target, rewritten_copy(content, book, changes))
    return [*findings, *(each.finding for each in changes)]


def lint_template(name: str) -> list[Finding]:
    """What is wrong with one template: its keys are known, and it is compiled and laid out with its own example."""
    doubts: list[Finding] = []
    try:
        files = template_files(name)
        if faults := template_faults(files):
            return [_refused(fault) for fault in faults]
        template = load_template(name)
        refuse_weights(template)
        doubts = [*_moved(files), *(found("XL203", doubt, NAMED) for doubt in naming_doubts(template))]
        methods = load_methods(template)
        rows, findings = _example(template, methods)
        form = compile_form(template, methods, template.get("example", {}).get("project", {}), rows)
        take_snapshot(form, lay_out(form), TRIED)
        words = words_of(template, template.get("identity", {}))
        findings += [found("XL201", said, UNFILLED) for said in unfilled(form, words)]
    except (TemplateError, FormulaError) as error:
        return [*doubts, _refused(error)]
    return [*doubts, *findings, *_parameters(template, methods), *_cases(files, methods), *_own(name, files[-1][1])]


def _cases(files: Sequence[tuple[str, Spec]], methods: Mapping[str, Method]) -> Iterator[Finding]:
    """Boundary cases of the scoring methods that stand in these files: those of ours are tried by the tests."""
    places = {key: called for called, said in files for key in said.get("methods", {})}
    for key, called in places.items():
        for each in unmet(methods[key]):
            place = f"{called}: methods.{key}.cases 第 {each.number} 例"
            yield found("XL204", f"{place}：{each.problem}", severity=None if each.is_tried else Severity.WARNING)


def _own(name: str, said: Spec) -> list[Finding]:
    """What keeps the rules that a template names from being loaded; a frame it extends does not name them for it."""
    try:
        own_rules(Path(name) if "rules" in said else None)
    except XlgenError as error:
        return [found("XL201", str(error))]
    return []


def _refused(error: TemplateError | FormulaError) -> Finding:
    if isinstance(error, FormulaError):
        return found("XL201", str(error))
    return found("XL201", f"{error.path}：{error.problem}", error.hint)


def _moved(files: Sequence[tuple[str, Spec]]) -> Iterator[Finding]:
    """Texts of one's own at the top of a file: they still work, and will be refused from the next version on."""
    for called, said in files:
        for key in moved(said):
            message = f"{called}: {key}：最外层没有这一项{is_it(key, TEMPLATE.keys)}；暂按文中 {{{key}}} 处的文字用"
            hint = f"自定的文字请移到 [parameters] 下，写作 {key} = …；下一版起最外层不再接受"
            yield found("XL203", message, hint)


def _example(template: dict[str, Any], methods: dict[str, Method]) -> tuple[dict[str, list[dict[str, Any]]], list[Finding]]:
    findings: list[Finding] = []
    rows: dict[str, list[dict[str, Any]]] = {}
    for key, spec in growing_tables(template).items():
        for i, values in enumerate(example_rows(template, spec["roster"]), 1):

            def problem(
                title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None, i: int = i
            ) -> None:
                findings.append(found(code, f"示例第 {i} 行“{title}”：{fact or CODES[code].title}", hint, severity))

            said = {title: Decimal(v) if isinstance(v, int) else v for title, v in values.items()}
            rows.setdefault(key, []).append(row_of(spec, said, frozenset(), methods, problem))
    return rows, findings


def _parameters(template: dict[str, Any], methods: dict[str, Method]) -> Iterator[Finding]:
    """Gaps, overlaps and odd sums in the parameters of rows that stand in the template."""
    for table, spec in template.get("tables", {}).items():
        for key, row in spec.get("rows", {}).items():
            method = methods.get(row.get("method", ""))
            for each in read_parameters(method, row)[1] if method else ():
                severity = None if each.fatal else Severity.WARNING
                yield found("XL202", f"tables.{table}.rows.{key}：{each.message}", each.hint, severity)
