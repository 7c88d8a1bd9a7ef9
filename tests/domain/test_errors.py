import inspect
import pickle
import re
from pathlib import Path

import pytest

from flows.ending import STOPPED_EXIT
from flows.outcome import BUG_EXIT
from flows.takeaway.follow_commands import REFUSED_EXIT
from flows.upkeep.commands import DAMAGE_EXIT
from tasks.domain import asking_errors, correction_errors, errors

TREE = sorted(
    {
        e
        for m in (errors, correction_errors, asking_errors)
        for _, e in inspect.getmembers(m, inspect.isclass)
        if issubclass(e, errors.ThongbaoError)
    },
    key=lambda kind: kind.__name__,
)
DOCS = Path(__file__).parent.parent.parent / "docs" / "errors.md"


@pytest.mark.parametrize("kind", TREE)
def test_an_error_crosses_process_borders_unharmed(kind):
    error = pickle.loads(pickle.dumps(kind("It broke in x.pdf.", "Mend it.")))
    assert type(error) is kind
    assert (error.message, error.hint, str(error)) == ("It broke in x.pdf.", "Mend it.", "It broke in x.pdf. Mend it.")


def test_codes_are_unique():
    codes = [kind.code for kind in TREE]
    assert len(codes) == len(set(codes))


def test_every_exit_code_stands_in_one_table_and_no_other_does():
    listed = re.findall(r"^\| (\d+) \| ", DOCS.read_text("utf-8"), re.MULTILINE)
    ours = {kind.exit_code for kind in TREE} | {0, 2, BUG_EXIT, STOPPED_EXIT, DAMAGE_EXIT, REFUSED_EXIT}
    assert [int(code) for code in listed] == sorted(ours)


@pytest.mark.parametrize("kind", TREE)
def test_every_error_is_documented_with_its_exit_code(kind):
    row = next((line for line in DOCS.read_text("utf-8").splitlines() if line.startswith(f"| `{kind.code}` ")), None)
    assert row, f"docs/errors.md has no row for {kind.code}"
    assert f"| {kind.exit_code} |" in row, row
    assert ("| yes |" if kind.retryable else "| no |") in row, row
