"""What stands in the pictures of the documentation: each scene arranges the real window, then a picture is taken.

python -m tests.shot_scenes SCENE FILE [--size WxH] [--theme dark|light] [ADDRESS…]
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.core.batch import SeriesKey
from monitor.feed.profile import Profile, StreamRule
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.analysis import HistogramSpec, SpectrumSpec, XySpec
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.desk.specs.candles import CandlesSpec
from monitor.workspace.desk.specs.messages import ConsoleSpec, EventLogSpec, InspectorSpec
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.desk.specs.tiles import Tile, TilesSpec

if TYPE_CHECKING:
    from monitor.ui.session import Session

__all__ = ["SCENES"]

Scene = Callable[["Session", list[str]], Awaitable[None]]

_MARKET, _MACHINE, _EVENTS = "demo-market", "demo-machine", "demo-events"


def _price(key: str, column: str = "price", stream: str = "trade") -> SeriesKey:
    return SeriesKey(_MARKET, stream, key, column)


def _vibration(key: str) -> SeriesKey:
    return SeriesKey(_MACHINE, "vibration", key, "horizontal")


async def _demo(session: "Session", *specs: PanelSpec, name: str, seconds: float) -> None:
    """The demo's feeds on a workspace with these panels, `seconds` later."""
    session.workspace.settings.change(plot_automatically=False)
    session.workspace.desks.rename("Main", name)
    session._commands.do.feeds.open_demo()
    for spec in specs:
        session.workspace.desks.add(spec)
    await asyncio.sleep(seconds)


async def markets(session: "Session", _addresses: list[str]) -> None:
    """The window as it was drawn: prices, a watchlist, a machine, raw messages."""
    await _demo(
        session,
        PlotSpec(title="Prices", curves=(Curve(_price("BIRCH", "bid", "best")), Curve(_price("BIRCH", "ask", "best")))),
        TableSpec(title="Watchlist", feed=_MARKET, stream="trade"),
        PlotSpec(title="Machine", curves=(Curve(_vibration("drive end")), Curve(_vibration("free end")))),
        InspectorSpec(feed=_MARKET, filter='"trade"'),
        name="Markets",
        seconds=75.0,
    )


async def trading(session: "Session", _addresses: list[str]) -> None:
    """Candles, a book in its three forms."""
    await _demo(
        session,
        CandlesSpec(price=_price("BIRCH"), volume=_price("BIRCH", "size"), interval=1.0, shown=80),
        BookSpec(feed=_MARKET, bids="bids", asks="asks", key="BIRCH"),
        BookSpec(feed=_MARKET, bids="bids", asks="asks", key="BIRCH", view="heat", window_seconds=60.0),
        BookSpec(feed=_MARKET, bids="bids", asks="asks", key="BIRCH", view="depth"),
        name="Trading",
        seconds=60.0,
    )


async def analysis(session: "Session", _addresses: list[str]) -> None:
    """Relations instead of courses."""
    await _demo(
        session,
        SpectrumSpec(series=_vibration("drive end"), size=256),
        SpectrumSpec(series=_vibration("drive end"), view="spectrogram", size=128, window_seconds=60.0),
        XySpec(x=_price("BIRCH", "bid", "best"), y=(_price("BIRCH", "ask", "best"),)),
        HistogramSpec(series=(_vibration("drive end"), _vibration("free end"))),
        TilesSpec(
            tiles=(
                Tile(_price("ALDER")),
                Tile(SeriesKey(_MACHINE, "temperature", "drive end", "temperature"), look="gauge", low=20, high=60),
                Tile(SeriesKey(_MACHINE, "state", "pump 1", "speed"), look="bar", low=0, high=2000),
            )
        ),
        EventLogSpec(feed=_EVENTS),
        name="Analysis",
        seconds=60.0,
    )


async def messages(session: "Session", _addresses: list[str]) -> None:
    """What came and went."""
    await _demo(
        session,
        InspectorSpec(feed=_MARKET),
        ConsoleSpec(feed=_MARKET),
        EventLogSpec(feed=_EVENTS),
        name="Messages",
        seconds=20.0,
    )


