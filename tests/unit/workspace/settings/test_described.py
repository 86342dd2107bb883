"""A settings dialog is made from the declaration."""

from msgspec.structs import fields

from monitor.workspace.settings.described import described_settings
from monitor.workspace.settings.settings import Settings


def test_every_setting_has_a_title_a_sentence_and_a_group() -> None:
    for setting in described_settings():
        assert setting.title != setting.name
        assert setting.about
        assert setting.group
        assert (setting.kind == "choice") == bool(setting.choices)


def test_all_settings_but_those_with_a_page_of_their_own_are_shown() -> None:
    shown = {setting.name for setting in described_settings()}
    assert {field.name for field in fields(Settings)} - shown == {"shortcuts"}


def test_a_setting_is_found_by_what_is_said_of_it() -> None:
    found = [setting.name for setting in described_settings() if setting.found_by("UTC times")]
    assert found == ["time_zone"]
