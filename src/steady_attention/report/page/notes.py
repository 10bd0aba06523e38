"""Notes under tables and figures: those that several have are numbered, and printed once."""

from collections import Counter
from collections.abc import Iterable, Sequence

from steady_attention.report.page.exhibits import Exhibit


class Notes:
    """The notes of a page's exhibits; a note of several has a number, in the order of appearance."""

    def __init__(self, exhibits: Iterable[Exhibit]):
        counted = Counter(note for one in exhibits for note in dict.fromkeys(one.notes))
        self.shared = [note for note, times in counted.items() if times > 1]
        self._numbers = {note: n for n, note in enumerate(self.shared, 1)}

    def own(self, notes: Sequence[str]) -> list[str]:
        """The notes that stand under one exhibit alone."""
        return [note for note in dict.fromkeys(notes) if note not in self._numbers]

    def numbers(self, notes: Sequence[str]) -> list[int]:
        """The numbers of the others."""
        return sorted(self._numbers[note] for note in set(notes) if note in self._numbers)
