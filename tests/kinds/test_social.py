import re

from identity_resolve.domain import Identifier
from identity_resolve.kinds import KINDS, normalize
from tests.kinds.tables import assert_reads


def value(text: str, issuer: str = "") -> str:
    found = normalize("social_handle", text, issuer=issuer)
    return found.value if isinstance(found, Identifier) else str(found.reason)


def kinds_of_header(header: str) -> str:
    return " ".join(kind.name for kind in KINDS.values() if re.fullmatch(kind.headers, header))


def test_accounts_as_people_write_them() -> None:
    assert_reads(
        value,
        {
            "@ jane_doe": ":jane_doe",
            "follow me @jane_doe": ":jane_doe",
            "WhatsApp: +1 (212) 736-5000": "whatsapp:+12127365000",
            "at://jane.bsky.social": "bluesky:jane.bsky.social",
            "at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3k": "bluesky:did:plc:z72i7hdynmk6r22z27h6tvur",
            "acct:jane@mastodon.social": "mastodon:jane@mastodon.social",
            "https://gist.github.com/jane-doe/abc": "github:jane-doe",
            "https://twitter.com/intent/user?user_id=12345": "x:12345",
            "https://www.facebook.com/marketplace/profile/100012345678901/": "facebook:100012345678901",
            "(https://twitter.com/janedoe)": "x:janedoe",
            "[janedoe](https://twitter.com/janedoe)": "x:janedoe",
            '<a href="https://twitter.com/janedoe">@janedoe</a>': "x:janedoe",
            "https%3A%2F%2Ftwitter.com%2Fjanedoe": "x:janedoe",
            "viber: +12127365000": "viber:+12127365000",
            "https://jane.substack.com": "substack:jane",
            "https://linktr.ee/janedoe": "linktree:janedoe",
            "https://music.youtube.com/channel/UCBR8-60-B28hp2BmDPdntcQ": "youtube:UCBR8-60-B28hp2BmDPdntcQ",
            "212-736-5000": "bad format",
            "@janedoe, @jane2": "bad format",
            "https://www.linkedin.com/in/jane-doe-42/details/experience/": "linkedin:jane-doe-42",
            "微信: jane_doe88": "wechat:jane_doe88",
            "My twitter is @jane_doe": "x:jane_doe",
            "https://x.com/jane/with_replies": "x:jane",
            "https://www.threads.com/@jane.doe/post/xyz": "threads:jane.doe",
            "https://old.reddit.com/u/jane_doe/comments": "reddit:jane_doe",
            "https://mastodon.social/@jane@hachyderm.io": "mastodon:jane@hachyderm.io",
            "https://signal.me/#p/+12127365000": "signal:+12127365000",
            ("13800138000", "wechat"): "wechat:+8613800138000",
            ("jane..doe", "tiktok"): "tiktok:jane..doe",
            ("jane.doe", "twitter"): "bad format",
            ("1jane", "telegram"): "bad format",
            ("j", "reddit"): "too short",
            "@JaneDoe": ":janedoe",
            "janedoe": ":janedoe",
            "https://twitter.com/JaneDoe": "x:janedoe",
            "https://x.com/JaneDoe?s=20": "x:janedoe",
            "x.com/janedoe/": "x:janedoe",
            "https://mobile.twitter.com/janedoe/status/123456": "x:janedoe",
            "https://twitter.com/#!/janedoe": "x:janedoe",
            "http://twitter.com/@janedoe": "x:janedoe",
            "https://twitter.com/intent/user?screen_name=janedoe": "x:janedoe",
            "https://twitter.com/i/user/44196397": "x:44196397",
            "https://twitter.com/home": "not assigned",
            "https://twitter.com/share?url=x": "not assigned",
            "https://x.com/i/status/1234": "not assigned",
            "https://www.instagram.com/jane.doe/": "instagram:jane.doe",
            "instagram.com/jane.doe/?hl=en": "instagram:jane.doe",
            "https://instagram.com/p/CxYz123/": "not assigned",
            "https://www.instagram.com/stories/jane.doe/123/": "instagram:jane.doe",
            "https://www.instagram.com/_u/jane.doe": "instagram:jane.doe",
            "instagr.am/jane_doe": "instagram:jane_doe",
            ("jane..doe", "instagram"): "bad format",
            (".jane", "instagram"): "bad format",
            "https://www.facebook.com/jane.doe.42": "facebook:janedoe42",
            "https://m.facebook.com/JaneDoe42": "facebook:janedoe42",
            (
                "https://www.facebook.com/profile.php?id=100004123456789",
                "",
            ): "facebook:100004123456789",
            (
                "https://www.facebook.com/profile.php?id=100004123456789&mibextid=ZbWKwL",
                "",
            ): "facebook:100004123456789",
            "fb.com/jane.doe": "facebook:janedoe",
            "https://m.me/jane.doe": "facebook:janedoe",
            (
                "https://www.facebook.com/people/Jane-Doe/100004123456789/",
                "",
            ): "facebook:100004123456789",
            "https://facebook.com/groups/12345": "not assigned",
            "https://de-de.facebook.com/jane.doe": "facebook:janedoe",
            ("Jane.Doe", "facebook"): "facebook:janedoe",
            "https://www.linkedin.com/in/jane-doe-4b123456/": "linkedin:jane-doe-4b123456",
            (
                "linkedin.com/in/jane-doe-4b123456?utm_source=share",
                "",
            ): "linkedin:jane-doe-4b123456",
            "https://uk.linkedin.com/in/jane-doe": "linkedin:jane-doe",
            (
                "https://www.linkedin.com/in/j%C3%BCrgen-m%C3%BCller-12/",
                "",
            ): "linkedin:jürgen-müller-12",
            "https://www.linkedin.com/company/acme": "linkedin:company/acme",
            "https://www.linkedin.com/feed/": "bad format",
            "https://www.tiktok.com/@jane.doe?lang=en": "tiktok:jane.doe",
            "https://vm.tiktok.com/ZMabc123/": "bad format",
            "https://www.tiktok.com/@jane.doe/video/7123": "tiktok:jane.doe",
            "https://www.youtube.com/@JaneDoe": "youtube:janedoe",
            (
                "https://youtube.com/channel/UCabcdefghijklmnopqrstuv",
                "",
            ): "youtube:UCabcdefghijklmnopqrstuv",
            "https://www.youtube.com/c/JaneDoe": "youtube:janedoe",
            "https://www.youtube.com/user/janedoe/videos": "youtube:janedoe",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ": "not assigned",
            "https://youtu.be/dQw4w9WgXcQ": "bad format",
            "t.me/janedoe": "telegram:janedoe",
            "https://t.me/s/janedoe": "telegram:janedoe",
            "https://t.me/+AbCdEfGhIj": "bad format",
            "https://t.me/joinchat/ABC": "not assigned",
            "tg://resolve?domain=janedoe": "telegram:janedoe",
            "https://wa.me/14155552671": "whatsapp:+14155552671",
            "wa.me/+14155552671?text=hi": "whatsapp:+14155552671",
            (
                "https://api.whatsapp.com/send?phone=14155552671&text=hello",
                "",
            ): "whatsapp:+14155552671",
            "whatsapp://send?phone=14155552671": "whatsapp:+14155552671",
            ("(415) 555-2671", "whatsapp"): "whatsapp:+14155552671",
            ("+44 7700 900123", "WhatsApp"): "whatsapp:+447700900123",
            "https://chat.whatsapp.com/ABCdef": "bad format",
            ("wxid_abc123def", "wechat"): "wechat:wxid_abc123def",
            ("jane_doe88", "WeChat"): "wechat:jane_doe88",
            "weixin://dl/chat?janedoe88": "wechat:janedoe88",
            "https://www.snapchat.com/add/jane.doe": "snapchat:jane.doe",
            "snapchat.com/@janedoe": "snapchat:janedoe",
            "https://www.reddit.com/user/JaneDoe/": "reddit:janedoe",
            "reddit.com/u/janedoe": "reddit:janedoe",
            "u/janedoe": "reddit:janedoe",
            "/u/janedoe": "reddit:janedoe",
            "r/sub": "bad format",
            "https://github.com/JaneDoe": "github:janedoe",
            "https://github.com/janedoe/repo": "github:janedoe",
            "janedoe.github.io": "github:janedoe",
            ("-jane", "github"): "bad format",
            "https://www.threads.net/@jane.doe": "threads:jane.doe",
            "threads.com/@jane.doe": "threads:jane.doe",
            "https://bsky.app/profile/jane.bsky.social": "bluesky:jane.bsky.social",
            "@jane.bsky.social": "bluesky:jane.bsky.social",
            ("jane", "bluesky"): "bluesky:jane.bsky.social",
            ("jane.example.com", "bsky"): "bluesky:jane.example.com",
            (
                "https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur",
                "",
            ): "bluesky:did:plc:z72i7hdynmk6r22z27h6tvur",
            "@jane@mastodon.social": "mastodon:jane@mastodon.social",
            "https://mastodon.social/@jane": "mastodon:jane@mastodon.social",
            "https://mastodon.social/users/jane": "mastodon:jane@mastodon.social",
            "https://example.social/@jane": "mastodon:jane@example.social",
            "jane@fosstodon.org": "mastodon:jane@fosstodon.org",
            "jane@gmail.com": "bad format",
            ("@jane@example.social", "mastodon"): "mastodon:jane@example.social",
            "Twitter: @janedoe": "x:janedoe",
            "IG: jane.doe": "instagram:jane.doe",
            "IG - @jane.doe": "instagram:jane.doe",
            "insta @jane.doe": "instagram:jane.doe",
            "instagram jane.doe": "instagram:jane.doe",
            "@jane.doe (Instagram)": "instagram:jane.doe",
            "jane.doe on instagram": "instagram:jane.doe",
            "twitter/janedoe": "x:janedoe",
            "X: janedoe": "x:janedoe",
            ("@JaneDoe", "(Twitter)"): "x:janedoe",
            ("abcdefghijklmnop", "twitter"): "too long",
            ("jane-doe", "twitter"): "bad format",
            "@": "bad format",
            "@username": "placeholder",
            "none": "placeholder",
            "n/a": "placeholder",
            "login": "not assigned",
            "share": "not assigned",
            "@home": "not assigned",
            "instagram": "placeholder",
            "jane doe": "bad format",
            ("Jane Doe", "facebook"): "bad format",
            "https://example.com/jane": "bad format",
            "example.com": ":example.com",
            "＠ｊａｎｅｄｏｅ": ":janedoe",
            "jane#1234": "discord:jane#1234",
            "https://discord.com/users/123456789012345678": "discord:123456789012345678",
            "https://www.pinterest.com/janedoe/": "pinterest:janedoe",
            "https://janedoe.tumblr.com": "tumblr:janedoe",
            "https://medium.com/@janedoe": "medium:janedoe",
            "https://janedoe.medium.com": "medium:janedoe",
            "https://vk.com/id123456": "vk:id123456",
            "tel:+14155552671": "bad format",
            "mailto:jane@x.com": "bad format",
            "12345": ":12345",
            "@jane_doe,": ":jane_doe",
            ("live:jane.doe", "skype"): "skype:live:jane.doe",
            "<https://twitter.com/janedoe>": "x:janedoe",
            "HTTPS://WWW.INSTAGRAM.COM/JANE.DOE": "instagram:jane.doe",
            "@_jane_": ":_jane_",
            "@jane.": ":jane",
            "twitter.com": "bad format",
            "https://twitter.com/": "bad format",
            (
                "https://www.facebook.com/p/Jane-Doe-100004123456789/",
                "",
            ): "facebook:100004123456789",
            "https://www.facebook.com/sharer/sharer.php?u=x": "not assigned",
            "https://www.instagram.com/jane.doe?igsh=abc==": "instagram:jane.doe",
            ("crm123", "crm"): "crm:crm123",
            "lnkd.in/abc": "bad format",
            "https://web.facebook.com/jane.doe": "facebook:janedoe",
            ("facebook.com/Jane.Doe", "twitter"): "facebook:janedoe",
            "@дмитрий": ":дмитрий",
            "https://www.linkedin.com/pub/jane-doe/12/345/678": "linkedin:jane-doe",
            "whatsapp:+14155552671": "whatsapp:+14155552671",
            "discord:jane#1234": "discord:jane#1234",
            "jane_doe88 - WeChat": "wechat:jane_doe88",
            "twitter @jane instagram @jane2": "bad format",
        },
    )


