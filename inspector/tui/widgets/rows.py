"""Rows for the table widget, formatted a page at a time and kept in a small cache."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

PAGE = 200
KEPT = 16

Cells = tuple[str, ...]


class Pages:
    """`length` rows, of which `fetch(start, stop)` formats those from start up to stop."""

    def __init__(self, length: int, fetch: Callable[[int, int], Sequence[Cells]]) -> None:
        self.length = length
        self._fetch = fetch
        self._pages: OrderedDict[int, Sequence[Cells]] = OrderedDict()

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> Cells:
        number = index // PAGE
        page = self._pages.get(number)
        if page is None:
            start = number * PAGE
            page = self._fetch(start, min(start + PAGE, self.length))
            self._pages[number] = page
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[index - number * PAGE]


def pages_of(rows: Sequence[Cells]) -> Pages:
    """Rows that are already formatted."""
    return Pages(len(rows), lambda start, stop: rows[start:stop])
