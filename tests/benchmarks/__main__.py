"""Every figure beside its peers, in one run: `make bench`. Also written to build/bench.json.

python -m tests.benchmarks [ingest] [memory] [plots] [candles] [heat] [inspector] [alerts] [desk] [whole]
"""

import sys
from pathlib import Path

from tests.benchmarks import alerts, candles, desk, heat, ingest, inspector, memory, plots, whole
from tests.benchmarks.figures import save, show

_PARTS = {
    "ingest": ingest.measure,
    "memory": memory.measure,
    "plots": plots.measure,
    "candles": candles.measure,
    "heat": heat.measure,
    "inspector": inspector.measure,
    "alerts": alerts.measure,
    "desk": desk.measure,
    "whole": whole.measure,
}
_OUT = Path(__file__).resolve().parents[2] / "build" / "bench.json"


def main() -> int:
    """Measure what is named on the command line, or all; 1 when a figure does not reach what it must."""
    wanted = sys.argv[1:] or list(_PARTS)
    unknown = [name for name in wanted if name not in _PARTS]
    if unknown:
        raise SystemExit(f"There is no benchmark {unknown[0]}: choose among {', '.join(_PARTS)}.")
    figures = [figure for name in wanted for figure in _PARTS[name]()]
    show(figures)
    save(figures, _OUT)
    return int(any(figure.holds is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
