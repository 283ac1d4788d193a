"""Templates from TOML files: frames extend frames, options overlay them, methods come beside them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from xlgen.errors import TemplateError
from xlgen.files.shipped import templates
from xlgen.files.toml_files import read_toml
from xlgen.form.records import Spec
from xlgen.form.template.editions import editions, find_edition
from xlgen.form.template.methods import Method, methods_from


def load_template(name: str, options: Sequence[str] = (), years: Collection[int] = ()) -> Spec:
    """A template with everything it extends merged in, and the named options laid over it.

    ``name`` is a path to a .toml file, or a form that comes with xlgen: ``project@2020`` exactly that edition, ``project``
    the newest made for the 年度 in ``years``. TemplateError where there is none, or it says it extends itself.
    """
    template = _load(_find(name, years), years, ())
    known = read_toml(templates() / "options.toml")
    for option in options:
        if option not in known:
            raise TemplateError("options.toml", f"没有叫“{option}”的选项", f"可用：{'、'.join(known)}")
        template = merge(template, known[option])
    tables = {key: table | {"columns": _in_order(table["columns"])} for key, table in template.get("tables", {}).items()}
    return template | {"tables": tables}


def _find(name: str, years: Collection[int]) -> Path:
    return Path(name) if name.endswith(".toml") else find_edition(name, years).path


def _load(path: Path, years: Collection[int], seen: tuple[Path, ...]) -> Spec:
    if path in seen:
        raise TemplateError(path.name, "extends 绕成一圈")
    own = read_toml(path)
    parent = own.pop("extends", None)
    if parent is None:
        return own
    beside = path.parent / (parent if parent.endswith(".toml") else f"{parent}.toml")  # one's own frames lie side by side
    return merge(_load(beside if beside.exists() else _find(parent, years), years, (*seen, path)), own)


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
            group = columns.get(said["after"], {}).get("under")
            while group and at < len(keys) and columns[keys[at]].get("under") == group:
                at += 1
            keys.insert(at, key)
    return {key: columns[key] for key in keys}


def _drop(spec: Spec, path: str) -> None:
    *parents, last = path.split(".")
    for key in parents:
        if key not in spec:
            raise TemplateError("drop", f"没有“{path}”")
        spec[key] = dict(spec[key])
        spec = spec[key]
    if spec.pop(last, None) is None:
        raise TemplateError("drop", f"没有“{path}”")


def load_methods() -> dict[str, Method]:
    """The scoring methods that come with xlgen."""
    return methods_from(read_toml(templates() / "methods.toml"), "methods.toml")


def known_templates() -> dict[str, Spec]:
    """Every form that comes with xlgen by name, in its newest edition."""
    return {name: load_template(known[-1].name) for name, known in editions().items()}
