"""Everything xlgen can write, as text: ``python tests/support/mirror.py FOLDER`` writes it, so that two versions can be compared.

Below FOLDER stands one text per output under ``text/``: of a workbook a line per cell and per part, of an add-in a line per
file, of what a command says the words themselves. ``diff -r A/text B/text`` shows where two versions differ, cell by cell.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import click
from click.testing import CliRunner

from batches import Batch, batches, damaged
from xlgen.cli.main import main
from xlgen.form.template.load import known_templates
from xlgen.rules.codes import all_codes

DAY = "2026-01-10"
CELL = re.compile(rb'<c r="([A-Z]+\d+)".*?(?:/>|</c>)', re.DOTALL)


def lines(content: bytes, name: str) -> Iterator[str]:
    """What a file holds, a line per thing that can differ by itself."""
    if zipfile.is_zipfile(stream := io.BytesIO(content)):
        archive = zipfile.ZipFile(stream)
        for part in archive.namelist():
            data = archive.read(part)
            if part.startswith("xl/worksheets/sheet"):
                yield from (f"{part} {cell[1].decode()} {_hash(cell[0])}" for cell in CELL.finditer(data))
                data = CELL.sub(b"", data)
            yield f"{part} {_hash(data)}"
    elif Path(name).suffix in (".json", ".js", ".md", ".txt", ".html", ".xml", ".svg"):
        yield from (line if len(line) < 400 else f"{line[:60]} … {_hash(line.encode())}" for line in _text(content))
    else:
        yield _hash(content)


def _text(content: bytes) -> list[str]:
    return content.decode("utf-8").splitlines()


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


# ---- what is written --------------------------------------------------------------------------------------------------


def run(*words: str | Path) -> str:
    """What a command says, and its exit code."""
    result = CliRunner().invoke(main, [str(word) for word in words], prog_name="xlgen")
    if result.exception and not isinstance(result.exception, SystemExit):
        return f"{result.output}{type(result.exception).__name__}: {result.exception}\n"
    return f"{result.output}[{result.exit_code}]\n"


def say(name: str, *words: str | Path) -> None:
    """A command run; what it says is kept as a text of its own."""
    told = f"$ xlgen {' '.join(map(str, words))}\n{run(*words)}"
    Path(f"{name}.said").write_text(told.replace(f"{Path.cwd()}{os.sep}", ""), "utf-8")


def make(batch: Batch) -> None:
    """One batch from roster to summary, with marks, clearing and repair; in the current folder."""
    batch.write_roster(Path("项目清单.xlsx"))
    say("01下发", "issue", "-t", batch.template, "--roster", "项目清单.xlsx", "--out", "下发", "--date", DAY)
    blank = next(Path("下发").glob("*.xlsx")).read_bytes()
    filled = batch.filled(blank)
    forms = {"填好": filled, "改数": batch.over_typed(filled), **damaged(filled)}
    for name, content in forms.items():
        folder = Path("收回") / name
        folder.mkdir(parents=True)
        (folder / "表.xlsx").write_bytes(content)
    for name in forms:
        file = Path("收回") / name / "表.xlsx"
        say(f"02校验-{name}", "check", file, "--issued", "下发")
        say(f"03校验-{name}.json", "check", file, "--issued", "下发", "--json")
        say(f"05标注-{name}", "bridge", "mark", file, "--issued", "下发", "-o", f"标注-{name}.xlsx")
        if Path(f"标注-{name}.xlsx").exists():
            say(f"06清除-{name}", "bridge", "clear", f"标注-{name}.xlsx", "-o", f"清除-{name}.xlsx")
        say(f"07修复-{name}", "repair", file, "--issued", "下发", "-o", f"修复-{name}.xlsx")
    say("04校验-无清单", "check", Path("收回") / "填好")
    say("08汇总", "rollup", Path("收回") / "填好", "--issued", "下发", "-o", "汇总.xlsx", "--date", DAY)
    say("08汇总.json", "rollup", Path("收回"), "--issued", "下发", "-o", "汇总-全部.xlsx", "--date", DAY, "--json")
    say("09说明", "explain", Path("收回") / "填好" / "表.xlsx", "--issued", "下发")


def make_all(work: Path) -> None:
    """All batches, each in its own folder, then what is made of no batch."""
    for batch in batches():
        (work / batch.name).mkdir(parents=True)
        os.chdir(work / batch.name)
        make(batch)
    (work / "其他").mkdir()
    os.chdir(work / "其他")
    say("演示", "demo", "--out", "demo")
    say("演示-标注", "bridge", "mark", "demo/returned", "--issued", "demo/issued", "-o", "退回")
    for template in known_templates():
        say(f"项目清单-{template}", "roster", "-t", template, "-o", f"项目清单-{template}.xlsx")
    for target in ("excel", "wps"):
        say(f"加载项-{target}", "addin", "build", "--target", target, "--out", f"加载项-{target}")
    say("检查表式", "lint")
    say("表式", "templates")
    say("方法", "templates", "--methods")
    for code in sorted(all_codes()):
        say(f"代码-{code}", "explain", code)


def write_texts(work: Path, texts: Path) -> int:
    """One text per file made; how many."""
    files = sorted(path for path in work.rglob("*") if path.is_file())
    for path in files:
        text = texts / f"{path.relative_to(work)}.txt"
        text.parent.mkdir(parents=True, exist_ok=True)
        said = _text(path.read_bytes()) if path.suffix == ".said" else lines(path.read_bytes(), path.name)
        text.write_text("\n".join(said) + "\n", "utf-8")
    return len(files)


def digest(texts: Path) -> str:
    """One hash over all texts."""
    whole = sha256()
    for path in sorted(path for path in texts.rglob("*.txt")):
        whole.update(f"{path.relative_to(texts)}\n".encode() + path.read_bytes())
    return whole.hexdigest()


def write_mirror(out: Path) -> None:
    """All of it below ``out``, whatever stood there before."""
    out = out.absolute()
    for each in ("work", "text"):
        shutil.rmtree(out / each, ignore_errors=True)
    make_all(out / "work")
    count = write_texts(out / "work", out / "text")
    click.echo(f"{count} outputs, {digest(out / 'text')}")


if __name__ == "__main__":
    arguments: Sequence[str] = sys.argv[1:]
    write_mirror(Path(arguments[0]))
