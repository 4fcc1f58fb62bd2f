"""Turns the many numbers a person leaves with a company into one customer.

>>> import identity_resolve as ir
>>> ir.normalize("email", "Ann.Lee@Example.org").value
'ann.lee@example.org'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from identity_resolve import hashing
    from identity_resolve.domain import Identifier, Reason, Rejected
    from identity_resolve.errors import (
        IdentityResolveError,
        SettingsError,
        SourceError,
        StoreError,
    )
    from identity_resolve.evaluation import evaluate
    from identity_resolve.kinds import KINDS, normalize
    from identity_resolve.kinds.barcode import parse_barcode
    from identity_resolve.kinds.extract import extract
    from identity_resolve.kinds.identify import identify
    from identity_resolve.pipeline import resolve, train
    from identity_resolve.resolver import Resolver
    from identity_resolve.result import Result
    from identity_resolve.scoring.model import Model, load_model, save_model
    from identity_resolve.settings import Settings, load_settings

__version__ = "0.1.0"

_HOMES = {
    "Identifier": "domain",
    "Reason": "domain",
    "Rejected": "domain",
    "IdentityResolveError": "errors",
    "SettingsError": "errors",
    "SourceError": "errors",
    "StoreError": "errors",
    "evaluate": "evaluation",
    "KINDS": "kinds",
    "normalize": "kinds",
    "parse_barcode": "kinds.barcode",
    "extract": "kinds.extract",
    "identify": "kinds.identify",
    "resolve": "pipeline",
    "Resolver": "resolver",
    "train": "pipeline",
    "Result": "result",
    "Model": "scoring.model",
    "load_model": "scoring.model",
    "save_model": "scoring.model",
    "Settings": "settings",
    "load_settings": "settings",
}

__all__ = [
    "KINDS",
    "Identifier",
    "IdentityResolveError",
    "Model",
    "Reason",
    "Rejected",
    "Resolver",
    "Result",
    "Settings",
    "SettingsError",
    "SourceError",
    "StoreError",
    "__version__",
    "evaluate",
    "extract",
    "hashing",
    "identify",
    "load_model",
    "load_settings",
    "normalize",
    "parse_barcode",
    "resolve",
    "save_model",
    "train",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: importing the package itself costs nothing."""
    from importlib import import_module

    if name == "hashing":
        return import_module("identity_resolve.hashing")
    if name in _HOMES:
        return getattr(import_module(f"identity_resolve.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'identity_resolve' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
