"""Pages in place of a report are refused with what they are; reports with a notice glued to them are not."""

from __future__ import annotations

import pytest

from dateline.articles import article_from_text
from dateline.errors import ArticleError, NotAnArticle

LEAD = "Nine people were killed on Sunday when a shell hit a bakery in the north of Tamsa, the director of the town's hospital said."
MORE = "He told reporters that eleven others were being treated for wounds, four of them children who had been queueing for bread."
LAST = "The army did not answer questions about the strike, which was the third on the quarter since the truce ended in May."
STORY = f"Shell hits bakery in Tamsa\n\n{LEAD}\n\n{MORE}\n\n{LAST}"

CONSENT = (
    "We value your privacy\n\nWe and our 842 partners store and access information on a device, such as cookies, and process personal "
    "data.\n\nYou can withdraw your consent at any time.\n\nAccept all\n\nManage your preferences"
)
BANNER = "We use cookies on this website to improve your visit. By continuing you agree to the use of cookies.\nAccept all"
ROBOT = (
    "Just a moment...\n\nValley Post needs to review the security of your connection before proceeding.\n\n"
    "Verify you are human by completing the action below.\n\nEnable JavaScript and cookies to continue\n\nRay ID: 7c1"
)
BLOCKED = "Access Denied\n\nYou don't have permission to access this page on this server.\n\nReference #18.2d351ab8.1557333295"
ERROR = "Page not found\n\nThe page you are looking for may have been moved or deleted. Try the search box or go to our home page."
GERMAN_ERROR = "Seite nicht gefunden\n\nDie angeforderte Seite konnte leider nicht gefunden werden. Bitte versuchen Sie es mit der Suche."
LOGIN = "Log in to continue\n\nEnter your email\n\nEnter your password\n\nForgot password?\n\nDon't have an account? Sign up."
PLAYER = "Market bombing aftermath\n\nVideo Player is loading.\n\nYour browser does not support the video tag.\n\nDuration 1:22"
CUT = f"Shell hits bakery in Tamsa\n\n{LEAD[:70]}...\n\nSubscribe to continue reading\n\nAlready a subscriber? Log in"
TEASER = "Mediators hope for talks\n\nA truce may be near.\n\nThis article is only available to subscribers."
SECTION = "World news\n\n" + "\n\n".join(
    f"{headline}\n{n + 2} hours ago\nRead more"
    for n, headline in enumerate((
        "Truce talks put off again", "River rises near Orun", "Ministers meet in the capital", "Wheat prices fall", "Old bridge reopens",
        "Teachers end their strike", "Cup final moved to May", "A night with the ferrymen", "Port to be widened",
    ))
)  # fmt: skip


def html(*lines: str, title: str = "Valley Post", head: str = "") -> str:
    body = "".join(f"<p>{line}</p>" for text in lines for line in text.split("\n") if line)
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><main>{body}</main></body></html>"


