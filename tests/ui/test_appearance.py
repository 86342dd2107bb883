"""Themes are put on and changed while everything is open."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from monitor.ui.appearance import Appearance
from monitor.ui.style import style_sheet
from monitor.ui.theme import Theme, ThemeChoice


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    return Appearance(qapp, choice=ThemeChoice.DARK)


def test_the_palette_and_the_sheet_are_those_of_the_theme(qapp: QApplication, appearance: Appearance) -> None:
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == appearance.theme.background
    assert appearance.theme.line in qapp.styleSheet()


def test_another_theme_is_told_once(qapp: QApplication, appearance: Appearance, light: Theme) -> None:
    told: list[Theme] = []
    appearance.changed.connect(told.append)
    appearance.choose(ThemeChoice.LIGHT)
    appearance.choose(ThemeChoice.LIGHT)
    assert told == [light]
    assert qapp.palette().color(QPalette.ColorRole.Text).name() == light.text


def test_the_system_decides_where_that_was_asked_for(appearance: Appearance) -> None:
    appearance.choose(ThemeChoice.SYSTEM)
    assert appearance.choice is ThemeChoice.SYSTEM
    # Without a desktop there is no scheme, and dark is what is shown then.
    assert appearance.theme.dark


def test_no_colour_is_left_out_of_a_sheet(dark: Theme, light: Theme) -> None:
    for theme in (dark, light):
        assert "$" not in style_sheet(theme)
