"""The sound of an alert, made by arithmetic so that no file need be shipped."""

import io
import wave
from typing import Literal

import numpy as np

__all__ = ["chime"]

_RATE = 44_100
_LOUDNESS = 0.35
_NOTES = {"warn": (880.0, 1174.7), "bad": (1174.7, 880.0, 1174.7)}
"""Hertz: rising for a warning, to and fro for a serious alert."""
_NOTE = 0.16
_FADE = 0.012
"""Seconds of a note, and in which it comes and goes, lest it click."""


def chime(level: Literal["warn", "bad"]) -> bytes:
    """A WAV file: mono, 16 bits."""
    at = np.arange(int(_RATE * _NOTE)) / _RATE
    envelope = np.minimum(np.minimum(at, at[::-1]) / _FADE, 1.0) * np.exp(-at * 6.0)
    notes = [np.sin(2.0 * np.pi * hertz * at) * envelope for hertz in _NOTES[level]]
    samples = (np.concatenate(notes) * _LOUDNESS * 32767.0).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_RATE)
        out.writeframes(samples.tobytes())
    return file.getvalue()
