"""Themes: complete, legible, and the same in file and code."""

import itertools

import pytest

from monitor.core.errors import FeedscopeError
from monitor.ui.theme import Theme, ThemeChoice, load_theme, mixed

PLAIN = [load_theme(choice.value) for choice in (ThemeChoice.DARK, ThemeChoice.LIGHT)]
HIGH = [load_theme(f"{theme.name}-high") for theme in PLAIN]
THEMES = [*PLAIN, *HIGH]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", ["text", "muted", "accent", "bad"])
def test_text_is_legible_on_every_panel(theme: Theme, text: str) -> None:
    assert contrast(getattr(theme, text), theme.panel) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_states_and_curves_stand_out_from_the_panel(theme: Theme) -> None:
    for colour in (theme.ok, theme.warn, theme.bad, *theme.series):
        assert contrast(colour, theme.panel) >= 3.0


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_no_two_curves_have_the_same_colour(theme: Theme) -> None:
    assert len(theme.series) == 5
    assert all(one != other for one, other in itertools.combinations(theme.series, 2))


def test_a_theme_knows_whether_it_is_dark() -> None:
    assert [theme.dark for theme in THEMES] == [True, False, True, False]
    assert [theme.name for theme in THEMES] == ["dark", "light", "dark-high", "light-high"]


@pytest.mark.parametrize("theme", HIGH, ids=lambda theme: theme.name)
def test_high_contrast_is_high(theme: Theme) -> None:
    for text in (theme.text, theme.muted, theme.faint, theme.accent, theme.bad, theme.warn, theme.ok):
        assert contrast(text, theme.panel) >= 7.0
    for drawn in (theme.line, *theme.series):
        assert contrast(drawn, theme.panel) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_grid_stays_behind_the_curves(theme: Theme) -> None:
    assert 1.2 <= contrast(theme.grid, theme.panel) <= 2.2


def test_a_colour_that_is_none_is_refused() -> None:
    tokens = {name: getattr(THEMES[0], name) for name in Theme.__slots__}
    with pytest.raises(FeedscopeError, match="no colour"):
        Theme(**{**tokens, "accent": "blue"})


def test_a_tint_lies_between_colour_and_ground() -> None:
    assert mixed("#ffffff", "#000000", share=0.0) == "#000000"
    assert mixed("#ffffff", "#000000", share=1.0) == "#ffffff"
    assert mixed("#ff0000", "#0000ff", share=0.5) == "#800080"
