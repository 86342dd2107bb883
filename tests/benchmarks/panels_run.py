"""Opens and closes five hundred panels of every kind on the real window; what that leaves goes to stdout as JSON.

    python -m tests.benchmarks.panels_run

grown: bytes of resident memory from the hundredth panel to the last. widgets: those left over.
"""

import asyncio
import json
from typing import TYPE_CHECKING

import psutil

from tests.benchmarks.held import held_bytes
from tests.ui.flows.newcomer import until

if TYPE_CHECKING:
    from monitor.ui.session import Session

_PANELS, _WARM = 500, 100


async def _open_and_close(session: "Session", number: int) -> None:
    desks, desk = session.workspace.desks, session.window.desk
    kind = session.window.kinds[number % len(session.window.kinds)]
    panel = desks.add(kind.fresh(session.workspace, ()))
    await until(lambda: any(frame.isVisible() for frame in desk.panels), "the panel")
    await asyncio.sleep(0.03)
    desks.close(panel)
    await until(lambda: not desk.panels, "the empty desk")


def main() -> None:
    from PySide6.QtWidgets import QWidget

    from monitor.ui.app import WindowOptions, load_session

    reports: list[dict[str, float]] = []

    async def play(session: "Session") -> None:
        session.workspace.settings.change(plot_automatically=False)
        session._commands.do.feeds.open_demo()
        await asyncio.sleep(5.0)
        process = psutil.Process()
        for number in range(_PANELS):
            await _open_and_close(session, number)
            if number == _WARM:
                before, widgets = held_bytes(process), len(session.window.findChildren(QWidget))
        await asyncio.sleep(0.5)
        left = len(session.window.findChildren(QWidget)) - widgets
        reports.append({"grown": held_bytes(process) - before, "widgets": max(0, left)})
        session.over.set()

    load_session()(WindowOptions(size=(1280, 720), theme="dark"), companion=play)
    print(json.dumps(reports[0]))  # noqa: T201


if __name__ == "__main__":
    main()
