"""A made-up campaign with faults sown in it, and what is true of it after each round.

Nothing here reads, checks or counts as the program does: lists are written by openpyxl, forms are filled in by text, mails and zips
come from the standard library, and each story says itself what becomes of its project and its files.
"""

from __future__ import annotations

import random
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from filled_by_text import filled_in, without_marks

YEAR, DEADLINE = 2025, "2026-02-28"
ISSUED, CHANGED = "2026-01-12", "2026-02-24"
ROUNDS = ("2026-02-20", "2026-03-05", "2026-03-12")  # days of collecting
MAILED = ("2026-02-19", "2026-03-03", "2026-03-11")  # days on which what comes by mail was sent
TEMPLATES = ("project", "project-cost")
TITLES = "项目编码 项目名称 主管部门 实施单位 年度 年初预算数 全年预算数 财政拨款 上年结转 其他资金 年度总体目标".split()
LINES = "项目编码 一级指标 二级指标 三级指标 指标性质 指标值 计量单位 分值 评分方法 评分标准".split()

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


@dataclass(frozen=True)
class After:
    """A round of a story: what comes, how the project stands then, the round it came first in, how its files count by then."""

    comes: tuple[str, ...]
    term: str
    received: int  # number of the round, 0 for never
    counts: dict[str, int]


def _a(comes: str, term: str, received: int = 0, **counts: int) -> After:
    return After(tuple(comes.split()), term, received, counts)


def _once(comes: str, term: str, received: int = 1, **counts: int) -> tuple[After, After, After]:
    """A story in which nothing happens after the first round."""
    later = _a("", term, received, **counts)
    return _a(comes, term, received, **counts), later, later


def _mended(comes: str, term: str, by: str = "current") -> tuple[After, After, After]:
    """A story in which the second round mends the first."""
    before = {"current": "superseded"}.get(by, by)
    later = {"current": 1, before: 1}
    return _a(comes, term, 1, **{by: 1}), _a("sound", "accepted", 1, **later), _a("", "accepted", 1, **later)


STORIES: dict[str, tuple[After, After, After]] = {
    "in time": _once("sound", "accepted", current=1),
    "late": (_a("", "missing"), _a("sound", "accepted", 2, current=1), _a("", "accepted", 2, current=1)),
    "very late": (_a("", "missing"), _a("", "missing"), _a("sound", "accepted", 3, current=1)),
    "missing": _once("", "missing", 0),
    "corrected": _mended("blank_cell", "to_correct"),
    "corrected twice": (
        _a("blank_cell", "to_correct", 1, current=1),
        _a("typed_over", "to_correct", 1, current=1, superseded=1),
        _a("sound", "accepted", 1, current=1, superseded=2),
    ),
    "never corrected": _once("empty_form", "to_correct", current=1),
    "renamed": _once("sound:新建工作表.xlsx", "accepted", current=1),
    "no suffix": _once("sound:表.dat", "accepted", current=1),
    "twice": _once("sound sound:副本.xlsx", "accepted", current=1, duplicate=1),
    "sent again": (
        _a("sound", "accepted", 1, current=1),
        _a("", "accepted", 1, current=1),
        _a("sound:再报.xlsx", "accepted", 1, current=1, duplicate=1),
    ),
    "two at once": _once("sound sound_too:另一份.xlsx", "open", current=2),
    "two, then one": (
        _a("sound sound_too:另一份.xlsx", "open", 1, current=2),
        _a("sound_third", "accepted", 1, current=1, superseded=2),
        _a("", "accepted", 1, current=1, superseded=2),
    ),
    "changed after all": (
        _a("sound", "accepted", 1, current=1), _a("sound_too", "open", 1, current=2), _a("", "open", 1, current=2)
    ),
    "altered target": _mended("altered", "to_correct"),
    "score typed over": _once("typed_over", "to_correct", current=1),
    "number as text": _mended("number_as_text", "to_correct"),
    "ten thousand percent": _mended("gross", "open"),
    "encrypted": _mended("encrypted", "unusable", "refused"),
    "binary": _mended("binary", "unusable", "refused"),
    "open document": _once("open_document", "unusable", refused=1),
    "old format, broken": _once("broken_xls", "unusable", refused=1),
    "torn": _mended("torn", "unusable", "refused"),
    "nothing in it": _mended("nothing", "unusable", "refused"),
    "with evidence": _once("sound evidence picture", "accepted", current=1, attachment=2),
    "nothing done": _once("nil", "accepted", attachment=1),
    "marks lost": (
        _a("copied", "missing", 0, unknown=1),
        _a("sound", "accepted", 2, current=1, unknown=1),
        _a("", "accepted", 2, current=1, unknown=1),
    ),
    "list comes back": _once("sound cover", "accepted", current=1, attachment=1),
    "with odd things": _once("sound note foreign", "accepted", current=1, unknown=2),
    "in another's folder": _once("sound@other", "open", current=1),
    "under another's name": (
        _a("of_mate", "missing", 0, duplicate=1), _a("", "missing", 0, duplicate=1),
        _a("sound", "accepted", 3, current=1, duplicate=1),
    ),
    "target changed": (
        _a("sound", "accepted", 1, current=1),
        _a("", "missing", 0, superseded=1),
        _a("sound", "accepted", 3, current=1, superseded=1),
    ),
    "old form after the change": (
        _a("", "missing"), _a("sound_of_old", "missing", 0, superseded=1), _a("", "missing", 0, superseded=1)
    ),
    "recalled": (
        _a("sound", "accepted", 1, current=1), _a("", "recalled", 1, current=1), _a("", "recalled", 1, current=1)
    ),
}  # fmt: skip
CHANGES = ("target changed", "old form after the change")  # the target goes up after the first round
RECALLED, MATES, STRAYS = "recalled", "under another's name", "in another's folder"