async def add_feed(session: "Session", addresses: list[str]) -> None:
    """The page for a pasted address."""
    session._commands.do.feeds.open_demo()
    await asyncio.sleep(4.0)
    session._commands.do.pages.set_up(addresses[0])
    await asyncio.sleep(12.0)


async def catalogue(session: "Session", _addresses: list[str]) -> None:
    session._commands.do.pages.add_feed()
    await asyncio.sleep(1.5)


async def settings(session: "Session", _addresses: list[str]) -> None:
    session._commands.do.pages.settings()
    await asyncio.sleep(1.5)


async def shortcuts(session: "Session", _addresses: list[str]) -> None:
    session._commands.do.pages.shortcuts()
    await asyncio.sleep(1.5)


async def about(session: "Session", _addresses: list[str]) -> None:
    session._commands.do.pages.about()
    await asyncio.sleep(1.5)


async def crash(session: "Session", _addresses: list[str]) -> None:
    """The offer to show a crash, over the demo."""
    from monitor.engine.reporting.crash_folder import new_report
    from monitor.ui.crashes.crash_offer import CrashOffer

    session._commands.do.feeds.open_demo()
    with tempfile.TemporaryDirectory() as folder:
        report = new_report(Path(folder), "a report", at=0.0, part="window")
        session.window.show_strip(CrashOffer((report,), session.window.pages.theme))
        await asyncio.sleep(20.0)


async def palette(session: "Session", _addresses: list[str]) -> None:
    """The field at the top, half a word typed."""
    session._commands.do.feeds.open_demo()
    await asyncio.sleep(12.0)
    field = session.window.top_bar.field
    session.window.activateWindow()
    field.take_focus()
    field.setText("pri")
    field.textEdited.emit("pri")
    await asyncio.sleep(0.5)


async def alerts(session: "Session", _addresses: list[str]) -> None:
    """A rule being written, tried on what is there."""
    session._commands.do.feeds.open_demo()
    await asyncio.sleep(30.0)
    session._commands.do.pages.set_alert(_price("BIRCH"))
    await asyncio.sleep(3.0)


async def formulas(session: "Session", _addresses: list[str]) -> None:
    session._commands.do.feeds.open_demo()
    await asyncio.sleep(12.0)
    bid, ask = (f"[{_MARKET}/best/BIRCH/{column}]" for column in ("bid", "ask"))
    session.workspace.derived.define("spread", f"{ask} - {bid}")
    session.workspace.derived.define("middle", f"ema(({ask} + {bid}) / 2, 10s)")
    session._commands.do.pages.formulas()
    await asyncio.sleep(6.0)


async def many_feeds(session: "Session", addresses: list[str]) -> None:
    """Fifty feeds, some of which cannot be reached."""
    session.workspace.settings.change(plot_automatically=False)
    for number in range(50):
        address = addresses[number % len(addresses)] if number % 9 else f"ws://127.0.0.1:9/{number}"
        session.workspace.open_address(address)
    session.workspace.desks.add(EventLogSpec(feed=session.workspace.feeds[3].feed))
    await asyncio.sleep(15.0)


async def many_keys(session: "Session", addresses: list[str]) -> None:
    """A table of five thousand keys."""
    from tests.benchmarks.window_run import profile

    session.workspace.settings.change(plot_automatically=False)
    feed = session.workspace.open_feed(profile(addresses[0]))
    session.workspace.desks.add(TableSpec(feed=feed, stream="trade", sort="price", descending=True))
    session.workspace.desks.add(PlotSpec(curves=(Curve(SeriesKey(feed, "trade", "K000007", "price")),)))
    await asyncio.sleep(15.0)


def _keychain(session: "Session", *names: str) -> None:
    """A keychain that holds secrets of these names, in place of the system's."""
    from tests.helpers.keychains import MemoryKeyring, vault_over

    keyring = MemoryKeyring(**dict.fromkeys(names, "x"))
    vault = vault_over(keyring, Path(tempfile.mkdtemp()))
    for name in names:
        vault.keep(name, "x", lambda _error: None)
    vault.look()
    vault.wait()
    session.workspace.secrets.vault = vault


