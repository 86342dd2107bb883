"""What the `${…}` of a profile stand for: its variables, secrets from outside, and the symbol at hand."""

from monitor.core.errors import ProfileError
from monitor.feed.placeholders import Slot, fill
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources

__all__ = ["Lookup"]


class Lookup:
    """Looks slots up. Every failure is a ProfileError that says what to do.

    profile: its `variables` are known by name; their values may in turn hold `${env:NAME}` and `${secret:NAME}`.
    sources: what does not stand in the profile.
    key:     the key of the profile whose text is filled in, for errors.
    given:   further values by name (`symbol`, `items`).
    """

    def __init__(self, profile: Profile, sources: Sources, *, key: str, **given: str) -> None:
        self._profile = profile
        self._sources = sources
        self._key = key
        self._given = given

    def __call__(self, slot: Slot) -> str:
        """The value of `slot`, after its filter. Raises ProfileError."""
        if problem := slot.problem():
            raise ProfileError(problem, key=self._key)
        if slot.reference:
            return self._referred(slot.reference)
        for known in (self._given, self._sources.yielded):
            if slot.name in known:
                return slot.filtered(known[slot.name])
        if slot.name in self._profile.variables:
            return slot.filtered(fill(self._profile.variables[slot.name], self._inside_variable))
        if slot.made and self._sources.moment is not None:
            return self._sources.moment.value(slot.body)
        raise ProfileError(f"`${{{slot.name}}}` is not defined here; add it under [variables]", key=self._key)

    def _inside_variable(self, slot: Slot) -> str:
        if not slot.reference:
            raise ProfileError(
                f"the variable that holds `${{{slot.body}}}` can hold only `${{env:…}}` and `${{secret:…}}`",
                key=self._key,
            )
        return self._referred(slot.reference)

    def _referred(self, reference: str) -> str:
        value = self._sources.referred(reference)
        if not value:
            raise ProfileError(self._missing(reference), key=self._key)
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise ProfileError(f"{_called(reference)} is no valid text; set it anew", key=self._key)
        return value

    def _missing(self, reference: str) -> str:
        needs = f" ({self._profile.name} needs {self._profile.needs})" if self._profile.needs else ""
        if reference.startswith("env:"):
            return f"{_called(reference)} is not set{needs}; set it and start Feedscope again"
        what_to_do = "type it on the feed's page, where it can also be kept in the keychain"
        return f"{_called(reference)} is not known{needs}; {what_to_do}"


def _called(reference: str) -> str:
    kind, _, name = reference.partition(":")
    return f"the environment variable {name}" if kind == "env" else f"the secret {name}"
