"""Calls, one at a time."""

from agent_api import Customer

SALES, SUPPORT, COMPLAINTS = 101, 102, 103


def called(day, skill=SALES, ani="+15551230042"):
    """A customer's call."""
    customer = Customer(day.url, skill, ani)
    day.customers.append(customer)
    return customer


def in_call(day, agent, skill=SALES):
    """A call that the agent has answered."""
    customer = called(day, skill)
    agent.until_status("Incoming", customer.contact)
    agent.contact(customer.contact, "accept")
    agent.until_status("Active", customer.contact)
    return customer


def takes_a_call(day):
    """takes a call and hangs up"""
    ada = day.ada
    customer = called(day, ani="+15551230099")
    ada.until_state("InboundContact")
    incoming = ada.until(Type="CallContactEvent", Status="Incoming", ContactID=customer.contact)
    assert incoming["ANI"] == "+15551230099" and incoming["DNIS"] == "5550199"
    assert incoming["Skill"] == "101" and incoming["IsInbound"] == "True"
    assert incoming["CallType"] == "Regular" and int(incoming["Timeout"]) == 45
    ada.contact(customer.contact, "accept")
    ada.until_status("Active", customer.contact)
    ada.contact(customer.contact, "end", "{}")
    ada.until_status("Disconnected", customer.contact, FinalState="True")
    ada.until_state("Available")


def sees_the_screen_pop(day):
    """is shown the customer's page with the call"""
    ada = day.ada
    customer = called(day)
    pop = ada.until(Type="PopURL", ContactId=customer.contact)
    assert pop["URL"] == f"https://crm.example/?ani=%2B15551230042&contact={customer.contact}"
    assert pop["PopDestination"] == "ContactPanel" and pop["TabTitle"] == "CRM"
    customer.hang_up()
    ada.until_status("Disconnected", customer.contact, FinalState="True")
    ada.until_state("Available")


def refuses_a_call(day):
    """refuses a call, which comes again under its id"""
    ada = day.ada
    customer = called(day)
    ada.until_status("Incoming", customer.contact)
    ada.contact(customer.contact, "reject")
    ada.until_status("Disconnected", customer.contact, FinalState="True")
    ada.until_state("Unavailable", CurrentOutReason="Refused")
    ada.set_state("Available")
    ada.until_status("Incoming", customer.contact)
    ada.contact(customer.contact, "accept")
    ada.until_status("Active", customer.contact)
    customer.hang_up()
    ada.until_status("Disconnected", customer.contact, FinalState="True")
    ada.until_state("Available")


def holds_mutes_masks_and_records(day):
    """holds, mutes, masks and records"""
    ada = day.ada
    contact = in_call(day, ada).contact
    ada.contact(contact, "hold")
    ada.until_status("Holding", contact, FinalState="False")
    ada.command(f"interactions/{contact}/hold").expect(409)
    ada.contact(contact, "resume")
    ada.until_status("Active", contact)
    ada.command("agent-phone/mute").expect(202)
    ada.until(Type="Mute", AgentMuted="True")
    ada.command("agent-phone/unmute").expect(202)
    ada.until(Type="Mute", AgentMuted="False")
    ada.contact(contact, "mask")
    ada.until_status("Masking", contact)
    ada.contact(contact, "unmask")
    ada.until_status("Active", contact)
    ada.contact(contact, "record")
    ada.until_status("Active", contact, IsLogging="True")
    ada.contact(contact, "end")
    ada.until_status("Disconnected", contact, FinalState="True")
    ada.until_state("Available")


def records_the_outcome(day):
    """does after-contact work and records the outcome"""
    ada = day.ada
    customer = in_call(day, ada, SUPPORT)
    customer.hang_up()
    ada.until_status("Disconnected", customer.contact, FinalState="False")
    ada.until_state("Unavailable", IsAcw="True")
    outcome = {
        "primaryDispositionId": "12",
        "primaryDispositionNotes": "on Monday\nat nine, says “Zoë”",
        "primaryCommitmentAmount": "12.50",
        "primaryCallbackTime": "2031-01-06T09:00:00Z",
        "primaryCallbackNumber": "+15551230042",
        "secondaryDispositionId": "",
    }
    ada.command(f"interactions/{customer.contact}/disposition", {}).expect(202, 400, 409)
    ada.contact(customer.contact, "disposition", outcome)
    ada.until_status("Disconnected", customer.contact, FinalState="True")
    ada.until_state("Available", IsAcw="False")


