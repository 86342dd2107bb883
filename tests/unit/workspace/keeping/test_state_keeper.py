"""What is open is written once it has settled, and not again."""

import json
from pathlib import Path

from monitor.feed.profile import Profile
from monitor.workspace.keeping.part import Part
from monitor.workspace.keeping.state import OpenedFeed, load_state
from monitor.workspace.keeping.state_keeper import StateKeeper


class Bench:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = 0
        self.feeds: list[OpenedFeed] = []
        self.problems: list[OSError] = []
        part = Part("desks", lambda: self.version, lambda: json.dumps({"version": self.version}).encode())
        self.keeper = StateKeeper(path, feeds=lambda: self.feeds, parts=[part], on_problem=self.problems.append)

    def change(self) -> None:
        self.version += 1

    def written(self) -> object:
        return json.loads(bytes(load_state(self.path).state.desks)) if self.path.exists() else None


def test_a_change_is_written_once_it_has_settled(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "state.json")
    bench.keeper.look(0.0)
    bench.change()
    bench.keeper.look(1.0)
    bench.keeper.look(2.5)
    assert bench.written() is None
    bench.keeper.look(3.0)
    assert bench.written() == {"version": 1}


def test_what_changes_all_the_time_is_written_now_and_then(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "state.json")
    for second in range(40):
        bench.change()
        bench.keeper.look(float(second))
        if second == 12:
            assert bench.written() is None
    assert bench.written() is not None


def test_what_is_as_it_was_at_the_start_is_not_written(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "state.json")
    for second in range(100):
        bench.keeper.look(float(second))
    assert not bench.path.exists()


def test_feeds_are_written_with_their_ids(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "state.json")
    bench.feeds = [OpenedFeed("a", Profile(name="A", address="wss://example.net"))]
    assert bench.keeper.save()
    assert load_state(bench.path).feeds == tuple(bench.feeds)


def test_a_file_that_cannot_be_written_is_told_once_a_minute(tmp_path: Path) -> None:
    (tmp_path / "state.json").mkdir()
    bench = Bench(tmp_path / "state.json")
    bench.keeper.look(0.0)
    bench.change()
    for second in range(1, 60):
        bench.keeper.look(float(second))
    assert len(bench.problems) == 1
