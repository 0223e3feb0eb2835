"""Language packs: all that is known of a language, read from ``rules/<tag>/`` and compiled once."""

from auditor.language.detect import detect
from auditor.language.pack import Pack, load_packs
from auditor.language.words import Lexicon

__all__ = ["Lexicon", "Pack", "detect", "load_packs"]
