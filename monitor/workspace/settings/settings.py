"""Every setting there is, declared: its type and default, and in `Meta` what the dialog says of it."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

__all__ = ["Settings"]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=False, omit_defaults=True):
    """All settings, immutable. `Meta.title` is what the dialog calls a setting, `extra["group"]` where it stands."""

    theme: Annotated[
        Literal["system", "dark", "light"],
        Meta(title="Theme", description="Dark, light, or as the desktop is set", extra={"group": "Look"}),
    ] = "system"
    contrast: Annotated[
        Literal["usual", "high"],
        Meta(title="Contrast", description="High contrast draws borders and text stronger", extra={"group": "Look"}),
    ] = "usual"
    time_zone: Annotated[
        Literal["local", "utc"],
        Meta(title="Times", description="Local time or UTC on axes, tables and logs", extra={"group": "Look"}),
    ] = "local"
    plot_automatically: Annotated[
        bool,
        Meta(
            title="Plot new streams",
            description="Give each stream of a feed that is opened a plot of its own",
            extra={"group": "Panels"},
        ),
    ] = True
    notify: Annotated[
        bool,
        Meta(title="Desktop notifications", description="Show alerts on the desktop", extra={"group": "Alerts"}),
    ] = True
    sound: Annotated[bool, Meta(title="Sound", description="Sound when an alert begins", extra={"group": "Alerts"})] = (
        True
    )
    shortcuts: Annotated[
        dict[str, str],
        Meta(title="Shortcuts", description="Keys that differ from the usual ones", extra={"group": "Keys"}),
    ] = {}
