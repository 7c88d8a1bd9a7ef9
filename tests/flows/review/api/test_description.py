"""Schemathesis asks every operation what its description allows, and what it does not: every answer must be as described."""

from functools import partial

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from flows.review.patience import Patience

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Endless(Patience):
    """Minds no number of tokens that do not hold."""

    def begin(self, address, name, now):
        return 0.0


def named(description, look):
    """The description with names of rows and documents that there are, beside those that are made up."""
    detail = look()
    keys = {"metrics": detail.metrics, "citations": detail.citations}
    for path, operations in description["paths"].items():
        row = keys.get(path.split("/")[3], detail.directives)[0]
        examples = {"key": row.key, "short_id": detail.document.short_id, "number": 1}
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["example"] = examples[parameter["name"]]
    return description


@pytest.fixture
def described(program, look):
    asking = program("all", per_minute=1_000_000)
    asking.site.programs.patience = Endless()
    app = asking.client.app
    app.state.description = partial(named, asking.get("openapi.json").json(), look)
    headers = {"Authorization": f"Bearer {asking.shown}", "Host": "127.0.0.1"}
    loaded = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=headers)
    loaded.headers = headers
    return loaded


schema = schemathesis.pytest.from_fixture("described")


@pytest.mark.slow  # every operation of the interface, a minute
@schema.parametrize()
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case, described):
    case.call_and_validate(headers=described.headers)
