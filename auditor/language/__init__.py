"""Language packs: all that is known of a language, read from ``rules/<tag>/`` and compiled once."""

from auditor.language.detect import detect, signature_share
from auditor.language.matchers import Labelled, LegacyEncoding, within
from auditor.language.pack import Pack, load_packs
from auditor.language.words import Lexicon

__all__ = ["Labelled", "LegacyEncoding", "Lexicon", "Pack", "detect", "load_packs", "signature_share", "within"]
