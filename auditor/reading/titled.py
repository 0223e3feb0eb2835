"""What the times in a title say of its document: the year that it is on, and when what it is of was held."""

from __future__ import annotations

import re

from auditor.language import Pack

YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,]\d|\d)")
"""A year that is no part of a date or number."""
_YEAR_ALONE = len("2024")


def without_meetings(folded: str, pack: Pack) -> str:
    """The folded lines of a title without the month of a meeting or of the document, which is none that they are on."""
    return pack.meetings.sub(lambda m: f"{m.group()[: m.start('m') - m.start()]} ", folded)


def of_title(date: str | None, head: str, pack: Pack) -> str | None:
    """The date of a document that is told by the years in its text alone, corrected by what its title says.

    The month of a meeting is the document's own. A report on one year may name the year before oftener, with which it
    compares; what is planned for a year is written before it.

    Args:
        date: As found in the text.
        head: The title and the lines below it, folded.
        pack: Their language.
    """
    if date is None or len(date) != _YEAR_ALONE:
        return date
    held = [m for m in pack.meetings.finditer(head) if m.group("y") == date]
    month = pack.period_number(held[-1].group("m")) if held else None
    if month:
        return f"{date}-{month:02d}"
    years = set(YEAR.findall(without_meetings(head, pack)))
    ahead = pack.ahead.search(head) or any(label == "target" for _, _, label in pack.role_headings(head))
    return str(int(date) + 1) if years == {str(int(date) + 1)} and not ahead else date
