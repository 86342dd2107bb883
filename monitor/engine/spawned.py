"""Where the engine's process begins."""

from multiprocessing.connection import Connection
from typing import Any

__all__ = ["run_spawned"]


def run_spawned(pipe: "Connection[Any, Any]", **options: Any) -> None:
    """Run the engine on the far side of `pipe`."""
    # Loaded over there alone: the window starts sooner without network, decoder and discovery in its own process.
    from monitor.engine.child import run_child

    run_child(pipe, **options)
