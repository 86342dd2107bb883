"""A pump on a test stand: vibration at two bearings, their temperatures, speed and load."""

import math
from collections.abc import Sequence

from monitor.demo.feeds.noise import Noise
from monitor.demo.feeds.planned import Planned, as_text
from monitor.demo.feeds.programme import Programme

__all__ = ["RATE", "MachineFeed"]

RATE = 200
"""Vibration samples a second at each bearing."""

_SPEED = Programme(
    ((0, 600), (10, 600), (50, 2700), (85, 2700), (100, 1500), (125, 1500), (145, 2400), (160, 2400), (180, 600))
)
"""Revolutions a minute."""

_LOAD = Programme(
    ((0, 5), (15, 10), (50, 40), (60, 85), (85, 85), (100, 30), (125, 30), (145, 95), (160, 95), (180, 5))
)
"""Per cent of the rated load."""

_RESONANCE_HZ = 31.0
_DAMPING = 0.06

_AMBIENT = 21.5
_HEAT_STEP, _HEAT_STEPS, _HEAT_SECONDS = 4.0, 75, 70.0
"""The bearings remember _HEAT_STEPS steps of _HEAT_STEP seconds, fading with the time constant _HEAT_SECONDS."""

_SAMPLES = 20
"""Rows in a vibration message."""


class MachineFeed:
    """Twenty vibration messages of 20 rows and two state messages a second, over a programme of three minutes.

    Speeding up, it passes a resonance near 1 860 rpm; the bearings warm up over the first minutes.
    """

    name = "machine"
    span = 1.0

    def __init__(self, *, seed: int) -> None:
        self._bearings = (
            _Bearing("drive end", seed, unbalance=1.0, warmth=1.0),
            _Bearing("free end", seed, unbalance=0.6, warmth=0.72),
        )
        self._wobble = Noise(seed, "machine/wobble")

    def block(self, index: int, *, epoch: float) -> Sequence[Planned]:
        planned = []
        width = _SAMPLES / RATE
        for place in range(RATE // _SAMPLES):
            begin = index + place * width
            for bearing in self._bearings:
                planned.append(Planned(begin + width, bearing.vibration(begin, epoch)))
            if place % 5 == 4:
                planned.append(Planned(begin + width, self._state(begin + width, epoch)))
        return planned

    def _state(self, time: float, epoch: float) -> str:
        shake = self._wobble.walk(time, longest=8.0, shortest=0.5)
        return as_text(
            {
                "type": "state",
                "stand": "pump 1",
                "time": round((epoch + time) * 1000.0),
                "speed": round(_SPEED.value(time) + 3.0 * shake, 1),
                "load": round(max(0.0, _LOAD.value(time) + 0.8 * shake), 2),
                "temperature": {bearing.name: round(bearing.temperature(time), 2) for bearing in self._bearings},
                "flow": round(0.011 * _SPEED.value(time) * (1.0 + 0.01 * shake), 2),
            }
        )


class _Bearing:
    """One bearing as a function of time."""

    def __init__(self, name: str, seed: int, *, unbalance: float, warmth: float) -> None:
        self.name = name
        self._unbalance = unbalance
        self._warmth = warmth
        self._noise = Noise(seed, f"machine/{name}")

    def vibration(self, begin: float, epoch: float) -> str:
        """Rows of time (ms), horizontal and vertical velocity (mm/s), RATE a second from `begin` on."""
        sway = _response(_SPEED.value(begin) / 60.0) * self._unbalance
        # Wear shows as roughness that swells for a while.
        rough = 0.12 + 0.9 * self._noise.smooth(begin / 30.0) ** 6
        first = round(begin * RATE)
        rows = [self._sample(first + place, epoch, sway, rough) for place in range(_SAMPLES)]
        return as_text({"type": "vibration", "sensor": self.name, "rows": rows})

    def _sample(self, number: int, epoch: float, sway: float, rough: float) -> tuple[float, float, float]:
        time = number / RATE
        angle = math.tau * _SPEED.integral(time) / 60.0
        hum = 0.25 * sway * math.sin(2.0 * angle + 0.7)
        across = sway * math.sin(angle) + hum + rough * (2.0 * self._noise.at(2 * number) - 1.0)
        upright = 0.7 * sway * math.cos(angle) + hum + rough * (2.0 * self._noise.at(2 * number + 1) - 1.0)
        return round((epoch + time) * 1000.0, 1), round(across, 3), round(upright, 3)

    def temperature(self, time: float) -> float:
        """Degrees Celsius: the heat of speed and load of the last minutes, fading away."""
        fade = math.exp(-_HEAT_STEP / _HEAT_SECONDS)
        total = 0.0
        for step in reversed(range(_HEAT_STEPS)):
            total = total * fade + _heat(time - step * _HEAT_STEP)
        wander = 0.3 * self._noise.walk(time, longest=60.0, shortest=4.0)
        return _AMBIENT + self._warmth * (1.0 - fade) * total + wander


def _heat(time: float) -> float:
    """Degrees the bearing would rise by in the end if it stayed like this. Nothing before the start."""
    warming_up = min(1.0, max(0.0, time / _HEAT_STEP))
    return warming_up * (22.0 * _SPEED.value(time) / 2700.0 + 0.34 * _LOAD.value(time))


def _response(frequency: float) -> float:
    """The sway (mm/s) of an unbalanced rotor on a springy base, turning `frequency` times a second."""
    ratio = frequency / _RESONANCE_HZ
    return 1.4 * ratio * ratio / math.hypot(1.0 - ratio * ratio, 2.0 * _DAMPING * ratio)
