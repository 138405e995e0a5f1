"""`dateline serve` as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

import httpx


def test_it_says_where_it_serves_answers_there_and_stops_when_told(ledger_file):
    command = [sys.executable, "-m", "dateline", "serve", "--ledger", str(ledger_file), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as process:
        try:
            said = process.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)[0]
            assert "Northford" in httpx.get(address, timeout=30).text
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)
    assert process.returncode in (0, 130)


def test_a_port_that_is_taken_is_told_at_once(tmp_path, capsys):
    from dateline.cli import main

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--ledger", str(tmp_path / "x.db"), "--port", str(port)]) == 2
    assert f"port {port} cannot be listened on" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "x.db").exists()
