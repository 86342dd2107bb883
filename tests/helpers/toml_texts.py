"""TOML texts of every style, made together with the line on which each of their keys stands."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from monitor.feed.profiles.lines import KeyPath

_SCALARS = (
    "1",
    "-1.5e3",
    "true",
    "1979-05-27 07:32:00",
    '"a # b"',
    r'"say \"]\" \\"',
    "'C:\\dir'",
    "'''one\n[two]\n#three'''",
    '"""a = 1\n""x"" \\" [[y]]\n"""',
    '"""ends in two quotes"""""',
    '""',
    "''''''",
)
_NAMES = ("name", "a.b", "we ird", "", "[x]", '"', "#", "=", "ü", "back\\slash")


class _Writer:
    """Writes a document and notes what it has put where."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw
        self.text = ""
        self.lines: dict[KeyPath, int] = {}
        self._used = 0

    def document(self) -> None:
        self._pairs(())
        for _ in range(self._pick(range(4))):
            if self._pick((True, False)):
                self._table()
            else:
                self._array_of_tables()

    def _table(self) -> None:
        path = (self._name(),)
        self._note(path)
        self._put(f"[ {self._written(path[0])} ]", self._pick(("\n", " # [no]\r\n")))
        self._pairs(path)

    def _array_of_tables(self) -> None:
        name = self._name()
        for index in range(self._pick(range(1, 4))):
            path = (name, index)
            self._note((name,))
            self._note(path)
            self._put(f"[[{self._written(name)}]]\n")
            self._pairs(path)
            if self._pick((True, False)):
                inner = (*path, "inner")
                self._note(inner)
                self._put(f"[{self._written(name)}.inner]\n")
                self._pairs(inner)

    def _pairs(self, table: KeyPath) -> None:
        for _ in range(self._pick(range(3))):
            self._put(self._pick(("", "\n", "# a comment = [\n", "  ")))
            self._pair(table, depth=0)
            self._put(self._pick(("\n", "\r\n", " # x = 1\n")))

    def _pair(self, table: KeyPath, *, depth: int) -> None:
        parts = [self._name() for _ in range(self._pick((1, 1, 2)))]
        for count in range(1, len(parts) + 1):
            self._note((*table, *parts[:count]))
        self._put(self._pick((".", " . ")).join(map(self._written, parts)), self._pick(("=", " = ")))
        self._value((*table, *parts), depth=depth)

    def _value(self, path: KeyPath, *, depth: int) -> None:
        kind = self._pick(("scalar", "scalar", "array", "inline") if depth < 2 else ("scalar",))
        if kind == "scalar":
            self._put(self._pick(_SCALARS))
        elif kind == "array":
            self._array(path, depth=depth)
        else:
            self._put("{ ")
            for index in range(self._pick(range(3))):
                self._put(", " if index else "")
                self._pair(path, depth=depth + 1)
            self._put(" }")

    def _array(self, path: KeyPath, *, depth: int) -> None:
        self._put("[", self._pick(("", "\n", " # ]\n")))
        for index in range(self._pick(range(4))):
            self._put(self._pick((", ", ",\n\n  ", " # ,\n,")) if index else "")
            self._note((*path, index))
            self._value((*path, index), depth=depth + 1)
        self._put(self._pick(("]", "\n]")))

    def _name(self) -> str:
        self._used += 1
        return f"{self._pick(_NAMES)}{self._used}"

    def _written(self, part: str | int) -> str:
        name = str(part)
        if name.isascii() and name.isalnum():
            return str(self._pick((name, f'"{name}"', f"'{name}'")))
        escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("ü", "\\u00fc")
        return str(self._pick((f'"{escaped}"', f"'{name}'")))

    def _note(self, path: KeyPath) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def _put(self, *texts: str) -> None:
        self.text += "".join(texts)

    def _pick(self, choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))


@st.composite
def located_toml(draw: Any) -> tuple[str, dict[KeyPath, int]]:
    """(text, line of every key path in it)."""
    writer = _Writer(draw)
    writer.document()
    return writer.text, writer.lines
