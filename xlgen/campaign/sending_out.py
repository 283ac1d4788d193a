"""Forms issued in a campaign, by units: at first, of projects added later, and anew where targets were changed by an approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from xlgen.campaign.folder import OUT, Campaign, Progress, who
from xlgen.campaign.laying_down import taken_back
from xlgen.campaign.list_copy import copied_list
from xlgen.campaign.outgoing.added_list import with_list
from xlgen.campaign.outgoing.unit_packages import Sending, package_files, placed
from xlgen.campaign.settings import AskedForm
from xlgen.errors import Refused, XlgenError
from xlgen.files.saving import put, together, write_whole
from xlgen.findings import Finding, Severity
from xlgen.flows.covering.units import Covers
from xlgen.flows.issuing import Order, ordered
from xlgen.flows.registering.adding import IssuedAnew
from xlgen.flows.registering.wanting import Wanted, form_made, unapproved, wanted_of
from xlgen.issued.manifest import read_manifest
from xlgen.register.deflating import WORDS
from xlgen.register.keeping import Act, Keeper, Shelf
from xlgen.register.opening import fresh
from xlgen.register.recording.act_files import place_of
from xlgen.register.recording.acting import Acting, acting
from xlgen.words.days import iso_day


@dataclass(frozen=True, slots=True)
class SentOut:
    """What was issued: new files, projects issued anew, how many were left as they are; findings of the lists that were used.

    ``beside`` are letters, lists and what was enclosed.
    """

    files: tuple[str, ...] = ()
    changed: tuple[IssuedAnew, ...] = ()
    unchanged: int = 0
    beside: tuple[str, ...] = ()
    findings: tuple[tuple[str, Finding], ...] = ()  # with the list each is about
    is_later: bool = False  # whether forms had been issued before

    def by_folder(self) -> dict[str, list[str]]:
        """What is to be sent now by the unit's folder, as it lies there."""
        found: dict[str, list[str]] = {}
        for file in (*self.files, *(each.file for each in self.changed), *self.beside):
            found.setdefault(PurePosixPath(file).parent.name, []).append(PurePosixPath(file).name)
        return found

    @property
    def failed(self) -> bool:
        """Whether a list has errors: nothing was issued."""
        return any(finding.severity is Severity.ERROR for _, finding in self.findings)


def send_out(
    campaign: Campaign,
    *,
    approval: str = "",
    added: AskedForm | None = None,
    day: str = "",
    by: str = "",
    dry: bool = False,
    progress: Progress = iter,
) -> SentOut:
    """Issue what the campaign's lists ask for beyond what was issued; all of it, or nothing where a list has errors.

    Secret projects are counted and go nowhere: a list that names some loses their lines. Targets that were changed need
    ``approval``, the 批准文号. With ``dry`` nothing is written. XlgenError where no list is named, two lists have a project, a change
    has no approval, or a file is in the way.
    """
    if not campaign.settings.asked and added is None:
        raise XlgenError("还没有项目清单。请用 xlgen issue --add -t 表式 --roster 项目清单.xlsx 加上")
    with acting(campaign.root, who(by)) as act, TemporaryDirectory() as apart:
        day = iso_day(day or _interrupted_day(act))
        campaign = campaign if added is None else with_list(campaign, added, act, day, dry)
        lists = [_list_of(campaign, each, act, day, Path(apart) if dry else None) for each in campaign.settings.asked]
        orders = [_order(campaign, each, place, day) for each, place in zip(campaign.settings.asked, lists, strict=True)]
        findings = tuple(
            (each.roster, finding)
            for each, order in zip(campaign.settings.asked, orders, strict=True)
            for finding in order.findings
        )
        done = SentOut(findings=findings)
        return _without_others(done) if done.failed else _sent(campaign, orders, act, approval.strip(), dry, progress, done)


def _without_others(failed: SentOut) -> SentOut:
    """Findings of the lists that have errors: others were told when they were issued from, or will be."""
    wrong = {file for file, finding in failed.findings if finding.severity is Severity.ERROR}
    return replace(failed, findings=tuple(each for each in failed.findings if each[0] in wrong))


