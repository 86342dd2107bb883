"""Everything that is fuzzed, by name."""

from tests.fuzz import decoders, dialects, frames, recognitions, texts
from tests.fuzz.target import Step, Target

__all__ = ["TARGETS", "replay"]

TARGETS: dict[str, Target] = {
    target.name: target for kind in (frames, dialects, decoders, texts, recognitions) for target in kind.TARGETS
}


def replay(name: str, *steps: Step) -> None:
    """Play an example that was found once. Raises as it did then, until what it showed is mended."""
    TARGETS[name].run(steps)
