"""How the statements of an alignment stand to each other, told by the cause."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.alignment.arrays import Ints
from auditor.model import Alignment, Explanation, Fact, Figure, Kind, Note, Standing, Status

_BY_OBSTACLE = {
    "obstacle.period": Standing.OTHER_PERIOD,
    "obstacle.base": Standing.OTHER_PERIOD,
    "obstacle.cumulative": Standing.OTHER_PERIOD,
    "obstacle.dates": Standing.OTHER_PERIOD,
    "obstacle.scope": Standing.OTHER_SCOPE,
    "obstacle.role": Standing.OTHER_ROLE,
    "obstacle.measure": Standing.OTHER_DEFINITION,
    "obstacle.whole": Standing.OTHER_DEFINITION,
    "obstacle.counted": Standing.OTHER_DEFINITION,
    "obstacle.modifier": Standing.OTHER_DEFINITION,
    "obstacle.thing": Standing.OTHER_DEFINITION,
    "obstacle.revision": Standing.REVISION,
    "obstacle.unit": Standing.NOT_COMPARABLE,
}


def standing(alignment: Alignment) -> Standing:
    """The status of an alignment, told by its cause.

    Args:
        alignment: Its reason names the obstacle where it was not compared.
    """
    if alignment.status is Status.CONFLICT:
        return Standing.CONFLICT
    if alignment.status is Status.NOT_COMPARED:
        return next(_BY_OBSTACLE[note.code] for note in alignment.reason if note.code in _BY_OBSTACLE)
    return Standing.ROUNDED if _rounded(alignment.members) else Standing.CONSISTENT


def _rounded(members: Sequence[Figure | Fact]) -> bool:
    """Whether statements without a hedge agree though their digits differ: 92.48 % and 92.5 %."""
    plain = {
        (m.printed.low, m.printed.high)
        for m in members
        if isinstance(m, Figure) and m.value == m.printed and m.kind is not Kind.RANGE
    }
    return len(plain) > 1


class Common:
    """What the words of two figures have in common, found once for each two wordings."""

    def __init__(self, figures: Sequence[Figure], wording: Ints) -> None:
        """Know figures.

        Args:
            figures: In the order of documents and places.
            wording: The number of what each is put in.
        """
        self._figures = figures
        self._wording: list[int] = wording.tolist()
        self._met: dict[tuple[int, int], tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._shared: dict[tuple[int, int], str] = {}

    def explained(self, i: int, j: int, parts: Sequence[tuple[str, float]]) -> Explanation:
        """Why two figures are held to state one indicator.

        Args:
            i: A figure.
            j: The other.
            parts: Log odds of the parts of their likelihood; those that weigh nothing are left out.
        """
        key = self._wording[i], self._wording[j]
        if key not in self._met:
            self._met[key] = _met(self._figures[i], self._figures[j])
        met, ignored = self._met[key]
        told = [(name, round(value, 2)) for name, value in parts]
        return Explanation(met, ignored, tuple([part for part in told if part[1]]))

    def reasons(self, i: int, j: int, score: float, key: str) -> tuple[Note, ...]:
        """What an alignment says of the link that it hangs on: words in common, the likelihood, the catalogue's key.

        Args:
            i: A figure.
            j: The other.
            score: Their likelihood.
            key: Key of their indicator.
        """
        words = self._wording[i], self._wording[j]
        if words not in self._shared:
            self._shared[words] = _shared(self._figures[i], self._figures[j])
        notes = [
            Note.of("reason.words", words=self._shared[words] or "–"),
            Note.of("reason.score", score=f"{score:.2f}"),
        ]
        if not key.startswith("phrase:"):
            notes.append(Note.of("reason.catalogue", key=key))
        return tuple(notes)


def words_of(figure: Figure) -> set[str]:
    """The words of a figure's own and of its subject."""
    return {*figure.features.core, *figure.features.head}


def _met(a: Figure, b: Figure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that both figures have, and those that only one of them has, in the order of their sentences."""
    mine, theirs = words_of(a), words_of(b)
    order = dict.fromkeys([*a.features.wide, *b.features.wide, *sorted(mine | theirs)])
    both, one = mine & theirs, mine ^ theirs
    met, ignored = (tuple([word.replace("_", " ") for word in order if word in words]) for words in (both, one))
    return met, ignored


def _shared(first: Figure, second: Figure) -> str:
    """The words of one figure that another has, too."""
    a, b = first.features, second.features
    mine, theirs = dict.fromkeys([*a.core, *a.head]), {*b.core, *b.head}
    order = {word: i for i, word in enumerate(a.wide)}
    common = sorted((w for w in [*mine][:24] if w in theirs), key=lambda w: order.get(w, len(order)))
    return " ".join(w.replace("_", " ") for w in common)
