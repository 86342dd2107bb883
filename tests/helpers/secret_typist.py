"""Types a secret wherever the real window takes one, exports what can be exported, and leaves.

python -m tests.helpers.secret_typist ADDRESS, with the secret in TYPED_SECRET and everything kept below FEEDSCOPE_HOME.
"""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from monitor.ui.session import Session

_LOOKS = 1500


async def _until(condition: Callable[[], bool]) -> None:
    for _ in range(_LOOKS):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


async def _play(session: "Session", address: str, value: str, home: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from monitor.feed.profile import Profile, Proxy
    from monitor.ui.add_feed.page import AddFeedPage
    from monitor.workspace.adding.login import LoginKind
    from monitor.workspace.desk.specs.messages import InspectorSpec
    from monitor.workspace.sharing.exporting import shared_from
    from monitor.workspace.sharing.writing import save_shared

    workspace = session.workspace
    await _until(lambda: workspace.secrets.vault.availability.known)
    # Typed on the page, tried, and saved.
    session._commands.do.pages.set_up(address)
    page = session.window.pages.page
    assert isinstance(page, AddFeedPage)
    await _until(lambda: "(401)" in page.form.trouble.words)
    page.form.options.login.choose(LoginKind.BEARER)
    QTest.keyClicks(page.form.options.login.secret, value)
    QTest.keyClick(page.form.options.login.secret, Qt.Key.Key_Return)
    await _until(lambda: page.adding.view is not None and page.adding.view.state.connected)
    page._save()
    # Pasted into the field at the top, with what comes and goes looked at.
    workspace.open_address(f"{address}/pasted?token={quote(value, safe='')}")
    for view in workspace.feeds:
        workspace.desks.add(InspectorSpec(feed=view.feed))
    await _until(lambda: len(workspace.feeds) == 2 and all(view.counts.messages > 0 for view in workspace.feeds))
    # Asked for, once for this run only and once to be kept.
    for name, keep in (("RUN_ONLY", False), ("KEPT", True)):
        headers = {"Authorization": f"Bearer ${{secret:{name}}}"}
        feed = workspace.open_feed(Profile(name=name, address=address, headers=headers, proxy=Proxy("none")))
        await _enter(session, feed, value, keep=keep)
    # The server cuts one, and repeats the secret as its reason.
    await _until(lambda: any("you said" in view.status.detail for view in workspace.feeds))
    save_shared(shared_from(workspace), home / "shared.toml")
    for entry in workspace.profiles.entries:
        if not entry.shipped:
            workspace.profiles.export(entry, home / f"exported-{entry.slug}.toml")


async def _enter(session: "Session", feed: str, value: str, *, keep: bool) -> None:
    """Answer what a feed asks for in the form, and see it connect."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    asking = session._commands.secrets
    await _until(lambda: any(request.feeds == (feed,) for request in asking.requests))
    asking.ask(next(request for request in asking.requests if request.feeds == (feed,)))
    asking.form.keep.setChecked(keep)
    QTest.keyClicks(asking.form.field, value)
    QTest.keyClick(asking.form.field, Qt.Key.Key_Return)
    await _until(lambda: (view := session.workspace.feed(feed)) is not None and view.counts.messages > 0)


def main(address: str, value: str, home: Path) -> int:
    """Run the window and what is typed into it; 0 when all of it could be done."""
    from monitor.cli.reporting import made_reporting
    from monitor.ui.app import WindowOptions, load_session

    failures: list[BaseException] = []

    async def companion(session: "Session") -> None:
        try:
            await asyncio.sleep(0.5)
            await _play(session, address, value, home)
        except BaseException as error:
            failures.append(error)
            raise
        finally:
            session.over.set()

    reporting = made_reporting("window", verbose=True)
    reporting.begin()
    status = load_session()(WindowOptions(home=home, size=(1280, 720), reporting=reporting), companion=companion)
    reporting.end()
    return 1 if failures else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], os.environ["TYPED_SECRET"], Path(os.environ["FEEDSCOPE_HOME"])))
