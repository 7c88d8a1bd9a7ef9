"""The rules of the house, read from the source: imports run one way, modules are small, names say what is in them."""

import ast
import re
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("config", "db", "flows", "tasks")
MODULES = sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))
NOUNS = (
    "confined",
    "archive",
    "scan",
    "ocr",
    "text",
    "vietnamese",
    "numbering",
    "reading",
    "rules",
    "nouns",
    "structure",
    "signing",
    "findings",
    "restore",
    "bundles",
)
BANNED_NAMES = {"utils", "helpers", "common", "base", "manager", "misc"}

# Rooms of the database side, each on those before it; `db` itself is the ground (engine, models) and what joins the rooms.
DB_ROOMS = ("record", "reading", "overlay", "copies", "asking", "review", "upkeep")

WRITING = re.compile(r"\b(insert|update|delete)\(|session\.(add|merge|delete)|\b(INSERT|UPDATE|DELETE) ")

LANGUAGE = {"tasks.reading", "tasks.rules", "tasks.nouns"}

# What each room may import of ours. `tasks` stands for the thin Prefect tasks directly below it.
MAY_IMPORT = {
    "tasks.domain": set(),
    "tasks.archive": {"tasks.domain"},
    "tasks.confined": {"tasks.domain"},
    "tasks.vietnamese": {"tasks.domain"},
    "tasks.scan": {"tasks.domain", "tasks.vietnamese", "tasks.confined"},
    "tasks.ocr": {"tasks.domain", "tasks.vietnamese", "tasks.confined", "tasks.scan"},
    "tasks.numbering": {"tasks.domain", "tasks.vietnamese"},
    "tasks.text": {"tasks.domain", "tasks.vietnamese", "tasks.numbering"},
    "tasks.restore": {"tasks.domain", "tasks.vietnamese", "tasks.text"},
    "tasks.bundles": {"tasks.domain", "tasks.vietnamese", "tasks.scan", "tasks.restore"},
    "tasks.reading": {"tasks.domain", "tasks.vietnamese"},
    "tasks.rules": {"tasks.domain", "tasks.reading"},
    "tasks.nouns": {"tasks.domain", "tasks.vietnamese", "tasks.reading", "tasks.rules"},
    "tasks.structure": {"tasks.domain", "tasks.vietnamese", "tasks.numbering", "tasks.text", *LANGUAGE},
    "tasks.signing": {"tasks.domain", "tasks.vietnamese", "tasks.scan", "tasks.text", "tasks.structure", *LANGUAGE},
    "tasks.findings": {"tasks.domain", "tasks.vietnamese", "tasks.numbering", "tasks.text", "tasks.structure", *LANGUAGE},
    "config": {"tasks.domain"},
    "db": {"tasks.domain"},
    "tasks": {"db", "tasks.domain", *(f"tasks.{n}" for n in NOUNS)},
    "flows": {"config", "db", "tasks", "tasks.domain", *(f"tasks.{n}" for n in NOUNS)},
}


def room_of(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] not in ROOMS:
        return None
    if parts[0] == "tasks" and len(parts) > 1 and f"tasks.{parts[1]}" in MAY_IMPORT:
        return f"tasks.{parts[1]}"
    return parts[0]