def asks_for_a_break_during_a_call(day):
    """asks for a break during a call, and has it afterwards"""
    ada = day.ada
    contact = in_call(day, ada).contact
    ada.set_state("Unavailable", "Break")
    state = ada.until(Type="AgentState", CurrentState="InboundContact")
    assert {"State": "Unavailable", "OutReason": "Break"} in state["NextStates"], state
    ada.contact(contact, "end")
    ada.until_status("Disconnected", contact, FinalState="True")
    ada.until_state("Unavailable", CurrentOutReason="Break")
    ada.set_state("Available")
    ada.until_state("Available")


def loses_its_connection_in_a_call(day):
    """loses its connection in a call, and finds it as it was"""
    ada = day.ada
    contact = in_call(day, ada).contact
    ada.cut()
    ada.contact(contact, "hold")
    ada.cut()
    ada.until_status("Holding", contact)
    ada.cut()
    ada.contact(contact, "resume")
    ada.until_status("Active", contact)
    body = ada.request("POST", "agent-sessions/join", "").expect(202).body
    picture = ada.poll_once(session=body["sessionId"], timeout="0").expect(200).body["events"]
    calls = [event for event in picture if event["Type"] == "CallContactEvent"]
    assert [(call["ContactID"], call["Status"]) for call in calls] == [(contact, "Active")]
    legs = [event for event in picture if event["Type"] == "AgentLeg"]
    assert [leg["Status"] for leg in legs] == ["Active"]
    ada.contact(contact, "end")
    ada.until_status("Disconnected", contact, FinalState="True")
    ada.until_state("Available")


def is_told_what_cannot_be(day):
    """is told of contacts that are not there and commands at the wrong time"""
    ada = day.ada
    for word in ("accept", "reject", "hold", "resume", "mask", "unmask", "record", "end"):
        ada.command(f"interactions/4242424242/{word}").expect(404)
    contact = in_call(day, ada).contact
    for word in ("accept", "reject", "resume", "unmask"):
        ada.command(f"interactions/{contact}/{word}").expect(409)
    ada.request("DELETE", f"agent-sessions/{ada.session}").expect(409)
    ada.contact(contact, "end")
    ada.until_state("Available")
    ada.command(f"interactions/{contact}/hold").expect(404)


def dials_out(day):
    """dials out, holds, sends tones, and hangs up"""
    ada = day.ada
    number = {"phoneNumber": "+15551230077", "skillId": "101"}
    ada.command("dial-phone", number).expect(202)
    out = ada.until_status("Dialing", IsInbound="False")
    ada.until_status("Active", out)
    tones = {"dtmfSequence": "12#", "toneDurationMS": "100", "toneSpacingMS": "50"}
    ada.command("send-dtmf", tones).expect(202)
    ada.contact(out, "hold")
    ada.until_status("Holding", out)
    ada.contact(out, "resume")
    ada.until_status("Active", out)
    ada.contact(out, "end")
    ada.until_status("Disconnected", out, FinalState="True")
    ada.until_state("Available")


def dials_by_the_skills_name(day):
    """dials out for a skill that it names, from the query"""
    ada = day.ada
    ada.command("dial-phone?phoneNumber=5551230077&skillName=Sales").expect(202)
    out = ada.until_status("Active", Skill="101", IsInbound="False")
    ada.contact(out, "end")
    ada.until_status("Disconnected", out, FinalState="True")
    ada.until_state("Available")


def keeps_custom_data(day):
    """keeps custom data with a call"""
    ada = day.ada
    contact = in_call(day, ada).contact
    data = {"indicatorName": "crm", "data": "account=42|mood=fine"}
    ada.contact(contact, "custom-data", data)
    event = ada.until(
        lambda event: "account=42" in event.get("CustomData", ""), ContactID=contact
    )
    assert event["Status"] == "Active"
    ada.contact(contact, "end")
    ada.until_state("Available")


CHAPTERS = [
    takes_a_call, sees_the_screen_pop, refuses_a_call, holds_mutes_masks_and_records,
    records_the_outcome, asks_for_a_break_during_a_call, loses_its_connection_in_a_call,
    is_told_what_cannot_be, dials_out, dials_by_the_skills_name, keeps_custom_data,
]  # fmt: skip
