"""Before the first call: discovery, tokens, the agent session, what a desktop reads at its start."""

import base64
import hashlib
import html.parser
import json
import secrets
import urllib.parse

import contract
import rs256
from agent_api import Connection


def discovers(day):
    """discovers the server by its well-known addresses"""
    web = Connection(day.url)
    found = web.send("GET", "/.well-known/openid-configuration").expect(200).body
    for key in [
        "issuer", "authorization_endpoint", "token_endpoint", "end_session_endpoint", "jwks_uri",
        "userinfo_endpoint",
    ]:  # fmt: skip
        assert urllib.parse.urlsplit(found[key]).netloc, key
    assert "S256" in found["code_challenge_methods_supported"]
    assert found["display_values_supported"] == ["page", "popup"]
    cxone = web.send("GET", "/.well-known/cxone-configuration?tenantId=").expect(200).body
    for key in [
        "api_endpoint", "auth_endpoint", "ui_endpoint", "area", "cluster", "domain", "acdDomain",
        "uhDomain",
    ]:  # fmt: skip
        assert isinstance(cxone[key], str) and cxone[key], key
    # Clients build addresses of these parts; the server answers on any host name.
    for host in (
        f"api-{cxone['cluster']}.{cxone['acdDomain']}",
        f"api-{cxone['area']}.{cxone['domain']}",
        f"{cxone['area']}.{cxone['uhDomain']}",
    ):
        web.send("GET", "/.well-known/openid-configuration", None, {"Host": host}).expect(200)


def logs_in(day):
    """logs in with a password, and asks who that is"""
    ada = day.ada = day.agent("ada")
    answer = ada.log_in()
    assert answer["token_type"] == "bearer" and int(answer["expires_in"]) > 0
    assert answer["resource_server_base_uri"].endswith("/inContactAPI/")
    assert str(answer["bus_no"]) == "4512" and ada.agent_id == "61" and ada.team_id == "1"


def asks_who_it_is(day):
    """asks whose token it is"""
    whose = {"token": day.ada.token}
    path = "/incontactauthorizationserver/token/whoami"
    me = day.ada.request("POST", path, whose, "text/plain").expect(200).body
    assert str(me["agent_id"]) == "61" and str(me["team_id"]) == "1" and str(me["bus_no"]) == "4512"
    assert me["sub"].startswith("user:") and int(me["expires_in"]) > 0 and me["iss"]
    user = day.ada.read("/user-management/v1/users/" + me["sub"].removeprefix("user:"))["user"]
    assert user["firstName"] == "Ada" and user["lastName"] == "Archer"
    assert isinstance(user["customAttributes"], dict)


