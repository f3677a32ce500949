"""A client of the agent API, with the habits of such clients in the field.

It was written from the contract (docs/agent-api.md) and knows nothing else of the server. It polls in
a thread, keeps the newest session id, sends numbers as text and bodies as text/plain, mixes the letter
case of paths, sends `asAgentId` without knowing it, rewrites the first "60" of the address when it asks
again, and deletes without a body.
"""

import base64
import http.client
import json
import socket
import threading
import time
import urllib.parse

import contract


class Answer:
    """What came back."""

    def __init__(self, status, headers, text):
        self.status = status
        self.headers = headers
        self.text = text

    @property
    def body(self):
        """The body as JSON."""
        try:
            return json.loads(self.text)
        except ValueError:
            raise AssertionError(f"{self.status}, and no JSON: {self.text[:200]!r}") from None

    def expect(self, *statuses):
        """Asserts the status, and gives itself."""
        if self.status not in statuses:
            raise AssertionError(f"{self.status}, not {statuses}: {self.text[:400]}")
        if self.status >= 400:
            contract.judge_problem(self)
        return self


class Connection:
    """HTTP, a connection for each request that is not told otherwise."""

    def __init__(self, url):
        self.url = url
        self.host = urllib.parse.urlsplit(url).netloc

    def send(self, method, path, body=None, headers=None, timeout_s=90, opened=None):
        """Sends a request; `opened` hears of the connection, to cut it."""
        link = http.client.HTTPConnection(self.host, timeout=timeout_s)
        if opened:
            opened(link)
        try:
            link.request(method, path, body=body, headers=headers or {})
            response = link.getresponse()
            text = response.read().decode("utf-8")
            return Answer(response.status, response.headers, text)
        finally:
            link.close()