STUBS = [
    (CONSENT, "a consent page"), (ROBOT, "a check for robots"), (BLOCKED, "a check for robots"), (ERROR, "an error page"),
    (GERMAN_ERROR, "an error page"), (LOGIN, "a log-in page"), (PLAYER, "a video or sound without a text"), (CUT, "behind a paywall"),
    (TEASER, "behind a paywall"), (SECTION, "a list of"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what"), STUBS)
def test_a_page_in_place_of_a_report_is_refused_by_name(text: str, what: str) -> None:
    with pytest.raises(NotAnArticle, match=what) as caught:
        article_from_text(text, origin="page.txt")
    assert str(caught.value).startswith("page.txt is ")
    assert "; " in str(caught.value), "the way out"


@pytest.mark.parametrize(("text", "what"), STUBS[:-1])
def test_the_same_as_html(text: str, what: str) -> None:
    with pytest.raises(ArticleError):
        article_from_text(html(text), origin="page.html")


TITLED = [("404 Not Found", "an error page"), ("Just a moment...", "a check for robots")]


@pytest.mark.parametrize(("title", "what"), TITLED)
def test_a_page_s_title_tells_too(title: str, what: str) -> None:
    with pytest.raises(NotAnArticle, match=what):
        article_from_text(html("Sorry about that.", "You may go back to the front page and try again from there.", title=title))


@pytest.mark.parametrize(
    ("text", "gone", "why"),
    [
        (f"{BANNER}\n\n{STORY}", "We use cookies", "a cookie banner above a report"),
        (f"{STORY}\n\n{CONSENT}", "withdraw your consent", "a whole consent page under one"),
        (
            f"{STORY}\n\nSubscribe to continue reading\n\nAlready a subscriber? Log in",
            "Subscribe to continue",
            "a wall under a whole report",
        ),
        (f"Shell hits bakery in Tamsa\n\n{LEAD}\n\nSubscribe to continue reading", "Subscribe to continue", "a lead that tells of harm"),
        (f"{STORY}\n\nYour browser does not support the video tag.", "Your browser", "a player in a report"),
        (f"Enable JavaScript to see all of this site.\n\n{STORY}", "Enable JavaScript", "a call for scripts above one"),
        (f"Shell hits bakery in Tamsa\n\nLog in or register to comment\n\n{LEAD}", "Log in or register", "a short report"),
        (f"{STORY}\n\nForgot password?\n\nSign in to continue", "Forgot password", "a log-in form under one"),
    ],
)
def test_a_notice_glued_to_a_report_is_furniture(text: str, gone: str, why: str) -> None:
    for source in (text, html(text)):
        article = article_from_text(source)
        assert LEAD in article.text, why
        assert gone not in article.text, why


def test_a_part_that_is_kept_says_so() -> None:
    article = article_from_text(f"Shell hits bakery in Tamsa\n\n{LEAD}\n\n{MORE}\n\nSubscribe to continue reading")
    assert MORE in article.text
    assert "paywall: the page keeps text back; the 2 sentences before it are read" in article.notes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Hackers blocked the site of the ministry for two days, and visitors read only that the page was not found there.\n\n"
         "The group said on Monday that it had wanted to show how weak it was.", "a report about error pages"),
        ("The ministry said on Monday that papers may no longer use cookies without asking their readers for consent.\n\n"
         "A law of May lays a fine on those who do, and the first of them was asked to pay on Friday.", "a report about consent"),
        (f"Page not found\n\n{LEAD}", "an error line over a sentence of harm"),
        ("Six killed\n\nAt least six people were killed in an air strike on a market.", "the shortest report"),
        ("Names of the dead\n\n" + "\n".join(f"{name}, {age}, of Tamsa" for name, age in (
            ("Omar Daud", 31), ("Lena Hart", 22), ("Ana Petrov", 40), ("Said Karim", 9), ("Ivo Marsh", 61), ("Rana Sabri", 17),
            ("Jan Holt", 8), ("Mia Voss", 70), ("Tom Reed", 33), ("Nur Aziz", 28))), "a list of names is no list of teasers"),
        ("Tolls by town\n\n" + "\n".join(f"{town}: {n} killed, {n + 3} wounded" for n, town in enumerate(
            ("Tamsa", "Orun", "Karsa", "Old Mill", "Nimra", "Velt", "Sorn", "Kell", "Doma"), 2)), "a list of tolls"),
    ],
)  # fmt: skip
def test_a_report_is_never_refused_for_one_phrase(text: str, why: str) -> None:
    for source in (text, html(text)):
        assert article_from_text(source).text, why


def cards(count: int, words: str = "Mediators said on Friday that they would meet again.") -> str:
    names = ("Truce talks put off", "River rises again", "Ministers meet at last", "Wheat prices fall", "Old bridge opens again")
    return "".join(
        f'<div class="card"><h3><a href="/news/{n}">{names[n % 5]}, part {n}</a></h3><p>{words} ({n})</p></div>' for n in range(count)
    )


def test_a_section_page_is_refused() -> None:
    page = f"<!DOCTYPE html><html><head><title>World</title></head><body><main><h1>World</h1>{cards(20)}</main></body></html>"
    with pytest.raises(NotAnArticle, match="links to reports"):
        article_from_text(page)


def test_a_report_among_links_is_not() -> None:
    story = "".join(f"<p>{line}</p>" for line in (LEAD, MORE, LAST, LEAD.replace("Nine", "Ten"), MORE.replace("eleven", "twelve")))
    body = f"<article><h1>Shell hits bakery in Tamsa</h1>{story}</article><aside>{cards(20)}</aside>"
    page = f"<!DOCTYPE html><html><body>{body}</body></html>"
    assert LEAD in article_from_text(page).text


def test_a_closed_page_that_shows_all_is_read() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    assert article_from_text(html("Talks go on", "Mediators met in the capital on Friday and will meet again, they said.", head=head)).text
    with pytest.raises(NotAnArticle, match="break off"):
        article_from_text(html("Talks go on", "Mediators met in the capital on Friday and will meet again before the", head=head))
