"""Fields are defined once, with a label in each language; a label means one thing."""

import pytest

from tasks.domain.choices import LANGUAGES, Comparator, Direction, MetricKind, MetricRole, Recurrence, TaskState, said, words_of
from tasks.domain.row_fields import DEFAULTS, FIELDS, TASK_FIELDS, FieldType


@pytest.mark.parametrize("choices", [Comparator, Direction, MetricKind, MetricRole, Recurrence, TaskState])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_worded(choices, language):
    words = words_of(choices, language)
    assert list(words) == [c.value for c in choices] and len(set(words.values())) == len(words) and all(words.values())
    assert all(said(c, language) == words[c] for c in choices)


@pytest.mark.parametrize("kind", [*FIELDS, "task"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_tell_fields_of_a_row_apart(kind, language):
    fields = (TASK_FIELDS if kind == "task" else FIELDS[kind]).values()
    labels = [field.label(language) for field in fields]
    assert len(set(labels)) == len(labels) and all(labels)


def test_choices_are_those_of_fields_that_are_chosen():
    for fields in (*FIELDS.values(), TASK_FIELDS):
        for field in fields.values():
            assert (field.choices is not None) == (field.holds is FieldType.CHOICE)
            assert field.default is None or field.default in list(field.choices)


def test_what_is_needed_has_a_default_or_says_what_the_row_is():
    needed = {kind: [n for n, f in fields.items() if f.required and n not in DEFAULTS.get(kind, {})] for kind, fields in FIELDS.items()}
    assert {kind: names for kind, names in needed.items() if names} == {
        "directive": ["text"], "metric": ["name", "value", "unit"], "citation": ["symbol"]
    }  # fmt: skip
