"""How a language pack says that what follows is wanted."""

from __future__ import annotations

import re
from functools import cached_property

from auditor.language.dimension import Dimension


class Wanted(Dimension):
    """Sentences that set targets, and how what follows goes on with them."""

    @cached_property
    def set_before(self) -> re.Pattern[str]:
        """A sentence that sets targets, behind which the next tells them one by one."""
        return self._compile(self._files["roles"]["set_before"] or r"(?!)")

    @cached_property
    def turns_to(self) -> re.Pattern[str]:
        """The opening of a paragraph that goes on telling what is wanted, of another field."""
        return self._compile(self._files["roles"]["turns_to"] or r"(?!)")

    @cached_property
    def lists_targets(self) -> re.Pattern[str]:
        """A sentence or heading that ends with a colon and announces targets, told one by one in the lines below."""
        return self._compile(self._files["roles"]["lists_targets"] or r"(?!)")
