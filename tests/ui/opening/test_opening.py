"""Whatever comes from outside is opened, once, and what is wrong with it is told in the window."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFileOpenEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from monitor.ui.actions.action_id import ActionId
from monitor.ui.actions.menus import MAIN_MENU
from monitor.ui.application import Application
from monitor.ui.opening.arrivals import Arrivals, targets_of
from monitor.workspace.sharing.reading import load_shared
from monitor.workspace.sharing.writing import dump_shared
from tests.helpers.desk_stage import drag_event
from tests.helpers.sharing import SHARED
from tests.ui.conftest import Stage

PROFILE = (
    'schema = 1\nname = "Mine"\naddress = "wss://example.net/mine"\n[[stream]]\nname = "s"\ncolumns = { x = "x" }\n'
)


def names(stage: Stage) -> list[str]:
    return [view.name for view in stage.workspace.feeds]


def notices(stage: Stage) -> list[str]:
    return [line.text for line in stage.workspace.notices.lines]


def test_addresses_profiles_and_workspaces_are_opened_alike(stage: Stage, tmp_path: Path) -> None:
    profile, shared = tmp_path / "mine.toml", tmp_path / "a desk.feedscope"
    profile.write_text(PROFILE)
    shared.write_text(dump_shared(SHARED))
    stage.commands.opener.open(["wss://example.net/feed", str(profile), shared.as_uri()])
    assert names(stage) == ["example.net feed", "Mine", "Market"]
    assert stage.workspace.desks.current.name == "Trading"
    assert notices(stage) == ["a desk.feedscope was added: 1 feed, 1 workspace, 1 formula, 2 alert rules"]


def test_what_is_open_is_chosen_and_not_opened_again(stage: Stage, tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_text(PROFILE)
    for _ in range(2):
        stage.commands.opener.open([profile.as_uri()])
    assert names(stage) == ["Mine"]
    assert stage.window.feeds.current_feed == "mine"


def test_what_is_wrong_is_told_and_costs_no_other(stage: Stage, tmp_path: Path) -> None:
    bad = tmp_path / "bad.feedscope"
    bad.write_text(json.dumps({"feedscope": 1, "desks": [{"name": 3}]}, indent=1))
    stage.commands.opener.open([str(bad), "no such profile", "ftp://example.net", "wss://example.net/feed"])
    assert names(stage) == ["example.net feed"]
    told = notices(stage)
    assert told[0] == f"{bad}:5: desks[0].name: must be text, not a whole number"
    assert len(told) == 3


def test_a_secret_in_an_address_gets_into_no_profile(stage: Stage) -> None:
    stage.commands.opener.open(["wss://example.net/feed?token=hunter2hunter2"])
    (view,) = stage.workspace.feeds
    assert "hunter2" not in view.profile.address


def test_a_feed_that_would_send_a_secret_is_named(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "a.feedscope"
    plain = json.loads(dump_shared(SHARED))
    plain["feeds"][0]["profile"]["address"] = "wss://example.net/?token=${env:EXAMPLE_TOKEN}"
    file.write_text(json.dumps(plain))
    stage.commands.opener.open([str(file)])
    assert "Market" in stage.workspace.notices.lines[-1].advice


def test_a_workspace_is_exported_without_holding_anything_up(stage: Stage, tmp_path: Path) -> None:
    stage.open("Market", BTC=1.0)
    stage.commands.do.files.choose_export()
    dialog = stage.commands.do.files.dialog
    assert dialog is not None
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    file = tmp_path / "Main.feedscope"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    assert [each.profile.name for each in load_shared(file).feeds] == ["Market"]
    assert notices(stage) == ["The workspace was exported to Main.feedscope"]


def test_one_is_imported_as_well(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "a.feedscope"
    file.write_text(dump_shared(SHARED))
    stage.commands.do.files.choose_import()
    dialog = stage.commands.do.files.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    dialog.close()
    assert "Trading" in stage.workspace.desks.names


def test_a_place_that_cannot_be_written_is_told(stage: Stage, tmp_path: Path) -> None:
    stage.commands.opener.export(tmp_path)
    assert "cannot be saved" in notices(stage)[0]


def test_both_are_in_the_menu() -> None:
    assert {ActionId.EXPORT_WORKSPACE, ActionId.IMPORT_WORKSPACE} <= {*MAIN_MENU}


def dragged(**what: object) -> QMimeData:
    data = QMimeData()
    if "text" in what:
        data.setText(str(what["text"]))
    if "urls" in what:
        data.setUrls([QUrl(url) for url in what["urls"]])  # type: ignore[attr-defined]
    if "series" in what:
        data.setData("application/x-feedscope-series", b"x")
    return data


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"urls": ["file:///a/b%20c.toml", "file:///a/x.png"]}, ["/a/b c.toml"]),
        ({"urls": ["file:///a/desk.feedscope"]}, ["/a/desk.feedscope"]),
        ({"urls": ["wss://example.net/feed", "https://example.net"]}, ["wss://example.net/feed"]),
        ({"text": "wss://example.net/a\nws://example.net/b words"}, ["wss://example.net/a", "ws://example.net/b"]),
        ({"text": "some words"}, []),
        ({"series": 1}, []),
    ],
)
def test_files_and_addresses_are_found_in_a_drag(data: dict[str, object], found: list[str]) -> None:
    assert list(targets_of(dragged(**data))) == found


def test_a_drop_on_the_window_opens_and_other_drags_pass(stage: Stage, qtbot: QtBot) -> None:
    arrivals = Arrivals(stage.window)
    came: list[list[str]] = []
    arrivals.came.connect(came.append)
    for data, taken in ((dragged(text="wss://example.net/a"), True), (dragged(series=1), False)):
        buttons = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = drag_event(QDragEnterEvent, QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, *buttons)
        enter.ignore()
        QApplication.sendEvent(stage.window, enter)
        assert enter.isAccepted() is taken
        drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *buttons)
        QApplication.sendEvent(stage.window, drop)
    assert came == [["wss://example.net/a"]]


def test_macos_hands_files_over_by_an_event_also_before_the_window_stands() -> None:
    class Bare:
        """What the method needs of an application: there is but one real one in a process."""

        early: list[str]

    bare = Bare()
    bare.early, bare.heard = [], False  # type: ignore[attr-defined]
    heard: list[str] = []
    bare.asked_to_open = type("Signal", (), {"emit": staticmethod(heard.append)})  # type: ignore[attr-defined]
    assert Application.event(bare, QFileOpenEvent("/a/desk.feedscope"))  # type: ignore[arg-type]
    bare.heard = True  # type: ignore[attr-defined]
    assert Application.event(bare, QFileOpenEvent(QUrl("wss://example.net/x")))  # type: ignore[arg-type]
    assert bare.early == ["/a/desk.feedscope"]
    assert heard == ["wss://example.net/x"]
