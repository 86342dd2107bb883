"""Completion of the command line for three shells, as click writes it."""

from click.shell_completion import get_completion_class

__all__ = ["PLACES", "completion"]

PLACES = {
    "bash": "usr/share/bash-completion/completions/feedscope",
    "zsh": "usr/share/zsh/vendor-completions/_feedscope",
    "fish": "usr/share/fish/vendor_completions.d/feedscope.fish",
}
"""Where each shell looks for it."""


def completion(shell: str) -> str:
    """The script for a shell; it asks the program itself what fits."""
    kind = get_completion_class(shell)
    if kind is None:
        raise SystemExit(f"click knows no completion for {shell}")
    script = kind.source_template % kind(None, {}, "feedscope", "_FEEDSCOPE_COMPLETE").source_vars()  # type: ignore[arg-type]
    return script.strip() + "\n"