@dataclass
class SownProject:
    """A project: its place in a list, and its story; ``mate`` is another one of its unit, whose form comes in time."""

    code: str
    name: str
    unit: str
    template: str
    story: str
    target: int
    budget: int
    mate: str = ""


@dataclass
class Sown:
    """The whole campaign."""

    projects: list[SownProject]
    units: list[str]

    def write_lists(self, folder: Path, changed: bool = False) -> dict[str, Path]:
        """A list for each template; with targets as they were changed."""
        made = {}
        for template in TEMPLATES:
            book = openpyxl.Workbook()
            book.active.title = "项目"
            book["项目"].append(TITLES)
            book.create_sheet("指标").append(LINES)
            for each in self.projects:
                if each.template == template:
                    book["项目"].append(_row(each))
                    for line in _lines(each, changed):
                        book["指标"].append([each.code, *line])
            made[template] = folder / f"清单_{template}.xlsx"
            book.save(made[template])
        return made

    def of(self, story: str) -> list[SownProject]:
        """The projects of a story."""
        return [each for each in self.projects if each.story == story]

    def truth(self, number: int) -> dict[str, Any]:
        """What is true after so many rounds: each project's term and days it is late, the law of files."""
        files = Counter[str]()
        for each in self.projects:
            files.update(STORIES[each.story][number - 1].counts)
        terms = {each.code: STORIES[each.story][number - 1].term for each in self.projects}
        late = {each.code: self._late(each, number) for each in self.projects}
        return {"terms": terms, "late": late, "files": files}

    def _late(self, project: SownProject, number: int) -> int:
        after = STORIES[project.story][number - 1]
        if after.term == "recalled":
            return 0
        unit = self.carrier(project)
        came = self.came(unit, after.received) if after.received else ROUNDS[number - 1]
        return max(0, (date.fromisoformat(came) - date.fromisoformat(DEADLINE)).days)

    def carrier(self, project: SownProject) -> str:
        """The unit in whose packet the files of a project come."""
        at = self.units.index(project.unit)
        return self.units[(at + 1) % len(self.units)] if project.story == STRAYS else project.unit

    def came(self, unit: str, number: int) -> str:
        """The day on which what a unit sent in a round came."""
        return (MAILED if self.way(unit) in ("mail", "mailbox") else ROUNDS)[number - 1]

    def way(self, unit: str) -> str:
        """How a unit sends: always in the same way."""
        return ("folder", "zip", "mail", "zip in a zip", "mailbox")[self.units.index(unit) % 5]

    def send(self, number: int, issued: Path, folder: Path) -> None:
        """Put what comes in a round into a folder, each unit in its way; forms are taken from where they were issued."""
        forms, first = _forms(issued)
        packets: dict[str, dict[str, bytes]] = {}
        for each in self.projects:
            for what in STORIES[each.story][number - 1].comes:
                name, content = self._file(each, what.removesuffix("@other"), forms, first)
                packets.setdefault(self.carrier(each), {})[name] = content
        for unit, files in packets.items():
            _pack(folder, unit, self.way(unit), files, MAILED[number - 1])

    def _file(self, each: SownProject, what: str, forms: dict[str, bytes], first: dict[str, bytes]) -> tuple[str, bytes]:
        kind, _, called = what.partition(":")
        if kind == "of_mate":
            mate = next(other for other in self.projects if other.code == each.mate)
            return f"{each.code}_{each.name}.xlsx", _filled("sound", mate, forms[mate.code])
        form = first[each.code] if kind == "sound_of_old" else forms[each.code]
        if kind in BESIDE:
            name, content = BESIDE[kind](each)
            return name, content
        suffix = {"encrypted": ".xlsx", "binary": ".xlsb", "open_document": ".ods", "broken_xls": ".xls"}.get(kind, ".xlsx")
        changed = "更正" if each.story in CHANGES and form is not first[each.code] else ""
        return f"{each.code}{called}" if called else f"{each.code}_{each.name}{changed}{suffix}", _filled(kind, each, form)


