"""Damaged forms and hostile texts by the thousand, seeded; stopped, it goes on where it was: ``make soak``."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import old_mutants
import two_ways
from outcomes import Outcome
from payloads import payload_cases
from reading_twice import judged, tried

KINDS = {
    "mutants": (tried, "份"),
    "ways": (two_ways.tried, "份"),
    "old": (old_mutants.tried, "份"),
    "payloads": (payload_cases, "处"),
}
SAVED = 20  # cases between two savings of the state


@dataclass
class State:
    """What has been done: how many cases and what they count for, how they ended, what was odd, how long they took (in hundredths of a second)."""

    done: int = 0
    counted: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    odd: dict[str, list[str]] = field(default_factory=dict)  # what was seen of each kind, with the number of the case
    took: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome, seconds: float) -> None:
        """One case more."""
        self.took[str(int(100 * seconds))] += 1
        self.ends[outcome.end] += 1
        for kind, seen in outcome.odd:
            self.odd.setdefault(kind, []).append(f"{self.done} {seen}")
        self.done += 1
        self.counted += outcome.counts

    def p99(self) -> float:
        """Seconds that 99 of 100 cases stayed below."""
        left = sum(self.took.values()) * 0.99
        for cents in sorted(map(int, self.took)):
            left -= self.took[str(cents)]
            if left <= 0:
                return (cents + 1) / 100
        return 0.0


def load(file: Path) -> State:
    """The state kept in a file, a new one where there is none."""
    if not file.exists():
        return State()
    state = State(**json.loads(file.read_text("utf-8")))
    state.ends, state.took = Counter(state.ends), Counter(state.took)
    return state


def save(state: State, file: Path) -> None:
    """Keep the state: written beside, then renamed."""
    beside = file.with_suffix(".tmp")
    beside.write_text(json.dumps(vars(state), ensure_ascii=False, indent=1), "utf-8")
    beside.replace(file)


def soak(kind: str, rounds: int, file: Path) -> State:
    """Go on until so many are counted; the state is kept every ``SAVED`` cases and when stopped."""
    state = load(file)
    try_one, _ = KINDS[kind]
    try:
        while state.counted < rounds:
            started = time.process_time()
            outcome = try_one(state.done)
            state.add(outcome, time.process_time() - started)
            if state.done % SAVED == 0:
                save(state, file)
    finally:
        save(state, file)
    return state


def main(kind: str, rounds: int, file: Path) -> int:
    """Run, and say how it went: 1 where something odd was seen that nobody judged harmless."""
    try:
        state = soak(kind, rounds, file)
    except KeyboardInterrupt:
        state = load(file)
    print(f"{kind}：{state.counted} {KINDS[kind][1]}（{state.done} 个文件），{dict(state.ends)}，p99 {state.p99()} 秒")
    for odd, seen in sorted(state.odd.items()):
        print(f"  {len(seen)} 处 {odd}。{judged().get(odd, '**还没有判过**')}。如 {seen[0]}")
    return int(bool(state.odd.keys() - judged().keys()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
