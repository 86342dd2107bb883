"""Which parts the program is made of, and under which licences they come."""

__all__ = ["LICENCES"]

LICENCES = (
    ("Feedscope", "MIT"),
    ("Qt, PySide6", "LGPL-3.0"),
    ("pyqtgraph", "MIT"),
    ("NumPy", "BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"),
    ("qasync", "BSD-2-Clause"),
    ("websocket-client", "Apache-2.0"),
    ("websockets", "BSD-3-Clause"),
    ("python-socks", "Apache-2.0"),
    ("cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("click", "BSD-3-Clause"),
    ("rich, tomlkit, platformdirs", "MIT"),
    ("keyring", "MIT"),
    ("Python", "PSF-2.0"),
    ("Inter, JetBrains Mono", "OFL-1.1"),
)
"""Part and licence, as SPDX names it."""
