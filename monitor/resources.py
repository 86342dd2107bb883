"""The one door to the files that ship with the program."""

from pathlib import Path

__all__ = ["resource"]

_PACKAGED = Path(__file__).with_name("_resources")
_CHECKOUT = Path(__file__).parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Path of a shipped file or folder, alike in a checkout, an installed wheel and a frozen program.

    Raises FileNotFoundError when there is none, which means a broken installation.
    """
    root = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"the installation lacks {'/'.join(parts)}: reinstall Feedscope")
    return path
