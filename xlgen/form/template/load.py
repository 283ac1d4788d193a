"""Templates from TOML files: frames extend frames, options overlay them, methods come beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from xlgen.errors import TemplateError, XlgenError
from xlgen.files.shipped import templates
from xlgen.files.toml_files import read_toml
from xlgen.form.records import Spec
from xlgen.form.template.editions import editions, find_edition, years_of
from xlgen.form.template.integrity import integrity_faults
from xlgen.form.template.keys import key_faults
from xlgen.form.template.methods import Method, methods_from
from xlgen.form.thresholds import policy_of, table_faults, threshold_faults
from xlgen.words.nearest import is_it

THRESHOLDS = "口径.toml"


def load_template(name: Path | str, options: Sequence[str] = (), years: Collection[int] = ()) -> Spec:
    """A template with everything it extends merged in, and the named options laid over it.

    ``name`` is a path to a .toml file, or a form that comes with xlgen: ``project@2020`` exactly that edition, ``project``
    the newest made for the 年度 in ``years``. TemplateError where there is none, it extends itself, or it holds what nobody
    knows.
    """
    files = template_files(name, years)
    for fault in template_faults(files):
        raise fault
    template = _merged(files)
    for option in (options,) if isinstance(options, str) and options else options:  # one said without a list
        template = _with_option(template, option)
    tables = {key: table | {"columns": _in_order(table["columns"])} for key, table in template.get("tables", {}).items()}
    policy = policy_of(_table(), template.get("thresholds", {}))
    return template | {"tables": tables, "thresholds": policy.figures, "weights": policy.weights, "sources": policy.sources}


def _table() -> Spec:
    """What the office sets for its rules. TemplateError where the table is wrong."""
    table = read_toml(templates() / THRESHOLDS)
    for path, problem, hint in table_faults(table):
        raise TemplateError(f"{THRESHOLDS}: {path}", problem, hint)
    return table


def template_files(name: Path | str, years: Collection[int] = ()) -> list[tuple[str, Spec]]:
    """The files a template is made of, that which extends none first: what each is called and says."""
    path, files, seen = _find(str(name), years), list[tuple[str, Spec]](), list[Path]()
    while path not in seen:
        seen.append(path)
        said = read_toml(path)
        files = [*_own_methods(path, said), (_called(path), said), *files]
        parent = said.get("extends")
        if parent is None:
            return files
        if not isinstance(parent, str):
            raise TemplateError(f"{_called(path)}: extends", "要写带引号的文字", '写作 extends = "project"')
        beside = path.parent / (parent if parent.endswith(".toml") else f"{parent}.toml")  # one's own frames lie side by side
        path = beside if beside.exists() else _find(parent, years)
    raise TemplateError(path.name, "extends 绕成一圈")


def _own_methods(path: Path, said: Spec) -> list[tuple[str, Spec]]:
    """The file of scoring methods that a template names: ``methods = "评分方法.toml"``, which lies beside it."""
    if not isinstance(said.get("methods"), str) or not said["methods"]:
        return []
    beside = path.parent / said.pop("methods")
    return [(beside.name, {"methods": read_toml(beside)})]


def _find(name: str, years: Collection[int]) -> Path:
    return Path(name) if name.endswith(".toml") else find_edition(name, years).path


def _called(path: Path) -> str:
    return path.relative_to(templates()).as_posix() if path.is_relative_to(templates()) else path.name


def template_faults(files: Sequence[tuple[str, Spec]]) -> list[TemplateError]:
    """What is wrong with a template's files each, or else with the whole."""
    strange = list(_strange_tables(files))
    within = tuple(f"{fault.path}." for fault in strange)  # what is said in such a table is for the one that was meant
    known = [fault for called, said in files for fault in (*key_faults(said, called), *_years(said, called))]
    faults = [*strange, *(fault for fault in known if not fault.path.startswith(within))]
    whole, called = _merged(files), files[-1][0]
    strange_figures = threshold_faults(whole.get("thresholds", {}), _table())
    return faults or [
        *integrity_faults(whole, called),
        *(TemplateError(f"{called}: {path}", problem, hint) for path, problem, hint in strange_figures),
    ]


