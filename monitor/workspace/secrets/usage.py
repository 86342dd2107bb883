"""Which secrets there are, and whose they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.feed.profile import Profile
from monitor.feed.texts import secrets_needed
from monitor.workspace.secrets.references import KEPT, name_of

__all__ = ["SecretRow", "kept_names", "only_used_by", "secret_rows"]


@dataclass(frozen=True, slots=True)
class SecretRow:
    """One secret by name. kept: it is in the keychain; users: the profiles that refer to it."""

    name: str
    kept: bool
    users: tuple[str, ...] = ()


def kept_names(profile: Profile) -> tuple[str, ...]:
    """The secrets of the keychain that a profile refers to."""
    return tuple(name_of(each) for each in secrets_needed(profile) if each.startswith(KEPT))


def secret_rows(names: Sequence[str], profiles: Iterable[Profile]) -> tuple[SecretRow, ...]:
    """The secrets in the keychain (`names`) and those profiles refer to, by name."""
    users: dict[str, dict[str, None]] = {name: {} for name in names}
    for profile in profiles:
        for name in kept_names(profile):
            users.setdefault(name, {})[profile.name] = None
    return tuple(SecretRow(name, name in names, tuple(users[name])) for name in sorted(users))


def only_used_by(profile: Profile, *, names: Sequence[str], others: Iterable[Profile]) -> tuple[str, ...]:
    """The secrets in the keychain (`names`) that a profile refers to and no other does."""
    elsewhere = {name for other in others for name in kept_names(other)}
    return tuple(name for name in kept_names(profile) if name in names and name not in elsewhere)
