"""Schemathesis asks every operation what its description allows, and what it does not: every answer must be as described."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from flows.review.patience import Patience

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Endless(Patience):
    """Minds no number of tokens that do not hold."""

    def begin(self, address, name, now):
        return 0.0


@pytest.fixture
def described(program):
    asking = program("all", per_minute=1_000_000)
    asking.site.programs.patience = Endless()
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", asking.client.app, headers=_headers(asking))
    schema.shown = asking.shown
    return schema


def _headers(asking):
    return {"Authorization": f"Bearer {asking.shown}", "Host": "127.0.0.1"}


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case, described):
    case.call_and_validate(headers={"Authorization": f"Bearer {described.shown}", "Host": "127.0.0.1"})
