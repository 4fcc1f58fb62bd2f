"""Vehicles and other assets: plates, registrations."""

from __future__ import annotations

from identity_resolve.domain import IdentifierClass
from identity_resolve.kinds.base import Kind
from identity_resolve.kinds.number import TAIL, NumberRules, number_row

__all__ = ["VEHICLES"]

VEHICLES: tuple[Kind, ...] = (
    number_row(
        "plate",
        "license plate",
        IdentifierClass.ASSET_KEY,
        4,
        rules=NumberRules(2, 10, "plate", by_state=True),
        headers=(
            rf"(?:(?:licen[sc]e|lic|number|vehicle|car|registration|reg)_?)*plate(?:{TAIL})?"
            rf"|(?:vehicle_|licen[sc]e_)?tag(?:{TAIL})?|rego(?:{TAIL})?"
        ),
        examples=("8ABC123", "5qrs-901", "8ABC124 (CA)", "AB12 CDE"),
    ),
    number_row(
        "registration",
        "vehicle registration number",
        IdentifierClass.ASSET_KEY,
        4,
        rules=NumberRules(4, needs_digit=True),
        headers=rf"(?:vehicle_|car_)?reg(?:istration)?{TAIL}|(?:vehicle_)?registration",
        examples=("REG-44120987", "Registration no. 44120987"),
    ),
)
