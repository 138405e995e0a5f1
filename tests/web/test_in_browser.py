"""The pages in a real browser, by the real server: keys, links between map and list, accessibility, nothing asked of another host."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pages are not tested in a browser")

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = [(1440, 900), (390, 844)]


class Visit:
    """One page of the browser that notes what must not happen."""

    def __init__(self, page, server):
        self.page, self.server = page, server
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", lambda message: message.type in ("error", "warning") and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "request", lambda request: None if request.url.startswith((server, "data:", "about:")) else self.elsewhere.append(request.url)
        )

    def go(self, path):
        self.page.goto(self.server + path)
        self.until("!document.getElementById('map') || ['ready', 'failed'].includes(document.documentElement.dataset.map)")

    def until(self, condition):
        # Asked again and again from outside: the policy forbids the page to evaluate what a library would put into it.
        for _ in range(200):
            # While a page gives way to the next it cannot be asked.
            with suppress(sync_api.Error):
                if self.page.evaluate(condition):
                    return
            time.sleep(0.05)
        raise AssertionError(f"never true: {condition}")


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


@pytest.fixture(params=SIZES, ids=["wide", "narrow"])
def size(request):
    return request.param


@pytest.fixture
def open_page(browser, server):
    pages = []

    def make(size=SIZES[0], theme="light", **more):
        page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=theme, **more)
        pages.append(page)
        return Visit(page, server)

    yield make
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def incident(server):
    import httpx

    return re.search(r'href="(/incidents/[0-9a-f]{16})"', httpx.get(f"{server}/?place=northford").text)[1]


@pytest.fixture(scope="module")
def article(server):
    import httpx

    return re.search(r'href="(/articles/[0-9a-z]+)"', httpx.get(f"{server}/articles").text)[1]


PAGES = [
    "/", "/?place=atlantis", "/?tour=1", "incident", "article", "/articles", "/displacement", "/sources", "/add", "/report", "/nothing",
    "/login",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_quiet_and_ask_nobody_else(open_page, size, theme, path, incident, article):
    visit = open_page(size, theme, bypass_csp=True)
    visit.go({"incident": incident, "article": article}.get(path, path))
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = visit.page.evaluate("(rules) => axe.run(document, { runOnly: { type: 'tag', values: rules } })", RULES)
    told = [f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary'][:300]}" for v in found["violations"]]
    assert not told, "\n".join(told)
    assert found["passes"]
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    assert visit.elsewhere == []
    assert [error for error in visit.errors if "404" not in error or path != "/nothing"] == []


def test_nothing_breaks_the_policy(open_page, incident, article):
    visit = open_page()
    visit.page.add_init_script("window.refused = []; addEventListener('securitypolicyviolation', (e) => refused.push(e.violatedDirective))")
    for path in ("/", incident, "/?place=bomb", article, "/report", "/displacement"):
        visit.go(path)
        assert visit.page.evaluate("window.refused") == []
        assert visit.page.evaluate("window.broken === undefined")
    assert visit.errors == []


def test_the_map_draws_base_map_markers_and_their_names(open_page):
    visit = open_page()
    visit.go("/")
    assert visit.page.evaluate("document.documentElement.dataset.map") == "ready"
    assert visit.page.locator("path.base-country").count() > 0
    assert visit.page.locator(".marker").count() >= 3
    assert "Вугледар" in visit.page.locator(".map").inner_text()


def test_a_marker_lights_its_line_and_a_line_its_marker(open_page):
    visit = open_page()
    visit.go("/")
    marker = visit.page.locator(".leaflet-marker-pane .marker").first
    marker.focus()
    lit = visit.page.locator("li.lit")
    assert lit.count() >= 1
    assert visit.page.locator(".timeline a.lit").count() >= 1
    visit.page.locator(".incident-link").first.focus()
    assert visit.page.locator(".marker.lit").count() == 1


def test_a_marker_opens_by_key_and_leads_to_the_incident(open_page):
    visit = open_page()
    visit.go("/?place=northford")
    visit.page.locator(".leaflet-marker-pane .marker").first.focus()
    visit.page.keyboard.press("Enter")
    link = visit.page.locator(".leaflet-popup a[href^='/incidents/']").first
    link.click()
    visit.until("location.pathname.startsWith('/incidents/')")
    assert "Northford" in visit.page.locator("h1").inner_text()


def test_a_hostile_place_is_text_in_the_popup(open_page):
    visit = open_page()
    visit.go("/?since=2016-11-04&until=2016-11-04")
    visit.page.locator(".leaflet-marker-pane .marker").first.focus()
    visit.page.keyboard.press("Enter")
    assert "<script>window.broken=1</script>" in visit.page.locator(".leaflet-popup").inner_text()
    assert visit.page.evaluate("window.broken === undefined")


def test_a_filter_renews_list_map_and_address_without_loading_the_page(open_page):
    visit = open_page()
    visit.go("/")
    visit.page.evaluate("window.same = true")
    visit.page.select_option("#type", "shooting")
    visit.until("document.querySelectorAll('.incidents li').length === 1")
    visit.until(
        "document.documentElement.dataset.map === 'ready' && document.querySelectorAll('.leaflet-marker-pane .marker').length === 1"
    )
    assert visit.page.evaluate("window.same")
    assert visit.page.url.endswith("/?type=shooting")
    assert visit.errors == []


def test_going_back_brings_the_filters_back(open_page):
    visit = open_page()
    visit.go("/")
    visit.page.select_option("#type", "shooting")
    visit.until("document.querySelectorAll('.incidents li').length === 1")
    visit.page.go_back()
    visit.until("document.querySelectorAll('.incidents li').length > 1")
    assert visit.page.url.endswith("/")


def test_dragging_over_the_brush_chooses_days(open_page):
    visit = open_page()
    visit.go("/")
    every = visit.page.locator(".incidents li").count()
    box = visit.page.locator("#brush svg").bounding_box()
    visit.page.mouse.move(box["x"] + 2, box["y"] + 20)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20, steps=4)
    visit.page.mouse.up()
    visit.until(f"document.querySelectorAll('.incidents li').length < {every}")
    assert "since=2016-11-01" in visit.page.url
    assert visit.page.input_value("#since") == "2016-11-01"


def test_a_server_that_does_not_answer_is_told_where_the_list_was(open_page):
    visit = open_page()
    visit.go("/")
    visit.page.route("**/?**", lambda route: route.abort())
    visit.page.select_option("#type", "shooting")
    visit.until("document.querySelector('#results [role=alert]')?.textContent.includes('does not answer')")
    visit.page.unroute("**/?**")
    visit.page.select_option("#type", "")
    visit.until("document.querySelectorAll('.incidents li').length > 1")


def test_a_filter_that_cannot_be_read_is_told_where_the_list_was(open_page):
    visit = open_page()
    visit.go("/")
    visit.page.evaluate("document.getElementById('place').removeAttribute('maxlength')")
    visit.page.fill("#place", "x" * 300)
    visit.until("document.querySelector('#results .notice')?.textContent.includes('too long')")
    assert visit.page.locator("header").count() == 1


def test_a_map_that_cannot_be_drawn_says_so(open_page):
    visit = open_page()
    visit.page.route("**/overview/points**", lambda route: route.fulfill(status=500, body="{}"))
    visit.go("/")
    assert visit.page.evaluate("document.documentElement.dataset.map") == "failed"
    assert "could not be drawn" in visit.page.evaluate("getComputedStyle(document.getElementById('map'), '::after').content")
    assert visit.page.locator(".incidents li").count() > 1


def test_keys_walk_the_list_and_open_an_incident(open_page):
    visit = open_page()
    visit.go("/")
    for key in "jjk":
        visit.page.keyboard.press(key)
    first = visit.page.locator(".incident-link").first
    assert first.evaluate("(one) => one === document.activeElement")
    visit.page.keyboard.press("Enter")
    visit.until("location.pathname.startsWith('/incidents/')")
    visit.go("/")
    visit.page.keyboard.press("/")
    assert visit.page.evaluate("document.activeElement.id") in ("place", "search")


def test_the_first_key_offers_to_skip_to_the_content(open_page):
    visit = open_page()
    visit.go("/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.className") == "skip"
    visit.page.keyboard.press("Enter")
    visit.until("location.hash === '#main'")


def test_without_script_the_whole_page_is_there(open_page):
    visit = open_page(java_script_enabled=False)
    visit.page.goto(visit.server + "/")
    assert visit.page.locator(".map-still").is_visible()
    assert visit.page.locator(".incidents li").count() > 3
    visit.page.fill("#place", "northford")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/?place=northford")
    assert visit.page.locator(".incidents li").count() == 1
    visit.page.locator(".incident-link").click()
    assert visit.page.locator(".trace tr").count() > 2
    visit.page.locator("button", has_text="Dark").click()
    assert visit.page.locator("html").get_attribute("data-theme") == "dark"
