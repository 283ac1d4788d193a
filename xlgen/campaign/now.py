"""How a campaign stands now: the forms that count judged together, every project's term, every file's state, both laws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlgen.acceptance.applying import answered
from xlgen.campaign.collecting.keeping_files import kept_as
from xlgen.campaign.folder import Campaign, Progress
from xlgen.campaign.office_rules import judge_in, rules_of
from xlgen.campaign.standing import Standing, chosen, file_states, standings
from xlgen.campaign.terms import FileState, ProjectTerm
from xlgen.files.sources import Source
from xlgen.flows.checking import check
from xlgen.flows.judging.many import returns_of
from xlgen.flows.judging.means import Means, all_means
from xlgen.issued.manifest import Manifest, read_manifest
from xlgen.register.recording.known_facts import Arrival, Decision, KnownFacts, facts_in
from xlgen.returned.batch import Return
from xlgen.statuses import Handling
from xlgen.words.days import iso_day


@dataclass(frozen=True)
class Now:
    """A campaign at a moment: what is known of it, how each project and file stands, and the forms that count as judged.

    ``returns`` are by the digest of the file; ``day`` is the ISO day that lateness is counted to.
    """

    campaign: Campaign
    facts: KnownFacts
    manifest: Manifest
    projects: Sequence[Standing]
    files: Mapping[int, FileState]
    returns: Mapping[str, Return]
    day: str

    def returned(self, each: Standing) -> Return | None:
        """The form that counts for a project, as it was judged; None where there is none."""
        return self.returns.get(each.current.digest) if each.current else None

    def by_term(self) -> dict[ProjectTerm, int]:
        """How many projects stand how, every term named."""
        return terms_of(self.projects)

    def by_handling(self) -> dict[Handling, int]:
        """How many files stand how, every term of their law named; containers are no files of their own."""
        counted = Counter(state.term for state in self.files.values())
        return {term: counted[term] for term in Handling}

    def late(self, each: Standing) -> int:
        """By how many days a project came, or does not come, after the deadline; 0 where it is in time."""
        deadline = self.campaign.settings.deadline
        if not deadline or each.term is ProjectTerm.RECALLED:
            return 0
        came = each.received or self._settled(each) or self.day
        return max((date.fromisoformat(came) - date.fromisoformat(deadline)).days, 0)

    def _settled(self, each: Standing) -> str:
        """The ISO day on which the office said its score, "" where it did not: nothing more is waited for."""
        return next((act.day for act in self.facts.acts if each.override and act.number == each.override.act), "")

    @property
    def secret(self) -> int:
        """How many secret projects the lists name; nothing else is said of them."""
        return self.facts.secret


def sent_back(now: Now) -> dict[str, int]:
    """In which round each project was sent back of which nothing came since, by 项目编码."""
    came = {each.form.code: max((one.act for one in each.candidates), default=0) for each in now.projects}
    return {line.code: line.round for line in now.facts.rounds if line.act > came.get(line.code, 0)}


def terms_of(projects: Iterable[Standing]) -> dict[ProjectTerm, int]:
    """How many of some projects stand how, every term named."""
    counted = Counter(each.term for each in projects)
    return {term: counted[term] for term in ProjectTerm}


def now(campaign: Campaign, *, day: str = "", means: Means | None = None, progress: Progress = iter) -> Now:
    """Judge what counts – what did not change since is remembered – and work out how everything stands."""
    facts, manifest = facts_in(campaign.root), read_manifest(campaign.root)
    means = means or all_means()
    one, several = _candidates(facts)
    paths = {kept_as(campaign.root, each.digest, each.name): each for each in one}
    rules = rules_of(campaign)
    judged = check(list(paths), manifest, progress, rules, means=means) if paths else ()
    returns = {paths[each.file].digest: each for each in judged}
    returns |= _by_itself(campaign, manifest, several, means)
    projects = standings(facts, lambda digest: returns[digest].status if digest in returns else None)
    return Now(campaign, facts, manifest, projects, file_states(facts, projects), returns, iso_day(day))


def _candidates(facts: KnownFacts) -> tuple[list[Arrival], list[Arrival]]:
    """Forms that count for their projects, and those of which one is still to be chosen."""
    forms: dict[str, list[Arrival]] = {}
    for each in facts.arrivals:
        if each.kind == "form" and each.code:
            forms.setdefault(each.code, []).append(each)
    decisions: dict[str, list[Decision]] = {}
    for decision in facts.decisions:
        decisions.setdefault(decision.code, []).append(decision)
    one, several = list[Arrival](), list[Arrival]()
    for line in facts.forms:
        found = chosen(forms.get(line.code, ()), decisions.get(line.code, ()), line.revision)
        (one if len(found) == 1 else several).extend(found)
    return one, several


def _by_itself(campaign: Campaign, manifest: Manifest, forms: Sequence[Arrival], means: Means) -> dict[str, Return]:
    """Forms judged without others beside them."""
    sources = {each.digest: Source(kept_as(campaign.root, each.digest, each.name)) for each in forms}
    judge, rules = judge_in(campaign, manifest)
    digests: dict[Path, bytes] = {source.path: bytes.fromhex(digest) for digest, source in sources.items()}
    returns = returns_of(list(sources.values()), judge, rules, digests, means)
    return {digest: answered(each, judge.given) for digest, each in zip(sources, returns, strict=True)}
