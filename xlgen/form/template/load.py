"""Templates from TOML files: frames extend frames, options overlay them, methods come beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from xlgen.errors import TemplateError
from xlgen.files.shipped import templates
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method, methods_from

PARTS = {"base", "methods", "options"}  # files beside the forms that are no forms themselves


def read_toml(path: Path) -> Spec:
    """A TOML file with exact decimals; TemplateError with the line where it is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise TemplateError(str(path), "没有这个文件", "用 xlgen templates 查看有哪些表样") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(path.name, f"不是正确的 TOML：{error}", "检查引号、括号是否成对") from None


def find_template(name: str) -> Path:
    """Path of a template: a path to a .toml file, or the name of one that comes with xlgen."""
    given = Path(name)
    if given.suffix == ".toml":
        return given
    path = templates() / f"{name}.toml"
    if name in PARTS - {"base"} or not path.is_file():
        raise TemplateError(name, "没有叫这个名字的表样", "用 xlgen templates 查看有哪些；自己的表样写 .toml 文件的路径")
    return path


def load_template(name: str, options: Sequence[str] = ()) -> Spec:
    """A template with everything it extends merged in, and the named options laid over it.

    TemplateError where a file is missing or says it extends itself.
    """
    template = _load(find_template(name), ())
    known = read_toml(templates() / "options.toml")
    for option in options:
        if option not in known:
            raise TemplateError("options.toml", f"没有叫“{option}”的选项", f"可用：{'、'.join(known)}")
        template = merge(template, known[option])
    tables = {key: table | {"columns": _in_order(table["columns"])} for key, table in template.get("tables", {}).items()}
    words = [f"{word}≥{least}" if least else f"其余{word}" for word, least in template.get("grades", ())]
    return template | {"tables": tables, "grade_words": "，".join(words)}


def _load(path: Path, seen: tuple[Path, ...]) -> Spec:
    if path in seen:
        raise TemplateError(path.name, "extends 绕成一圈")
    own = read_toml(path)
    parent = own.pop("extends", None)
    if parent is None:
        return own
    beside = path.parent / f"{parent}.toml"  # a frame of one's own may extend one of ours by name
    return merge(_load(beside if beside.exists() else find_template(parent), (*seen, path)), own)


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
    """Every form that comes with xlgen, by name, unmerged parts left out."""
    paths = sorted(path for path in templates().glob("*.toml") if path.stem not in PARTS)
    return {path.stem: load_template(path.stem) for path in paths}
