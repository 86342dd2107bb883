"""Bringing profiles written for older versions of the shape up to the present one."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from monitor.feed.profile import SCHEMA
from monitor.feed.profiles.problem import Problem

__all__ = ["MIGRATIONS", "Plain", "Step", "migrate"]

Plain: TypeAlias = dict[str, Any]
Step: TypeAlias = Callable[[Plain], Plain]
"""Pure: takes a profile of one version as plain data and returns that of the next. `schema` is set for it."""

MIGRATIONS: Mapping[int, Step] = {}
"""Version -> the step that leads from it to the next. There is one for every version before SCHEMA."""


def migrate(plain: Plain, *, schema: int = SCHEMA, steps: Mapping[int, Step] = MIGRATIONS) -> Plain | Problem:
    """`plain` in version `schema`, or why it cannot be brought there. A profile that names none has the present one."""
    version = plain.get("schema", schema)
    if type(version) is not int or version < 1:
        return Problem(("schema",), f"must be a whole number from 1 to {schema}, not {version!r}")
    if version > schema:
        return Problem(
            ("schema",),
            f"this profile has version {version} and was written by a newer Feedscope; "
            f"this one reads versions up to {schema}: update it",
        )
    for older in range(version, schema):
        plain = {**steps[older](plain), "schema": older + 1}
    return plain
