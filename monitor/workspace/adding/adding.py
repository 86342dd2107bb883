"""One feed being added or edited: its draft, the trial that runs with it, and what it has shown so far."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from monitor.engine.equipment import needs_new_connection
from monitor.engine.messages import Recognised
from monitor.feed.discover import Dialect
from monitor.feed.profile import Profile
from monitor.feed.profiles.targets import profile_at
from monitor.net import address
from monitor.workspace.adding.draft import Draft, besides_words
from monitor.workspace.adding.fields import FieldTable
from monitor.workspace.adding.first_look import FirstLook
from monitor.workspace.adding.pasted import renamed, take_secrets_out
from monitor.workspace.adding.speaking import FIND_OUT, Speaking, speaking_of, with_dialect
from monitor.workspace.adding.trial import Trial
from monitor.workspace.adding.trouble import Trouble, trouble_of
from monitor.workspace.adding.typed_secrets import TypedSecrets
from monitor.workspace.feed_view import FeedView
from monitor.workspace.messages.raw_log import RawLog
from monitor.workspace.secrets.references import reference_in
from monitor.workspace.workspace import Workspace

__all__ = ["Adding"]

_SAID = 3
_EMPTY = Profile(name="", address="")


class Adding:
    """Nothing is final until `save`. Views look at `version` (of the draft) and read what they show.

    draft: as the user has it, secrets only by reference.
    changed: whether the user has changed anything since the feed was begun.
    secrets: those typed on the page.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.secrets = TypedSecrets(workspace.secrets)
        self.draft = Draft(_EMPTY)
        self._look = FirstLook(_EMPTY)
        self.version = 0
        self.changed = False
        self._trial: Trial | None = None
        self._edited = ""
        self._watched: RawLog | None = None
        self._found: object = None
        self._recognised: Recognised | None = None
        self._from_catalogue = False

    # --- beginning ------------------------------------------------------------------------------------------------

    def begin_address(self, text: str) -> None:
        """Try this address; what was tried before is let go. Raises AddressError and changes nothing for a bad one."""
        host = address.parse(text).host
        found = profile_at(text.strip())
        self._begin(Draft(msgspec.structs.replace(found, address=self._template(text.strip(), host)), guessed=True))
        self._from_catalogue = False

    def move_to(self, text: str) -> None:
        """Let the feed be at another address, all else staying as it is. Raises AddressError."""
        template = self._template(text.strip(), address.parse(text).host)
        self.edit(lambda profile: msgspec.structs.replace(profile, address=template))

    def begin_profile(self, profile: Profile) -> None:
        """Try a profile as it is, such as one of the catalogue."""
        self._begin(Draft(profile, guessed=profile.discover))
        self._from_catalogue = True

    def begin_feed(self, feed: str) -> None:
        """Edit a feed that runs. It goes by its old profile until `save`."""
        self.drop()
        view = self._workspace.feed(feed)
        if view is not None:
            self._edited = feed
            self._watched = self._workspace.raw.watch(feed)
            self._take(Draft(view.profile, guessed=view.profile.discover))

    def drop(self) -> None:
        """Let the trial go, with all it has brought. A feed that is edited goes on as it was."""
        if self._trial is not None:
            self._workspace.drop_trial(self._trial.view.feed)
        if self._watched is not None:
            self._workspace.raw.release(self._watched)
        self._trial = self._watched = None
        self._edited = ""
        self._look.forget()
        self._recognised = None
        self.changed = False
        self._take(Draft(_EMPTY))

    # --- what is there --------------------------------------------------------------------------------------------

    @property
    def editing(self) -> bool:
        """Whether a feed of the list is being changed, and none added."""
        return bool(self._edited)

    @property
    def feed(self) -> str:
        """The id of the feed that shows what the draft does, "" while there is none."""
        return self._edited or ("" if self._trial is None else self._trial.view.feed)

    @property
    def view(self) -> FeedView | None:
        """That feed."""
        return self._workspace.feed(self.feed)

    @property
    def log(self) -> RawLog | None:
        """The messages of that feed: of one on trial all, as long as they fit."""
        return self._watched if self._trial is None else self._trial.log

    @property
    def rereads(self) -> int:
        """How often everything was read anew by another mapping; series from before are of no more use."""
        return 0 if self._trial is None else self._trial.rereads

    @property
    def fields(self) -> FieldTable:
        """What the messages hold, for the draft's streams."""
        return self._look.fields

    @property
    def dialect(self) -> Dialect:
        """What the messages are written in."""
        return self._look.dialect

    @property
    def speaking(self) -> Speaking:
        """What is known of what the server speaks."""
        return speaking_of(self.draft.profile, self._recognised)

    @property
    def missing(self) -> Sequence[str]:
        """The references of the draft whose values nobody knows."""
        return self.secrets.missing(self.draft.profile)

    def trouble(self, now: float) -> Trouble | None:
        """What keeps the feed from sending, now (wall seconds)."""
        view = self.view
        if view is None:
            return None
        newest = [] if self.log is None else self.log.before(self.log.end, _SAID)
        said = [each.payload for each in newest[::-1] if not each.outgoing]
        subscribes = bool(self.draft.profile.send)
        return trouble_of(view, missing=self.missing, said=said, now=now, subscribes=subscribes)

    # --- changing -------------------------------------------------------------------------------------------------

    def edit(self, change: Callable[[Profile], Profile]) -> None:
        """Change what the profile says besides its mapping; it takes effect with `commit`."""
        self._change(Draft(change(self.draft.profile), guessed=self.draft.guessed))

    def edit_mapping(self, change: Callable[[Profile], Profile]) -> None:
        """Change how rows are read, at once; from now on discovery leaves the mapping alone."""
        new = change(self.draft.profile)
        if new != self.draft.profile:
            self._change(Draft(msgspec.structs.replace(new, discover=False)))
            self.commit()

    def choose_dialect(self, kind: str) -> None:
        """Let the server be spoken to like this; `FIND_OUT` for what recognition finds, once more."""
        view = self.view
        if kind == FIND_OUT and view is not None and view.profile.recognise and not self._edited:
            self._workspace.change_feed(view.feed, msgspec.structs.replace(view.profile, recognise=False))
        self.edit(lambda profile: with_dialect(profile, kind))
        self.commit()

    def replace(self, profile: Profile) -> None:
        """Take a whole profile, such as one that was written as text, and let the trial go by it."""
        guessed = self.draft.guessed and profile.stream == self.draft.profile.stream
        self._change(Draft(profile, guessed=guessed))
        self.commit()

    def commit(self) -> None:
        """Let the trial go by the draft, when it can. A feed that is edited waits until it is saved."""
        draft, view = self.draft, self.view
        if self._edited or not draft.connectable or not draft.profile.address:
            return
        # A feed that runs hears of its secrets by itself.
        self.secrets.apply()
        if view is None:
            self._trial = self._workspace.open_trial(draft.profile)
        elif besides_words(view.profile) != besides_words(draft.profile):
            if draft.guessed and needs_new_connection(view.profile, draft.profile):
                self._take(draft.unread())
            self._workspace.change_feed(view.feed, self.draft.profile)

    def type_secret(self, reference: str, value: str) -> None:
        """Let a value stand for a reference; it takes effect with `commit`, and is kept for longer with `save`."""
        self.secrets.type(reference, value)
        self.version += 1

    def retry(self) -> None:
        """Connect now."""
        if self.feed:
            self._workspace.start_feed(self.feed)

    def refresh(self) -> None:
        """Take in what has come since the last time."""
        view = self.view
        if view is None:
            return
        self._recognise(view)
        if self.draft.guessed and view.profile.stream is not self._found:
            self._found = view.profile.stream
            self._take(self.draft.read_by(view.profile))
        self._look.look(self.log)

    def save(self) -> tuple[str, Path | None]:
        """Write the profile and put the feed into the list; its id, and the file where one was written.

        A profile of the catalogue that was not changed needs no file. Raises ProfileError.
        """
        profile = self.draft.profile
        file = None
        if self.changed or not self._from_catalogue:
            file = self._workspace.profiles.save(profile, file=self._file_edited)
        self.secrets.keep(profile, self._workspace.custody)
        feed = self.feed or self._workspace.open_feed(profile)
        if self._trial is not None:
            self._workspace.adopt_trial(feed)
        view = self._workspace.feed(feed)
        if self._edited or (view is not None and view.profile != profile):
            self._workspace.change_feed(feed, profile)
        self._trial = None
        self.drop()
        return feed, file

    # --- inside ---------------------------------------------------------------------------------------------------

    @property
    def _file_edited(self) -> Path | None:
        """The user's own file of the feed that is edited."""
        view = self._workspace.feed(self._edited)
        return None if view is None else self._workspace.profiles.own_file_of(view.name)

    def _template(self, text: str, host: str) -> str:
        """The address as it may be written down, without what it holds of secrets."""
        if reference_in(text):
            return text
        secrets = self._workspace.secrets
        taken = renamed(take_secrets_out(text, host=host, keychain=secrets.vault.may_keep), secrets.spare)
        for reference, value in taken.secrets:
            self.secrets.type(reference, value)
        return taken.address

    def _begin(self, draft: Draft) -> None:
        self.drop()
        self._take(draft)
        if draft.connectable:
            self.secrets.apply()
            self._trial = self._workspace.open_trial(draft.profile)

    def _take(self, draft: Draft) -> None:
        old, self.draft = self.draft, draft
        self.version += 1
        if old.profile.stream != draft.profile.stream or old.profile.channels != draft.profile.channels:
            self._found = draft.profile.stream
            self._look.read_by(draft.profile, self.log)

    def _change(self, draft: Draft) -> None:
        if draft.profile != self.draft.profile:
            self.changed = True
            self._take(draft)

    def _recognise(self, view: FeedView) -> None:
        """Take in what was found out about the server, once."""
        recognised = view.recognised
        if recognised is self._recognised:
            return
        self._recognised = recognised
        self.version += 1
        if recognised is not None and recognised.found is not None and self.draft.profile.recognise:
            self._take(self.draft.recognised(recognised.found))
