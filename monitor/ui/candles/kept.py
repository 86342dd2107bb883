"""The last answer of a function, kept while it is asked the same again."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

__all__ = ["Kept"]

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


class Kept(Generic[_Asked, _Answer]):
    """Call it as the function itself. A chart asks for the same ticks three times a frame."""

    def __init__(self, function: Callable[_Asked, _Answer]) -> None:
        self._function = function
        self._asked: object = None
        self._answers: list[_Answer] = []

    def __call__(self, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Answer:
        asked = (args, kwargs)
        if not self._answers or asked != self._asked:
            self._asked, self._answers = asked, [self._function(*args, **kwargs)]
        return self._answers[0]
