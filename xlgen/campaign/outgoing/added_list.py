"""A list added to a campaign that has begun: copied into it, named in its settings, from then on issued from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xlgen.campaign.folder import LISTS, Campaign
from xlgen.campaign.laying_down import taken_back
from xlgen.campaign.new_campaign import ListCopy, copied
from xlgen.campaign.settings import NAME, AskedForm, asked_text
from xlgen.files.saving import write_whole
from xlgen.register.recording.act_files import place_of
from xlgen.register.recording.acting import Acting
from xlgen.register.recording.known_facts import facts_in


def with_list(campaign: Campaign, asked: AskedForm, act: Acting, day: str, dry: bool = False) -> Campaign:
    """The campaign, asking for a form of the projects of one list more; a pair that is there is not added again.

    With ``dry`` the list stays where it is. XlgenError where it is not there; TemplateError where there is no such form.
    """
    lists = {f"{LISTS}/{path.name}": path.read_bytes() for path in campaign.place(LISTS).iterdir() if path.is_file()}
    form, copy = copied(asked, lists)
    if form in campaign.settings.asked:
        return campaign
    if dry:
        form = replace(form, roster=str(Path(asked.roster).resolve()))
    else:
        _enter(campaign, form, copy, act, day)
    return replace(campaign, settings=replace(campaign.settings, asked=(*campaign.settings.asked, form)))


def _enter(campaign: Campaign, form: AskedForm, copy: ListCopy, act: Acting, day: str) -> None:
    """The list, then what was done, then the settings, which make it count: each is left as it is where a killed run did it."""
    place, settings = campaign.place(form.roster), campaign.place(NAME)
    said = {"list": form.roster, "template": form.template} | ({"secret": {form.roster: copy.secret}} if copy.secret else {})
    if not any(each.kind == "list" and each.said == said for each in facts_in(campaign.root).acts):
        is_new = not place.exists()
        if is_new:
            write_whole(place, copy.content)
        with taken_back([place] if is_new else [], unless=place_of(campaign.root, act.number)):
            act.do("list", day, said)
    write_whole(settings, f"{settings.read_text('utf-8').rstrip()}\n\n{asked_text(form)}\n".encode())
