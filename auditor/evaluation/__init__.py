"""Measures the auditor against labels: findings, figures, aligned pairs, planted errors."""

from auditor.evaluation.examples import RuleScore, evaluate_rules
from auditor.evaluation.figures import FigureScore, evaluate_figures
from auditor.evaluation.findings import Score, evaluate
from auditor.evaluation.labels import sort_of
from auditor.evaluation.pairs import PairScore, evaluate_pairs
from auditor.evaluation.planted import PlantedScore, evaluate_planted

__all__ = [
    "FigureScore",
    "PairScore",
    "PlantedScore",
    "RuleScore",
    "Score",
    "evaluate",
    "evaluate_figures",
    "evaluate_pairs",
    "evaluate_planted",
    "evaluate_rules",
    "sort_of",
]
