"""When sessions that write work side by side, and when they take turns."""

from __future__ import annotations

__all__ = ["Turns"]

LONGEST_REST = 64
"""How many sessions take turns, at most, before it is tried side by side again."""


class Turns:
    """Whether sessions that write work side by side, or take turns because they often meet.

    Attributes:
        lost: how many lost to another and were done again.
    """

    def __init__(self) -> None:
        self._rest, self._left, self.lost = 1, 0, 0

    def take(self) -> bool:
        """Whether the next one is to be alone."""
        self._left -= 1
        return self._left >= 0

    def met(self) -> None:
        """One lost to another."""
        self._rest = min(2 * self._rest, LONGEST_REST)
        self._left, self.lost = self._rest, self.lost + 1

    def passed(self) -> None:
        """One was done beside others."""
        self._rest = max(self._rest // 2, 1)
