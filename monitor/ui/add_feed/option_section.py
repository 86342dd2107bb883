"""A section made from the description of its fields."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from monitor.feed.profile import Profile
from monitor.ui.add_feed.option_field import OptionField
from monitor.ui.add_feed.section import SectionForm
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.options import Option

__all__ = ["OptionSection"]


class OptionSection(SectionForm):
    """One row for each option. keep: as a field of a secret takes it."""

    def __init__(
        self,
        options: Sequence[Option],
        *,
        keep: Callable[[str, str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._fields = [OptionField(option, keep=keep) for option in options]
        for field in self._fields:
            field.setParent(self)
            field.edited.connect(self.edited)
            field.finished.connect(self.finished)
            self.watch(field.input)
            self.rows.addWidget(field.row)

    def show_draft(self, draft: Draft) -> None:
        for field in self._fields:
            field.show_draft(draft)

    def says(self, profile: Profile) -> bool:
        usual = Profile(name="", address="")
        return any(field.option.read(profile) != field.option.read(usual) for field in self._fields)

    def first_field(self) -> QWidget | None:
        return self._fields[0].input if self._fields else None

    def field(self, title: str) -> QWidget:
        """The field of this title."""
        return next(field.input for field in self._fields if field.option.title == title)

    def problem(self, title: str) -> str:
        """What is said to be wrong with the field of this title."""
        return next(field.row.problem for field in self._fields if field.option.title == title)
