"""A workspace as it can be passed on: its panels and everything they show, without any secret."""

from collections.abc import Sequence

import msgspec

from monitor.alerts.rule import Rule
from monitor.formulas.problem import FormulaError
from monitor.formulas.token import Kind
from monitor.formulas.tokens import tokens_of
from monitor.workspace.desk.desk import Desk
from monitor.workspace.desk.specs.messages import ConsoleSpec
from monitor.workspace.formulas.defined import DERIVED
from monitor.workspace.formulas.formula import Formula
from monitor.workspace.sharing.renaming import feeds_in
from monitor.workspace.sharing.secretless import without_secrets
from monitor.workspace.sharing.shared import Shared, SharedFeed
from monitor.workspace.workspace import Workspace

__all__ = ["shared_from"]


def shared_from(workspace: Workspace) -> Shared:
    """The desk in front, the feeds and formulas its panels show, and the rules about these; all feeds if none."""
    desk = _without_history(workspace.desks.current)
    feeds, names = feeds_in(msgspec.to_builtins(desk.panels))
    formulas = _needed(workspace.derived.saved(), names)
    for formula in formulas:
        feeds |= _made_of(formula)[0]
    known = [view for view in workspace.feeds if view.feed in feeds] or list(workspace.feeds)
    ids = {view.feed for view in known}
    return Shared(
        feeds=tuple(SharedFeed(view.feed, without_secrets(view.profile)) for view in known),
        desks=(desk,),
        formulas=formulas,
        rules=tuple(_told_here(rule) for rule in workspace.alerts.rules if _about(rule) <= ids),
    )


def _without_history(desk: Desk) -> Desk:
    """What was typed into a console is nobody else's business, and may hold anything."""
    panels = {
        panel: msgspec.structs.replace(spec, history=(), values=()) if isinstance(spec, ConsoleSpec) else spec
        for panel, spec in desk.panels.items()
    }
    return msgspec.structs.replace(desk, panels=panels)


def _needed(formulas: Sequence[Formula], names: set[str]) -> tuple[Formula, ...]:
    """Those of these names and all that they are made of, in their order."""
    by_name = {formula.name: formula for formula in formulas}
    needed: set[str] = set()
    waiting = [name for name in names if name in by_name]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += [each for each in _made_of(by_name[name])[1] if each in by_name]
    return tuple(formula for formula in formulas if formula.name in needed)


def _made_of(formula: Formula) -> tuple[set[str], set[str]]:
    """The feeds and the formulas that a formula names."""
    try:
        parts = [token.parts for token in tokens_of(formula.text) if token.kind is Kind.SERIES and token.parts]
    except FormulaError:
        return set(), set()
    feeds = {each[0] for each in parts if each[0] != DERIVED}
    return feeds, {each[1] for each in parts if each[0] == DERIVED and len(each) > 1}


def _about(rule: Rule) -> set[str]:
    return feeds_in(msgspec.to_builtins(rule.condition))[0]


def _told_here(rule: Rule) -> Rule:
    # The address of a webhook is as good as a password.
    return msgspec.structs.replace(rule, webhook="")