def test_a_number_stays_a_number_and_a_channel_keeps_its_case() -> None:
    told = {
        text: normalize("social_handle", text).facts["form"]  # type: ignore[union-attr]
        for text in (
            "https://www.facebook.com/profile.php?id=100004123456789",
            "https://youtube.com/channel/UCabcdefghijklmnopqrstuv",
            "https://wa.me/14155552671",
            "https://www.linkedin.com/company/acme",
            "@jane",
        )
    }
    assert list(told.values()) == ["numeric id", "channel id", "phone", "company", "handle"]


def test_one_account_however_written() -> None:
    spellings = (
        "https://twitter.com/Jane_Doe",
        "x.com/jane_doe?s=20",
        "Twitter: @Jane_Doe",
        "X @jane_doe",
    )
    assert {value(text) for text in spellings} == {"x:jane_doe"}
    assert {value(t, "Facebook") for t in ("Jane.Doe", "janedoe", "@JANE.DOE")} == {
        "facebook:janedoe"
    }


def test_headers_of_accounts() -> None:
    headers = """social_handle handle twitter twitter_handle instagram ig_handle facebook_url
    linkedin_profile linkedin_url x_handle tiktok youtube_channel telegram github_username
    bluesky mastodon social_media_handle wechat_id fb_id screen_name"""
    assert_reads(kinds_of_header, dict.fromkeys(headers.split(), "social_handle"))
