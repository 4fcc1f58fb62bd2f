import pytest

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.website import WEBSITE


@pytest.mark.parametrize(
    ("raws", "website"),
    [
        (
            ("acme.com", "https://www.acme.com/", "HTTP://ACME.COM:80/a?b=1#c", "www2.acme.com"),
            "acme.com",
        ),
        (("shop.acme.co.uk", "//acme.co.uk", "http://user@acme.co.uk"), "acme.co.uk"),
        (("facebook.com/AcmeTools", "https://m.facebook.com/pages/acmetools/?ref=1"),
         "facebook.com/acmetools"),
        (("https://www.linkedin.com/company/acme/about",), "linkedin.com/acme"),
        (("http://acme.wordpress.com/2014/05", "www.acme.wordpress.com"), "acme.wordpress.com"),
        (("www.com",), "www.com"),
        (("müller.de",), "müller.de"),
    ],
)  # fmt: skip
def test_spellings_of_a_website_are_one_host(raws: tuple[str, ...], website: str) -> None:
    found = {raw: WEBSITE.parse(raw, Context()) for raw in raws}
    assert found == dict.fromkeys(raws, (website,))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("n/a", Reason.PLACEHOLDER),
        ("ann@acme.com", Reason.BAD_FORMAT),
        ("acme", Reason.BAD_FORMAT),
        ("10.0.0.1", Reason.BAD_FORMAT),
        ("https://www.facebook.com/", Reason.SHARED),
        ("wordpress.com", Reason.SHARED),
    ],
)
def test_what_is_no_website_of_one_customer_is_refused(raw: str, reason: Reason) -> None:
    assert WEBSITE.parse(raw, Context()) is reason
