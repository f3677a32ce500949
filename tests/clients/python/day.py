"""An agent's whole day, by a client that was written from the contract alone.

    python3 tests/clients/python/day.py target/debug/cordboard

starts the program on a folder and a port of its own, lives the day chapter by chapter, and says of each
whether it went as the contract says; the last line counts them.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import traceback

import chapters_alone
import chapters_calls
import chapters_log_in
import chapters_together
from agent_api import Agent, Connection

FLOOR = pathlib.Path(__file__).parent.parent / "floor.toml"


class Day:
    """The server, and who works and calls."""

    def __init__(self, url, data):
        self.url = url
        self._data = data
        self._administrator = None
        self.ada = None
        self.bea = None
        self.customers = []

    def agent(self, user):
        """A program for an agent."""
        return Agent(self.url, user)

    def administer(self, method, path, body=None):
        """What an administrator changes, over the server's own interface."""
        web = Connection(self.url)
        if not self._administrator:
            who = {"login": "root", "password": "correct horse battery"}
            code = (self._data / "admin-init").read_text().strip()
            web.send("POST", "/admin/v1/init", json.dumps(who | {"code": code})).expect(201)
            given = web.send("POST", "/admin/v1/token", json.dumps(who)).expect(200).body
            self._administrator = "Bearer " + given["access_token"]
        headers = {"Authorization": self._administrator}
        sent = None if body is None else json.dumps(body)
        answer = web.send(method, "/admin/v1/" + path, sent, headers).expect(200, 201, 204)
        return answer.body if answer.text else None

    def begin_anew(self):
        """After a chapter that failed, the next finds agents at work and no calls."""
        for customer in self.customers:
            customer.hang_up()
        self.ada, self.bea = self._anew(self.ada), self._anew(self.bea)

    def _anew(self, agent):
        if not (agent and agent.session):
            return agent
        agent.request("DELETE", f"agent-sessions/{agent.session}?forceLogoff=true")
        agent = self.agent(agent.user)
        agent.log_in()
        agent.start()
        agent.poll_in_thread()
        agent.set_state("Available")
        agent.until_state("Available")
        return agent


def chapters():
    """In the order of the day."""
    for part in (chapters_log_in, chapters_alone, chapters_calls, chapters_together):
        yield from part.CHAPTERS


def main():
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder) / "data"
        data.mkdir(mode=0o700)
        command = [sys.argv[1], "serve", "--listen", "127.0.0.1:0", "--data", str(data)]
        command += ["--config", str(FLOOR), "--log", "warn"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            ready = server.stdout.readline()
            if not ready.startswith("ready "):
                sys.exit(f"the server did not start: {ready!r}")
            failed = live(Day(ready.removeprefix("ready ").strip(), data))
        finally:
            server.terminate()
            status = server.wait(30)
        if status != 0:
            sys.exit(f"the server ended with {status}")
    sys.exit(1 if failed else 0)


def live(day):
    """Lives the day; gives how many chapters failed."""
    passed = failed = 0
    for chapter in chapters():
        title = chapter.__doc__.strip().splitlines()[0]
        try:
            chapter(day)
        except Exception as error:  # A chapter's failure must not hide the next one's.
            failed += 1
            place = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno for frame in place if frame.name == chapter.__name__]
            where = f"{pathlib.Path(chapter.__code__.co_filename).name}:{lines[-1]}"
            print(f"FAILED {title}\n  {where}: {type(error).__name__}: {error}", flush=True)
            day.begin_anew()
        else:
            passed += 1
            print(f"ok {title}", flush=True)
    print(f"{passed} passed, {failed} failed", flush=True)
    return failed


if __name__ == "__main__":
    main()
