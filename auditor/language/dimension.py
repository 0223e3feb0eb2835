"""What the parts of a language pack have in common: its files, its lexicon, how its patterns are compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from auditor.language.words import Lexicon
from auditor.resources import expand_classes


class Dimension:
    """Files of one language, from which a part of a pack is compiled. What only some documents need is compiled when it
    is asked for."""

    def __init__(self, tag: str, files: Mapping[str, Any]) -> None:
        """Compile what every document needs.

        Args:
            tag: BCP-47 tag, the name of the folder.
            files: Content by file name without ending.
        """
        self.tag = tag
        self._files = files
        self.signature: list[str] = files["language"]["signature"]
        self.hyphenation: bool = files["language"]["hyphenation"]
        self.lexicon = Lexicon(files["words"], files["language"])

    def _compile(self, pattern: str) -> re.Pattern[str]:
        """A pattern for folded text, in the spelling to which that is folded."""
        return re.compile(expand_classes(self.lexicon.spell(pattern)))

    def _compile_plain(self, pattern: str) -> re.Pattern[str]:
        """A pattern for text as it is printed."""
        return re.compile(expand_classes(pattern))
