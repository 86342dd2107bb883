"""Taking a shared workspace in: everything is added, nothing that is there is changed."""

from collections.abc import Container
from dataclasses import dataclass

import msgspec

from monitor.alerts.rule import Rule
from monitor.feed.profile import Profile
from monitor.feed.texts import secrets_needed
from monitor.workspace.desk.desk import Desk
from monitor.workspace.feed_ids import feed_id
from monitor.workspace.formulas.defined import DERIVED
from monitor.workspace.formulas.formula import Formula
from monitor.workspace.sharing.renaming import Renaming
from monitor.workspace.sharing.shared import Shared
from monitor.workspace.workspace import Workspace

__all__ = ["Imported", "take_in"]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many of each came in, and the name of the desk now in front.

    asking: the names of feeds that want a secret. A stranger's file could send it anywhere, so they stay
    disconnected until the user connects them.
    """

    feeds: int = 0
    desks: int = 0
    formulas: int = 0
    rules: int = 0
    desk: str = ""
    asking: tuple[str, ...] = ()


def take_in(workspace: Workspace, shared: Shared) -> Imported:
    """Add all of it under names that nobody has; a feed that is open already, whatever its name, is used."""
    feeds, opened = _feeds(workspace, shared)
    names = _names(shared.formulas, taken=workspace.derived.names)
    renaming = Renaming(feeds, names)
    for formula in shared.formulas:
        workspace.derived.put_back(Formula(names[formula.name], renaming.text(formula.text), formula.unit))
    for rule in shared.rules:
        workspace.alerts.add(_rule(rule, renaming, taken={each.name for each in workspace.alerts.rules}))
    desks = [workspace.desks.take_in(_desk(desk, renaming)) for desk in shared.desks]
    return Imported(
        feeds=len(opened),
        desks=len(desks),
        formulas=len(shared.formulas),
        rules=len(shared.rules),
        desk=desks[-1] if desks else "",
        asking=tuple(profile.name for profile in opened if secrets_needed(profile)),
    )


def _feeds(workspace: Workspace, shared: Shared) -> tuple[dict[str, str], list[Profile]]:
    """The ids of the feeds by those in the file, and the profiles of those that were opened."""
    ids: dict[str, str] = {}
    opened: list[Profile] = []
    for each in shared.feeds:
        same = next((view.feed for view in workspace.feeds if _alike(view.profile, each.profile)), None)
        if same is not None:
            ids[each.feed] = same
            continue
        names = {view.name for view in workspace.feeds}
        profile = msgspec.structs.replace(each.profile, name=_free(each.profile.name, names))
        feed = feed_id(each.feed, taken=_Taken(workspace))
        workspace.reopen_feed(feed, profile, stopped=bool(secrets_needed(profile)))
        ids[each.feed] = feed
        opened.append(profile)
    return ids, opened


def _alike(one: Profile, other: Profile) -> bool:
    """Whether two profiles differ in their names at most."""
    return one == msgspec.structs.replace(other, name=one.name)


class _Taken:
    """The ids that no feed may have any more."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __contains__(self, feed: object) -> bool:
        return feed == DERIVED or self._workspace.feed(str(feed)) is not None


def _names(formulas: tuple[Formula, ...], *, taken: tuple[str, ...]) -> dict[str, str]:
    names: dict[str, str] = {}
    for formula in formulas:
        names[formula.name] = _free(formula.name, {*taken, *names.values()})
    return names


def _rule(rule: Rule, renaming: Renaming, *, taken: Container[str]) -> Rule:
    plain = renaming.plain(msgspec.to_builtins(rule))
    renamed = msgspec.convert(plain, Rule)
    # Whoever wrote the file is not to be told what happens here.
    return msgspec.structs.replace(renamed, id="", name=_free(rule.name, taken), webhook="")


def _desk(desk: Desk, renaming: Renaming) -> Desk:
    return msgspec.convert(renaming.plain(msgspec.to_builtins(desk)), Desk)


def _free(wanted: str, taken: Container[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name
