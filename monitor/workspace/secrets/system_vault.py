"""The vault over the system's keychain, with the names of what we keep there in the user's folder."""

from pathlib import Path

from monitor.workspace.secrets.keychain import SystemKeychain
from monitor.workspace.secrets.names import NameList, names_file
from monitor.workspace.secrets.vault import Vault

__all__ = ["system_vault"]


def system_vault(home: Path | None) -> Vault:
    """With no folder, what is there may be read, and nothing is added to it."""
    return Vault(SystemKeychain(), names=NameList(None if home is None else names_file(home)))
