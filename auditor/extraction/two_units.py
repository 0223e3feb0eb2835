"""Quantities that are said in two units of one sort: ``4 minutes 12 seconds``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extraction.hedges import Hedges
from auditor.extraction.mentions import Mention
from auditor.intervals import added, exact, middle
from auditor.language import Pack

_GAP = 5
"""Characters that may stand between the two."""
_DIGITS = re.compile(r"\d{1,3}")


def joined(folded: str, found: Sequence[Mention], pack: Pack, hedges: Hedges) -> list[Mention]:
    """The mentions of a passage, one for each quantity that two of them make.

    Args:
        folded: The passage's text.
        found: In order.
        pack: Their language.
        hedges: By which they are widened.
    """
    out: list[Mention] = []
    for mention in found:
        whole = _whole(folded, out[-1], mention, pack, hedges) if out else None
        if whole is None:
            out.append(mention)
        else:
            out[-1] = whole
    return out


def _whole(folded: str, first: Mention, second: Mention, pack: Pack, hedges: Hedges) -> Mention | None:
    """A whole number of a time with what is left over in a lesser unit, which is less than one of the greater."""
    if not first.dimension == second.dimension == "duration" or first.unit != second.unit:
        return None
    if not first.scale > second.scale or second.start - first.end > _GAP or first.shape != "number" != second.shape:
        return None
    more, less = middle(first.printed), middle(second.printed)
    if more is None or less is None or not 0 <= less < first.scale or second.hedge:
        return None
    if not _DIGITS.fullmatch(folded, first.start, first.digits_end):
        return None
    if pack.number_joint.fullmatch(folded, first.end, second.start) is None:
        return None
    printed = added((exact(more), second.printed))
    return second._replace(
        start=first.start,
        printed=printed,
        value=hedges.widen(printed, first.shape, first.hedge),
        hedge=first.hedge,
        bare=False,
        sure=first.sure and second.sure,
    )
