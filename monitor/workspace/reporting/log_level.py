"""How much is written into the log."""

import logging
from collections.abc import Mapping

__all__ = ["log_level"]

_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def log_level(environment: Mapping[str, str], *, verbose: bool = False) -> int:
    """The level meant by --verbose or FEEDSCOPE_LOG, of `logging`; INFO where neither says anything that is one."""
    if verbose:
        return logging.DEBUG
    return _LEVELS.get(environment.get("FEEDSCOPE_LOG", "").strip().lower(), logging.INFO)
