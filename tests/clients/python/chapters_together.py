"""Two agents: consult, transfer, conference; and the end of the day."""

from chapters_calls import COMPLAINTS, in_call


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


def consult(day, ada, bea):
    """A call whose customer waits while the other agent is asked; both their ids for it."""
    customer = in_call(day, ada)
    bea_says = {"targetAgentId": bea.agent_id, "parentContactId": customer.contact}
    ada.command("consult-agent", bea_says).expect(202)
    ada.until_status("Holding", customer.contact)
    bea.until_state("InboundConsult")
    theirs = bea.until_status("Incoming")
    bea.contact(theirs, "accept-consult")
    bea.until_status("Active", theirs)
    mine = ada.until_status("Active", CallType="Consult")
    return customer, mine, theirs


def consults(day):
    """asks the other agent, and goes back to the customer"""
    ada, bea = day.ada, day.bea
    customer, mine, theirs = consult(day, ada, bea)
    ada.contact(mine, "end")
    ada.until_status("Disconnected", mine, FinalState="True")
    bea.until_status("Disconnected", theirs, FinalState="True")
    bea.until_state("Available")
    ada.contact(customer.contact, "resume")
    ada.until_status("Active", customer.contact)
    ada.contact(customer.contact, "end")
    ada.until_status("Disconnected", customer.contact, FinalState="True")
    ada.until_state("Available")


def transfers_attended(day):
    """asks the other agent, and transfers the call"""
    ada, bea = day.ada, day.bea
    customer, _, _ = consult(day, ada, bea)
    ada.command("interactions/transfer-calls", "").expect(202)
    ada.until_status("Disconnected", customer.contact, FinalState="True")
    ada.until_state("Available")
    moved = bea.until(
        lambda event: event["ContactID"] != customer.contact,
        Type="CallContactEvent", Status="Active", MasterID=customer.contact,
    )["ContactID"]  # fmt: skip
    customer.hang_up()
    bea.until_status("Disconnected", moved, FinalState="True")
    bea.until_state("Available")


def transfers_directly(day):
    """transfers a call to a skill without waiting for anybody"""
    ada, bea = day.ada, day.bea
    customer = in_call(day, ada)
    ada.command("dial-skill", {"skillId": str(COMPLAINTS)}).expect(202)
    ada.until_status("Holding", customer.contact)
    ada.command("interactions/transfer-calls", "{}").expect(202)
    ada.until_status("Disconnected", customer.contact, FinalState="True")
    ada.until_state("Available")
    moved = bea.until(
        Type="CallContactEvent", Status="Incoming", MasterID=customer.contact
    )["ContactID"]  # fmt: skip
    bea.contact(moved, "accept")
    bea.until_status("Active", moved)
    bea.contact(moved, "end")
    bea.until_status("Disconnected", moved, FinalState="True")
    bea.until_state("Available")


def conference(day):
    """A conference of the customer and both agents: the customer, and each agent's ids."""
    ada, bea = day.ada, day.bea
    customer, mine, theirs = consult(day, ada, bea)
    ada.command("interactions/conference-calls").expect(202)
    ada.until_status("Joined")
    number = [event for event in ada.events if event["Type"] == "Conference"]
    assert number and number[-1]["ConferenceNo"].isdecimal()
    return customer, mine, theirs


def leaves_a_conference(day):
    """holds a conference, and leaves it: the others go on"""
    ada, bea = day.ada, day.bea
    customer, mine, _ = conference(day)
    ada.command("interactions/transfer-calls").expect(202)
    ends = {"Type": "CallContactEvent", "FinalState": "True"}
    ada.until_all(ends | {"ContactID": mine}, ends | {"ContactID": customer.contact})
    ada.until_state("Available")
    # Bea and the customer go on; the call may have got another id under the same master.
    bea.until(Type="CallContactEvent", Status="Active", MasterID=customer.contact)
    customer.hang_up()
    bea.until_state("Available")
    assert bea.lives.open_contacts() == [], bea.lives.open_contacts()


def ends_a_conference(day):
    """holds a conference, and ends it for everybody"""
    ada, bea = day.ada, day.bea
    customer, mine, theirs = conference(day)
    ada.contact(mine, "end")
    ada.until_status("Disconnected", mine, FinalState="True")
    bea.until_status("Disconnected", theirs, FinalState="True")
    bea.until_state("Available")
    ada.contact(customer.contact, "end")
    ada.until_status("Disconnected", customer.contact, FinalState="True")
    ada.until_state("Available")


def calls_the_other_agent(day):
    """calls the other agent"""
    ada, bea = day.ada, day.bea
    ada.command("dial-agent", {"targetAgentId": "62"}).expect(202)
    theirs = bea.until_status("Incoming")
    bea.contact(theirs, "accept")
    bea.until_status("Active", theirs)
    mine = ada.until_status("Active")
    ada.contact(mine, "end")
    for agent in (ada, bea):
        agent.until_state("Available")


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
    is_joined_by_another, keeps_to_itself, consults, transfers_attended, transfers_directly,
    leaves_a_conference, ends_a_conference, calls_the_other_agent, goes_home, all_was_in_style,
]  # fmt: skip
