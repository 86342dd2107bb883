"""What stands between a client and a server, by other people: nginx and haproxy with TLS, and four kinds of proxies.

Each runs in the foreground, in a folder of its own, on 127.0.0.1. Proxies go out from `WAY_OUT`, by which the server
behind can tell them; they let in `ann` with `secret` where they ask at all.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.helpers.certificates import Authority
from tests.helpers.servers_brokers import Broker, free_port, program

__all__ = ["WAY_OUT", "dante", "haproxy", "microsocks", "nginx", "squid", "tinyproxy"]

WAY_OUT = "127.0.0.2"
"""Loopback too, and nobody else's."""


def _written(folder: Path, name: str, lines: str) -> str:
    file = folder / name
    file.write_text(lines)
    return str(file)


def _certificate(authority: Authority, folder: Path) -> tuple[str, str]:
    """Certificate and key for 127.0.0.1, as PEM files."""
    cert = authority.ca.issue_cert("127.0.0.1", "localhost")
    chain, key = folder / "server.pem", folder / "server.key"
    cert.cert_chain_pems[0].write_to_path(str(chain))
    cert.private_key_pem.write_to_path(str(key))
    return str(chain), str(key)


def nginx(folder: Path, *, behind: int, authority: Authority, asking: bool = False) -> Broker:
    """Ends TLS in front of port `behind`. asking: only for clients with a certificate of the authority's."""
    name, port = program("nginx"), free_port()
    chain, key = _certificate(authority, folder)
    wanted = f"ssl_client_certificate {authority.file}; ssl_verify_client on;" if asking else ""
    temporary = "".join(
        f"{kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = f"""
daemon off; master_process off; pid {folder / "nginx.pid"}; error_log {folder / "error.log"};
events {{}}
http {{
  access_log off;
  {temporary}
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {chain}; ssl_certificate_key {key};
    ssl_protocols TLSv1.2 TLSv1.3;
    {wanted}
    location / {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
      proxy_set_header X-Came-By nginx;
    }}
  }}
}}
"""
    file = _written(folder, "nginx.conf", config)
    return Broker([name, "-p", str(folder), "-e", str(folder / "error.log"), "-c", file], port=port, folder=folder)


def haproxy(folder: Path, *, behind: int, authority: Authority, asking: bool = False) -> Broker:
    """Ends TLS in front of port `behind`. asking: only for clients with a certificate of the authority's."""
    name, port = program("haproxy"), free_port()
    both = "".join(Path(file).read_text() for file in _certificate(authority, folder))
    wanted = f"ca-file {authority.file} verify required" if asking else ""
    config = f"""
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  timeout tunnel 60s
frontend feed
  bind 127.0.0.1:{port} ssl crt {_written(folder, "both.pem", both)} {wanted}
  http-request set-header X-Came-By haproxy
  default_backend behind
backend behind
  server behind 127.0.0.1:{behind}
"""
    return Broker([name, "-db", "-f", _written(folder, "haproxy.cfg", config)], port=port, folder=folder)


def _for_squid(folder: Path) -> tuple[Path, list[str]]:
    """A folder that it can use and how to start it: as root it will not run, nor could another read the folder."""
    if os.geteuid() != 0:
        return folder, []
    other = Path(tempfile.mkdtemp(prefix="feedscope-squid-"))
    atexit.register(shutil.rmtree, other, ignore_errors=True)
    shutil.chown(other, "proxy", "proxy")
    return other, [program("setpriv"), "--reuid=proxy", "--regid=proxy", "--clear-groups"]


def squid(folder: Path, *, forbidden: int) -> Broker:
    """CONNECT with a password, but not to port `forbidden`."""
    name, port = program("squid"), free_port()
    folder, become = _for_squid(folder)
    hashed = subprocess.run(
        [program("openssl"), "passwd", "-apr1", "secret"], capture_output=True, text=True, check=True
    ).stdout.strip()
    users = _written(folder, "users", f"ann:{hashed}\n")
    config = f"""
http_port 127.0.0.1:{port}
tcp_outgoing_address {WAY_OUT}
auth_param basic program /usr/lib/squid/basic_ncsa_auth {users}
auth_param basic realm feed
acl known proxy_auth REQUIRED
acl forbidden port {forbidden}
http_access deny forbidden
http_access allow known
http_access deny all
cache deny all
pinger_enable off
shutdown_lifetime 0 seconds
access_log stdio:{folder / "access.log"}
cache_log {folder / "cache.log"}
pid_filename {folder / "squid.pid"}
coredump_dir {folder}
"""
    return Broker(
        [*become, name, "-N", "-n", f"feedscope{port}", "-f", _written(folder, "squid.conf", config)],
        port=port,
        folder=folder,
    )


def tinyproxy(folder: Path, *, allowed: int) -> Broker:
    """CONNECT with a password, to port `allowed` alone."""
    name, port = program("tinyproxy"), free_port()
    config = f"""
Port {port}
Listen 127.0.0.1
Bind {WAY_OUT}
Timeout 60
Allow 127.0.0.1
BasicAuth ann secret
ConnectPort {allowed}
LogLevel Connect
PidFile "{folder / "tinyproxy.pid"}"
"""
    return Broker([name, "-d", "-c", _written(folder, "tinyproxy.conf", config)], port=port, folder=folder)


def dante(folder: Path, *, forbidden: int) -> Broker:
    """SOCKS 4, 4a, 5 and 5h, but not to port `forbidden`. Without a password: it takes those of the system alone."""
    name, port = program("danted"), free_port()
    config = f"""
logoutput: stderr
internal: 127.0.0.1 port = {port}
external.protocol: ipv4
external: {WAY_OUT}
clientmethod: none
socksmethod: none
client pass {{ from: 127.0.0.0/8 to: 0.0.0.0/0 }}
socks block {{ from: 0.0.0.0/0 to: 0.0.0.0/0 port = {forbidden} log: connect }}
socks pass {{ from: 127.0.0.0/8 to: 0.0.0.0/0 log: connect }}
"""
    command = [name, "-f", _written(folder, "danted.conf", config), "-p", str(folder / "danted.pid")]
    return Broker(command, port=port, folder=folder, group=True)


def microsocks(folder: Path) -> Broker:
    """SOCKS 5 and 5h, with a password."""
    name, port = program("microsocks"), free_port()
    command = [name, "-i", "127.0.0.1", "-p", str(port), "-u", "ann", "-P", "secret", "-b", WAY_OUT]
    return Broker(command, port=port, folder=folder)