def _strange_tables(files: Sequence[tuple[str, Spec]]) -> Iterator[TemplateError]:
    """Tables without columns that nothing above has, where one above is called almost so."""
    known = set[str]()
    for called, said in files:
        tables = said["tables"] if isinstance(said.get("tables"), dict) else {}
        for key, table in tables.items():
            is_new = key not in known and not (isinstance(table, dict) and "columns" in table)
            if is_new and (meant := is_it(key, known)):
                yield TemplateError(f"{called}: tables.{key}", f"没有这张表{meant}", "另加一张表的，要写 columns")
        known |= tables.keys()


def _years(said: Spec, called: str) -> Iterator[TemplateError]:
    try:
        if isinstance(said.get("years"), str):
            years_of(said["years"], called)
    except TemplateError as error:
        yield error


def _merged(files: Sequence[tuple[str, Spec]]) -> Spec:
    template: Spec = {}
    for _, said in files:
        template = merge(template, {key: value for key, value in said.items() if key != "extends"})
    return template


def with_spare_rows(template: Spec, count: int) -> Spec:
    """The template with so many spare rows in every table whose rows come from the roster, for indicators that units add.

    XlgenError where it has no table for them.
    """
    tables = template.get("tables", {})
    taking = {key: table | {"spare": table["spare"] | {"rows": count}} for key, table in tables.items() if _takes_spare(table)}
    if not taking:
        raise XlgenError(f"表式 {template.get('id', '')} 没有备用行（spare），不能用 --spare")
    return template | {"tables": tables | taking}


def _takes_spare(table: Spec) -> bool:
    return "roster" in table and "spare" in table


def _with_option(template: Spec, option: str) -> Spec:
    known = read_toml(templates() / "options.toml")
    if option not in known:
        raise XlgenError(f"没有叫“{option}”的选项{is_it(option, known)}。可用：{'、'.join(known)}")
    merged = _longer(merge(template, known[option]))
    for fault in integrity_faults(merged, str(template.get("id", ""))):
        raise TemplateError(fault.path, f"“{option}”用不到这个表式上：{fault.problem}")
    return merged


def _longer(template: Spec) -> Spec:
    """The template with what an option prints behind the last line of a sheet: ``more``."""
    sheets = template.get("sheets", {})
    longer = {
        key: sheet | {"lines": [*sheet.get("lines", ()), *sheet["more"]]} for key, sheet in sheets.items() if "more" in sheet
    }
    for sheet in longer.values():
        del sheet["more"]
    return template | {"sheets": sheets | longer} if longer else template


def merge(base: Spec, own: Spec) -> Spec:
    """Tables merge by key, everything else is replaced; ``drop`` removes keys of the base first."""
    merged = dict(base)
    for path in own.get("drop", ()):
        _drop(merged, path)
    for key, value in own.items():
        old = merged.get(key)
        if key != "drop":
            merged[key] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _in_order(columns: Spec) -> Spec:
    """Columns in the order of the file, but for those that say which column, or which group of columns, they stand ``after``."""
    keys = [key for key, said in columns.items() if "after" not in said]
    for key, said in columns.items():
        if "after" in said:
            at = keys.index(said["after"]) + 1 if said["after"] in keys else len(keys)
            group = columns[said["after"]].get("under")
            while group and at < len(keys) and columns[keys[at]].get("under") == group:
                at += 1
            keys.insert(at, key)
    return {key: columns[key] for key in keys}


def _drop(spec: Spec, path: str) -> None:
    *parents, last = path.split(".")
    for key in parents:
        if key not in spec:
            raise TemplateError("drop", f"没有“{path}”{is_it(key, spec)}")
        spec[key] = dict(spec[key])
        spec = spec[key]
    if spec.pop(last, None) is None:
        raise TemplateError("drop", f"没有“{path}”{is_it(last, spec)}")


def load_methods(template: Mapping[str, Any] | None = None) -> dict[str, Method]:
    """The scoring methods that come with xlgen, and those of a template's own.

    TemplateError where one is said wrongly, or called as another is.
    """
    shipped = methods_from(read_toml(templates() / "methods.toml"), "methods.toml")
    own = (template or {}).get("methods", {})
    return methods_from(own, str(template["id"]), shipped) if template and own else shipped


def known_templates() -> dict[str, Spec]:
    """Every form that comes with xlgen by name, in its newest edition."""
    return {name: load_template(known[-1].name) for name, known in editions().items()}