@cache
def imports_of(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def forbidden(module: str, imported: list[str]) -> list[str]:
    here = room_of(module)
    allowed = MAY_IMPORT[here] | {here}
    return [name for name in imported if room_of(name) is not None and room_of(name) not in allowed]


def test_imports_run_one_way():
    found = {name_of(path): forbidden(name_of(path), imports_of(path)) for path in MODULES}
    assert {name: backward for name, backward in found.items() if backward} == {}


def test_the_rule_catches_a_backward_import():
    assert forbidden("tasks.text.clean", ["config.settings.Settings"]) == ["config.settings.Settings"]
    assert forbidden("db.asking.details", ["tasks.findings.parties"]) == ["tasks.findings.parties"]
    assert forbidden("tasks.scan.source", ["tasks.step.run_step"]) == ["tasks.step.run_step"]


def order(imports: dict[str, list[str]]) -> list[str]:
    """Modules and packages in an order in which each comes behind what it imports.

    A package of ``flows`` counts as one: nothing may lead from it through others back into it.
    """
    names = set(imports)
    parts: dict[str, set[str]] = {}
    for module, imported in imports.items():
        for name in imported:
            other = name if name in names else name.rpartition(".")[0]
            if other in names:
                here, there = (shelf_of(n, names) for n in (module, other))
                parts.setdefault(here, set()).update({there} - {here})
                parts.setdefault(module, set()).add(other)
    return list(TopologicalSorter(parts).static_order())


def shelf_of(module: str, names: set[str]) -> str:
    """``flows.pool`` for ``flows.pool.places``; a module directly in its room is a shelf of its own."""
    room, _, rest = module.partition(".")
    package = f"{room}.{rest.split('.')[0]}"
    return f"{package}/" if room == "flows" and any(n.startswith(f"{package}.") for n in names) else module


def test_nothing_imports_in_a_circle():
    assert "flows.pool/" in order({name_of(path): imports_of(path) for path in MODULES})


@pytest.mark.parametrize(
    "imports",
    [
        {"flows.a": ["flows.b.f"], "flows.b": ["flows.a.g"]},
        {"flows.p.a": ["flows.q.b.f"], "flows.q.b": [], "flows.q.c": ["flows.p.d.g"], "flows.p.d": []},
    ],
)
def test_the_rule_sees_a_circle(imports):
    with pytest.raises(CycleError):
        order(imports)


@pytest.mark.parametrize("path", [p for p in MODULES if room_of(name_of(p)) == "tasks.domain"], ids=name_of)
def test_the_domain_needs_only_the_standard_library(path):
    outside = {name.split(".")[0] for name in imports_of(path)} - set(sys.stdlib_module_names) - {"tasks"}
    assert outside == set()


def test_the_nouns_know_neither_prefect_nor_the_database():
    nouns = [path for path in MODULES if room_of(name_of(path)) in {f"tasks.{n}" for n in NOUNS}]
    assert nouns
    found = {name_of(path): {name.split(".")[0] for name in imports_of(path)} & {"prefect", "sqlalchemy", "alembic"} for path in nouns}
    assert {name: foreign for name, foreign in found.items() if foreign} == {}


def test_modules_are_small_and_well_named():
    modules = [path for path in MODULES if "versions" not in path.parts]
    lines = {name_of(path): path.read_text("utf-8").count("\n") for path in modules}
    assert {name: count for name, count in lines.items() if count >= 300} == {}
    assert [path for path in modules if path.stem in BANNED_NAMES and path != ROOT / "db" / "base.py"] == []


def test_packages_hold_only_a_docstring_in_their_init():
    for path in (p for p in MODULES if p.name == "__init__.py"):
        body = ast.parse(path.read_text("utf-8")).body
        assert len(body) == 1 and ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_rooms_of_the_database_stand_on_each_other():
    for place, room in enumerate(DB_ROOMS):
        above = tuple(f"db.{name}." for name in DB_ROOMS[place + 1 :])
        for path in (ROOT / "db" / room).glob("*.py"):
            assert not [name for name in imports_of(path) if name.startswith(above)], path


def test_asking_writes_nothing():
    for path in (ROOT / "db" / "asking").glob("*.py"):
        assert not WRITING.search(path.read_text("utf-8")), path


def test_the_ground_knows_no_room():
    rooms = tuple(f"db.{name}." for name in DB_ROOMS)
    for path in (ROOT / "db").glob("*.py"):
        if path.stem not in {"schema", "repository"}:  # they join the rooms
            assert not [name for name in imports_of(path) if name.startswith(rooms)], path
