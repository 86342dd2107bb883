"""How one is told of alerts: not too little, and never in a flood."""

import io
import os
import stat
import sys
import wave
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from monitor.alerts.rule import Rule, Threshold
from monitor.engine.messages import AlertChanged
from monitor.ui.alerts.alarm import Alarm
from monitor.ui.alerts.alert_sound import AlertSound
from monitor.ui.alerts.chime import chime
from monitor.ui.alerts.desktop_notes import DesktopNotes, ProgramNotes
from monitor.ui.alerts.programs import Programs
from tests.helpers.alerting import series
from tests.ui.alerts.conftest import Bench

HIGH = Rule(id="", name="High", condition=Threshold(series("*"), "above", 10.0))
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


class Told:
    """Stands in for the desktop and the loudspeaker."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str, str]] = []
        self.sounds: list[str] = []
        self.stopped = 0

    def show(self, title: str, text: str, level: Literal["warn", "bad"]) -> None:
        self.notes.append((title, text, level))

    def play(self, level: Literal["warn", "bad"]) -> None:
        self.sounds.append(level)

    def stop(self) -> None:
        self.stopped += 1


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def alarm(bench: Bench, told: Told) -> Alarm:
    return Alarm(bench.workspace, desktop=told, sound=told)


def come_on(bench: Bench, alarm: Alarm, rule: Rule, *keys: str, on: bool = True) -> None:
    now = bench.clock.wall()
    bench.host.say(*(AlertChanged(rule.id, on=on, at=now, reason=f"{key} is high", feed="f", key=key) for key in keys))
    bench.workspace.pump(1.0)
    alarm.refresh(now)


def test_an_alert_is_told_in_the_window_on_the_desktop_and_by_sound(bench: Bench, told: Told, alarm: Alarm) -> None:
    come_on(bench, alarm, bench.workspace.alerts.add(HIGH), "A")
    (notice,) = bench.workspace.notices.lines
    assert (notice.about, notice.text, notice.level) == ("High", "A: any price above 10", "warn")
    assert told.notes == [("High", "A is high", "warn")]
    assert told.sounds == ["warn"]
    bench.clock.advance(60.0)
    alarm.refresh(bench.clock.wall())
    assert told.sounds == ["warn"]


def test_what_flaps_is_counted_in_the_window(bench: Bench, told: Told, alarm: Alarm) -> None:
    rule = bench.workspace.alerts.add(HIGH)
    for _ in range(3):
        come_on(bench, alarm, rule, "A")
        come_on(bench, alarm, rule, "A", on=False)
        bench.clock.advance(0.5)
    assert [(line.text, line.times) for line in bench.workspace.notices.lines] == [("A: any price above 10", 3)]
    assert len(told.notes) == 1
    assert told.sounds == ["warn"]
    bench.clock.advance(5.0)
    alarm.refresh(bench.clock.wall())
    assert told.notes[1:] == [("High", "A is high (and 1 more)", "warn")]


def test_many_at_once_are_one_note_and_few_toasts(bench: Bench, told: Told, alarm: Alarm) -> None:
    come_on(bench, alarm, bench.workspace.alerts.add(HIGH), *(f"K{number}" for number in range(20)))
    texts = [line.text for line in bench.workspace.notices.lines]
    assert texts[-1] == "17 more alerts have come on"
    assert len(texts) == 4
    assert told.notes == [("High", "K0 is high (and 19 more)", "warn")]


def test_the_sound_of_a_serious_alert_is_repeated_until_it_is_acknowledged(
    bench: Bench, told: Told, alarm: Alarm
) -> None:
    rule = bench.workspace.alerts.add(msgspec.structs.replace(HIGH, level="bad"))
    come_on(bench, alarm, rule, "A")
    for _ in range(4):
        bench.clock.advance(16.0)
        alarm.refresh(bench.clock.wall())
    assert told.sounds == ["bad", "bad", "bad"]
    bench.workspace.alerts.acknowledge(rule.id)
    bench.clock.advance(60.0)
    alarm.refresh(bench.clock.wall())
    assert len(told.sounds) == 3


def test_what_is_switched_off_or_snoozed_stays_quiet(bench: Bench, told: Told, alarm: Alarm) -> None:
    board = bench.workspace.alerts
    quiet = board.add(msgspec.structs.replace(HIGH, notify=False, sound=False))
    come_on(bench, alarm, quiet, "A")
    assert (told.notes, told.sounds) == ([], [])
    bench.workspace.settings.change(notify=False, sound=False)
    come_on(bench, alarm, board.add(HIGH), "A")
    assert (told.notes, told.sounds) == ([], [])
    alarm.stop()
    assert told.stopped == 2


def test_the_chime_is_a_short_sound_file() -> None:
    for level in ("warn", "bad"):
        with wave.open(io.BytesIO(chime(level))) as file:  # type: ignore[arg-type]
            assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
            assert 0.2 < file.getnframes() / file.getframerate() < 0.6


def script(folder: Path, name: str, *, status: int = 0) -> Path:
    """A program that writes down what it was told."""
    path = folder / name
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/told"\nexit {status}\n')
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


@UNIX
def test_notes_are_handed_to_the_systems_own_program(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path, "notify-send")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    notes = DesktopNotes(QIcon())
    notes.show("High", "A < B & C", "bad")
    qtbot.waitUntil(lambda: (tmp_path / "told").exists() and "urgency" in (tmp_path / "told").read_text())
    lines = (tmp_path / "told").read_text().splitlines()
    assert lines[-3:] == ["--", "High", "A &lt; B &amp; C"]
    assert "--urgency=critical" in lines
    assert notes.words == ""
    notes.stop()


@UNIX
def test_a_desktop_that_takes_no_notes_is_told_of_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    notes = DesktopNotes(QIcon())
    notes._notes = ProgramNotes(str(script(tmp_path, "failing", status=1)), parent=notes)
    notes.show("High", "A", "warn")
    qtbot.waitUntil(lambda: notes.words != "")
    assert notes.words == "This desktop takes no notes; alerts show in the window"


@UNIX
def test_the_sound_is_played_by_what_the_system_has(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path, "paplay")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
    sound = AlertSound()
    sound._player = (str(tmp_path / "paplay"),)
    sound.play("bad")
    qtbot.waitUntil(lambda: (tmp_path / "told").exists() and (tmp_path / "told").read_text() != "")
    assert (tmp_path / "told").read_text().strip().endswith("bad.wav")
    sound.stop()


@UNIX
def test_one_program_runs_at_a_time_and_none_is_waited_for(qtbot: QtBot, tmp_path: Path) -> None:
    programs = Programs()
    programs.run("/bin/sh", ["-c", "exec sleep 30"])
    programs.run("/bin/sh", ["-c", "exit 0"])
    assert (programs.busy, programs.left_out) == (True, 1)
    programs.stop()
    assert not programs.busy
    programs.run(str(tmp_path / "nothing"), [])
    qtbot.waitUntil(lambda: programs.failed and not programs.busy)
