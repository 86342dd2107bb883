"""Colours for numbers, from a theme: each a little further from the panel than the one before, to every eye."""

import numpy as np

from monitor.core.batch import Floats
from monitor.ui.theme import Theme

__all__ = ["COLOURS", "colour_map"]

COLOURS = 256

_HUES = {True: (0, 2, 4), False: (4, 2, 0)}
"""Which curve colours a dark and a light theme lend their hues, from few to many."""
_FURTHEST = {True: 0.96, False: 0.30}
"""Lightness of the strongest colour."""
_VIVID = 0.9

# From linear sRGB to the responses of the eye, and from their cube roots to lightness and two hues: Ottosson, OKLab.
_EYE = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def colour_map(theme: Theme) -> list[int]:
    """COLOURS numbers 0xffrrggbb: the panel first, lightness in even steps, the hues of the theme's curves between."""
    anchors = [theme.panel, *(theme.series[place % len(theme.series)] for place in _HUES[theme.dark])]
    lab = _to_lab(np.array([_channels(colour) for colour in anchors]))
    lab[1:, 1:] *= _VIVID
    last = np.array([[0.0, lab[-1, 1] * 0.4, lab[-1, 2] * 0.4]])
    hues = np.concatenate((lab, last))[:, 1:]
    where = np.linspace(0.0, 1.0, COLOURS)
    stops = np.array([0.0, 0.3, 0.58, 0.86, 1.0])
    ramp = np.column_stack(
        (
            np.linspace(lab[0, 0], _FURTHEST[theme.dark], COLOURS),
            np.interp(where, stops, hues[:, 0]),
            np.interp(where, stops, hues[:, 1]),
        )
    )
    channels = np.round(_from_lab(ramp) * 255.0).astype(np.int64)
    numbers: list[int] = ((0xFF << 24) | (channels[:, 0] << 16) | (channels[:, 1] << 8) | channels[:, 2]).tolist()
    return numbers


def _to_lab(srgb: Floats) -> Floats:
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    lab: Floats = np.cbrt(linear @ _EYE.T) @ _LAB.T
    return lab


def _from_lab(lab: Floats) -> Floats:
    linear = np.clip(((lab @ np.linalg.inv(_LAB).T) ** 3) @ np.linalg.inv(_EYE).T, 0.0, 1.0)
    srgb: Floats = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1.0 / 2.4) - 0.055)
    return srgb


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255.0, int(colour[3:5], 16) / 255.0, int(colour[5:7], 16) / 255.0
