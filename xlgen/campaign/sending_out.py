"""Forms issued in a campaign, by units: at first, of projects added later, and anew where targets were changed by an approval."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from xlgen.campaign.folder import OUT, Campaign, Progress, who
from xlgen.campaign.list_copy import is_secret
from xlgen.campaign.settings import AskedForm
from xlgen.errors import Refused, XlgenError
from xlgen.files.saving import put, together
from xlgen.findings import Finding, Severity
from xlgen.flows.covering.units import Covers
from xlgen.flows.issuing import Order, ordered
from xlgen.flows.registering.adding import IssuedAnew
from xlgen.flows.registering.wanting import Wanted, form_made, placed_by_units, unapproved, wanted_of
from xlgen.issued.manifest import Manifest, read_manifest
from xlgen.register.deflating import WORDS
from xlgen.register.keeping import Act, Keeper, Shelf
from xlgen.register.opening import fresh
from xlgen.register.recording.acting import Acting, acting


@dataclass(frozen=True, slots=True)
class SentOut:
    """What was issued: new files, projects issued anew, how many were left as they are, how many are secret; findings of the lists."""

    files: tuple[str, ...] = ()
    changed: tuple[IssuedAnew, ...] = ()
    unchanged: int = 0
    secret: int = 0
    findings: tuple[tuple[str, Finding], ...] = ()  # with the list each is about

    @property
    def failed(self) -> bool:
        """Whether a list has errors: nothing was issued."""
        return any(finding.severity is Severity.ERROR for _, finding in self.findings)


def send_out(
    campaign: Campaign, *, approval: str = "", day: str = "", by: str = "", dry: bool = False, progress: Progress = iter
) -> SentOut:
    """Issue what the campaign's lists ask for beyond what was issued; all of it, or nothing where a list has errors.

    Secret projects are counted and go nowhere. Targets that were changed need ``approval``, the 批准文号. With ``dry`` nothing is
    written. XlgenError where no list is named, a change has no approval, or a file is in the way.
    """
    asked = campaign.settings.asked
    if not asked:
        raise XlgenError(
            "还没有项目清单。请在 xlgen.toml 里写 [[asked]]，或用 xlgen issue -t 表式 --roster 项目清单.xlsx --add 加上"
        )
    done = SentOut()
    for each in asked:
        with acting(campaign.root, who(by)) as act:
            before = read_manifest(campaign.root)
            how = approval, day or _interrupted_day(act), dry
            done = _one_list(campaign, each, act, before, how, progress, done)
    return done


def _one_list(
    campaign: Campaign,
    asked: AskedForm,
    act: Acting,
    before: Manifest,
    how: tuple[str, str, bool],
    progress: Progress,
    done: SentOut,
) -> SentOut:
    approval, day, dry = how
    said = campaign.settings
    covers = Covers(said.deadline, said.whom)
    order = ordered(campaign.place(asked.roster), campaign.place(OUT), asked.template, asked.options, day, None, covers)
    done = replace(done, findings=(*done.findings, *((asked.roster, each) for each in order.findings)))
    if done.failed:
        return done
    secret = [each for each in order.projects if is_secret(each)]
    order = replace(order, projects=[each for each in order.projects if not is_secret(each)])
    wanted = wanted_of(order, before, progress)
    if (changed := [each for each in wanted if each.revision]) and not approval.strip():
        raise XlgenError(unapproved(changed))
    wanted, lists = placed_by_units(wanted, order, campaign.place(OUT))
    wanted = [each if each.revision else replace(each, file=f"{OUT}/{each.file}") for each in wanted]
    if wanted and not dry:
        said_of_it = {
            "template": str(order.spec["id"]),
            "approval": approval.strip(),
            "list": asked.roster,
            "secret": len(secret),
        }
        _write(campaign, order, wanted, {f"{OUT}/{name}": content for name, content in lists.items()}, act, said_of_it)
    made = tuple(IssuedAnew(each.project.code, each.file, each.revision, each.told) for each in wanted if each.revision)
    files = tuple(each.file for each in wanted if not each.revision)
    return replace(
        done,
        files=(*done.files, *files),
        changed=(*done.changed, *made),
        unchanged=done.unchanged + len(order.projects) - len(wanted),
        secret=done.secret + len(secret),
    )


def _write(
    campaign: Campaign, order: Order, wanted: Sequence[Wanted], lists: dict[str, bytes], act: Acting, said: dict[str, Any]
) -> None:
    """The forms first, then what was done: what a killed run leaves is taken up by the next, which writes the same bytes."""
    shelf = act.forms()
    with together(campaign.root) as stage:
        for name, content in lists.items():
            put(stage / name, content)
        with fresh(shelf, WORDS) as connection:
            keeper = Keeper(connection)
            keeper.begin(Act("issue", said["template"], order.day, said["approval"]))
            for each in wanted:
                keeper.keep(form_made(order, each, stage, campaign.root))
    act.do("issue", order.day, said)


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
