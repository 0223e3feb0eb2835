"""What the tests share."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from auditor.pipeline import Audit, Knowledge, know
from tests import told

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples"

# A shell without job control starts what runs behind it with Ctrl-C ignored, which commands under test would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The laws are tried on the same inputs each time: what fails here fails for everybody. More inputs, chosen anew:
# `--hypothesis-profile=default`.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped rules, loaded once."""
    return know()


@pytest.fixture
def audited(tmp_path: Path, knowledge: Knowledge) -> Callable[..., Audit]:
    """Audits texts as the files of one organisation."""

    def run(*texts: str, same_organisation: bool = True, form: str = "txt") -> Audit:
        return told.audited(texts, knowledge, tmp_path, same_organisation=same_organisation, form=form)

    return run
