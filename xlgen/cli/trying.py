"""What ``xlgen doctor --trial`` prints: a line a file, then by kind, then one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from xlgen import flows
from xlgen.files.showing import shown_path
from xlgen.words.numbers import counted

MOST_SEEN = 5  # of one file that are printed; the rest is counted


def said_of(trial: flows.FormsTrial, folder: Path) -> Iterator[str]:
    """All of it, line by line."""
    for each in trial.tried:
        yield from _of_one(each, folder, trial.issued)
    for other in trial.unseen:
        yield f"- {_called(other.path, folder)}：没有看，{other.why}"
    if refusals := trial.refusals():
        yield "读不了的，按种类："
        yield from (f"  {code}：{many} 份（xlgen explain {code} 说明怎么办）" for code, many in refusals.most_common())
    if kinds := trial.kinds():
        yield "看到的，按种类："
        for kind, many in kinds.most_common():
            yield f"  {kind}：{many} 处，{sum(any(seen.kind == kind for seen in each.seen) for each in trial.tried)} 份"
    if likes := trial.likes():
        yield "像哪个表式："
        yield from (f"  {name or '没有像的（要另写表式）'}：{many} 份" for name, many in likes.most_common())
    yield closing_of(trial)


def _of_one(each: flows.TriedForm, folder: Path, issued: Path | None) -> Iterator[str]:
    called = _called(each.file, folder)
    if each.refused:
        yield f"! {called}：读不了，{each.code} {each.refused}"
        return
    yield f"√ {called}：读得了，{each.sheets} 张工作表，{_likeness(each, issued)}"
    for seen in each.seen[:MOST_SEEN]:
        yield f"    {seen.place}：{seen.kind}，{seen.said}" if seen.place else f"    {seen.kind}，{seen.said}"
    if len(each.seen) > MOST_SEEN:
        yield f"    （还有 {len(each.seen) - MOST_SEEN} 处，用 --json 可看全部）"


def _likeness(each: flows.TriedForm, issued: Path | None) -> str:
    if each.is_summary:
        return "是 xlgen 的汇总表，不是报送的表"
    if each.is_list:
        return "是项目清单，不是报送的表"
    if each.is_ours:
        form = "xlgen 下发的空白表，还没有填" if each.is_blank else "xlgen 下发的表"
        return f"是 {form}（{'已和旁边的下发清单核对' if issued else '旁边没有下发清单，没有核对'}）"
    if each.like is None:
        return "没有像的自带表式"
    title = "标题相同，" if each.like.same_title else ""
    return f"像 {each.like.template}（{title}{each.like.of} 个栏目里对上 {each.like.shared} 个）"


def _called(file: Path, folder: Path) -> str:
    return shown_path(file.relative_to(folder) if file != folder and file.is_relative_to(folder) else file.name)


def closing_of(trial: flows.FormsTrial) -> str:
    """The last sentence: how it went, and that nothing was changed."""
    read, seen = len(trial.read), sum(trial.kinds().values())
    if not trial.tried:
        return "没有找到表格文件，没有改动任何东西。"
    kinds = {
        "{} 份像自带的表式": sum(each.like is not None for each in trial.read),
        "{} 份是 xlgen 下发的": sum(each.is_ours for each in trial.read),
        "其中 {} 份是空白表": sum(each.is_blank for each in trial.read),
        "{} 份是汇总表": sum(each.is_summary for each in trial.read),
        "{} 份是项目清单": sum(each.is_list for each in trial.read),
    }
    what = f"（{known}）" if (known := counted(kinds)) else ""
    parts = {f"读得了 {{}} 份{what}": read, "读不了 {} 份": len(trial.tried) - read, "看到 {} 处要看一看的": seen}
    return f"试了 {len(trial.tried)} 份：{counted(parts)}；没有改动任何文件。"


def as_json(trial: flows.FormsTrial) -> dict[str, Any]:
    """The same for programs."""
    files = [asdict(each) | {"file": shown_path(each.file)} for each in trial.tried]
    unseen = [{"file": shown_path(each.path), "why": each.why} for each in trial.unseen]
    return {
        "version": 1,
        "files": files,
        "not_read": unseen,
        "refused": dict(trial.refusals()),
        "kinds": dict(trial.kinds()),
        "like": dict(trial.likes()),
    }
