"""Where a message that is meant to be JSON is none: a doubt told to the user, since dialects send other things too."""

import json
import re

__all__ = ["json_slip"]

_SLOT = re.compile(r"\$\{[^{}]*(?:\{\}[^{}]*)*\}")


def json_slip(text: str) -> str:
    """What keeps the first of some messages (parted by empty lines) from being JSON; "" when all are, or none tries."""
    for block in re.split(r"\n[ \t]*\n+", text.strip("\n")):
        said = _slip(block.strip())
        if said:
            return said
    return ""


def _slip(message: str) -> str:
    if message[:1] not in ("{", "["):
        return ""
    # A slot stands for text inside strings and for a value outside: 0 is good for both.
    try:
        json.loads(_SLOT.sub("0", message).replace("$$", "$"))
    except json.JSONDecodeError as error:
        return f"This is no JSON: {error.msg[:1].lower()}{error.msg[1:]} (line {error.lineno}, column {error.colno})"
    except RecursionError:
        return "This is no JSON: it is nested too deep"
    return ""
