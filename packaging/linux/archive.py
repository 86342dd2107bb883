"""The .tar.xz that runs from any folder."""

import shutil
import subprocess
import tarfile
from pathlib import Path

from linux.files import copied, dated, walked
from linux.licences import licence_texts
from linux.program import ROOT, Program
from linux.share import write_build_info, write_share

__all__ = ["build_archive"]

_COMMON = Path("/usr/share/common-licenses")


def build_archive(program: Program, target: Path, *, work: Path) -> Path:
    """Make the archive in folder `target`."""
    name = f"feedscope-{program.version}"
    root = work / "tar" / name
    shutil.rmtree(root.parent, ignore_errors=True)
    copied(program.folder, root)
    write_build_info(root / "_internal/monitor/_resources", kind="tar.xz")
    write_share(work / "tar-share", program)
    copied(work / "tar-share/usr/share", root / "share")
    shutil.rmtree(work / "tar-share")
    (root / "README.txt").write_bytes((ROOT / "packaging/linux/README.txt").read_bytes())
    (root / "LICENCES.txt").write_text(licence_texts(program.folder), "utf-8")
    for text in ("LGPL-3", "GPL-3"):
        shutil.copyfile(_COMMON / text, root / f"{text}.txt")
    dated(root, program.epoch)
    target.mkdir(parents=True, exist_ok=True)
    plain = target / f"{name}-linux-x86_64.tar"
    with tarfile.open(plain, "w", format=tarfile.GNU_FORMAT) as archive:
        for path in [root, *walked(root)]:
            archive.add(path, path.relative_to(root.parent).as_posix(), recursive=False, filter=_owned_by_root)
    # A fixed number of threads: it shows in the bytes.
    subprocess.run(["xz", "--force", "-6", "--threads=2", plain], check=True)
    return plain.with_name(f"{plain.name}.xz")


def _owned_by_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    # Hard links within the archive would be links to the folder it was made from.
    return member
