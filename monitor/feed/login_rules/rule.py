"""Every step a login can have, as one type, and what each yields."""

from typing import TypeAlias

from monitor.feed.login_rules.requests import HttpStep, OAuth2Step
from monitor.feed.login_rules.signing import HashStep, HmacStep, JwtStep

__all__ = ["LoginStep", "SigningStep", "raw_name", "yielded_names"]

SigningStep: TypeAlias = HmacStep | HashStep | JwtStep
"""What needs no server."""
LoginStep: TypeAlias = HttpStep | OAuth2Step | SigningStep


def yielded_names(step: LoginStep) -> tuple[str, ...]:
    """The names by which texts can have what `step` yields."""
    if isinstance(step, HttpStep):
        return (*step.values, *step.from_headers, *step.from_cookies)
    return (step.name,)


def raw_name(step: LoginStep) -> str:
    """The name under which `step` yields bytes that are no text, "" where it does not."""
    return step.name if isinstance(step, HmacStep | HashStep) and step.output == "raw" else ""
