"""Checks: pure functions that look at aligned figures, or at the figures of one document, for what cannot be true."""

from auditor.checks.run import CHECKS, run

__all__ = ["CHECKS", "run"]
