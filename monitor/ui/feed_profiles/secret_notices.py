"""What is to be said of secrets when a profile comes or goes."""

from PySide6.QtCore import QCoreApplication

from monitor.feed.profiles.catalogue import Entry
from monitor.feed.texts import secrets_needed
from monitor.workspace.secrets.references import name_of
from monitor.workspace.secrets.usage import only_used_by
from monitor.workspace.workspace import Workspace

__all__ = ["offer_to_forget", "tell_what_it_needs"]

_SECONDS = 12.0


def offer_to_forget(workspace: Workspace, deleted: Entry) -> int:
    """Offer to delete the secrets that only this profile referred to; the notice's serial, 0 for none."""
    others = (*(each.profile for each in workspace.profiles.entries), *(view.profile for view in workspace.feeds))
    names, here = workspace.secrets.vault.names, deleted.profile
    alone = only_used_by(here, names=names, others=filter(None, others)) if here is not None else ()
    if not alone:
        return 0
    translate = QCoreApplication.translate
    return workspace.notices.post(
        translate("SecretNotices", "Nothing else uses its secrets: %1").replace("%1", ", ".join(alone)),
        now=workspace.wall(),
        advice=translate("SecretNotices", "They stay in the keychain until you forget them."),
        level="ok",
        seconds=_SECONDS,
        undo=lambda: workspace.custody.forget(alone),
        undo_words=translate("SecretNotices", "Forget them"),
    )


def tell_what_it_needs(workspace: Workspace, came: Entry) -> None:
    """A profile from elsewhere holds no secrets: say which it needs."""
    if came.profile is None or not secrets_needed(came.profile):
        return
    names = ", ".join(name_of(each) for each in secrets_needed(came.profile))
    translate = QCoreApplication.translate
    words = translate("SecretNotices", "The profile %1 needs secrets: %2")
    workspace.notices.post(
        words.replace("%1", came.name).replace("%2", names),
        now=workspace.wall(),
        advice=translate("SecretNotices", "You are asked for those that are not known when the feed is opened."),
        level="ok",
        seconds=_SECONDS,
    )
