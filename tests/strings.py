"""Every text of the window can be translated: none stands bare in a call that shows it, and Qt's own tool finds all.

`python -m tests.strings` is part of `make lint`; it writes build/feedscope.ts, from which a translation begins.
"""

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "monitor" / "ui").rglob("*.py"))
TEMPLATE = ROOT / "build" / "feedscope.ts"

SHOWN_BY = frozenset(
    {
        "setText",
        "setToolTip",
        "setWindowTitle",
        "setPlaceholderText",
        "setAccessibleName",
        "setAccessibleDescription",
        "addAction",
        "addItem",
        "setTitle",
        "setSuffix",
        "setPrefix",
        "setStatusTip",
        "QLabel",
        "QPushButton",
        "QCheckBox",
        "QRadioButton",
        "QAction",
        "QToolButton",
        "ElidedLabel",
        "QGroupBox",
        "addTab",
        "set_head",
    }
)
NAMES = frozenset({"Feedscope", "Python", "PySide6", "Qt", "https"})
"""What is called the same in every language."""
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_TAGS = re.compile(r"<[^>]*>")


def main() -> int:
    """Check, and say what is wrong where."""
    wrong = [f"{path.relative_to(ROOT)}:{line}: {text!r} is shown untranslated" for path, line, text in bare_texts()]
    wrong += [f"lupdate does not find {text!r}, which is to be translated" for text in sorted(wanted() - found())]
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(f"{len(found())} texts can be translated\n")
    return 1 if wrong else 0


def bare_texts() -> Iterator[tuple[Path, int, str]]:
    """Literals handed straight to what shows them."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in SHOWN_BY:
                for text in _literals(node):
                    if set(_WORDS.findall(_TAGS.sub("", text))) - NAMES:
                        yield path, node.lineno, text


def wanted() -> set[str]:
    """The texts that the code asks to have translated."""
    texts: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                place = {"tr": 0, "translate": 1}.get(_called(node))
                if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    texts.add(str(node.args[place].value))  # type: ignore[attr-defined]
    return texts


def found() -> set[str]:
    """The texts that Qt's tool finds."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    subprocess.run(
        [tool, "-silent", "-no-obsolete", *SOURCES, "-ts", TEMPLATE], check=True, capture_output=True, text=True
    )
    return {source.text or "" for source in ET.parse(TEMPLATE).iter("source")}


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _literals(call: ast.Call) -> Iterator[str]:
    for argument in call.args:
        match argument:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=parts):
                for part in parts:
                    if isinstance(part, ast.Constant):
                        yield str(part.value)


if __name__ == "__main__":
    raise SystemExit(main())
