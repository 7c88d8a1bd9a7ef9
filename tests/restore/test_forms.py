import numpy as np
import pytest

from tasks.restore.forms import OWN, forms_of
from tasks.restore.letters import Style


@pytest.mark.parametrize(("form", "title", "capitals"), [("huyện", "Huyện", "HUYỆN"), ("ở", "Ở", "Ở")])
def test_a_syllable_stands_at_one_place_in_each_case_with_its_number(model, form, title, capitals):
    forms = forms_of(model)
    at = forms.forms.index(form)
    assert [forms.words[style][at] for style in Style] == [form, title, capitals]
    assert forms.numbers[at] == model.number(form)
    assert forms.weighed[at] == np.float32(OWN) * np.float32(model.unigrams[model.number(form)])


def test_what_is_no_syllable_is_no_form(model):
    assert not {"<s>", "<num>", "internet"} & set(forms_of(model).forms)
    assert forms_of(model) is forms_of(model)
