"""Secrets typed on one page, where each is to be kept, and when they begin to count."""

from enum import Enum

from monitor.feed.profile import Profile
from monitor.feed.texts import secrets_needed
from monitor.workspace.secrets.custody import Custody
from monitor.workspace.secrets.references import KEPT, kept, name_of, variable
from monitor.workspace.secrets.secrets import Secrets, Standing

__all__ = ["Place", "TypedSecrets"]


class Place(Enum):
    """Where a secret is kept. The value is the word in files of the desk."""

    KEYCHAIN = "keychain"
    ENVIRONMENT = "environment"
    RUN = "run"


class TypedSecrets:
    """What is typed counts for feeds with `apply`, and goes to the keychain with `keep`, once the feed is saved.

    So no feed tries half a password, and a page that is left without saving leaves nothing in the keychain.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        self._typed: dict[str, str] = {}
        self._given: set[str] = set()
        self._run_only: set[str] = set()

    @property
    def usual_place(self) -> Place:
        """Where a secret is kept unless the user says otherwise."""
        return Place.KEYCHAIN if self._secrets.vault.may_keep else Place.ENVIRONMENT

    @property
    def why_no_keychain(self) -> str:
        """Why there is none to keep anything in, "" where there is."""
        return self._secrets.vault.why_not

    @property
    def version(self) -> int:
        """Grows when where secrets stand may be another."""
        return self._secrets.version + self._secrets.vault.version

    def look(self) -> None:
        """Begin to find out whether there is a keychain."""
        self._secrets.vault.look()

    def reference(self, name: str, place: Place) -> str:
        """How a profile refers to a secret that is kept there."""
        return variable(name) if place is Place.ENVIRONMENT else kept(name)

    def place(self, reference: str) -> Place:
        """Where what a profile refers to is kept."""
        if not reference.startswith(KEPT):
            return Place.ENVIRONMENT
        stays = name_of(reference) not in self._run_only and self._secrets.vault.may_keep
        return Place.KEYCHAIN if stays else Place.RUN

    def choose(self, reference: str, place: Place) -> str:
        """Let a secret be kept elsewhere; how a profile refers to it then. What was typed goes along."""
        name = name_of(reference)
        self._run_only.discard(name)
        if place is Place.RUN:
            self._run_only.add(name)
        new = self.reference(name, place)
        if new != reference and reference in self._typed:
            self._typed[new] = self._typed.pop(reference)
        if new != reference and reference in self._given:
            self._secrets.refer(reference, new)
            self._given.add(new)
        return new

    def type(self, reference: str, value: str) -> None:
        """A value as far as it is typed; an empty one takes back what was typed."""
        self._typed[reference] = value

    def standing(self, reference: str) -> Standing:
        """Where the value is now."""
        return Standing.TYPED if self._typed.get(reference) else self._secrets.standing(reference)

    def missing(self, profile: Profile) -> tuple[str, ...]:
        """What a profile refers to and nobody knows."""
        return tuple(each for each in secrets_needed(profile) if self.standing(each) is Standing.MISSING)

    def apply(self) -> None:
        """Let feeds have what was typed."""
        for reference, value in self._typed.items():
            self._secrets.type(reference, value)
        self._given |= {reference for reference, value in self._typed.items() if value}
        self._typed.clear()

    def keep(self, profile: Profile, custody: Custody) -> None:
        """Put what was typed here and is not for this run only into the keychain, as far as the profile needs it."""
        self.apply()
        for reference in secrets_needed(profile):
            if reference in self._given and self.place(reference) is Place.KEYCHAIN:
                custody.keep(name_of(reference))

    def forget(self, reference: str, custody: Custody) -> None:
        """Delete a secret from the keychain."""
        self._typed.pop(reference, None)
        custody.forget([name_of(reference)])
