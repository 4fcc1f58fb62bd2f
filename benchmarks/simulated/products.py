"""One file of electronic goods as shops list them: no people at all.

In the manner of the product sets of the entity resolution literature (Abt-Buy, Amazon-Google): a long
title, a price that differs by up to 10 %, a brand and a model number that two fifths of the listings leave out. A
third of the titles call the article something else, a third drop its color, 5 % have a typing error. All rates
are guesses.
"""

from __future__ import annotations

import random

from benchmarks.simulated.files import Files, Row
from benchmarks.simulated.noise import code, damaged, maybe

__all__ = ["make"]

PRODUCTS, LISTINGS = 3_000, [35, 45, 20]  # of 1, 2 and 3
OTHER_WORDS, COLOR_DROPPED, TITLE_ERROR = 0.3, 0.3, 0.05
NO_BRAND, NO_MODEL, NO_PRICE = 0.2, 0.4, 0.1
_BRANDS = (
    "Sony Samsung LG Panasonic Canon Nikon Apple Dell HP Lenovo Asus Acer Bose JBL Philips Logitech "
    "Garmin Epson Brother Toshiba"
).split()
_ARTICLES = {
    "TV": ["LED TV", "OLED TV", "Smart TV"],
    "camera": ["Digital Camera", "Compact Camera", "DSLR Camera"],
    "laptop": ["Laptop", "Notebook", "Ultrabook"],
    "headphones": ["Headphones", "Wireless Headphones", "Earbuds"],
    "printer": ["Laser Printer", "Inkjet Printer", "All-in-One Printer"],
    "monitor": ["LCD Monitor", "Gaming Monitor"],
}
_INCHES = [13, 15, 17, 24, 27, 32, 40, 55, 65]
_TAILS = ["", "", "- Refurbished", "w/ Remote", "(2014 Model)"]


def make(rng: random.Random) -> Files:
    """One file."""
    files = Files(rng, "id")
    for number in range(PRODUCTS):
        product, price = _product(rng), rng.lognormvariate(5.5, 0.9)
        for _ in range(rng.choices([1, 2, 3], LISTINGS)[0]):
            files.add("products", number, _listing(rng, product, price))
    return files


def _product(rng: random.Random) -> dict[str, str]:
    category = rng.choice(list(_ARTICLES))
    series = code(rng, "A" * rng.randint(1, 3)) + rng.choice(["-", ""])
    return {
        "brand": rng.choice(_BRANDS),
        "category": category,
        "article": rng.choice(_ARTICLES[category]),
        "model": f"{series}{rng.randint(10, 9999)}{rng.choice(['', '', 'A', 'B', 'S', 'X'])}",
        "size": rng.choice(["", f'{rng.choice(_INCHES)}"']),
        "color": rng.choice(["Black", "White", "Silver", ""]),
    }


def _listing(rng: random.Random, product: dict[str, str], price: float) -> Row:
    brand, model = product["brand"], product["model"]
    plain = model.replace("-", "").lower()
    return {
        "title": damaged(_title(rng, product), rng, TITLE_ERROR),
        "brand": maybe(brand if rng.random() < 0.8 else brand.upper(), rng, NO_BRAND),
        "price": maybe(f"{price * rng.uniform(0.9, 1.1):.2f}", rng, NO_PRICE),
        "model_number": maybe(model if rng.random() < 0.7 else plain, rng, NO_MODEL),
        "category": product["category"],
    }


def _title(rng: random.Random, product: dict[str, str]) -> str:
    article = product["article"]
    if rng.random() < OTHER_WORDS:
        article = rng.choice(_ARTICLES[product["category"]])
    color = "" if rng.random() < COLOR_DROPPED else product["color"]
    size, model = product["size"], product["model"]
    if rng.random() < 0.3:
        size, model = model, size
    words = [product["brand"], size, article, model, color, rng.choice(_TAILS)]
    return " ".join(word for word in words if word)
