"""What an import costs: nothing that is not used yet is loaded."""

import subprocess
import sys

import pytest

HEAVY = ("polars", "numpy", "scipy", "pandas", "pyarrow", "pyspark", "phonenumbers", "pydantic",
         "email_validator", "rapidfuzz", "rich", "typer")  # fmt: skip
FRAMES = ("numpy", "polars", "pandas", "pyarrow", "pyspark", "scipy", "pydantic", "rapidfuzz")


def loaded_by(statement: str) -> set[str]:
    """Modules that are there after a statement, in a new interpreter."""
    code = f"import sys; {statement}; print(*sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return set(shown.stdout.split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import identity_resolve", HEAVY),
        ("import identity_resolve.kinds", FRAMES),
        ("import identity_resolve as ir; ir.normalize('email', 'ann@lee.org')", FRAMES),
        ("from identity_resolve import hashing; hashing.uid2('email', 'ann@lee.org')", FRAMES),
    ],
)
def test_an_import_loads_no_more_than_it_needs(statement: str, absent: tuple[str, ...]) -> None:
    assert loaded_by(statement) & set(absent) == set()


def test_metadata_of_phones_is_loaded_on_first_use() -> None:
    regions = {m for m in loaded_by("import identity_resolve.kinds") if "phonenumbers.data." in m}
    assert not {m for m in regions if "region_" in m}
