import math

import pytest

from monitor.workspace.analysis.frequency_words import frequency, frequency_scale, interval, rhythm_words
from monitor.workspace.analysis.rhythm import Rhythm


def plain(text: str) -> str:
    return text.replace("\N{FOUR-PER-EM SPACE}", " ")


@pytest.mark.parametrize(
    ("hertz", "words"),
    [
        (12.4, "12.4 Hz"),
        (1250.0, "1.25 kHz"),
        (0.0305, "30.5 mHz"),
        (2e6, "2 MHz"),
        (100.0, "100 Hz"),
        (1e-9, "0.001 µHz"),
    ],
)
def test_frequencies_in_words(hertz: float, words: str) -> None:
    assert plain(frequency(hertz)) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.0806, "80.6 ms"), (2.5, "2.5 s"), (1.0, "1 s"), (180.0, "3 min"), (2e-5, "20 µs")]
)
def test_intervals_in_words(seconds: float, words: str) -> None:
    assert plain(interval(seconds)) == words


def test_an_axis_has_the_unit_that_keeps_its_numbers_short() -> None:
    assert frequency_scale(50.0) == (1.0, "Hz")
    assert frequency_scale(1999.0) == (1.0, "Hz")
    assert frequency_scale(22_050.0) == (1e3, "kHz")
    assert frequency_scale(0.01) == (1e-3, "mHz")


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (Rhythm(0.01, 0.001, 0), "regular, 100 Hz"),
        (Rhythm(0.01, 0.001, 3), "regular, 100 Hz, 3 missing filled in"),
        (Rhythm(0.1, 0.4, 0), "not regular: intervals differ by up to 40 %; resampled at 10 Hz"),
        (Rhythm(0.5, math.inf, 0), "not regular: samples come in bursts; resampled at 2 Hz"),
    ],
)
def test_it_is_said_plainly_how_regular_samples_are(rhythm: Rhythm, words: str) -> None:
    assert plain(rhythm_words(rhythm)) == words
