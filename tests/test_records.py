"""Records of the model: frozen, pickled as they are, and nothing else is restored from what a worker sends."""

from __future__ import annotations

import copy
import dataclasses
import decimal
import pickle
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from auditor import records, worker
from auditor.evaluation.labels import small_document
from auditor.extraction import extract
from auditor.model import Interval, Note, Period
from auditor.pipeline import Knowledge

TEXT = "Năm 2024, thu ngân sách đạt khoảng 1.250,5 tỷ đồng, tăng 7,2% so với năm 2023; có 22/27 ủy viên tái cử."


class _Forged:
    """Pickled as a call of what restores records."""

    def __init__(self, *arguments: Any, made_by: Callable[..., Any] = records.restored) -> None:
        self.call = made_by, arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return self.call


def sent(value: object) -> bytes:
    return pickle.dumps(("done", value), pickle.HIGHEST_PROTOCOL)


def test_what_was_extracted_comes_back_as_it_was(knowledge: Knowledge) -> None:
    found = extract(small_document("a", TEXT, "", 2024, "vi"), knowledge.packs["vi"])
    assert len(found.figures) == 3
    for back in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        assert back == found
        assert back is not found


def test_what_a_worker_read_comes_back_as_it_was() -> None:
    document = small_document("a", TEXT, "Kết quả", 2024, "vi")
    assert worker.restore(sent(document)) == ("done", document)


def test_a_record_that_was_pickled_cannot_be_changed() -> None:
    back = pickle.loads(pickle.dumps(Note.of("note.alone", figures="3")))
    with pytest.raises(dataclasses.FrozenInstanceError):
        back.code = "other"
    assert hash(back) == hash(Note.of("note.alone", figures="3"))


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(_Forged(Interval, Decimal(1)), id="too few values"),
        pytest.param(_Forged(Note, *"abc"), id="too many values"),
        pytest.param(_Forged(Decimal, "1", "2"), id="a class that is no record"),
        pytest.param(_Forged("Period", 1), id="no class"),
        pytest.param(_Forged(Period), id="no value"),
        pytest.param(_Forged("1", made_by=records.record), id="another function of the module"),
        pytest.param(_Forged("true", made_by=exec), id="a function that acts"),
        pytest.param(_Forged(made_by=decimal.getcontext), id="another function of an allowed module"),
    ],
)
def test_a_forged_record_is_refused(forged: _Forged) -> None:
    with pytest.raises(pickle.UnpicklingError):
        worker.restore(sent(forged))
