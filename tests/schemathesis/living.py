"""An agent session that lasts and a call that is there, so that made-up requests meet something."""

import requests

API = "/InContactAPI/services/v33.0"
SKILL = 102
OUTCOME = 11

# What comes before a command, for it to be taken.
BEFORE = {
    "hold": ["accept"],
    "resume": ["accept", "hold"],
    "mask": ["accept"],
    "unmask": ["accept", "mask"],
    "record": ["accept"],
    "end": ["accept"],
    "disposition": ["accept", "end"],
}

# So many commands one call takes; then it is put away for the next.
MOST_COMMANDS = 15


class Living:
    """One agent at work; what has ended is begun anew."""

    def __init__(self, url, token):
        self.url = url
        self.headers = {"Authorization": f"Bearer {token}"}
        self.http = requests.Session()
        self._session = None
        self._contact = None
        self._commands = 0

    def session(self):
        """An id of the agent session."""
        if self._session is None:
            answer = self._ask("POST", "/agent-sessions", {"stationPhoneNumber": "5550100"})
            if answer.status_code == 409:
                answer = self._ask("POST", "/agent-sessions/join", {})
            self._session = answer.json()["sessionId"]
        return self._session

    def contact(self, command):
        """The contact that the agent has, so far that the command is possible."""
        self._hear(0)
        self._commands += 1
        if self._contact and self._commands > MOST_COMMANDS:
            self._put_away()
        if self._contact is None:
            self._commands = 0
            self._ask("POST", f"{self._path()}/state", {"state": "Available"})
            call = {"skillId": SKILL, "ani": "+15551230001", "dnis": "5550199"}
            self.http.post(f"{self.url}/simulator/v1/calls", json=call, timeout=20)
            for _ in range(3):
                self._hear(1)
                if self._contact:
                    break
            else:
                self._begin_anew()
        for earlier in BEFORE.get(command, []):
            self._command(earlier)
        return self._contact or 1

    def answered(self, method, status, asked):
        """Looks at an answer: has the agent session ended by it?"""
        of_session = (asked or {}).get("sessionId") == self._session
        ends = status in (404, 409) or (method == "DELETE" and status < 300)
        if of_session and ends and self._ask("GET", self._path()).status_code != 200:
            self._session = self._contact = None

    def _path(self):
        return f"/agent-sessions/{self.session()}"

    def _hear(self, timeout):
        """Takes what has happened."""
        answer = self._ask("GET", f"{self._path()}/get-next-event?timeout={timeout}")
        if answer.status_code in (404, 409):
            self._session = self._contact = None
        if answer.status_code != 200:
            return
        self._session = answer.json()["sessionId"]
        for event in answer.json()["events"]:
            if event["Type"] == "CallContactEvent":
                is_over = event["FinalState"] == "True"
                self._contact = None if is_over else int(event["ContactID"])

    def _put_away(self):
        for command in ("end", "reject"):
            self._command(command)
        self._command("disposition", {"primaryDispositionId": OUTCOME})
        self._hear(1)

    def _begin_anew(self):
        """The agent is held by a contact that was asked for otherwise: a call that was dialled, work after it."""
        self._ask("DELETE", self._path(), {"forceLogoff": True})
        self._session = self._contact = None

    def _command(self, command, body=None):
        self._ask("POST", f"{self._path()}/interactions/{self._contact}/{command}", body or {})

    def _ask(self, method, path, body=None):
        return self.http.request(
            method, f"{self.url}{API}{path}", json=body, headers=self.headers, timeout=20
        )
