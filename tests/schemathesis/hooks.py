"""What Schemathesis cannot know: whose token an operation wants, and which ids there are."""

import itertools
import os

import schemathesis
from living import Living

TOKENS = {
    "agent": os.environ["CORDBOARD_AGENT"],
    "administrator": os.environ["CORDBOARD_ADMINISTRATOR"],
}

LIVING = Living(os.environ["CORDBOARD_URL"], TOKENS["agent"])

# Of the floor that the server was started with.
KNOWN = {
    "sessionId": lambda _: LIVING.session(),
    "contactId": LIVING.contact,
    "agentId": lambda _: 61,
    "teamId": lambda _: 1,
    "skillId": lambda _: 102,
}
USER = "bu4512agent61"

# What a command says, for it to be taken.
GOOD = {
    "dtmfSequence": "12#",
    "phoneNumber": "+15551230002",
    "primaryDispositionId": 11,
    "skillId": 102,
    "state": "Available",
    "targetAgentId": 62,
}

# Nobody of whom the others are in need: a token ends with the administrator's password.
ENTRIES = itertools.cycle(
    [("teams", "1"), ("skills", "103"), ("agents", "62"), ("unavailable-codes", "2"), ("pages", "crm")]
)

COUNT = itertools.count(1)


@schemathesis.auth(refresh_interval=None)
class Bearer:
    """The token that the operation's section names."""

    def get(self, case, context):
        wanted = context.operation.definition.raw.get("security") or [{}]
        return TOKENS.get(next(iter(wanted[0]), None))

    def set(self, case, data, context):
        if data:
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.serializer("application/toml")
def toml(context, value):
    """The text itself."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook
def before_call(context, case, kwargs):
    """Three of four requests name what is there, one of two says what can be done; no poll waits."""
    path = case.path_parameters or {}
    count = next(COUNT)
    if count % 2 and isinstance(case.body, dict):
        case.body.update({name: GOOD[name] for name in case.body if name in GOOD})
    if count % 4:
        last = case.operation.path.rsplit("/", 1)[-1]
        path.update({name: KNOWN[name](last) for name in path if name in KNOWN})
        if "kind" in path and "id" in path:
            path["kind"], path["id"] = next(ENTRIES)
        elif "id" in path:
            path["id"] = USER
    if case.operation.path.endswith("/get-next-event") and _would_wait(case.query):
        case.query = {**(case.query or {}), "timeout": "0"}


def _would_wait(query):
    """A time that is none is left as it is: it is refused."""
    text = str((query or {}).get("timeout", "")).strip()
    return all(char.isdigit() or char == "." for char in text)


@schemathesis.hook
def after_call(context, case, response):
    LIVING.answered(case.method, response.status_code, case.path_parameters)
