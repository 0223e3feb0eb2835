"""Engines: where the work on many documents is done."""

from auditor.engines.base import Done, Engine, EngineError, Failed, Outcome
from auditor.engines.local import Pool, Serial

__all__ = ["Done", "Engine", "EngineError", "Failed", "Outcome", "Pool", "Serial"]
