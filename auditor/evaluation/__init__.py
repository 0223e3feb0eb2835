"""Measures the auditor against labels: findings, figures, aligned pairs, planted errors."""

from auditor.evaluation.figures import FigureScore, evaluate_figures
from auditor.evaluation.findings import Score, evaluate
from auditor.evaluation.labels import sort_of

__all__ = ["FigureScore", "Score", "evaluate", "evaluate_figures", "sort_of"]
