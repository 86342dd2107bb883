"""Runs first in the frozen program, and in each process of it."""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

_KNOWN_TO_OPENSSL = "/usr/lib/ssl/certs"
"""Where the OpenSSL that was taken along looks by itself. The window's process loads none, so nobody can be asked."""

_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch, Alpine
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  # Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",  # openSUSE
)


def _give_back_library_path(environment: MutableMapping[str, str]) -> None:
    """What the program starts on this system (sounds, notifications, a browser) is to load its own libraries.

    Ours have been found by now: the loader reads the variable once, before anything of the program runs.
    """
    original = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if original:
        environment["LD_LIBRARY_PATH"] = original
    else:
        environment.pop("LD_LIBRARY_PATH", None)


def _find_certificates(environment: MutableMapping[str, str]) -> None:
    """Trust what the system trusts, also where it keeps that elsewhere than the system this was built on."""
    if "SSL_CERT_FILE" in environment or Path(_KNOWN_TO_OPENSSL).is_dir():
        return
    found = next((bundle for bundle in _BUNDLES if Path(bundle).is_file()), None)
    if found:
        environment["SSL_CERT_FILE"] = found


if sys.platform == "linux":
    _give_back_library_path(os.environ)
    _find_certificates(os.environ)
