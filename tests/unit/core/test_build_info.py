"""Which build this is, from what a packager wrote down or from a checkout of git."""

import json
import subprocess
from pathlib import Path

import pytest

from monitor.core import build_info as module
from monitor.core.build_info import BuildInfo, build_info, commit_of_checkout

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def checkout(root: Path, **files: str) -> Path:
    """A folder inside a made-up checkout; the files are put into its .git, "__" in a name being a slash."""
    for name, text in files.items():
        path = root / ".git" / name.replace("__", "/").replace("_", "-")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    inside = root / "resources" / "icons"
    inside.mkdir(parents=True)
    return inside


def test_a_branch_names_its_commit_in_a_file_of_its_own(tmp_path: Path) -> None:
    inside = checkout(tmp_path, HEAD="ref: refs/heads/main\n", refs__heads__main=f"{COMMIT}\n")
    assert commit_of_checkout(inside) == COMMIT[:10]


def test_a_branch_may_be_packed_away(tmp_path: Path) -> None:
    packed = f"# pack-refs with: peeled\n{'f' * 40} refs/heads/other\n{COMMIT} refs/heads/main\n"
    inside = checkout(tmp_path, HEAD="ref: refs/heads/main\n", packed_refs=packed)
    assert commit_of_checkout(inside) == COMMIT[:10]


def test_a_commit_may_be_checked_out_without_a_branch(tmp_path: Path) -> None:
    assert commit_of_checkout(checkout(tmp_path, HEAD=f"{COMMIT}\n")) == COMMIT[:10]


def test_a_worktree_says_where_its_branches_are(tmp_path: Path) -> None:
    checkout(tmp_path / "main", HEAD="ref: refs/heads/main\n", refs__heads__side=f"{COMMIT}\n")
    own = tmp_path / "main" / ".git" / "worktrees" / "side"
    own.mkdir(parents=True)
    (own / "HEAD").write_text("ref: refs/heads/side\n")
    (own / "commondir").write_text("../..\n")
    inside = tmp_path / "side" / "resources" / "icons"
    inside.mkdir(parents=True)
    (tmp_path / "side" / ".git").write_text(f"gitdir: {own}\n")
    assert commit_of_checkout(inside) == COMMIT[:10]


@pytest.mark.parametrize("head", ["", "ref: refs/heads/nowhere\n"])
def test_what_git_does_not_say_is_not_known(tmp_path: Path, head: str) -> None:
    assert commit_of_checkout(checkout(tmp_path, HEAD=head)) == ""


def test_there_need_not_be_a_checkout(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b" / "c" / "d" / "e"
    inside.mkdir(parents=True)
    assert commit_of_checkout(inside) == ""


def test_this_checkout_is_the_commit_that_git_says() -> None:
    if not (Path(module.__file__).parents[2] / ".git").exists():
        pytest.skip("this is no checkout")
    said = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=Path(module.__file__).parent, capture_output=True, text=True, check=True
    )
    assert build_info().commit == said.stdout[:10]


def baked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> BuildInfo:
    file = tmp_path / "build.json"
    file.write_text(text)
    monkeypatch.setattr(module, "resource", lambda *_: file)
    return build_info()


def test_a_packager_says_commit_time_kind_and_versions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = {
        "commit": COMMIT,
        "built": "2026-01-02",
        "kind": "deb",
        "versions": {"PySide6_Essentials": "6.12", "numpy": "2.4"},
    }
    found = baked(monkeypatch, tmp_path, json.dumps(told))
    assert found == BuildInfo(COMMIT[:10], "2026-01-02", "deb", {"pyside6-essentials": "6.12", "numpy": "2.4"})


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00", '{"versions": 3}'])
def test_a_damaged_note_of_the_packager_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    assert baked(monkeypatch, tmp_path, text) == BuildInfo()
