"""Before the first call: discovery, tokens, the agent session, what a desktop reads at its start."""

import contract


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
    logs_in, asks_who_it_is, is_refused, starts, joins_after_a_conflict, reads_the_business_unit,
    reads_its_permissions, reads_itself, reads_codes_and_outcomes, reads_time_and_toggles,
    reads_lists, reads_states,
]  # fmt: skip