def _forms(issued: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Forms as issued last and as issued first, by 项目编码."""
    last, first = {}, {}
    for file in sorted(issued.rglob("*.xlsx"), key=lambda file: ("更正" in file.name, file.name)):
        code = file.name.partition("_")[0]
        last[code] = file.read_bytes()
        first.setdefault(code, last[code])
    return last, first


# ---- what a form says -------------------------------------------------------------------------------------------------------


def _row(each: SownProject) -> list[Any]:
    goal = f"办好{each.name}的各项工作，按时完成年度任务"
    return [each.code, each.name, "某市某局", each.unit, YEAR, each.budget, each.budget, each.budget, None, None, goal]


def _lines(each: SownProject, changed: bool = False) -> list[list[Any]]:
    """Indicators; the first is a number, the third and the fourth are percentages."""
    target = each.target + (10 if changed and each.story in CHANGES else 0)
    half = each.template == "project"
    lines: list[list[Any]] = [
        ["产出指标", "数量指标", f"{each.name}培训人数", "≥", target, "人", 25 if half else 20, None, None],
        ["产出指标", "质量指标", f"{each.name}合格率", "≥", "90%", "%", 25 if half else 20, None, None],
        ["效益指标", "社会效益指标", f"{each.name}覆盖率", "≥", "85%", "%", 30 if half else 20, None, None],
        ["满意度指标", "服务对象满意度指标", f"{each.name}满意度", "≥", "90%", "%", 10, None, None],
    ]
    cost = ["成本指标", "经济成本指标", f"{each.name}总成本", "≤", each.budget, "万元", 20, None, None]
    return lines if half else [*lines, cost]


def _values(each: SownProject) -> dict[str, str | float]:
    actual = {1: each.target + 12, 2: 0.95, 3: 0.9, 4: 0.96, **({} if each.template == "project" else {5: each.budget})}
    said: dict[str, str | float] = {f"indicators.{n}.actual": value for n, value in actual.items()}
    done = f"{each.name}全年办了{each.target + 12}人次，按计划完成"
    spent = {"funds.total.executed": each.budget, "funds.fiscal.executed": each.budget}
    return said | spent | {"achieved": done, "filler": "某某"}


def _filled(kind: str, each: SownProject, form: bytes) -> bytes:
    """A form as it comes back."""
    values = _values(each)
    match kind:
        case "sound_too" | "sound_third":
            values["filler"] = {"sound_too": "某乙", "sound_third": "某丙"}[kind]
        case "blank_cell":
            del values["indicators.2.actual"]
        case "empty_form":
            values = {"filler": "某某"}
        case "altered":
            values["indicators.1.target"] = each.target - 40
        case "typed_over":
            values["indicators.1.score"] = 11
        case "number_as_text":
            values["indicators.1.actual"] = f"约{each.target + 12}人"
        case "gross":
            values["indicators.3.actual"] = 98
        case "encrypted":
            return ENCRYPTED
        case "broken_xls":
            return OLE + each.code.encode()
        case "nothing":
            return b""
        case "binary":
            return _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": each.code.encode()})
        case "open_document":
            return _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": each.code.encode()})
        case "torn":
            return filled_in(form, values)[:4000]
        case "copied":
            return without_marks(filled_in(form, values))
    return filled_in(form, values)


def _foreign(each: SownProject) -> tuple[str, bytes]:
    book, out = openpyxl.Workbook(), BytesIO()
    book.active["A1"] = f"职工通讯录第{each.target}页"
    book["Sheet"]["A2"] = each.code[::-1]
    book.save(out)
    return f"通讯录{each.target}.xlsx", out.getvalue()


BESIDE = {
    "evidence": lambda each: (f"佐证/{each.code}/{each.name}合格率证明.pdf", b"%PDF-1.4 " + each.code.encode()),
    "picture": lambda each: (f"佐证/{each.code}/签到.jpg", b"\xff\xd8 " + each.code.encode()),
    "nil": lambda each: (f"{each.code}零报告.pdf", b"%PDF-1.4 nil " + each.code.encode()),
    "cover": lambda each: (f"报送清单_{each.code}.xlsx", _zip({"a": each.code.encode()})),
    "note": lambda each: (f"留言{each.code}.txt", f"{each.code} 请查收".encode()),
    "foreign": _foreign,
}


# ---- how it is sent -----------------------------------------------------------------------------------------------------------


def _pack(folder: Path, unit: str, way: str, files: dict[str, bytes], mailed: str) -> None:
    if way == "folder":
        for name, content in files.items():
            place = folder / unit / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return
    if way == "zip in a zip":
        files = {"里面的.zip": _zip(files)}
    if way in ("zip", "zip in a zip"):
        (folder / f"{unit}.zip").write_bytes(_zip(files, _OfWindows))
    elif way == "mail":
        (folder / f"{unit}.eml").write_bytes(_mail(unit, files, mailed))
    else:
        (folder / f"{unit}.mbox").write_bytes(b"From x@y Thu Feb 19 09:00:00 2026\n" + _mail(unit, files, mailed) + b"\n")


class _OfWindows(zipfile.ZipInfo):
    """A member whose name is in code page 936, and nothing says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name zipfile gives it
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def _zip(files: dict[str, bytes], kind: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(kind(name, (2026, 2, 1, 8, 0, 0)), content)
    return out.getvalue()


def _mail(unit: str, files: dict[str, bytes], mailed: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{unit} <a@example.cn>", "b@example.cn", "报送自评表"
    mail["Date"] = f"{mailed[8:]} {dict(zip(('02', '03'), ('Feb', 'Mar'), strict=True))[mailed[5:7]]} 2026 00:30:00 +0800"
    mail.set_content("请查收。")
    for name, content in files.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def sown(projects: int, units: int, seed: int = 1) -> Sown:
    """A campaign of so many projects of so many units: every story once, then as chance has it."""
    chance = random.Random(seed)
    names = [f"第{n}服务中心" for n in range(1, units + 1)]
    stories = [*STORIES, *chance.choices(list(STORIES), k=max(0, projects - len(STORIES)))][:projects]
    chance.shuffle(stories)
    made: list[SownProject] = []
    for n, story in enumerate(stories, 1):
        code = f"K{n:05}"
        unit, template = names[n % units], TEMPLATES[chance.randrange(2)]
        made.append(
            SownProject(code, f"第{n}号专项工作", unit, template, story, chance.randint(100, 900), chance.randint(20, 900))
        )
    for each in made:
        if each.story == MATES:
            each.mate = _mate(each, made).code
    return Sown(made, names)


def _mate(each: SownProject, made: list[SownProject]) -> SownProject:
    """A project of the same unit whose form comes in time; where there is none, two projects change their stories."""
    near = [one for one in made if one.unit == each.unit and one.story != MATES]
    if (mate := next((one for one in near if one.story == "in time"), None)) is None:
        taken = {one.mate for one in made}
        mate, other = near[0], next(one for one in made if one.story == "in time" and one.code not in taken)
        mate.story, other.story = other.story, mate.story
    return mate
