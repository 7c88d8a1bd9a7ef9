"""prefect.yaml and `thongbao deploy` say the same."""

import inspect
from importlib import import_module
from pathlib import Path

import prefect
import pytest
import yaml
from prefect import Flow
from prefect.cli.deploy._models import PrefectYamlModel

from config.settings import Settings, load_settings
from flows.serving.pool_deployments import pooled_deployments
from tasks.domain.errors import ConfigError

PAGE = Path(__file__).parents[3] / "prefect.yaml"


@pytest.fixture
def written():
    return yaml.safe_load(PAGE.read_text("utf-8"))


def flow_at(entrypoint):
    module, _, name = entrypoint.rpartition(".")
    return getattr(import_module(module), name)


def test_every_entrypoint_is_a_flow_and_has_the_parameters_that_are_given(written):
    for one in written["deployments"]:
        flow = flow_at(one["entrypoint"])
        assert isinstance(flow, Flow)
        assert set(one.get("parameters", {})) <= set(inspect.signature(flow.fn).parameters)


def test_prefect_takes_the_file_and_fetches_nothing(written):
    taken = PrefectYamlModel.model_validate(written)
    assert [one.name for one in taken.deployments] == ["nightly", "ingest", "reprocess", "document"]
    assert taken.pull == []
    assert taken.prefect_version == prefect.__version__


async def test_both_ways_of_registering_say_the_same(written, home):
    schedule = {name: Settings.model_fields[name].default for name in ("nightly_cron", "timezone")}
    made = {d.name: d for d in await pooled_deployments(load_settings(work_pool="thongbao", **schedule))}
    assert set(made) == {one["name"] for one in written["deployments"]}
    for one in written["deployments"]:
        ours = made[one["name"]]
        assert (one["entrypoint"], one["description"]) == (ours.entrypoint, ours.description)
        pool = one["work_pool"]
        assert (pool["name"], pool["work_queue_name"], pool["job_variables"]) == (
            ours.work_pool_name,
            ours.work_queue_name,
            ours.job_variables,
        )
        times = [(s["cron"], s["timezone"]) for s in one.get("schedules", [])]
        assert times == [(s.schedule.cron, s.schedule.timezone) for s in ours.schedules or []]
        limit = one.get("concurrency_limit")
        if limit:
            assert (limit["limit"], limit["collision_strategy"]) == (ours.concurrency_limit, ours.concurrency_options.collision_strategy)
        else:
            assert ours.concurrency_limit is None


async def test_a_wrong_schedule_is_named_here_too(home):
    with pytest.raises(ConfigError, match="nightly_cron"):
        await pooled_deployments(load_settings(work_pool="x", nightly_cron="often"))
