"""A picture of the window, as it is on the screen."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from monitor.core.errors import FeedscopeError

__all__ = ["save_screenshot"]


def save_screenshot(window: QWidget, file: Path) -> None:
    """Save the window at the screen's own resolution; the ending of `file` names the format. Raises FeedscopeError."""
    if not window.grab().save(str(file)):
        raise FeedscopeError(f"The picture could not be saved as {file.name}", advice="Is the folder there? Try .png.")
