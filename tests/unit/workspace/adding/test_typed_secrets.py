"""What is typed on a page counts when it is applied, is kept when the feed is saved, and can be kept elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.core.clock import ManualClock
from monitor.feed.profile import Profile
from monitor.workspace.adding.typed_secrets import Place, TypedSecrets
from monitor.workspace.notice_board import NoticeBoard
from monitor.workspace.secrets.custody import Custody
from monitor.workspace.secrets.keychain import SERVICE
from monitor.workspace.secrets.secrets import Secrets, Standing
from tests.helpers.keychains import MemoryKeyring, known_secrets

ASKING = Profile(name="A", address="wss://example.net/?a=${secret:KEY}&b=${env:VARIABLE}")


class Bench:
    def __init__(self, folder: Path) -> None:
        self.keyring = MemoryKeyring(OTHER="x")
        self.secrets = known_secrets(self.keyring, folder)
        self.typed = TypedSecrets(self.secrets)
        self.custody = Custody(self.secrets, NoticeBoard(), ManualClock())

    def settle(self) -> None:
        self.secrets.vault.wait()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.secrets.vault.stop()


def test_half_a_secret_reaches_no_feed(bench: Bench) -> None:
    bench.typed.type("secret:KEY", "4")
    assert bench.typed.standing("secret:KEY") is Standing.TYPED
    assert bench.secrets.values(ASKING) == {}
    bench.typed.type("secret:KEY", "4711")
    bench.typed.apply()
    assert bench.secrets.values(ASKING) == {"secret:KEY": "4711"}


def test_nothing_is_kept_until_the_feed_is_saved(bench: Bench) -> None:
    bench.typed.type("secret:KEY", "4711")
    bench.typed.apply()
    bench.settle()
    assert (SERVICE, "KEY") not in bench.keyring.held
    bench.typed.keep(ASKING, bench.custody)
    bench.settle()
    assert bench.keyring.held[SERVICE, "KEY"] == "4711"
    assert bench.typed.standing("secret:KEY") is Standing.KEPT
    assert bench.secrets.values(ASKING) == {"secret:KEY": "4711"}


def test_a_secret_for_this_run_only_is_kept_nowhere(bench: Bench) -> None:
    bench.typed.type("secret:KEY", "4711")
    assert bench.typed.choose("secret:KEY", Place.RUN) == "secret:KEY"
    assert bench.typed.place("secret:KEY") is Place.RUN
    bench.typed.keep(ASKING, bench.custody)
    bench.settle()
    assert (SERVICE, "KEY") not in bench.keyring.held
    assert bench.secrets.values(ASKING) == {"secret:KEY": "4711"}


@pytest.mark.parametrize("applied", [False, True])
def test_what_was_typed_goes_along_when_it_is_to_be_kept_elsewhere(bench: Bench, applied: bool) -> None:
    bench.typed.type("secret:VARIABLE", "4711")
    if applied:
        bench.typed.apply()
    assert bench.typed.choose("secret:VARIABLE", Place.ENVIRONMENT) == "env:VARIABLE"
    bench.typed.apply()
    assert bench.secrets.values(ASKING) == {"env:VARIABLE": "4711"}


def test_what_is_missing_is_neither_typed_nor_set_nor_kept(bench: Bench) -> None:
    assert bench.typed.missing(ASKING) == ("env:VARIABLE",)
    bench.settle()
    assert bench.typed.missing(ASKING) == ("secret:KEY", "env:VARIABLE")
    bench.typed.type("env:VARIABLE", "x")
    assert bench.typed.missing(ASKING) == ("secret:KEY",)


def test_without_a_keychain_a_secret_stands_for_a_variable_and_says_why() -> None:
    typed = TypedSecrets(Secrets(environment={}))
    assert typed.usual_place is Place.ENVIRONMENT
    assert typed.reference("KEY", typed.usual_place) == "env:KEY"
    assert typed.place("secret:KEY") is Place.RUN
    assert typed.why_no_keychain == "No keychain is used"
