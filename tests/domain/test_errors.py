import inspect
import pickle
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("kind", TREE)
def test_every_error_is_documented_with_its_exit_code(kind):
    row = next((line for line in DOCS.read_text("utf-8").splitlines() if line.startswith(f"| `{kind.code}` ")), None)
    assert row, f"docs/errors.md has no row for {kind.code}"
    assert f"| {kind.exit_code} |" in row, row
    assert ("| yes |" if kind.retryable else "| no |") in row, row
