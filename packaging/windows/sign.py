"""Signs files for Windows, or says that it does not: `sign.py FILE…`.

FEEDSCOPE_CERTIFICATE is a .pfx file and FEEDSCOPE_CERTIFICATE_PASSWORD its password. Without a certificate nothing is
signed, and that is said; with one, a file that cannot be signed is a failure.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["sign"]

_KITS = Path(os.environ.get("PROGRAMFILES(X86)", "C:/Program Files (x86)"), "Windows Kits", "10", "bin")
_TIMESTAMPS = "http://timestamp.digicert.com"
_DESCRIPTION = ("/d", "Feedscope")


def sign(files: Sequence[str]) -> None:
    """Sign all files with one time stamp each. SystemExit in plain words when that fails."""
    certificate = os.environ.get("FEEDSCOPE_CERTIFICATE")
    if not certificate:
        sys.stdout.write(
            f"not signed, as FEEDSCOPE_CERTIFICATE is not set: {', '.join(Path(file).name for file in files)}\n"
        )
        return
    if not Path(certificate).is_file():
        raise SystemExit(f"the certificate {certificate} does not exist")
    password = os.environ.get("FEEDSCOPE_CERTIFICATE_PASSWORD", "")
    options = ["/fd", "sha256", "/td", "sha256", "/tr", _TIMESTAMPS, *_DESCRIPTION]
    secret = ["/p", password] if password else []
    status = subprocess.run([_signtool(), "sign", "/f", certificate, *secret, *options, *files], check=False).returncode
    if status != 0:
        # The command line itself is not shown: the password is in it.
        raise SystemExit(f"signtool failed with status {status} on {', '.join(files)}")


def _signtool() -> str:
    """The one in the path, else that of the newest Windows kit."""
    found = shutil.which("signtool")
    if found is None:
        kits = sorted(_KITS.glob("10.*/x64/signtool.exe"))
        if not kits:
            raise SystemExit("signtool is missing: install the Windows SDK")
        found = str(kits[-1])
    return found


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit("usage: sign.py FILE…")
    sign(sys.argv[1:])
