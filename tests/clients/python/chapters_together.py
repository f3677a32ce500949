"""Two agents: consult, transfer, conference; and the end of the day."""

from chapters_calls import in_call


def is_joined_by_another(day):
    """is joined by another agent"""
    bea = day.bea = day.agent("bea")
    bea.log_in()
    assert bea.start("WebRTC") is False
    bea.poll_in_thread()
    bea.until(Type="AgentSessionStart", StationPhoneNumber="WebRTC")
    bea.set_state("Available")
    bea.until_state("Available")


def keeps_to_itself(day):
    """cannot see or touch another agent's session and calls"""
    contact = in_call(day, day.ada).contact
    bea = day.bea
    stolen = day.ada.session
    never = bea.request("GET", "agent-sessions/never").expect(404).body
    for method, path in [
        ("GET", ""), ("DELETE", "?forceLogoff=true"), ("GET", "/get-next-event?timeout=0"),
        ("POST", "/state?state=Unavailable"), ("POST", f"/interactions/{contact}/end"),
    ]:  # fmt: skip
        found = bea.request(method, f"agent-sessions/{stolen}{path}").expect(404).body
        assert found == never, (found, never)
    unknown = bea.command("interactions/4242424242/end").expect(404).body
    assert bea.command(f"interactions/{contact}/end").expect(404).body == unknown
    day.ada.contact(contact, "end")
    day.ada.until_status("Disconnected", contact, FinalState="True")
    day.ada.until_state("Available")


def goes_home(day):
    """ends its session with a delete without a body, and both hear the end"""
    for agent in (day.ada, day.bea):
        agent.end()
        agent.request("GET", f"agent-sessions/{agent.first_session}").expect(404, 409)
        agent.command("state", {"state": "Available"}).expect(409)


def all_was_in_style(day):
    """every event of the day was written as the contract says, and every call had its whole life"""
    for agent in (day.ada, day.bea):
        assert agent.events
        assert not agent.faults, "\n".join(agent.faults[:10])
        assert agent.lives.open_contacts() == [], agent.lives.open_contacts()


CHAPTERS = [
    is_joined_by_another, keeps_to_itself, goes_home, all_was_in_style,
]  # fmt: skip
