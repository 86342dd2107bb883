"""The secrets a command needs: from the environment, the keychain, or typed on the terminal, unseen."""

import os
import sys
from collections.abc import Mapping

import click

from monitor.core.errors import FeedscopeError
from monitor.feed.profile import Profile
from monitor.feed.texts import secrets_needed
from monitor.workspace.keeping.places import home_folder
from monitor.workspace.secrets.references import KEPT, name_of
from monitor.workspace.secrets.secrets import Secrets
from monitor.workspace.secrets.system_vault import system_vault
from monitor.workspace.secrets.vault import LONGEST, Vault

__all__ = ["ask_hidden", "own_vault", "secrets_for"]


def own_vault() -> Vault:
    """The system's keychain, with the names of what we keep there."""
    return system_vault(home_folder(os.environ))


def secrets_for(profile: Profile, *, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the profile's references stand for. Asks on the terminal for what nobody knows.

    known: values there are already, by reference.
    Raises FeedscopeError where there is no terminal to ask on.
    """
    if not secrets_needed(profile):
        return {}
    secrets = Secrets(own_vault())
    for reference, value in (known or {}).items():
        secrets.type(reference, value)
    # Asking begins the reading, so the first answer is of no use.
    secrets.missing(profile)
    secrets.vault.wait()
    for reference in secrets.missing(profile):
        if not sys.stdin.isatty():
            raise _missing(profile, reference, secrets)
        secrets.type(reference, ask_hidden(f"{profile.name} needs the secret {name_of(reference)}"))
    secrets.vault.stop()
    return secrets.values(profile)


def ask_hidden(words: str) -> str:
    """A value typed on the terminal without being shown; the question goes to stderr."""
    value: str = click.prompt(words, hide_input=True, err=True)
    if len(value) > LONGEST:
        raise FeedscopeError(f"A secret has at most {LONGEST} characters")
    return value


def _missing(profile: Profile, reference: str, secrets: Secrets) -> FeedscopeError:
    name, trouble = name_of(reference), secrets.trouble(reference)
    needs = f" ({profile.needs})" if profile.needs else ""
    why = f": {trouble.what[:1].lower()}{trouble.what[1:]}" if trouble is not None else ""
    what = f"{profile.name} needs the secret {name}{needs}, and there is no terminal to ask for it on{why}"
    if reference.startswith(KEPT):
        return FeedscopeError(what, advice=f"Keep it first: feedscope secrets set {name}")
    return FeedscopeError(what, advice=f"Set the environment variable {name}")
