"""Which secrets there are, whose they are, and which nobody else needs."""

from monitor.feed.profile import Profile
from monitor.workspace.secrets.usage import SecretRow, kept_names, only_used_by, secret_rows

ONE = Profile(name="One", address="wss://example.net/?a=${secret:SHARED}&b=${secret:ALONE}&c=${env:VARIABLE}")
OTHER = Profile(name="Other", address="wss://example.net/?a=${secret:SHARED}")


def test_only_references_to_the_keychain_count() -> None:
    assert kept_names(ONE) == ("SHARED", "ALONE")


def test_every_secret_kept_or_needed_is_listed_with_its_users() -> None:
    assert secret_rows(("SHARED", "UNUSED"), (ONE, OTHER, OTHER)) == (
        SecretRow("ALONE", False, ("One",)),
        SecretRow("SHARED", True, ("One", "Other")),
        SecretRow("UNUSED", True),
    )


def test_what_others_use_or_what_is_not_kept_is_not_only_ours() -> None:
    assert only_used_by(ONE, names=("SHARED", "ALONE"), others=(OTHER,)) == ("ALONE",)
    assert only_used_by(ONE, names=("SHARED",), others=(OTHER,)) == ()
    assert only_used_by(OTHER, names=("SHARED",), others=()) == ("SHARED",)
