"""What an agent does without a customer: states, the leg, a lost connection, a new token."""

from agent_api import Agent


def changes_states(day):
    """becomes available, takes a break, has lunch, and is available again"""
    ada = day.ada
    ada.set_state("Available")
    assert ada.until_state("Available")["CurrentOutReason"] == ""
    for reason in ("Break", "Lunch"):
        ada.set_state("Unavailable", reason)
        ada.until_state("Unavailable", CurrentOutReason=reason, IsAcw="False")
    ada.command("state?state=Available&reason=").expect(202)
    ada.until_state("Available")


def is_told_of_bad_states(day):
    """is told of states and codes that there are not"""
    ada = day.ada
    ada.command("state", {"state": "Dancing"}).expect(400)
    ada.command("state", {"state": "Unavailable", "reason": "Dancing"}).expect(400)
    ada.command("state", {"state": "Unavailable", "reason": "Paperwork"}).expect(409)
    ada.command("state", "{").expect(400)


def connects_its_leg(day):
    """connects its phone, and hangs it up"""
    ada = day.ada
    ada.command("agent-phone/dial").expect(202)
    ada.until(Type="AgentLeg", Status="Dialing")
    leg = ada.until(Type="AgentLeg", Status="Active")["AgentLegId"]
    ada.command("agent-phone/end", "{}").expect(202)
    ada.until(Type="AgentLeg", Status="Disconnected", AgentLegId=leg, FinalState="True")


def loses_its_connection(day):
    """loses its connection, asks again with a shorter wait, and misses nothing"""
    ada = day.ada
    for state in ("Unavailable", "Available"):
        ada.cut()
        ada.set_state(state)
        ada.until_state(state)
    states = [event["CurrentState"] for event in ada.events if event["Type"] == "AgentState"]
    assert states[-2:] == ["Unavailable", "Available"], states[-4:]


def goes_on_with_an_old_id(day):
    """goes on with an old id, for commands and for events"""
    ada = day.ada
    ada.command("state", {"state": "Unavailable"}, session=ada.first_session).expect(202)
    ada.until_state("Unavailable")
    before = ada.session
    ada.set_state("Available")
    ada.until_state("Available")
    # What an id brings stays the same until a newer one is used.
    older = ada.poll_once(session=before, timeout="0").expect(200).body["events"]
    assert older[-1]["Type"] == "AgentState" and older[-1]["CurrentState"] == "Available"
    picture = ada.poll_once(session=ada.first_session, timeout="0").expect(200).body["events"]
    assert picture[0]["Type"] == "AgentSessionStart"
    newest = [event for event in picture if event["Type"] == "AgentState"][-1]
    assert newest["CurrentState"] == "Available"


def works_in_two_windows(day):
    """works in two windows that joined one agent session"""
    ada = day.ada
    second = Agent(day.url, "ada")
    second.log_in()
    assert second.start() is True
    second.poll_in_thread()
    second.until(Type="AgentSessionStart")
    second.until_state("Available")
    second.set_state("Unavailable", "Break")
    for window in (second, ada):
        window.until_state("Unavailable", CurrentOutReason="Break")
    ada.set_state("Available")
    for window in (ada, second):
        window.until_state("Available")
    assert not second.faults, second.faults


def refreshes_its_token(day):
    """gets a new token, and the agent session goes on"""
    ada = day.ada
    old = ada.refresh_token
    ada.refresh()
    assert ada.refresh_token != old
    ada.set_state("Unavailable")
    ada.until_state("Unavailable")
    ada.set_state("Available")
    ada.until_state("Available")


def hears_of_changes(day):
    """hears that an administrator has changed its skills, permissions and codes"""
    ada = day.ada
    for change, event in [
        (("PATCH", "agents/61", {"skills": [101, 102, 103]}), "UpdateSkills"),
        (("PATCH", "agents/61", {"permissions": ["mute"]}), "UpdatePermissions"),
        (("PATCH", "unavailable-codes/2", {"timeout_s": 1800}), "UpdateUnavailableCodes"),
    ]:
        day.administer(*change)
        ada.until(Type=event)
    assert len(ada.read("agents/61/skills")["agentSkillAssignments"]) == 3
    rows = ada.read("permissions?agentId=61")["permissions"]
    assert not [row for row in rows if row["Key"] == "Masking" and row["Value"] == "Enable"]
    day.administer("PATCH", "agents/61", {"skills": [101, 102]})
    day.administer("PATCH", "agents/61", {"permissions": ["mute", "mask", "record"]})
    ada.until(Type="UpdateSkills")
    ada.until(Type="UpdatePermissions")


CHAPTERS = [
    changes_states, is_told_of_bad_states, connects_its_leg, loses_its_connection,
    goes_on_with_an_old_id, works_in_two_windows, refreshes_its_token, hears_of_changes,
]  # fmt: skip
