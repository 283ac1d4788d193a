"""A sown campaign run from its first to its last round, held against its truth after every command."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from campaign_seed import CHANGED, CHANGES, DEADLINE, ISSUED, RECALLED, ROUNDS, YEAR, Sown, sown
from xlgen.campaign.folder import Campaign
from xlgen.campaign.new_campaign import init
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.settings import AskedForm, Settings
from xlgen.cli.main import main
from xlgen.register.opening import NAME
from xlgen.register.recording.acting import acting

Told = Callable[[str], object]


class Running:
    """A campaign of so many projects of so many units, in a folder; ``tell`` hears what takes how long."""

    def __init__(self, home: Path, plan: Sown, tell: Told = lambda _: None) -> None:
        self.home, self.plan, self.tell = home, plan, tell
        asked = tuple(AskedForm(template, str(path)) for template, path in plan.write_lists(home).items())
        self.campaign: Campaign = init(
            home / "批次", Settings(YEAR, "某市某局", DEADLINE, asked=asked), by="某某", day="2026-01-10"
        )
        assert self._timed("issue", lambda: len(send_out(self.campaign, day=ISSUED, by="某某").files)) == len(plan.projects)

    def _timed(self, what: str, do: Callable[[], object]) -> object:
        began = time.process_time()
        done = do()
        self.tell(f"{what}: {time.process_time() - began:.1f} s")
        return done

    def call(self, *words: str) -> str:
        """A command, what it prints; it must not fail."""

        def do() -> str:
            done = CliRunner().invoke(main, [*words, "--in", str(self.campaign.root)], catch_exceptions=False)
            assert done.exit_code in (0, 1), done.output
            return done.output

        return str(self._timed(words[0], do))

    def collect(self, number: int, *more: str) -> str:
        """Take in what comes in a round."""
        folder = self.home / f"第{number}轮来的"
        if not folder.exists():
            folder.mkdir()
            self.plan.send(number, self.campaign.place("下发"), folder)
        return self.call("collect", str(folder), "--received", ROUNDS[number - 1], "--by", "某某", *more)

    def give_back(self, number: int) -> str:
        """Send back what is to be corrected."""
        return self.call("return", "--date", ROUNDS[number - 1], "--by", "某某")

    def change(self) -> None:
        """Targets go up by an approval, and projects are recalled."""
        for asked, path in zip(
            self.campaign.settings.asked, self.plan.write_lists(self.home, changed=True).values(), strict=True
        ):
            self.campaign.place(asked.roster).write_bytes(path.read_bytes())
        done = send_out(self.campaign, approval="某财〔2026〕1号", day=CHANGED, by="某某")
        assert len(done.changed) == sum(each.story in CHANGES for each in self.plan.projects)
        with acting(self.campaign.root, "某某") as act:
            rows = [("decisions", {"code": each.code, "kind": "recall", "reason": "不做了"}) for each in self.plan.of(RECALLED)]
            act.do("recall", CHANGED, {}, rows)

    def faults(self, number: int) -> list[str]:
        """Where the state differs from the truth after so many rounds; both laws."""
        said = json.loads(self.call("status", "--json", "--date", ROUNDS[number - 1]))
        truth = self.plan.truth(number)
        found = []
        for line in said["list"]:
            story = next(each.story for each in self.plan.projects if each.code == line["code"])
            due = truth["terms"][line["code"]], truth["late"][line["code"]]
            if (line["status"], line["days_late"]) != due:
                found.append(f"{line['code']} ({story}): {line['status']}, {line['days_late']} days; should be {due}")
        for law in ("projects", "files"):
            whole, *parts = said[law].values()
            found += [f"{law}: {said[law]} does not add up"] if whole != sum(parts) else []
        files = {name: count for name, count in said["files"].items() if name != "received" and count}
        found += [f"files: {files}, should be {dict(truth['files'])}"] if files != +truth["files"] else []
        late = sum(days > 0 for days in truth["late"].values())
        found += [f"late: {said['late']}, should be {late}"] if said["late"] != late else []
        return found

    def dump(self) -> list[str]:
        """All that the register says."""
        connection = sqlite3.connect(self.campaign.root / NAME)
        lines = list(connection.iterdump())
        connection.close()
        return lines


def _last_act(running: Running) -> int:
    return max(act["act"] for act in json.loads(running.call("log", "--json"))["acts"])


def decided(running: Running) -> list[str]:
    """What a clerk decides behind the last round, each in turn: how the projects concerned stand; the laws after every command."""
    plan, found = running.plan, []
    two, gross, old, missing = (plan.of(story)[0].code for story in ("two at once", "changed after all", "recalled", "missing"))

    def does(words: str, code: str, due: str) -> None:
        running.call(*words.split(), "--by", "某某")
        said = json.loads(running.call("status", "--json", "--date", ROUNDS[-1]))
        stands = next(line["status"] for line in said["list"] if line["code"] == code)
        added = all(whole == sum(parts) for whole, *parts in (said[law].values() for law in ("projects", "files")))
        found.extend([f"{words}: {stands}, laws {added}; should be {due}"] if (stands, added) != (due, True) else [])

    name = plan.of("two at once")[0].name
    does(f"accept --return {two}_{name}.xlsx --reason 与单位核对过", two, "accepted")
    does("undo", two, "open")
    does(f"override {missing} --score 80 --reason 单位撤并 --basis 会议纪要", missing, "accepted")
    does("undo", missing, "missing")
    does(f"undo {_last_act(running)}", missing, "accepted")
    does(f"recall {gross} --reason 并入别的项目", gross, "recalled")
    does("rollup --date 2026-03-12", old, "recalled")
    does("handover --to 某乙 --until 2026-04-01 --date 2026-03-12", two, "open")
    return found


def through(running: Running) -> list[str]:
    """All rounds, one after the other; every difference from the truth, with the command after which it was seen."""
    found = []
    for number in range(1, len(ROUNDS) + 1):
        for words, do in (
            (f"collect {number}", running.collect),
            (f"collect {number} again", running.collect),
            (f"return {number}", running.give_back),
        ):
            before = running.dump()
            do(number)
            found += [f"after {words}: {each}" for each in running.faults(number)]
            if "again" in words and running.dump() != before:
                found.append(f"{words}: the register is another one")
        if number == 1:
            running.change()
    return found


def run(projects: int, units: int) -> int:
    """One campaign, told."""
    with tempfile.TemporaryDirectory() as home:
        running = Running(Path(home), sown(projects, units), lambda said: print(said, flush=True))
        found = through(running)
        print(running.call("status", "--date", ROUNDS[-1]).splitlines()[-1], *found, sep="\n")
    print(f"{projects} projects, {units} units: {len(found)} differences")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(run(int(sys.argv[1]), int(sys.argv[2])))
