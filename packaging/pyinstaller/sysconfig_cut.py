"""A `sysconfig` that does not know the machine that the program was built on."""

import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

__all__ = ["cut_sysconfig"]

Entry: TypeAlias = tuple[str, str, str]

_ASKED_FOR = ("Py_GIL_DISABLED", "SOABI", "EXT_SUFFIX")
"""All that anybody asks of it here; the rest is how Python was compiled, and where."""


def cut_sysconfig(modules: Iterable[Entry], folder: Path) -> list[Entry]:
    """The modules, with the table of build variables replaced by a short one that is written into `folder`."""
    short = folder / "short_sysconfig.py"
    values = {name: sysconfig.get_config_var(name) for name in _ASKED_FOR}
    short.write_text(f"build_time_vars = {values!r}\n", encoding="utf-8")
    return [
        (name, str(short), kind) if name.startswith("_sysconfigdata") else (name, source, kind)
        for name, source, kind in modules
    ]
