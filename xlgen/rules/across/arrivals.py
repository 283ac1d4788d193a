"""XG501–XG504, XG512, XG513: which forms came back, and whose they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from xlgen.files.showing import shown_path
from xlgen.findings import Severity
from xlgen.form.records import Cell
from xlgen.language.operators import Value
from xlgen.returned.batch import Batch, Return
from xlgen.returned.inputs import inputs
from xlgen.returned.saying import called, said
from xlgen.rules.registry import BatchHits, Hit, batch_rule
from xlgen.words.labels import on_one_line, without_blanks

LONGEST_SHOWN = 16  # characters of a value
MOST_DIFFERING = 4  # cells of two forms that are listed
LONGEST_NAME = 120  # characters of a file's name that are looked at
SHORTEST_CODE = 4  # characters of a code that is looked for in the midst of a name
MOST_NAMED = 20  # other files of one project that are named, and compared, at each of them


@batch_rule("XG501", "一个项目收到几份", Severity.ERROR, "请确定以哪一份为准，把其余的移出文件夹，或用 --take 写明以哪一份为准")
def returned_twice(batch: Batch) -> BatchHits:
    """The same project came back more than once; every copy is listed until one is chosen.

    Passes: A | B
    XG501: A | B | A(indicators.1.actual = 127)

    查什么：一个项目收到不止一份表，每份都列出来
    为什么：不知道以哪一份为准，汇总时一份也不能算；先定下一份，把其余的移出文件夹
    依据：下发清单：一个项目一张表
    """
    for code, same in batch.by_code().items():
        names = Counter(each.file.name for each in same)
        for each in same if len(same) > 1 else ():
            near = [other for other in same[: MOST_NAMED + 1] if other is not each][:MOST_NAMED]
            others = "、".join(
                shown_path(f"{file.parent.name}/{file.name}" if names[file.name] > 1 else file.name)
                for file in (other.file for other in near)
            )
            others, whose = (f"{others}等", "与列出的这些比，") if len(same) > MOST_NAMED + 1 else (others, "")
            yield each, Hit("", f"项目“{code}”收到 {len(same)} 份，另有：{others}。{whose}{_differing(each, near)}", others)


def _differing(each: Return, same: Sequence[Return]) -> str:
    """Where forms of one project differ in what was filled in, each cell with both values."""
    own, others = each.answers, [answers.excel for other in same if other is not each and (answers := other.answers)]
    assert own is not None
    found = []
    for slot in inputs(own):
        values = [other.get(slot.name) for other in others]
        if any(value != own.excel[slot.name] for value in values):
            rest = "、".join(dict.fromkeys(_briefly(slot.cell, value) for value in values))
            found.append(f"{called(own, slot.name)}这份是 {_briefly(slot.cell, own.excel[slot.name])}，另有 {rest}")
    more = f"，另有 {len(found) - MOST_DIFFERING} 处" if len(found) > MOST_DIFFERING else ""
    return f"填得不同的有 {len(found)} 处：{'；'.join(found[:MOST_DIFFERING])}{more}" if found else "填的内容都一样"


def _briefly(cell: Cell, value: Value) -> str:
    text = said(cell, value) or "空白"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


@batch_rule("XG512", "完全相同的副本", Severity.NOTE, "不用处理；只算一份")
def returned_as_copies(batch: Batch) -> BatchHits:
    """Files that are the same byte for byte are one return, named after the first.

    Passes: A | B
    XG512: A=T001_培训_副本.xlsx | B

    查什么：一份表收到几个完全相同的文件
    为什么：同一份表发了两次，不是填了两份；只算一份，别的不再校验
    依据：xlgen 的约定
    """
    for each in batch.returns:
        if each.form and each.copies:
            yield each, Hit("", f"另有 {len(each.copies)} 个完全相同的文件：{_named(each.copies)}")


@batch_rule("XG513", "几份里选了一份", Severity.NOTE, "不用处理；没有选的没有校验，也没有计入")
def returned_and_chosen(batch: Batch) -> BatchHits:
    """Of several forms of a project this one was chosen for this run.

    Passes: A | B
    XG513: A>T001_培训_旧.xlsx | B

    查什么：用 --take 选定以这一份为准的项目
    为什么：没有选的几份也收到了，要写明没有用
    依据：xlgen 的约定
    """
    for each in batch.returns:
        if each.form and each.superseded:
            yield each, Hit("", f"按 --take 以这一份为准，没有用的有 {len(each.superseded)} 份：{_named(each.superseded)}")


def _named(files: Sequence[Path]) -> str:
    return "、".join(shown_path(f"{file.parent.name}/{file.name}") for file in files)


@batch_rule("XG502", "没有收到", Severity.ERROR, "请催报")
def not_returned(batch: Batch) -> BatchHits:
    """A project was issued and nothing usable came back.

    Passes: A | B
    XG502: A | -B

    查什么：下发了表的项目，没有收到能用的
    为什么：缺了的项目不在汇总里。读不出的文件名像是它的，会一并提示。按文件夹校验、有下发清单时才查
    依据：下发清单：下发的每张都要收回
    """
    refused = "\n".join(each.file.name for each in batch.returns if each.status == "refused")
    inside = {code: f"“{each.file.name}”的工作表“{sheet}”" for each, own in batch.extracts() for sheet, code in own.copied}
    for each in batch.returns:
        if each.status == "missing":
            name = each.project or batch.name_of(each.awaited)
            likely = _line_with(refused, each.awaited) or _line_with(refused, name)
            hint = f"；读不出的“{shown_path(likely)}”可能就是" if likely else ""
            hint = f"；{inside[each.awaited]}是它的表，请单独报送" if each.awaited in inside else hint
            yield each, Hit("", f"项目“{each.awaited}”{on_one_line(name)}没有收到可用的表{hint}")


def _line_with(lines: str, text: str) -> str:
    """The first line that has a text, "" where none has: one search, however many lines there are."""
    at = lines.find(text) if text and "\n" not in text else -1
    return "" if at < 0 else lines[lines.rfind("\n", 0, at) + 1 :].partition("\n")[0]


@batch_rule("XG503", "别的项目的表", Severity.ERROR, "请用本项目下发的原表填报，不要借用别的项目的表")
def printed_for_another(batch: Batch) -> BatchHits:
    """The form was issued for one project and now names another one.

    Passes: A | B
    XG503: A(code = "T002") | B
    XG503: A(name = "乡镇卫生院改造") | B

    查什么：表是给这个项目下发的，里面的项目编码或名称却写成了另一个项目
    为什么：借别的项目的表来填，目标、预算、分值都是别人的
    依据：下发清单：一个项目一张表
    """
    owners: dict[str, list[str]] = {}  # several where units have projects of one name, as each has its 办公经费
    for issued in batch.issued:
        owners.setdefault(without_blanks(batch.name_of(issued)), []).append(issued)
    for each, extract in batch.extracts():
        own, code, name = each.code, extract.code, extract.name
        if isinstance(code, str) and code.strip() != own and code.strip() in batch.issued:
            yield each, Hit("code", f"这是项目“{own}”的表，项目编码写成了“{code.strip()}”", code, own)
        elif isinstance(name, str) and own not in (others := owners.get(without_blanks(name), [own])):
            yield each, Hit("name", f"这是项目“{own}”的表，项目名称写成了项目“{others[0]}”的", name, each.project)


@batch_rule("XG504", "文件名是别的项目的", Severity.WARNING, "请核对是不是填错了表；按表内的项目编码认定")
def named_for_another(batch: Batch) -> BatchHits:
    """A file carries the issued file name of another project.

    Passes: A@T001_培训(1).xlsx
    Passes: A@T001_T002一并报送.xlsx | B
    XG504: A@T002_改造.xlsx | B@T001_培训.xlsx
    XG504: A@T002.xlsx | B
    XG504: A@报送-T002-定稿.xlsx | B

    查什么：文件名里写着另一个项目的编码，或是它下发时的文件名，没有写本项目的
    为什么：可能只是存错了名，也可能填错了表；程序按表内的项目编码认定
    依据：下发清单记下的编码、文件名
    """
    codes = [*batch.issued, *(each.code for each, _ in batch.extracts())]
    owners = {code.casefold(): code for code in codes} | {Path(f).stem.casefold(): code for code, f in batch.files.items()}
    lengths = frozenset(map(len, owners))
    for each, _ in batch.extracts():
        said = {owners[part]: part for part in _parts(each.file.stem.casefold(), lengths) if part in owners}
        owner = max(said, key=lambda code: len(said[code]), default=each.code)
        if each.code not in said and owner != each.code:
            yield (
                each,
                Hit(
                    "",
                    f"文件名是项目“{owner}”的，表是项目“{each.code}”的",
                    shown_path(each.file.name),
                    Path(batch.files.get(each.code, "")).name,
                ),
            )


def _parts(stem: str, lengths: Container[int]) -> Iterator[str]:
    """What may be a code or a name in a file's name: it begins there, or is long enough to be no number of an attachment.

    No part of a word or of a number: T00 is not in T001. Only parts of some lengths are asked for.
    """
    begun = [0, *(word.end() for word in re.finditer(r"[a-z0-9]+|[^a-z0-9]", stem[:LONGEST_NAME]))]
    for at, start in enumerate(begun):
        for end in begun[at + 1 :]:
            if end - start in lengths and (start == 0 or end - start >= SHORTEST_CODE):
                yield stem[start:end]
