"""What holds of every event, session id and problem, whatever the day brings."""

import re

INSTANT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
FLAGS = re.compile(
    r"^(Is[A-Z].*|NextIs.*|Can[A-Z].*|Allow[A-Z].*|FinalState|AgentMuted|Success|InFocus"
    r"|UseCustomerCard|EnabledForMCH|ConfirmationRequired|ComplianceRecord|AnsMachineOverride)$"
)
IDS = re.compile(r"^(ContactI[Dd]|MasterID|ParentContactID|AgentId|AgentLegId|Skill|BusNo)$")
STATES = {
    "Available", "Unavailable", "InboundContact", "OutboundContact", "InboundConsult",
    "OutboundConsult", "Dialer", "DialerPending",
}  # fmt: skip
STATUSES = {
    "Incoming", "Ringing", "Dialing", "Active", "Holding", "Masking", "Joined", "Preview",
    "Disconnected", "CallBackDisconnected",
}  # fmt: skip
CALL_TYPES = {
    "Regular", "AgentLeg", "ReskillProxy", "Consult", "PersonalQueue", "Dialer", "TakeOver",
    "Conference",
}  # fmt: skip
NEEDED = {
    "AgentSessionStart": ["BusNo", "AgentId", "StationPhoneNumber", "SessionId", "CanMask", "CanRecord"],
    "AgentSessionEnd": ["Message", "Success"],
    "RemoteAgentSessionEnd": ["Message", "Success"],
    "AgentState": ["CurrentState", "CurrentOutReason", "StartTimeUTC", "IsAcw"],
    "AgentLeg": ["AgentLegId", "Status", "FinalState"],
    "Mute": ["AgentMuted"],
    "CallContactEvent": [
        "ContactID", "MasterID", "Status", "FinalState", "CallType", "IsInbound", "Skill",
        "StartTimeUTC", "StartTime", "LastStateChangeTimeUTC", "LastStateChangeTime", "ScreenPopUrl",
    ],
    "MchAgentSettingsChangeEvent": ["ChatThreshold", "VoiceThreshold", "TotalContactCount"],
    "PopURL": ["ContactId", "URL", "PopDestination"],
    "Conference": ["ConferenceNo"],
}  # fmt: skip
# What may follow what, in one contact's life with one agent; `Incoming` anew after the end, because
# a refused contact lives on under its id.
NEXT = {
    None: {"Incoming", "Ringing", "Dialing", "Active", "Holding", "Masking", "Joined", "Disconnected"},
    "Incoming": {"Incoming", "Active", "Disconnected"},
    "Ringing": {"Ringing", "Active", "Disconnected"},
    "Dialing": {"Dialing", "Ringing", "Active", "Disconnected"},
    "Active": {"Active", "Holding", "Masking", "Joined", "Disconnected"},
    "Holding": {"Holding", "Active", "Joined", "Disconnected"},
    "Masking": {"Masking", "Active", "Holding", "Disconnected"},
    "Joined": {"Joined", "Active", "Holding", "Disconnected"},
    "Disconnected": {"Disconnected"},
}


def faults_of(event):
    """All that is wrong with how an event is written."""
    faults = []

    def fault(words):
        faults.append(f"{words} in {event}")

    def look_for_null(value):
        if value is None:
            fault("null")
        elif isinstance(value, dict):
            for inner in value.values():
                look_for_null(inner)
        elif isinstance(value, list):
            for inner in value:
                look_for_null(inner)

    look_for_null(event)
    for key in ["Type", "IISHost", "VCHost"] + NEEDED.get(event.get("Type"), []):
        if key not in event:
            fault(f"no {key}")
    for key, value in event.items():
        if isinstance(value, bool):
            fault(f"{key} is a boolean and not text")
        if not isinstance(value, str):
            continue
        if (key.endswith("UTC") or key.endswith("Time")) and not INSTANT.match(value):
            fault(f"{key} is no instant")
        if FLAGS.match(key) and value not in ("True", "False"):
            fault(f"{key} is neither True nor False")
        if IDS.match(key) and not value.isdecimal():
            fault(f"{key} is no id")
    if event.get("Type") == "AgentState" and event.get("CurrentState") not in STATES:
        fault("an unknown state")
    if event.get("Type") == "AgentState" and len(event.get("NextStates", [])) > 2:
        fault("more than two next states")
    if event.get("Type") == "CallContactEvent":
        if event.get("Status") not in STATUSES:
            fault("an unknown status")
        if event.get("CallType") not in CALL_TYPES:
            fault("an unknown call type")
    return faults


class Lives:
    """The lives of an agent's contacts, each by its id: what was its status, and whether it is over."""

    def __init__(self):
        self._statuses = {}
        self._over = set()

    def faults_after(self, event):
        """All that is wrong with an event in the light of those before."""
        if event.get("Type") == "AgentSessionStart":
            # A picture follows.
            self._statuses.clear()
            self._over.clear()
        if event.get("Type") != "CallContactEvent":
            return []
        faults = []
        contact, status = event.get("ContactID"), event.get("Status")
        before = self._statuses.get(contact)
        is_final = event.get("FinalState") == "True"
        if contact in self._over:
            if status != "Incoming":
                faults.append(f"{contact} goes on after its end: {event}")
            self._over.discard(contact)
            before = None
        if status not in NEXT.get(before, set()):
            faults.append(f"{contact} becomes {status} after {before}")
        if is_final and status != "Disconnected":
            faults.append(f"{contact} is final and {status}")
        if is_final:
            self._over.add(contact)
        self._statuses[contact] = status
        return faults

    def open_contacts(self):
        """Those that had no final event."""
        return sorted(set(self._statuses) - self._over)


def judge_session_id(session):
    """Clients rewrite the first "60" of an address."""
    if not session or any(letter in session for letter in "60-"):
        raise AssertionError(f"the session id {session!r}")


def judge_problem(answer):
    """Every error says what it is, in one form."""
    if answer.headers.get("content-type") != "application/problem+json":
        raise AssertionError(f"{answer.status} as {answer.headers.get('content-type')}: {answer.text}")
    body = answer.body
    if not (body.get("type") and body.get("title") and body.get("status") == answer.status):
        raise AssertionError(f"a problem without type, title or status: {body}")
