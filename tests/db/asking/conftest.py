"""A notice whose sentences are steps of tasks."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from tasked import NOTICE

from db.asking.details import revision_detail
from db.repository import write_reading


@pytest.fixture
def load(url, document, key):
    count = iter(range(1, 1000))

    def write(variant=NOTICE):
        write_reading(url, key(document, f"f{next(count)}"), variant.reading())
        return revision_detail(url, document.id).directives

    return write


@pytest.fixture
def look(url, document):
    """Tasks as the lines their steps stand on, the step of the deadline, and how far they are."""

    def run(number=None):
        detail = revision_detail(url, document.id, number)
        place = {d.id: index for index, d in enumerate(detail.directives)}
        return [([place[s.id] for s in t.steps], t.deadline_step, t.state) for t in detail.tasks]

    return run