class Agent:
    """One agent's program."""

    API = "/InContactAPI/services/v13.0"

    def __init__(self, url, user, password="demo"):
        self.connection = Connection(url)
        self.user = user
        self.password = password
        self.token = None
        self.refresh_token = None
        self.agent_id = None
        self.team_id = None
        self.session = None
        self.first_session = None
        self.events = []
        self.faults = []
        self.lives = contract.Lives()
        self.ended = None
        self._read = 0
        self._news = threading.Condition()
        self._thread = None
        self._link = None
        self._retry = False
        self._cuts = 0

    # Log-in

    def log_in(self):
        """The password grant as form text labelled JSON, with the usual basic header."""
        basic = base64.b64encode(b"desk@archers:4512").decode()
        form = urllib.parse.urlencode(
            {"grant_type": "password", "username": self.user, "password": self.password, "scope": ""}
        )
        headers = {"Authorization": "basic " + basic, "Content-Type": "application/json"}
        path = "/InContactAuthorizationServer/Token"
        answer = self.connection.send("POST", path, form, headers).expect(200)
        self._take_token(answer.body)
        return answer.body

    def refresh(self):
        """A new token for the refresh token."""
        body = json.dumps({"grant_type": "refresh_token", "refresh_token": self.refresh_token})
        headers = {"Content-Type": "text/plain"}
        path = "/INCONTACTAUTHORIZATIONSERVER/TOKEN"
        answer = self.connection.send("POST", path, body, headers).expect(200)
        self._take_token(answer.body)
        return answer.body

    def _take_token(self, body):
        self.token = body["access_token"]
        self.refresh_token = body["refresh_token"]
        self.agent_id = str(body["agent_id"])
        self.team_id = str(body["team_id"])

    # Requests

    def request(self, method, path, body=None, content_type=None, timeout_s=90, opened=None):
        """A request with the token; a body that is no text is made JSON."""
        headers = {"Authorization": "bearer " + self.token} if self.token else {}
        if content_type:
            headers["Content-Type"] = content_type
        if body is not None and not isinstance(body, str):
            body = json.dumps(body)
        if not path.startswith("/"):
            path = f"{self.API}/{path}"
        return self.connection.send(method, path, body, headers, timeout_s, opened)

    def read(self, path):
        """A read's JSON."""
        return self.request("GET", path).expect(200).body

    def command(self, path, body="", content_type="text/plain", session=None):
        """A command of the agent session."""
        path = f"agent-sessions/{session or self.session}/{path}"
        return self.request("POST", path, body, content_type)

    def contact(self, contact, word, body=""):
        """A command on a contact, taken."""
        return self.command(f"interactions/{contact}/{word}", body).expect(202)

    # The agent session

    def start(self, station="5550160"):
        """Starts an agent session, or joins the one that there is."""
        body = {
            "stationId": "",
            "stationPhoneNumber": station,
            "inactivityTimeout": "60",
            "inactivityForceLogout": "false",
            "asAgentId": "undefined",
        }
        answer = self.request("POST", "agent-sessions", body, "text/plain").expect(202, 409)
        joined = answer.status == 409
        if joined:
            answer = self.request("POST", "AGENT-SESSIONS/JOIN", {"asAgentId": "NaN"}).expect(202)
        self.session = self.first_session = answer.body["sessionId"]
        contract.judge_session_id(self.session)
        return joined

    def poll_once(self, session=None, timeout="60", opened=None):
        """One poll, with an id of one's own or the newest."""
        path = f"agent-sessions/{session or self.session}/get-next-event?timeout={timeout}"
        if self._retry:
            # The habit: a shorter wait for the second attempt, wherever the first "60" stands.
            path = path.replace("60", "1", 1)
            self._retry = False
        return self.request("GET", path, opened=opened)

    def poll_in_thread(self):
        """Polls until the agent session ends."""
        self.ended = None
        self._thread = threading.Thread(target=self._poll_on, daemon=True)
        self._thread.start()

    def _poll_on(self):
        while True:
            try:
                answer = self.poll_once(opened=self._opened)
            except (OSError, http.client.HTTPException):
                with self._news:
                    self._retry = True
                    self._cuts += 1
                    self._news.notify_all()
                continue
            with self._news:
                if answer.status == 200:
                    self._take(answer)
                elif answer.status != 304:
                    self.ended = answer
                    self._news.notify_all()
                    return
                elif answer.text:
                    self.faults.append(f"a 304 with a body: {answer.text[:100]!r}")

    def _opened(self, link):
        self._link = link

    def _take(self, answer):
        body = answer.body
        self.session = body["sessionId"]
        contract.judge_session_id(self.session)
        if not body["events"]:
            self.faults.append("an answer without events")
        for event in body["events"]:
            self.faults.extend(contract.faults_of(event))
            self.faults.extend(self.lives.faults_after(event))
            self.events.append(event)
        self._news.notify_all()

    def cut(self):
        """The network goes away under the poll, and the poll notices."""
        with self._news:
            cuts = self._cuts
            while self._cuts == cuts and not self.ended:
                link = self._link
                if link and link.sock:
                    try:
                        link.sock.shutdown(socket.SHUT_RDWR)
                    except OSError:
                        pass  # It has just ended by itself; the next poll is cut.
                self._news.wait(0.2)

    def until(self, what=None, timeout_s=30, **fields):
        """Waits for the next event with these fields, behind the one that was waited for before."""

        def is_wanted(event):
            has = all(event.get(key) == value for key, value in fields.items())
            return has and (what is None or what(event))

        end = time.monotonic() + timeout_s
        with self._news:
            start = self._read
            while True:
                for place in range(self._read, len(self.events)):
                    if is_wanted(self.events[place]):
                        self._read = place + 1
                        return self.events[place]
                self._read = len(self.events)
                left = end - time.monotonic()
                if left <= 0 or self.ended:
                    came = "\n    ".join(json.dumps(event) for event in self.events[start:])
                    raise AssertionError(f"no event with {fields}; came:\n    {came}")
                self._news.wait(left)

    def until_all(self, *wanted):
        """Waits for several events, in whatever order they come."""
        start, ends = self._read, []
        for fields in wanted:
            self._read = start
            self.until(**fields)
            ends.append(self._read)
        self._read = max(ends)

    def until_status(self, status, contact=None, **fields):
        """Waits for a call's event of this status, and gives its contact id."""
        if contact is not None:
            fields["ContactID"] = str(contact)
        return self.until(Type="CallContactEvent", Status=status, **fields)["ContactID"]

    def until_state(self, state, **fields):
        """Waits for the agent's state."""
        return self.until(Type="AgentState", CurrentState=state, **fields)

    def set_state(self, state, reason=""):
        """Sets the state, by PUT and an address in capitals."""
        path = f"{self.API}/AGENT-SESSIONS/{self.session}/STATE"
        self.request("PUT", path, {"state": state, "reason": reason}).expect(202)

    def end(self):
        """Ends the agent session without a body, and waits for the poll to hear it."""
        self.request("DELETE", f"agent-sessions/{self.session}").expect(202)
        self.until(Type="AgentSessionEnd", Success="True")
        self._thread.join(30)
        if self._thread.is_alive() or self.ended is None:
            raise AssertionError("the poll goes on after AgentSessionEnd")
        self.ended.expect(409)


class Customer:
    """Somebody who calls, on the line simulator."""

    def __init__(self, url, skill, ani="+15551230042"):
        self.connection = Connection(url)
        body = json.dumps({"skillId": str(skill), "ani": ani, "dnis": "5550199"})
        answer = self.connection.send("POST", "/simulator/v1/calls", body).expect(201)
        self.contact = str(answer.body["contactId"])
        self.ani = ani

    def hang_up(self):
        """Hangs up; the call may be over already."""
        self.connection.send("DELETE", f"/simulator/v1/calls/{self.contact}")
