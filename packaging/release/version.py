"""The version of the program, from the one place that states it: pyproject.toml."""

import sys
import tomllib
from pathlib import Path

__all__ = ["ROOT", "four_numbers", "project_version"]

ROOT = Path(__file__).parents[2]


def project_version() -> str:
    """Version of the checkout that this file is in, as `1.2.3`."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def four_numbers(version: str) -> str:
    """The version as Windows wants it, `1.2.3.0`; what comes after the numbers (`rc1`, `.dev0`) is left out."""
    numbers: list[str] = []
    for part in version.split("."):
        digits = part[: next((at for at, each in enumerate(part) if not each.isdigit()), len(part))]
        if not digits:
            break
        numbers.append(digits)
        if digits != part:
            break
    return ".".join([*numbers, "0", "0", "0", "0"][:4])


if __name__ == "__main__":
    sys.stdout.write(project_version() + "\n")
