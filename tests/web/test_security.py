"""What stands between the network and the pages, one test for each line of the list in docs/web.md."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from reports_by_hand import ADDRESS, BROWSER

from dateline.web import create_app
from dateline.web.security import HEADERS, local_path
from dateline.web.sessions import COOKIE, Sessions

TOKEN = "a-token-for-the-tests"


@pytest.fixture
def own(ledger_file):
    with TestClient(create_app(ledger_file), base_url=ADDRESS, headers=BROWSER, follow_redirects=False) as made:
        yield made


@pytest.fixture
def locked(ledger_file):
    app = create_app(ledger_file, token=TOKEN, hosts=["desk.example"])
    with TestClient(app, base_url="http://desk.example", headers=BROWSER, follow_redirects=False) as made:
        yield made


@pytest.mark.parametrize("path", ["/", "/nothing", "/login", "/static/dateline.css", "/overview/points", "/favicon.ico", "/incidents/zz"])
def test_every_answer_carries_the_headers(own, path):
    headers = own.get(path).headers
    for name in HEADERS:
        assert name in headers, name
    assert "'unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8765", "", "[::", "192.168.1.4"])
def test_another_name_for_this_machine_is_not_answered(own, host):
    answer = own.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Incidents" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:1", "[::1]:8765", "LOCALHOST"])
def test_the_machines_own_names_are_answered(own, host):
    assert own.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "mark",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_sites_form_is_not_carried_out(own, form_token, mark):
    token = form_token(own)
    answer = own.post("/theme", data={"to": "dark", "csrf": token}, headers=mark)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("token", [None, "", "made.up", "0" * 32 + "." + "0" * 64])
def test_a_form_without_its_token_is_not_carried_out(own, token):
    own.get("/")
    data = {"to": "dark"} | ({} if token is None else {"csrf": token})
    assert own.post("/theme", data=data, headers={"origin": ADDRESS}).status_code == 403


def test_a_token_of_another_session_is_worth_nothing(own, ledger_file, form_token):
    token = form_token(own)
    with TestClient(own.app, base_url=ADDRESS, headers=BROWSER) as other:
        other.get("/")
        assert other.post("/theme", data={"to": "dark", "csrf": token}).status_code == 403


def test_a_forms_token_is_another_one_each_time_and_all_hold(own, form_token):
    first, second = form_token(own), form_token(own)
    assert first != second
    for token in (first, second):
        assert own.post("/theme", data={"to": "dark", "csrf": token}).status_code == 303


def test_a_session_that_was_not_given_out_here_is_not_taken_up(own):
    answer = own.get("/", headers={"cookie": f"{COOKIE}=chosen-by-somebody-else"})
    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]
    assert re.search(rf"{COOKIE}=[\w-]{{40,}}; Path=/; HttpOnly; SameSite=Strict", answer.headers["set-cookie"])


def test_without_the_token_nothing_is_shown(locked):
    for path in ("/", "/incidents/0", "/overview/points", "/overview/map.svg"):
        answer = locked.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=")
        assert "Northford" not in answer.text


def test_a_machine_without_the_token_is_told_how_to_send_it(locked):
    answer = locked.get("/overview/points", headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert "Bearer" in answer.headers["www-authenticate"]


@pytest.mark.parametrize(("shown", "status"), [(TOKEN, 200), (TOKEN + "x", 401), (TOKEN[:-1], 401), ("", 401)])
def test_a_machine_shows_the_token_in_a_header(locked, shown, status):
    answer = locked.get("/overview/points", headers={"accept": "application/json", "authorization": f"Bearer {shown}"})
    assert answer.status_code == status


def test_logging_in_gives_a_new_session_and_logging_out_ends_it(locked, form_token):
    token = form_token(locked, "/login")
    before = locked.cookies[COOKIE]
    answer = locked.post("/login", data={"token": TOKEN, "csrf": token, "next": "/?place=northford"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?place=northford")
    after = locked.cookies[COOKIE]
    assert after != before
    assert locked.get("/").status_code == 200
    locked.post("/logout", data={"csrf": form_token(locked)})
    for ended in (before, after):
        assert locked.get("/", headers={"cookie": f"{COOKIE}={ended}"}).status_code == 303


def test_a_wrong_token_is_refused_and_not_shown_again(locked, form_token):
    answer = locked.post("/login", data={"token": "not-the-token", "csrf": form_token(locked, "/login")})
    assert answer.status_code == 403
    assert "not-the-token" not in answer.text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
                                    "/\tevil", "", "evil", "/%0d%0aset-cookie:x=1", "http:evil.example"])  # fmt: skip
def test_log_in_goes_on_to_our_own_pages_alone(locked, form_token, target):
    answer = locked.post("/login", data={"token": TOKEN, "csrf": form_token(locked, "/login"), "next": target})
    where = answer.headers["location"]
    assert where.startswith("/")
    assert not where.startswith("//")
    assert "\\" not in where
    assert "set-cookie" not in where.casefold() or "%0d" in where.casefold()


def test_local_paths_stay_as_they_are():
    assert local_path("/incidents/1?everything=1#claims") == "/incidents/1?everything=1#claims"
    assert local_path(None, otherwise="/add") == "/add"


@pytest.mark.parametrize("path", ["/static/../pages/login.py", "/static/%2e%2e/app.py", "/static/..%5capp.py", "/static//etc/passwd",
                                  "/static/vendor/../../app.py", "/static/%00", "/static/dateline.css/..%2f..%2fapp.py"])  # fmt: skip
def test_static_files_lead_nowhere_else(own, path):
    answer = own.get(path)
    assert answer.status_code in (400, 404)
    assert "import" not in answer.text


def test_a_fault_shows_nothing_of_the_inside(ledger_file, monkeypatch):
    from dateline.web.snapshot import Snapshots

    app = create_app(ledger_file)
    with TestClient(app, base_url=ADDRESS, headers=BROWSER, raise_server_exceptions=False) as client:

        def broken(_self):
            raise RuntimeError("the inside of the program")

        monkeypatch.setattr(Snapshots, "current", broken)
        for path in ("/", "/?tour=1"):
            answer = client.get(path)
            assert answer.status_code == 500
            assert "the inside" not in answer.text
            assert "Dateline failed" in answer.text


def test_sessions_forget_the_oldest(monkeypatch):
    monkeypatch.setattr("dateline.web.sessions.MOST", 2)
    sessions = Sessions(None)
    first, *others = (sessions.begin() for _ in range(3))
    assert sessions.find(first.key) is None
    assert all(sessions.find(one.key) == one for one in others)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "0.0.0.0"], "--token"),
        (["--host", "desk.example.org"], "--token"),
        (["--token", "short"], "guessed"),
    ],
)
def test_serving_beyond_this_machine_demands_a_token(tmp_path, capsys, arguments, said, monkeypatch):
    from dateline.cli import main

    monkeypatch.setattr("uvicorn.Server.run", lambda _self: pytest.fail("it was served"))
    assert main(["serve", "--ledger", str(tmp_path / "x.db"), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_other_commands_do_not_wait_for_the_web_framework():
    import subprocess
    import sys

    code = "import sys, dateline.cli.app; print([m for m in ('fastapi', 'uvicorn', 'jinja2', 'starlette') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
