"""A Debian with next to nothing in it, in a folder, and how programs are run inside."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from tests.dist.built import BUILD

__all__ = ["HOME", "BareRoot", "make_root", "why_not"]

_RELEASE = "bookworm"
_BASE = BUILD / "root" / _RELEASE
_ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
_USER = 1000
HOME = PurePosixPath("/") / "home" / "tester"
"""The ordinary user's, as seen from inside."""

_NOT_COMPARED = ("proc", "dev", "sys", "tmp", "home", "var/lib/dpkg", "var/lib/apt", "var/cache", "var/log")
"""What every installation and removal of any package changes, and what is the user's own."""


def why_not() -> str:
    """Why there can be no such root on this machine, "" when there can."""
    if os.geteuid() != 0:
        return "only root can make a Debian in a folder"
    missing = [name for name in ("debootstrap", "unshare", "chroot", "dpkg-deb") if shutil.which(name) is None]
    return f"{' and '.join(missing)} missing" if missing else ""


def make_root(folder: Path) -> "BareRoot":
    """A fresh root with one ordinary user; the first one on a machine is fetched from Debian and kept in build/.

    Raises OSError when it cannot be fetched.
    """
    if not (_BASE / "complete").exists():
        _bootstrap()
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["cp", "-a", "--reflink=auto", _BASE, folder], check=True)
    shutil.copy("/etc/resolv.conf", folder / "etc/resolv.conf")
    root = BareRoot(folder)
    root.run("useradd", "--create-home", "--uid", str(_USER), "tester")
    return root


class BareRoot:
    """One root. Nothing stays mounted: each program has mounts of its own, which end with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home/tester"

    def run(self, *command: str, as_user: bool = False, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run a program to its end and return it with what it said."""
        done = subprocess.run(
            self._inside(command, as_user=as_user, environment={}), capture_output=True, text=True, timeout=400
        )
        if check:
            assert done.returncode == 0, f"{' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done

    def begin(self, *command: str, environment: Mapping[str, str]) -> "subprocess.Popen[str]":
        """Start a program as the ordinary user. Its process id is the program's own: it can be sent signals."""
        return subprocess.Popen(
            self._inside(command, as_user=True, environment=environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def apt(self, *arguments: str) -> None:
        """Run apt-get without questions; what it fetches is kept for the next root."""
        options = ("-o", "APT::Keep-Downloaded-Packages=true", "-o", "Acquire::Retries=3")
        done = self.run("apt-get", "-y", "-q", *options, *arguments, check=False)
        if done.returncode != 0 and "install" in arguments:
            # What was cached may be older than what the mirror still has.
            self.run("apt-get", "-q", "update")
            done = self.run("apt-get", "-y", "-q", *options, *arguments, check=False)
        assert done.returncode == 0, f"{done.stdout[-3000:]}{done.stderr[-3000:]}"
        fetched = self.folder / "var/cache/apt/archives"
        for file in fetched.glob("*.deb"):
            if not (_BASE / "var/cache/apt/archives" / file.name).exists():
                shutil.copy2(file, _BASE / "var/cache/apt/archives")

    def put(self, file: Path) -> str:
        """Copy a file to where the root's programs see it; its path in there."""
        shutil.copy(file, self.folder / "tmp" / file.name)
        (self.folder / "tmp" / file.name).chmod(0o644)
        return f"/tmp/{file.name}"

    def files(self) -> set[str]:
        """Every path that a package may leave behind."""
        return {name for name in _walk(self.folder, "") if not name.startswith(_NOT_COMPARED)}

    def processes(self) -> list[str]:
        """The programs that still run in here, by their ids and names."""
        here = str(self.folder.resolve())
        found: list[str] = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if str((process / "root").readlink()) == here:
                    found.append(f"{process.name} {(process / 'comm').read_text().strip()}")
            except OSError:
                continue
        return found

    def _inside(self, command: Sequence[str], *, as_user: bool, environment: Mapping[str, str]) -> list[str]:
        """Each step becomes the next, so the program has the id of the first."""
        owner = ["--userspec", f"{_USER}:{_USER}"] if as_user else []
        home = {"HOME": str(HOME) if as_user else "/root"}
        values = [f"{name}={value}" for name, value in {**_ENVIRONMENT, **home, **environment}.items()]
        script = 'mount -t proc proc "$0/proc" && exec chroot "$@"'
        inner = [str(self.folder), *owner, str(self.folder), "/usr/bin/env", "-i", "-C", home["HOME"], *values]
        return ["unshare", "--mount", "sh", "-c", script, *inner, *command]


def _bootstrap() -> None:
    shutil.rmtree(_BASE, ignore_errors=True)
    _BASE.parent.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(
        ["debootstrap", "--variant=minbase", _RELEASE, _BASE], capture_output=True, text=True, timeout=500
    )
    if made.returncode != 0:
        shutil.rmtree(_BASE, ignore_errors=True)
        raise OSError(f"Debian could not be fetched: {made.stdout.strip().splitlines()[-1:]}")
    (_BASE / "complete").touch()


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{prefix}{entry.name}"
            yield name
            if entry.is_dir(follow_symlinks=False) and not name.startswith(_NOT_COMPARED):
                yield from _walk(Path(entry.path), f"{name}/")
