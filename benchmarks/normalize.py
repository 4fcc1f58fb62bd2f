"""The simple cleaning that Splink's documentation asks of its users, done before the clock starts.

Lower case, blanks, digits of phone numbers, ISO dates, letters and digits of ids, one full name
split into two; and the placeholder values that a look at the most frequent values shows are nulled.
"""

from __future__ import annotations

import polars as pl

__all__ = ["normalize"]

NOTHING = [
    "", "n/a", "na", "none", "null", "unknown", "test", "test test", "anonymous", "customer", "new",
    "noplate", "temp", "xxx0000",
]  # fmt: skip
NO_DATES = ["1900-01-01", "1901-01-01", "1970-01-01", "0000-00-00"]
NO_EMAIL = r"^(test|none|na|noemail|noreply)@"
DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%b %d, %Y", "%Y%m%d")
DATES = ("dob", "date_of_birth", "birth_date")
PHONES = ("phone", "phone_number")
EMAILS = ("email",)
IDS = (
    "soc_sec_id", "account_number", "license_number", "plate", "case_number", "device_id",
)  # fmt: skip
DIGIT_IDS = ("account_number", "case_number")
AS_IT_IS = ("record_id", "channel", "timestamp")


def normalize(records: pl.LazyFrame) -> pl.LazyFrame:
    """Records with every column in a plain form; see the head of the module."""
    columns = [_column(name) for name in records.collect_schema() if name not in AS_IT_IS]
    clean = records.select("record_id", *columns)
    if {"full_name", "given_name", "family_name"} <= set(clean.collect_schema()):
        clean = _split_names(clean)
    return clean


def _column(name: str) -> pl.Expr:
    text = pl.col(name).str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
    text = pl.when(~text.is_in(NOTHING)).then(text)
    if name in DATES:
        return _date(text).alias(name)
    if name in PHONES:
        digits = text.str.replace_all(r"\D", "").str.slice(-10)
        return _not_one_digit(digits, at_least=7).alias(name)
    if name in EMAILS:
        return pl.when(~text.str.contains(NO_EMAIL)).then(text).alias(name)
    if name in IDS:
        kept = r"\D" if name in DIGIT_IDS else "[^a-z0-9]"
        return _not_one_digit(text.str.replace_all(kept, ""), at_least=1).alias(name)
    return text.alias(name)


def _date(text: pl.Expr) -> pl.Expr:
    """ISO dates where one of the formats fits, else the text as it is."""
    tries = [text.str.to_date(f, strict=False).dt.strftime("%Y-%m-%d") for f in DATE_FORMATS]
    date = pl.coalesce(*tries, text)
    return pl.when(~date.is_in(NO_DATES)).then(date)


def _not_one_digit(text: pl.Expr, *, at_least: int) -> pl.Expr:
    """Null for 0000000, 9999999 and the like, and for what is too short."""
    varied = text.str.strip_chars(text.str.slice(0, 1)) != ""
    good = varied & (text.str.len_chars() >= at_least) & (text != "1234567890")
    return pl.when(good).then(text)


def _split_names(clean: pl.LazyFrame) -> pl.LazyFrame:
    """Given and family name from the full name where there is only that; no suffix, no middle."""
    full = pl.col("full_name").str.replace(r",? (jr|sr)\b\.?", "")
    comma = full.str.contains(",")
    words = full.str.replace(",", "").str.split(" ")
    first, last = words.list.first(), words.list.last()
    given = pl.when(comma).then(full.str.extract(r",\s*(\S+)")).otherwise(first)
    family = (
        pl.when(comma)
        .then(full.str.extract(r"^([^,]+),"))
        .otherwise(pl.when(words.list.len() > 1).then(last))
    )
    clean = clean.with_columns(
        given_name=pl.coalesce(pl.col("given_name").str.extract(r"^(\S+)"), given),
        family_name=pl.coalesce(pl.col("family_name").str.replace(r" (jr|sr)$", ""), family),
    )
    return clean.drop("full_name")
