"""Everything the field at the top can find: commands, feeds, panels, settings, the catalogue, and series."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from monitor.core.batch import SeriesKey
from monitor.feed.profiles.catalogue import Entry
from monitor.feed.profiles.targets import TargetKind, kind_of
from monitor.ui.actions.actions import Actions
from monitor.ui.panels.kinds import PanelKind
from monitor.workspace.search.palette import Offer, OfferKind
from monitor.workspace.settings.described import described_settings
from monitor.workspace.workspace import Workspace

__all__ = ["Sources"]


class Sources:
    """Call it with what was typed for what there is to offer, the likeliest kinds first.

    catalogue: the profiles at hand. kinds: of panels; the first one is for series.
    The other calls are what happens when an offer of their kind is taken.
    """

    def __init__(
        self,
        workspace: Workspace,
        actions: Actions,
        *,
        catalogue: Callable[[], Iterable[Entry]],
        open_text: Callable[[str], None],
        set_up: Callable[[str], None],
        choose_feed: Callable[[str], None],
        show_setting: Callable[[str], None],
        kinds: Sequence[PanelKind[Any]],
        add: Callable[[PanelKind[Any], Sequence[SeriesKey]], None],
    ) -> None:
        self._workspace = workspace
        self._actions = actions
        self._catalogue = catalogue
        self._open_text = open_text
        self._set_up = set_up
        self._choose_feed = choose_feed
        self._show_setting = show_setting
        self._kinds = kinds
        self._add = add

    def __call__(self, typed: str) -> Iterator[Offer]:
        text = typed.strip()
        yield from self._opening(text)
        if text:
            yield from self._feeds()
        yield from self._commands()
        if text:
            yield from self._panels()
            yield from self._profiles()
            yield from self._workspaces()
            yield from self._settings()
            yield from self._series()

    def _opening(self, text: str) -> Iterator[Offer]:
        if not text or kind_of(text) is TargetKind.NAME or any(letter.isspace() for letter in text):
            return
        tr = QCoreApplication.translate
        yield Offer(OfferKind.OPEN, tr("Palette", "Watch %1").replace("%1", text), partial(self._open_text, text))
        if kind_of(text) is not TargetKind.FILE:
            words = tr("Palette", "Set up a feed from this address")
            yield Offer(OfferKind.OPEN, words, partial(self._set_up, text))

    def _commands(self) -> Iterator[Offer]:
        for spec in self._actions.specs:
            if self._actions[spec.id].isEnabled():
                yield Offer(OfferKind.COMMAND, spec.text, spec.call, keys=self._actions.keys(spec.id))

    def _feeds(self) -> Iterator[Offer]:
        for view in self._workspace.feeds:
            yield Offer(OfferKind.FEED, view.name, partial(self._choose_feed, view.feed), detail=view.state.value)

    def _profiles(self) -> Iterator[Offer]:
        words = QCoreApplication.translate("Palette", "Open %1")
        for entry in self._catalogue():
            if entry.profile is not None:
                yield Offer(
                    OfferKind.PROFILE,
                    words.replace("%1", entry.name),
                    partial(self._open_text, entry.slug),
                    detail=entry.about,
                )

    def _panels(self) -> Iterator[Offer]:
        words = QCoreApplication.translate("Palette", "Add a panel: %1")
        for kind in self._kinds:
            take = partial(self._add, kind, ())
            yield Offer(OfferKind.PANEL, words.replace("%1", kind.name), take, detail=kind.words)

    def _workspaces(self) -> Iterator[Offer]:
        words = QCoreApplication.translate("Palette", "Workspace %1")
        desks = self._workspace.desks
        for name in desks.names:
            if name != desks.current.name:
                yield Offer(OfferKind.WORKSPACE, words.replace("%1", name), partial(desks.switch, name))

    def _settings(self) -> Iterator[Offer]:
        words = QCoreApplication.translate("Palette", "Setting: %1")
        for setting in described_settings():
            yield Offer(
                OfferKind.SETTING,
                words.replace("%1", setting.title),
                partial(self._show_setting, setting.title),
                detail=setting.about,
            )

    def _series(self) -> Iterator[Offer]:
        """Every series, as something to plot."""
        names = {view.feed: view.name for view in self._workspace.feeds}
        plot = self._kinds[0]
        for rows in self._workspace.store.streams():
            detail = names.get(rows.feed, rows.feed)
            if len(self._workspace.store.streams(rows.feed)) > 1:
                detail = f"{detail} \N{MIDDLE DOT} {rows.name}"
            for key in rows.keys:
                for column in rows.columns:
                    series = SeriesKey(rows.feed, rows.name, key, column)
                    yield Offer(
                        OfferKind.KEY, f"{key} {column}".strip(), partial(self._add, plot, (series,)), detail=detail
                    )
