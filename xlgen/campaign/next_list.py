"""A campaign as the list of the year after: its projects as they were issued last, without those that were recalled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from xlgen.campaign.folder import LISTS, root_of
from xlgen.campaign.settings import NAME
from xlgen.campaign.standing import RECALL
from xlgen.errors import XlgenError
from xlgen.files.paths import path_of
from xlgen.flows.listing.carrying_over import carry_over
from xlgen.form.template.load import load_template
from xlgen.issued.joined import Joined
from xlgen.issued.manifest import Manifest, read_manifest
from xlgen.register.opening import NAME as REGISTER
from xlgen.register.recording.act_files import FOLDER as RECORDS
from xlgen.register.recording.act_files import numbers
from xlgen.register.recording.known_facts import KnownFacts, facts_in
from xlgen.roster.carrying.records import Carried

SHOWN = 5  # projects that are named


def is_campaign(source: Path | str) -> bool:
    """Whether a project list is to be made of a campaign: its folder, its register, an archive. XlgenError for a folder inside one."""
    path = _folder(source)
    if not path.is_dir() or any((path / name).exists() for name in (NAME, RECORDS)):
        return path.is_dir()
    if not (path / REGISTER).is_file() and (root := root_of(path)) is not None:
        raise XlgenError(f"{path} 是批次里的一个文件夹。要带批次的项目过来，请写批次的文件夹：--from {root}")
    return False


def next_list(
    source: Path | str,
    out: Path | str,
    template: Path | str,
    *,
    year: str = "",
    columns: Path | str | None = None,
    library: Path | str | None = None,
) -> Carried:
    """A list written to ``out`` with the projects of a campaign; what is carried, and what is told of the rest.

    They are taken as they were issued last: corrected, with those that were added. Where the campaign has forms of several
    templates, those of this one are taken, else those of its kind, else all. The other arguments are those of ``carry_over``.

    XlgenError where nothing is left to be carried over; Refused where the campaign cannot be read.
    """
    root = _folder(source)
    if not numbers(root) and not (root / REGISTER).is_file():
        raise XlgenError(f"{root} 是批次的文件夹，里面没有“{RECORDS}”，也没有 {REGISTER}，不知道下发过什么。{_instead(root)}")
    facts, manifest = facts_in(root), read_manifest(root)
    recalled = {each.code for each in facts.decisions if each.kind == RECALL}
    left = [code for code in manifest.listed if code not in recalled]
    if not left:
        raise XlgenError(f"{root} {'的表都撤回了' if recalled else '还没有下发过表'}，没有可带过来的。{_instead(root)}")
    forms = _forms(manifest, left)
    taken = _of_this_kind(forms, str(load_template(template)["id"]))
    carried = carry_over(_only(manifest, taken), out, template, year=year, columns=columns, library=library)
    others = Counter(form for code, form in forms.items() if code not in taken)
    carried.told[:0] = _told(root, facts, manifest, taken, recalled & manifest.listed.keys(), others)
    return carried


def _folder(source: Path | str) -> Path:
    path = path_of(source)
    return path.parent if path.name == REGISTER and (path.parent / RECORDS).is_dir() else path


def _instead(root: Path) -> str:
    return f"要用它的项目清单，--from 后面写“{root / LISTS}”里的那一份"


def _forms(manifest: Manifest, codes: Collection[str]) -> dict[str, str]:
    """The template of each form; no snapshot is read where there is but one."""
    known = {name for act in manifest.acts for name in act.template.split("、") if name}
    if len(known) == 1:
        return dict.fromkeys(codes, *known)
    return {code: manifest.snapshots[code].form for code in codes}


def _of_this_kind(forms: Mapping[str, str], wanted: str) -> list[str]:
    """The projects whose form is of this template, else of one whose name begins alike, such as one of a place; else all."""
    kind = wanted.partition("-")[0]
    same = [code for code, form in forms.items() if form == wanted]
    return same or [code for code, form in forms.items() if form.partition("-")[0] == kind] or list(forms)


def _only(manifest: Manifest, codes: Collection[str]) -> Manifest:
    return replace(
        manifest,
        snapshots=Joined(dict.fromkeys(codes, manifest.snapshots)),
        files={code: manifest.files[code] for code in codes},
        listed={code: manifest.listed[code] for code in codes},
    )


def _told(
    root: Path,
    facts: KnownFacts,
    manifest: Manifest,
    taken: Collection[str],
    recalled: Collection[str],
    others: Mapping[str, int],
) -> Iterator[str]:
    corrected = sum(manifest.listed[code].revision > 0 for code in taken)
    yield f"照 {root} 下发的表带过来 {len(taken)} 个项目，补发的也在内" + (
        f"；更正过的 {corrected} 个照更正后的" if corrected else ""
    )
    if recalled:
        named = "、".join(f"{code} {manifest.names[code]}" for code in sorted(recalled)[:SHOWN])
        yield f"撤回的没有带过来：{named}" + (f" 等 {len(recalled)} 个" if len(recalled) > SHOWN else "")
    if others:
        count = "、".join(f"{form} 的 {number} 个" for form, number in others.items())
        yield f"别的表式没有带过来：{count}（要它们的清单，请写 -t {next(iter(others))} 再生成一份）"
    if facts.secret:
        yield f"涉密项目 {facts.secret} 个不在批次里，没有带过来，请按保密规定另行处理"
    yield f"得分、等级不进清单：新开一批时写 --last-year {root}，汇总表就有上年得分、上年等级、上年执行率三栏"
