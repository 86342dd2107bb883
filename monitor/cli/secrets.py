"""`feedscope secrets`: the secrets in the system's keychain, by name."""

import sys

import click

from monitor.cli.asking import ask_hidden, own_vault
from monitor.core.errors import FeedscopeError, KeychainError, UsageError
from monitor.workspace.secrets.references import is_name, kept, placeholder
from monitor.workspace.secrets.vault import LONGEST, Vault

__all__ = ["secrets"]


@click.group()
def secrets() -> None:
    """Secrets that profiles refer to as ${secret:NAME}, in the system's keychain."""


@secrets.command("list")
def _list() -> int:
    """Print the names of the secrets kept. Values are never shown."""
    vault = own_vault()
    for name in vault.names:
        click.echo(name)
    if not vault.names:
        click.echo("No secrets are kept. Keep one with: feedscope secrets set NAME", err=True)
    return 0


@secrets.command("set")
@click.argument("name")
def _set(name: str) -> int:
    """Keep a secret under NAME; its value is typed unseen, or read from stdin."""
    if not is_name(name):
        raise UsageError(f"{name} is no name for a secret", advice="Letters, digits and _ make one")
    vault = _usable()
    value = ask_hidden(f"Value of {name}") if sys.stdin.isatty() else _from_stdin()
    vault.keep(name, value, _raise)
    vault.wait()
    click.echo(f"Kept by {vault.availability.name}. Profiles refer to it as {placeholder(kept(name))}", err=True)
    return 0


@secrets.command("delete")
@click.argument("name")
def _delete(name: str) -> int:
    """Delete the secret NAME from the keychain."""
    vault = _usable()
    found: list[str | KeychainError | None] = []
    vault.forget(name, found.append)
    vault.wait()
    if isinstance(found[0], KeychainError):
        raise found[0]
    if found[0] is None:
        raise FeedscopeError(f"No secret {name} is kept", advice="Those there are: feedscope secrets list")
    click.echo(f"{name} was deleted", err=True)
    return 0


def _usable() -> Vault:
    """The vault, once it is known that there is one. Raises KeychainError."""
    vault = own_vault()
    vault.look()
    vault.wait()
    if not vault.may_keep:
        raise KeychainError(vault.why_not, advice=vault.availability.advice)
    return vault


def _from_stdin() -> str:
    """All of it, as a key may have several lines, without the last end of a line."""
    return sys.stdin.read(LONGEST + 2).rstrip("\r\n")


def _raise(error: KeychainError | None) -> None:
    if error is not None:
        raise error