def logs_in_by_the_page(day):
    """logs in by the page, with code and challenge, and gets an id_token that the keys have signed"""
    web = Connection(day.url)
    found = web.send("GET", "/.well-known/openid-configuration").expect(200).body
    verifier = secrets.token_urlsafe(40)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    back = "https://desk.example/back"
    wish = {
        "response_type": "code",
        "client_id": "desk",
        "redirect_uri": back,
        "scope": "openid",
        "state": "here & now",
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    address = found["authorization_endpoint"] + "?" + urllib.parse.urlencode(wish)
    page = web.send("GET", path_of(address)).expect(200)
    form = Form(page.text)
    fields = form.fields | {form.user: "ada", form.password: "demo"}
    # As a browser does it: with where it comes from, and with what the page gave it to keep.
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": day.url}
    headers["Cookie"] = (page.headers["Set-Cookie"] or "").split(";")[0]
    sent = urllib.parse.urlencode(fields)
    action = urllib.parse.urljoin(address, form.action)
    answer = web.send("POST", path_of(action), sent, headers).expect(302, 303)
    location = urllib.parse.urlsplit(answer.headers["Location"])
    assert answer.headers["Location"].startswith(back + "?"), answer.headers["Location"]
    query = dict(urllib.parse.parse_qsl(location.query))
    assert query["state"] == "here & now"
    wish = {
        "grant_type": "authorization_code",
        "code": query["code"],
        "redirect_uri": back,
        "client_id": "desk",
        "code_verifier": verifier,
    }
    endpoint = path_of(found["token_endpoint"])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    tokens = web.send("POST", endpoint, urllib.parse.urlencode(wish), headers).expect(200).body
    keys = web.send("GET", path_of(found["jwks_uri"])).expect(200).body["keys"]
    claims = rs256.claims(tokens["id_token"], keys)
    assert (claims["given_name"], claims["family_name"]) == ("Ada", "Archer"), claims
    assert str(claims["icAgentId"]) == "61" and str(claims["icBUId"]) == "4512", claims
    assert str(claims["teamId"]) == "1" and claims["sub"] == "user:" + claims["userId"], claims
    for claim in ("tenantId", "tenant", "name", "icClusterId", "exp"):
        assert claims[claim], claim
    agent = day.agent("ada")
    agent.token = tokens["access_token"]
    assert agent.read("business-unit")
    exchange = {
        "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
        "subject_token": tokens["access_token"],
    }
    sent = urllib.parse.urlencode(exchange)
    exchanged = web.send("POST", endpoint, sent, headers).expect(200).body
    assert rs256.claims(exchanged["id_token"], keys)["sub"] == claims["sub"]
    # A code is good once; who has it a second time has taken it from somebody.
    again = web.send("POST", endpoint, urllib.parse.urlencode(wish), headers)
    assert again.status in (400, 401), again.status


def works_with_an_access_key(day):
    """signs in with an access key, and no more once it is revoked"""
    web = Connection(day.url)
    made = day.administer("POST", "agents/61/access-keys", {"name": "reports"})
    key, secret = made["access_key_id"], made["access_key_secret"]
    body = json.dumps({"accessKeyId": key, "accessKeySecret": secret})
    tokens = web.send("POST", "/authentication/v1/token/access-key", body).expect(200).body
    program = day.agent("ada")
    program.token = tokens["access_token"]
    assert program.read("agents/61")["agents"]
    day.administer("DELETE", f"access-keys/{key}")
    program.request("GET", "agents/61").expect(401)
    web.send("POST", "/authentication/v1/token/access-key", body).expect(401)


def path_of(address):
    """Path and query of an address on this server."""
    parts = urllib.parse.urlsplit(address)
    return parts.path + ("?" + parts.query if parts.query else "")


class Form(html.parser.HTMLParser):
    """The first form of a page: where it goes, what it holds, and what asks for user and password."""

    def __init__(self, page):
        super().__init__()
        self.action, self.fields, self.user, self.password = "", {}, None, None
        self.feed(page)
        assert self.user and self.password, page

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.action = attrs.get("action", "")
        if tag != "input" or "name" not in attrs:
            return
        kind = attrs.get("type", "text")
        if kind == "password":
            self.password = attrs["name"]
        elif kind in ("text", "email") and not self.user:
            self.user = attrs["name"]
        elif kind == "hidden":
            self.fields[attrs["name"]] = attrs.get("value", "")


def is_refused(day):
    """is refused with a wrong password and without a token, in words"""
    stranger = day.agent("ada")
    stranger.token = "nonsense"
    stranger.request("GET", "business-unit").expect(401)
    stranger.token = None
    stranger.request("POST", "agent-sessions", "{}").expect(401)


def starts(day):
    """starts an agent session and hears who it is and how it stands"""
    assert day.ada.start() is False
    day.ada.poll_in_thread()
    start = day.ada.until(Type="AgentSessionStart")
    assert start["AgentId"] == "61" and start["BusNo"] == "4512"
    assert start["StationPhoneNumber"] == "5550160"
    assert start["CanMask"] == start["CanRecord"] == "True"
    day.ada.until_state("Unavailable")
    day.ada.until(Type="MchAgentSettingsChangeEvent")


def joins_after_a_conflict(day):
    """starts a second time, is told 409, and joins"""
    again = day.agent("ada")
    again.log_in()
    assert again.start() is True
    first = again.poll_once().expect(200).body["events"]
    kinds = [event["Type"] for event in first]
    assert kinds[:2] == ["AgentSessionStart", "AgentState"], kinds
    assert "MchAgentSettingsChangeEvent" in kinds


def reads_the_business_unit(day):
    """reads the business unit, without the feature that would turn clients away"""
    (unit,) = day.ada.read("business-unit")["businessUnits"]
    assert all(str(feature["productId"]) != "30254" for feature in unit["features"])
    assert isinstance(unit["maxConferenceParties"], int)
    assert isinstance(unit["isMultiContactHandling"], bool)
    assert isinstance(unit["isUnifiedRoutingEnabled"], bool)


def reads_its_permissions(day):
    """reads that it may mute, mask and record"""
    rows = day.ada.read(f"permissions?agentId={day.ada.agent_id}")["permissions"]
    may = {row["Key"]: row["Value"] for row in rows}
    assert may["MuteAgent"] == may["Masking"] == may["RecordContact"] == "Enable"


def reads_itself(day):
    """reads itself, its settings and its skills"""
    (me,) = day.ada.read("agents/61")["agents"]
    assert (me["firstName"], me["lastName"], me["userName"]) == ("Ada", "Archer", "ada")
    assert str(me["agentId"]) == "61" and str(me["teamId"]) == "1"
    settings = day.ada.read("agents/61/agent-settings")
    assert isinstance(settings["webRTCWSSUrls"], list) and isinstance(settings["webRTCICEUrls"], list)
    assert "EnableUIQueue" not in settings
    skills = day.ada.read("agents/61/skills")["agentSkillAssignments"]
    assert sorted(str(skill["skillId"]) for skill in skills) == ["101", "102"]
    assert all(skill["isActive"] is True and skill["isDialer"] is False for skill in skills)


def reads_codes_and_outcomes(day):
    """reads unavailable codes, skills and dispositions"""
    codes = day.ada.read("teams/1/unavailable-codes")["unavailableCodes"]
    named = {code["outStateName"]: code for code in codes}
    assert named["Break"]["isAcw"] is False and named["Paperwork"]["isAcw"] is True
    assert all(code["isActive"] is True for code in codes)
    assert day.ada.read("teams/1") and day.ada.read("teams")["teams"]
    assert {str(skill["skillId"]) for skill in day.ada.read("skills")["skills"]} >= {"101", "102"}
    support = day.ada.read("skills/102")
    assert support["skillName"] == "Support" and support["acwTypeId"] == 2
    assert support["requireDisposition"] is True
    rows = day.ada.read("skills/102/dispositions")["dispositions"]
    assert [row["dispositionName"] for row in rows] == ["Sold", "Call again"]
    assert day.ada.request("GET", "skills/101/dispositions").expect(204).text == ""


def reads_time_and_toggles(day):
    """reads the time and the toggles"""
    assert contract.INSTANT.match(day.ada.read("server-time")["ServerTime"])
    assert day.ada.read("/config/toggledFeatures") == {"toggledFeatures": []}


def reads_lists(day):
    """reads messages, indicators, address books, queues and callbacks"""
    me = "agents/61"
    assert day.ada.read(f"{me}/indicators")["indicators"] == []
    assert day.ada.read(f"{me}/messages")["messages"] == []
    for book in day.ada.read(f"{me}/address-books")["addressBooks"]:
        assert book["addressBookName"]
    assert day.ada.read(f"{me}/scheduled-callbacks")["callbacks"] == []
    for path in (f"{me}/queues", f"{me}/queues-detail", "skills/activity"):
        assert isinstance(day.ada.read(path), dict)


def reads_states(day):
    """reads who is in which state"""
    states = day.ada.read("agents/states")["agentStates"]
    (mine,) = [row for row in states if str(row["agentId"]) == "61"]
    assert mine["agentStateName"] == "Unavailable"
    cached = day.ada.read("cache/agentstate")["resultSet"]
    assert [row for row in cached["agentState"] if str(row["agentId"]) == "61"]
    assert contract.INSTANT.match(cached["lastPollTime"])


CHAPTERS = [
    discovers, logs_in, asks_who_it_is, logs_in_by_the_page, works_with_an_access_key, is_refused,
    starts, joins_after_a_conflict, reads_the_business_unit, reads_its_permissions, reads_itself,
    reads_codes_and_outcomes, reads_time_and_toggles, reads_lists, reads_states,
]  # fmt: skip
