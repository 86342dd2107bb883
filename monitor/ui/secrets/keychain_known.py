"""Waiting, without holding anything up, until it is known whether there is a keychain."""

import asyncio

from monitor.workspace.secrets.vault import Vault

__all__ = ["keychain_known"]

_LONGEST = 3.0
_LOOK = 0.02


async def keychain_known(vault: Vault) -> None:
    """Return once it is known, or after three seconds."""
    vault.look()
    for _ in range(round(_LONGEST / _LOOK)):
        vault.settle()
        if vault.availability.known:
            return
        await asyncio.sleep(_LOOK)
