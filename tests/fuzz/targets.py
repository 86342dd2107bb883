"""Everything that is fuzzed, by name."""

from tests.fuzz import decoders, dialects, frames, texts
from tests.fuzz.target import Step, Target

__all__ = ["TARGETS", "replay"]

TARGETS: dict[str, Target] = {
    target.name: target for target in (*frames.TARGETS, *dialects.TARGETS, *decoders.TARGETS, *texts.TARGETS)
}


def replay(name: str, *steps: Step) -> None:
    """Play an example that was found once. Raises as it did then, until what it showed is mended."""
    TARGETS[name].run(steps)