def _guarded(name: str, secret: str) -> Profile:
    rule = StreamRule("trade", columns={"price": "p"})
    headers = {"Authorization": f"Bearer ${{secret:{secret}}}"}
    return Profile(name=name, address="wss://stream.example.net/v2", headers=headers, stream=(rule,))


async def secret_form(session: "Session", addresses: list[str]) -> None:
    """A feed whose secret nobody knows, and another one; with an address, no keychain."""
    if not addresses:
        _keychain(session)
    session._commands.do.feeds.open_demo()
    session.workspace.open_feed(_guarded("Exchange", "EXCHANGE_TOKEN"))
    session.workspace.open_feed(_guarded("Exchange orders", "EXCHANGE_TOKEN"))
    session.workspace.open_feed(_guarded("Weather", "WEATHER_TOKEN"))
    await asyncio.sleep(8.0)
    if addresses[1:]:
        return
    asking = session._commands.secrets
    asking.ask(asking.requests[0])
    asking.form.field.setText("a-secret-value")
    await asyncio.sleep(1.0)


async def login(session: "Session", addresses: list[str]) -> None:
    """The login of a feed being added: typed, or with a second address kept in the keychain."""
    from monitor.workspace.adding.login import LoginKind
    from monitor.workspace.adding.trouble import Section

    _keychain(session, *(["FEED_PASSWORD"] if addresses[1:] else []))
    session._commands.do.pages.set_up(addresses[0])
    await asyncio.sleep(3.0)
    page = session.window.pages.page
    assert page is not None
    form = page.form.options  # type: ignore[attr-defined]
    form.open(Section.LOGIN)
    form.login.kind.setFocus()
    form.login.choose(LoginKind.BASIC)
    form.login.user.setFocus()
    form.login.user.setText("reader")
    form.login.user.textEdited.emit("reader")
    if not addresses[1:]:
        form.login.secret.setText("a-secret-value")
        form.login.secret.textEdited.emit("a-secret-value")
    await asyncio.sleep(1.5)


async def secrets(session: "Session", _addresses: list[str]) -> None:
    """The list of secrets in the settings."""
    _keychain(session, "EXCHANGE_TOKEN", "OLD_API_KEY")
    session.workspace.open_feed(_guarded("Exchange", "EXCHANGE_TOKEN"))
    session.workspace.open_feed(_guarded("Exchange orders", "EXCHANGE_TOKEN"))
    session.workspace.open_feed(_guarded("Weather", "WEATHER_TOKEN"))
    await asyncio.sleep(2.0)
    session._commands.do.pages.find_setting("secrets")
    await asyncio.sleep(1.5)


SCENES: dict[str, Scene] = {
    "markets": markets,
    "trading": trading,
    "analysis": analysis,
    "messages": messages,
    "add-feed": add_feed,
    "catalogue": catalogue,
    "settings": settings,
    "shortcuts": shortcuts,
    "about": about,
    "crash": crash,
    "palette": palette,
    "alerts": alerts,
    "formulas": formulas,
    "many-feeds": many_feeds,
    "many-keys": many_keys,
    "secret-form": secret_form,
    "login": login,
    "secrets": secrets,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("file", type=Path)
    parser.add_argument("addresses", nargs="*")
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--theme", default="dark")
    given = parser.parse_args()
    from monitor.ui.app import WindowOptions, load_session
    from monitor.ui.screenshot import save_screenshot

    failures: list[BaseException] = []

    async def play(session: "Session") -> None:
        try:
            await asyncio.sleep(2.0)
            await SCENES[given.scene](session, given.addresses)
            save_screenshot(session.window, given.file)
        except BaseException as error:
            failures.append(error)
            raise
        finally:
            session.over.set()

    width, height = map(int, given.size.split("x"))
    status = load_session()(WindowOptions(size=(width, height), theme=given.theme), companion=play)
    return 1 if failures else status


if __name__ == "__main__":
    sys.exit(main())
