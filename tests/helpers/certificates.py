"""Certificates made for one test."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

__all__ = ["Authority"]


@dataclass(frozen=True)
class Authority:
    """A certificate authority of our own. `file` is what a client must trust."""

    ca: trustme.CA
    file: Path

    @classmethod
    def make(cls, folder: Path) -> "Authority":
        ca = trustme.CA(organization_name="Feedscope tests")
        file = folder / "authority.pem"
        ca.cert_pem.write_to_path(str(file))
        return cls(ca, file)

    def server(self, *names: str, expired: bool = False) -> ssl.SSLContext:
        """A server's TLS with a certificate for `names`, which ended yesterday if `expired`."""
        now = datetime.now(UTC)
        cert = self.ca.issue_cert(
            *(names or ("127.0.0.1", "localhost")),
            not_before=now - timedelta(days=30),
            not_after=now + timedelta(days=-1 if expired else 90),
        )
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        cert.configure_cert(context)
        return context

    def asking(self) -> ssl.SSLContext:
        """A server's TLS that wants a certificate of ours from the client."""
        context = self.server()
        self.ca.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED
        return context

    def client_files(self, folder: Path) -> tuple[str, str]:
        """Certificate and key of a client, as PEM files."""
        cert = self.ca.issue_cert("client@feed.test")
        chain, key = folder / "client.pem", folder / "client.key"
        cert.cert_chain_pems[0].write_to_path(str(chain))
        cert.private_key_pem.write_to_path(str(key))
        return str(chain), str(key)
