"""`${name}` in a text: taking such templates apart and filling them in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from monitor.core.errors import ProfileError
from monitor.feed.encoding import Encode, as_it_is
from monitor.feed.moment import is_made

__all__ = ["Slot", "escaped", "fill", "slots", "usable_name"]

_REFERRING = frozenset({"env", "secret"})
_RESERVED = frozenset({*_REFERRING, "symbol", "items"})
_MEANT = {"env": "a variable of the environment", "secret": "a secret of the keychain"}
_TOKEN = re.compile(r"\$\$|\$\{([^{}]*(?:\{\}[^{}]*)*)\}|\$\{")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FILTERS: dict[str, Callable[[str], str]] = {"": str, "lower": str.lower, "upper": str.upper}


@dataclass(frozen=True, slots=True)
class Slot:
    """One `${…}`. `body` is what stands inside: `name`, `name:filter`, `env:NAME`, `secret:NAME`, or a path in an
    answer."""

    body: str

    @property
    def reference(self) -> str:
        """`env:NAME` or `secret:NAME` where the value stands outside of the profile, "" where it does not."""
        kind, _, name = self.body.partition(":")
        return self.body if kind in _REFERRING and name else ""

    @property
    def name(self) -> str:
        """What comes before the filter."""
        return self.body.partition(":")[0]

    @property
    def made(self) -> bool:
        """Whether a value made for the connection is meant, should no variable be called so."""
        return is_made(self.body)

    def filtered(self, value: str) -> str:
        """`value` after the slot's filter."""
        return value if self.reference else _FILTERS[self.body.partition(":")[2]](value)

    def problem(self) -> str:
        """What is wrong with how the slot is written, "" when nothing. Does not hold for an answer's paths."""
        if self.made:
            return ""
        name, _, rest = self.body.partition(":")
        if name in _REFERRING:
            if not rest:
                return f"`${{{name}}}` must name {_MEANT[name]}: `${{{name}:NAME}}`"
            name = rest
        if not _NAME.fullmatch(name):
            return f"`${{{self.body}}}` holds no usable name: letters, digits and _ make one"
        if self.reference:
            return ""
        return "" if rest in _FILTERS else f"unknown filter `{rest}` in `${{{self.body}}}`: there are lower and upper"


def usable_name(name: str) -> bool:
    """Whether a variable can be called `name`."""
    return _NAME.fullmatch(name) is not None and name not in _RESERVED


_Part: TypeAlias = str | Slot


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    end = 0
    for token in _TOKEN.finditer(text):
        if token[0] == "${":
            raise ProfileError(f"the `${{` at character {token.start() + 1} is never closed; a dollar sign is `$$`")
        parts += (text[end : token.start()], "$" if token[0] == "$$" else Slot(token[1]))
        end = token.end()
    return tuple(part for part in (*parts, text[end:]) if part != "")


def slots(text: str) -> Iterator[Slot]:
    """Every slot of `text`, in order. Raises ProfileError for one that is never closed."""
    return (part for part in _parts(text) if isinstance(part, Slot))


def escaped(text: str) -> str:
    """`text` as a template that renders to it."""
    return text.replace("$", "$$")


def fill(text: str, value: Callable[[Slot], str], *, encode: Encode = as_it_is) -> str:
    """`text` with every slot replaced by its value. Raises ProfileError as `slots` does, and what `value` raises."""
    parts = _parts(text)
    done = ""
    for index, part in enumerate(parts):
        if isinstance(part, Slot):
            after = "".join(rest for rest in parts[index + 1 :] if isinstance(rest, str))
            done += encode(done, value(part), after)
        else:
            done += part
    return done
