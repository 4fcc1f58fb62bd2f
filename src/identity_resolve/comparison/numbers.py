"""Numbers of any system: licenses, accounts, plates, cases."""

from __future__ import annotations

from identity_resolve.comparison.base import Comparison, Level
from identity_resolve.comparison.levels import (
    capture_error,
    ladder,
    not_contrary,
    one_edit,
    prefix_missing,
    same,
)
from identity_resolve.domain import IdentifierClass
from identity_resolve.keeping import issuer_of

__all__ = ["number_comparison"]

ASSET_SHARED, SHARED, BORROWED = 0.4, 0.05, 0.004
"""Pairs of relatives that have one number, as a share: of a thing they own, of an account or a policy, and
of what each has of one's own, which is borrowed or mixed up now and then."""


def number_comparison(part: str, identifier_class: IdentifierClass, *, own: bool) -> Comparison:
    """The comparison of a number of any system.

    Args:
        part: the part that holds it.
        identifier_class: of its kind.
        own: whether an authority gives each person one of their own. Others, an account or a policy, may be
            a family's.
    """
    person = identifier_class is IdentifierClass.PERSON_KEY
    asset = identifier_class is IdentifierClass.ASSET_KEY
    same_m = 0.90 if person else 0.50
    same_h = ASSET_SHARED if asset else BORROWED if own else SHARED

    def level(title: str, m: float, u: float, *, near: bool = False) -> Level:
        return Level(title, m=m, u=u, h=same_h * m / same_m or None, near=near)

    title = (part.partition(":")[2] or part).replace("_", " ")
    return Comparison(
        part,
        (part,),
        (
            level(f"same {title}", same_m, 1e-7),
            level(f"same {title}, issuer or prefix missing on one side", 0.1 * same_m, 1e-6),
            level(f"{title} one capture error apart", 0.03, 1e-5, near=True),
            level(f"{title} one character apart", 0.01, 5e-5, near=True),
            Level(f"different {title}", m=0.06 if person else 0.46, u=1.0),
        ),
        ladder(
            part,
            same(part),
            prefix_missing(part),
            capture_error(part),
            one_edit(part),
            comparable=not_contrary(part, issuer_of),  # numbers two issuers gave say nothing
        ),
        shared=not own,
        scarce=True,
        several=not person,
    )
