"""Every kind of panel there is, as one type that can be written down and read back."""

from typing import TypeAlias

from monitor.workspace.desk.specs.analysis import HistogramSpec, SpectrumSpec, XySpec
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.desk.specs.candles import CandlesSpec
from monitor.workspace.desk.specs.messages import ConsoleSpec, EventLogSpec, InspectorSpec
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.desk.specs.tiles import TilesSpec

__all__ = ["PanelSpec"]

PanelSpec: TypeAlias = (
    PlotSpec
    | CandlesSpec
    | BookSpec
    | TableSpec
    | TilesSpec
    | InspectorSpec
    | ConsoleSpec
    | EventLogSpec
    | XySpec
    | HistogramSpec
    | SpectrumSpec
)
