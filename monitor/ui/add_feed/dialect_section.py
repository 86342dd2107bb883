"""What the dialect of a feed can be told: the fields of its rule, others for each dialect."""

from PySide6.QtWidgets import QWidget

from monitor.feed.profile import Profile
from monitor.feed.recognition.names import kind_of
from monitor.ui.add_feed.option_section import OptionSection
from monitor.ui.add_feed.section import SectionForm
from monitor.workspace.adding.dialect_options import dialect_options
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.login import host_of, secret_name
from monitor.workspace.adding.typed_secrets import TypedSecrets

__all__ = ["DialectSection"]


class DialectSection(SectionForm):
    """secrets: those typed on the page, for the fields that no file may hold."""

    def __init__(self, secrets: TypedSecrets, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._secrets = secrets
        self._kind = ""
        self._host = ""
        self.fields: OptionSection | None = None
        self.rows.setContentsMargins(0, 0, 0, 0)

    def show_draft(self, draft: Draft) -> None:
        self._host = host_of(draft.profile)
        kind = kind_of(draft.profile.dialect)
        if kind != self._kind:
            self._kind = kind
            self._fit(draft.profile)
        if self.fields is not None:
            self.fields.show_draft(draft)

    def says(self, profile: Profile) -> bool:
        return profile.dialect is not None

    def first_field(self) -> QWidget | None:
        return None if self.fields is None else self.fields.first_field()

    def _fit(self, profile: Profile) -> None:
        """Have the fields of another dialect."""
        if self.fields is not None:
            self.rows.removeWidget(self.fields)
            self.fields.hide()
            self.fields.deleteLater()
            self.fields = None
        options = [] if profile.dialect is None else dialect_options(profile.dialect)
        if not options:
            return
        self.fields = OptionSection(options, keep=self._keep)
        self.fields.setObjectName("plainSection")
        self.fields.edited.connect(self.edited)
        self.fields.finished.connect(self.finished)
        self.rows.addWidget(self.fields)

    def _keep(self, name: str, text: str) -> str:
        reference = self._secrets.reference(secret_name(self._host, name), self._secrets.usual_place)
        self.secret_typed.emit(reference, text)
        return reference
