"""What the `${…}` of a profile stand for: its variables, the environment, and the symbol at hand."""

from collections.abc import Mapping

from monitor.core.errors import ProfileError
from monitor.feed.placeholders import Slot, fill
from monitor.feed.profile import Profile

__all__ = ["Lookup"]


class Lookup:
    """Looks slots up. Every failure is a ProfileError that says what to do.

    profile:     its `variables` are known by name; their values may in turn hold `${env:NAME}`.
    environment: the process's environment, or what stands for it.
    key:         the key of the profile whose text is filled in, for errors.
    given:       further values by name (`symbol`, `items`).
    """

    def __init__(self, profile: Profile, environment: Mapping[str, str], *, key: str, **given: str) -> None:
        self._profile = profile
        self._environment = environment
        self._key = key
        self._given = given

    def __call__(self, slot: Slot) -> str:
        """The value of `slot`, after its filter. Raises ProfileError."""
        if problem := slot.problem():
            raise ProfileError(problem, key=self._key)
        if slot.environment:
            return self._from_environment(slot.environment)
        if slot.name in self._given:
            return slot.filtered(self._given[slot.name])
        if slot.name in self._profile.variables:
            return slot.filtered(fill(self._profile.variables[slot.name], self._inside_variable))
        raise ProfileError(f"`${{{slot.name}}}` is not defined here; add it under [variables]", key=self._key)

    def _inside_variable(self, slot: Slot) -> str:
        if not slot.environment:
            raise ProfileError(f"the variable that holds `${{{slot.body}}}` can hold only `${{env:…}}`", key=self._key)
        return self._from_environment(slot.environment)

    def _from_environment(self, name: str) -> str:
        value = self._environment.get(name, "")
        if not value:
            needs = f" ({self._profile.name} needs {self._profile.needs})" if self._profile.needs else ""
            raise ProfileError(
                f"the environment variable {name} is not set{needs}; set it and start Feedscope again", key=self._key
            )
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise ProfileError(f"the environment variable {name} is no valid text; set it anew", key=self._key)
        return value
