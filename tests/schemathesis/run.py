"""Schemathesis against the server: whatever is asked, no failure of ours and no undocumented answer.

    target/schemathesis/bin/python tests/schemathesis/run.py target/debug/cordboard --examples 20

starts the program on a folder and a port of its own, asks all that `/openapi.json` names, and counts the
operations on its last line. The same program is asked the same each time, but with `--seed`, which also
asks what follows from an answer. `--reports` says where what failed is kept.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).parent
FLOOR = HERE.parent / "clients" / "floor.toml"
PASSWORD = "an administrator's own"

# The administration last: it may change who works here. A new key at once is the end of every token, this one's too.
PARTS = {
    "agents": ("--exclude-path-regex", "^/admin/"),
    "administration": ("--include-path-regex", "^/admin/v1/(?!token-key)"),
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--examples", type=int, default=20)
    arguments.add_argument("--seed", type=int)
    arguments.add_argument("--reports", default="target/schemathesis/reports")
    arguments = arguments.parse_args()
    reports = pathlib.Path(arguments.reports).resolve()
    reports.mkdir(parents=True, exist_ok=True)
    log = reports / "server.log"
    with tempfile.TemporaryDirectory() as folder, open(log, "w", encoding="utf-8") as said:
        data = pathlib.Path(folder) / "data"
        data.mkdir(mode=0o700)
        command = [arguments.program, "serve", "--listen", "127.0.0.1:0", "--data", str(data)]
        command += ["--config", str(FLOOR), "--log", "info"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True)
        try:
            ready = server.stdout.readline()
            if not ready.startswith("ready "):
                sys.exit(f"the server did not start: {log.read_text()}")
            url = ready.removeprefix("ready ").strip()
            passed, failed = ask(url, tokens(url, data), arguments, reports)
        finally:
            server.terminate()
            status = server.wait(30)
    if status != 0 or "panicked" in log.read_text(encoding="utf-8"):
        print(f"the server ended with {status}, or has panicked: {log}")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def tokens(url, data):
    """Logs an agent in, and the first administrator."""
    code = (data / "admin-init").read_text(encoding="utf-8").strip()
    root = {"login": "root", "password": PASSWORD}
    post(f"{url}/admin/v1/init", {"code": code, "name": "Root", **root})
    administrator = post(f"{url}/admin/v1/token", root)
    ada = {"grant_type": "password", "username": "ada", "password": "demo"}
    agent = post(f"{url}/InContactAuthorizationServer/Token", ada)
    return agent["access_token"], administrator["access_token"]


def post(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or b"null")


def ask(url, tokens, arguments, reports):
    """Runs Schemathesis part by part; gives how many operations passed and failed."""
    agent, administrator = tokens
    environment = {
        **os.environ,
        "CORDBOARD_URL": url,
        "CORDBOARD_AGENT": agent,
        "CORDBOARD_ADMINISTRATOR": administrator,
        "PYTHONPATH": str(HERE),
        "SCHEMATHESIS_HOOKS": "hooks",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    passed = failed = 0
    for part, which in PARTS.items():
        report = reports / f"{part}.xml"
        report.unlink(missing_ok=True)
        command = [pathlib.Path(sys.executable).parent / "st"]
        command += ["--config-file", HERE / "schemathesis.toml", "run", f"{url}/openapi.json"]
        command += which
        if arguments.seed is None:
            command += ["--generation-deterministic", "--phases", "examples,coverage,fuzzing"]
        else:
            command += ["--seed", str(arguments.seed)]
        command += ["--max-examples", str(arguments.examples), "--no-color"]
        command += ["--report", "junit", "--report-junit-path", report]
        ended = subprocess.run(command, env=environment, check=False).returncode
        if not report.exists():
            sys.exit(f"Schemathesis could not run to its end ({ended})")
        cases = xml.etree.ElementTree.parse(report).iter("testcase")
        outcomes = [any(it.tag in ("failure", "error", "skipped") for it in case) for case in cases]
        passed, failed = passed + outcomes.count(False), failed + outcomes.count(True)
        # An error that is no operation's own.
        if ended and not any(outcomes):
            failed += 1
    return passed, failed


if __name__ == "__main__":
    main()
