"""What holds for every module: it says in one sentence what it is, and its `__all__` is true."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "monitor").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_what_it_offers(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    first = (ast.get_docstring(tree) or "").split("\n\n")[0]
    assert first.endswith(".")
    assert not re.search(r"[.!?]\s+[A-Z`]", first), "the first paragraph is more than one sentence"
    if path.name != "__init__.py":
        offered = _offered(tree)
        assert offered <= _defined(tree) | _imported(tree)
        assert {name for name in _defined(tree) if not name.startswith("_")} <= offered | {"T"}


def _offered(tree: ast.Module) -> set[str]:
    (names,) = [
        ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign) and "__all__" in _bound(node)
    ]
    assert len(set(names)) == len(names)
    return set(names)


def _defined(tree: ast.Module) -> set[str]:
    return {name for node in tree.body for name in _bound(node)}


def _bound(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            return {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()


def _imported(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
