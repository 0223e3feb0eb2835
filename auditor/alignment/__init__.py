"""Alignment: figures and facts of different passages that state the same indicator, and why."""

from auditor.alignment.align import Judged, align
from auditor.alignment.catalogue import Catalogue

__all__ = ["Catalogue", "Judged", "align"]
