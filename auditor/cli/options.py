"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def rules_option() -> Decorator:
    """``--rules DIR``."""
    return click.option(
        "--rules",
        "rules_folder",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Your own rules folder, laid over the shipped one: severities, wordings, indicators, synonyms.",
    )


def language_option() -> Decorator:
    """``--lang vi|en``."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["vi", "en"]),
        help="Language of messages. Default: that of the documents.",
    )
