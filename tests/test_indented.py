"""JSON with an indent is written as the standard library writes it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reporting.indented import indented

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(plain, lambda each: st.lists(each) | st.dictionaries(st.text(), each))


@given(values)
def test_text_is_that_of_the_standard_library(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)


def test_what_is_no_json_is_told() -> None:
    with pytest.raises(TypeError, match="set"):
        indented({"a": {1}})
