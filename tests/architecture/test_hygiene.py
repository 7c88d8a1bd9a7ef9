"""Rules that keep input out of SQL and shells, read from the source and from the configuration of the checks."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MODULES = sorted(p for room in ("config", "db", "flows", "tasks") for p in (ROOT / room).rglob("*.py"))
STATEMENTS = {"text", "exec_driver_sql", "execute", "executescript", "DDL"}
# Statements put together from constants of our own: their module, and what they may name.
BUILT = {
    "db/engine.py": {"pragma", "SQLITE_BUSY_SECONDS"},
    "db/asking/finding.py": {"bound"},  # a query of the program to be explained, its values as parameters
    "db/limited.py": {"temp", "table", "rows", "name"},  # names of tables, and queries over them
}


def built_statements(tree):
    """Names and values that are put into the text of a statement, where one is not a plain literal."""
    for node in ast.walk(tree):
        name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
        if not isinstance(node, ast.Call) or name not in STATEMENTS or not node.args:
            continue
        said = node.args[0]
        if isinstance(said, ast.JoinedStr):
            yield from (ast.unparse(part.value) for part in said.values if isinstance(part, ast.FormattedValue))
        elif isinstance(said, ast.BinOp) or getattr(getattr(said, "func", None), "attr", "") in {"format", "join", "replace"}:
            yield ast.unparse(said)


def test_no_value_is_written_into_a_statement():
    modules = {p.relative_to(ROOT).as_posix(): p.read_text("utf-8") for p in MODULES if "migrations" not in p.parts}
    found = {name: set(built_statements(ast.parse(source))) - BUILT.get(name, set()) for name, source in modules.items()}
    assert {name: values for name, values in found.items() if values} == {}


@pytest.mark.parametrize("bad", ["session.execute(text(f'SELECT {x}'))", "c.exec_driver_sql('DROP ' + name)", "text('a {}'.format(x))"])
def test_the_rule_sees_a_value_in_a_statement(bad):
    assert list(built_statements(ast.parse(bad)))


def test_the_checks_are_on():
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert {"D", "C90", "S", "PL", "B", "ANN"} <= set(lint["select"])  # docstrings, complexity, security, traps, types
    assert lint["pydocstyle"]["convention"] == "google"
    assert lint["mccabe"]["max-complexity"] <= 12
    assert not {"S", "S6", "S60", "S602", "S605", "S608", "S102", "S301", "S307", "S324", "S501", "S506"} & set(lint["ignore"])


def test_nobody_is_excused_from_the_rules_on_statements_and_shells():
    excused = re.compile(r"noqa:[^\n]*\bS(?:102|301|307|60[258]|506)\b|shell=True")
    assert [path for path in MODULES if excused.search(path.read_text("utf-8"))] == []