def _list_of(campaign: Campaign, asked: AskedForm, act: Acting, day: str, apart: Path | None) -> Path:
    """A list without secret projects: how many there were is written down first. In ``apart`` where nothing is to be written."""
    place = campaign.place(asked.roster)
    content, secret = copied_list(place)
    if not secret:
        return place
    if apart is None:
        act.do("secret", day, {"secret": {asked.roster: secret}})
        write_whole(place, content)
        return place
    copy = apart / f"{len([*apart.iterdir()])}{place.suffix}"
    copy.write_bytes(content)
    return copy


def _order(campaign: Campaign, asked: AskedForm, place: Path, day: str) -> Order:
    said = campaign.settings
    covers = Covers(said.deadline if said.deadline >= day else "", said.whom)
    return ordered(place, campaign.place(OUT), asked.template, asked.options, day, None, covers)


def _sent(
    campaign: Campaign, orders: Sequence[Order], act: Acting, approval: str, dry: bool, progress: Progress, done: SentOut
) -> SentOut:
    before = read_manifest(campaign.root)
    _refuse_twice(campaign, orders)
    wanted = [wanted_of(order, before, progress) for order in orders]
    every = placed(campaign, [each for own in wanted for each in own], before)
    if (changed := [each for each in every if each.revision]) and not approval:
        raise XlgenError(unapproved(changed))
    sending = Sending(orders[0].day, orders[0].covers.deadline if orders[0].covers else "", approval)
    if campaign.settings.deadline and not sending.deadline and not before.listed:
        raise XlgenError(
            f"报送期限 {campaign.settings.deadline} 在下发日期 {sending.day} 之前，请先改 xlgen.toml 里的 deadline"
        )
    files = package_files(campaign, every, sending) if every else {}
    if every and not dry:
        whose = [order for order, own in zip(orders, wanted, strict=True) for _ in own]
        _write(campaign, [*zip(whose, every, strict=True)], files, act, sending, progress)
    made = tuple(IssuedAnew(each.project.code, each.file, each.revision, each.told) for each in changed)
    new = tuple(each.file for each in every if not each.revision)
    used = {asked.roster for asked, own in zip(campaign.settings.asked, wanted, strict=True) if own}
    findings = tuple(each for each in done.findings if each[0] in used)
    unchanged = sum(len(order.projects) for order in orders) - len(every)
    return replace(
        done, files=new, findings=findings, changed=made, unchanged=unchanged, beside=tuple(files), is_later=bool(before.listed)
    )


def _refuse_twice(campaign: Campaign, orders: Sequence[Order]) -> None:
    """XlgenError where two lists have a project."""
    homes: dict[str, str] = {}
    for asked, order in zip(campaign.settings.asked, orders, strict=True):
        for code in (project.code for project in order.projects):
            if code in homes:
                raise XlgenError(
                    f"项目“{code}”在 {homes[code]} 和 {asked.roster} 里都有，一个项目在一批里只能有一张表。"
                    "请从一份清单里去掉它，或改项目编码。没有生成任何文件"
                )
        homes |= dict.fromkeys((project.code for project in order.projects), asked.roster)


def _write(
    campaign: Campaign,
    wanted: Sequence[tuple[Order, Wanted]],
    files: Mapping[str, bytes],
    act: Acting,
    sending: Sending,
    progress: Progress,
) -> None:
    """The forms first, then what was done: what a killed run leaves is taken up by the next, which writes the same bytes."""
    shelf = act.forms()
    template = "、".join(dict.fromkeys(str(order.spec["id"]) for order, _ in wanted))
    with together(campaign.root) as stage:
        for name, content in files.items():
            put(stage / name, content)
        with fresh(shelf, WORDS) as connection:
            keeper = Keeper(connection)
            keeper.begin(Act("issue", template, sending.day, sending.approval))
            for order, each in progress(wanted):
                keeper.keep(form_made(order, each, stage, campaign.root))
        moved = [campaign.root / path.relative_to(stage) for path in stage.rglob("*") if path.is_file()]
    with taken_back(moved, unless=place_of(campaign.root, act.number)):
        act.do("issue", sending.day, {"template": template, "approval": sending.approval, "forms": len(wanted)}, issues=True)


def _interrupted_day(act: Acting) -> str:
    """The day of an issue that was ended by force before it was written down, "" where there was none: it is done again as it was."""
    left = act.left_forms()
    if left is None:
        return ""
    with suppress(Refused, OSError):
        shelf = Shelf(left)
        acts = shelf.acts()
        shelf.close()
        return acts[0].day if acts else ""
    return ""
