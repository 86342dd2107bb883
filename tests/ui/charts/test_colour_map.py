import numpy as np
import pytest

from monitor.ui.charts.colour_map import COLOURS, colour_map
from monitor.ui.theme import load_theme


def luminance(number: int) -> float:
    """Relative luminance after WCAG."""
    channels = np.array([number >> 16 & 255, number >> 8 & 255, number & 255]) / 255.0
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("name", ["dark", "light"])
def test_each_colour_is_further_from_the_panel_than_the_one_before(name: str) -> None:
    theme = load_theme(name)
    colours = colour_map(theme)
    assert len(colours) == COLOURS
    assert colours[0] & 0xFFFFFF == int(theme.panel[1:], 16)
    light = np.array([luminance(colour) for colour in colours])
    steps = np.diff(light[::8]) * (1 if theme.dark else -1)
    assert (steps > 0).all()


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_strongest_colour_stands_out(name: str) -> None:
    theme = load_theme(name)
    ends = sorted(luminance(colour_map(theme)[place]) for place in (0, -1))
    assert (ends[1] + 0.05) / (ends[0] + 0.05) > 10.0
