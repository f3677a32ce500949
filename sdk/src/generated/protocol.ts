// Made by `cargo xtask codegen` from crates/protocol; a change here is undone.

export type MessageType = "RegisterForClientEvents" | "UnregisterFromClientEvents" | "ContactCardData" | "AnswerEvent" | "RefuseEvent" | "HoldEvent" | "MuteEvent" | "MaskEvent" | "RecordEvent" | "HangupEvent";

export type SubscriptionType = "all" | "agent" | "contact" | "contacts" | "sessioninfo";

export type Reason = "Success" | "Invalid Contact Id" | "Invalid Subscription Types";

export type Status = "OK" | "ERROR";

export type Extension = "port" | "sequence" | "receipts" | "focus" | "lifecycle";

export type ReceiptStatus = "done" | "ignored" | "refused" | "timeout";

export type LifecycleState = "shown" | "hidden" | "closing";

/**
 * A whole number as events spell it: digits in a string.
 *
 * # Shape
 * `"4711"`. A JSON number is understood too.
 *
 * # Source
 * `docs/agent-api.md`, style of values, and rule A4.
 */
export type Digits = `${number}`;

/**
 * A boolean as events spell it.
 *
 * # Shape
 * `"True"` or `"False"`. Read without regard to case; a JSON boolean is understood too.
 *
 * # Source
 * `docs/agent-api.md`, style of values.
 */
export type TrueFalse = "True" | "False";

/**
 * A contact's number, from 1 to 2^53-1, so that it is the same in JavaScript.
 *
 * # Shape
 * `41`
 *
 * # Source
 * P16
 */
export type ContactId = number;

/**
 * A number from 1 up, its digits, or nothing.
 */
export type GivenContactId = number | string | null;

/**
 * A customer's name and picture; what is absent stays as it was.
 *
 * # Source
 * P44
 */
export type ContactCardData = { 
/**
 * Text of up to 200 characters, never markup.
 */
name?: string, 
/**
 * The whole address of a picture.
 */
userImg?: string, };

/**
 * Some of the extensions.
 *
 * # Shape
 * `["sequence","receipts"]`
 *
 * # Source
 * P45
 */
export type Extensions = Array<Extension>;

/**
 * Where a page that comes back was: the last message that it has dealt with.
 *
 * # Shape
 * `{"epoch":"k3","seq":17}`
 *
 * # Source
 * P49
 */
export type Resume = { 
/**
 * Names the registration that the message was of.
 */
epoch: string, 
/**
 * The message's number in it, from 1.
 */
seq: number, };

/**
 * Where a page was, and what it wants when it comes back.
 *
 * # Source
 * P49
 */
export type Return = { 
/**
 * Names the registration that the message was of.
 */
epoch: string, 
/**
 * The message's number in it, from 1.
 */
seq: number, 
/**
 * Whether what is the case now is wanted beside what was missed, with the acknowledgement.
 */
state?: boolean, };

/**
 * What a page calls its command by; it comes back as it went.
 *
 * # Source
 * P46
 */
export type RequestId = string | number;

/**
 * What a page posts, as a page writes it: the desktop reads it loosely, whatever it is.
 *
 * # Source
 * P6, P7, P9, P12, P16, P43, P45 to P49.
 */
export type PageMessage = { 
/**
 * What it is; compared with regard to case.
 */
messageType: MessageType, 
/**
 * Names the page in the desktop's log; gives no trust.
 */
issuer?: string, 
/**
 * The contact that is meant.
 */
contactId?: GivenContactId, 
/**
 * Which events are asked for; they add up.
 */
subscriptionTypes?: Array<SubscriptionType>, 
/**
 * What is new on a contact's card.
 */
contactCardData?: ContactCardData, 
/**
 * What the page asks for beyond MAX, in its registration.
 */
extensions?: Extensions, 
/**
 * Where a page that comes back was, in its registration; how far it has come, as it unregisters.
 */
resume?: Return, 
/**
 * What the page calls its command or card by.
 */
requestId?: RequestId, 
/**
 * The state that a command is to bring; without it, it toggles.
 */
on?: boolean, };

/**
 * What the host posts; its keys in this order.
 *
 * # Shape
 * `{"issuer":"MAX","contactId":null,"events":[..]}`
 *
 * # Source
 * P24
 */
export type HostMessage<Event> = { 
/**
 * `MAX`.
 */
issuer: "MAX", 
/**
 * The contact of the page's registration; `null` for none.
 */
contactId: ContactId | null, 
/**
 * What is told, in order; an acknowledgement is the first.
 */
events: Array<Event>, 
/**
 * With `sequence`: names the registration.
 */
epoch?: string, 
/**
 * With `sequence`: the message's number in it, from 1.
 */
seq?: number, };

/**
 * The first event of the answer to a registration; its keys in this order.
 *
 * # Shape
 * `{"contactId":41,"messageType":"ClientEventSubscriptionAcknowledge","reason":"Success","status":"OK"}`
 *
 * # Source
 * P25
 */
export type Acknowledge = { 
/**
 * The contact passed or found; `null` for none, and on `ERROR`.
 */
contactId: ContactId | null, 
/**
 * `ClientEventSubscriptionAcknowledge`.
 */
messageType: "ClientEventSubscriptionAcknowledge", 
/**
 * Why it is accepted or refused.
 */
reason: Reason, 
/**
 * Whether it is accepted.
 */
status: Status, 
/**
 * Those granted, where the page asked for some.
 */
extensions?: Extensions, 
/**
 * Whether a page that came back gets what it missed.
 */
recovered?: boolean, 
/**
 * From where it gets that.
 */
resume?: Resume, };

/**
 * The session token; its keys in this order.
 *
 * # Shape
 * `{"messageType":"SessionInfo","sessionToken":".."}`
 *
 * # Source
 * P27
 */
export type SessionInfo = { 
/**
 * `SessionInfo`.
 */
messageType: "SessionInfo", 
/**
 * An id of the agent session, made for this page.
 */
sessionToken: string, };

/**
 * What became of a command or card that had a `requestId`; its keys in this order.
 *
 * # Shape
 * `{"messageType":"CommandReceipt","requestId":"a7","status":"done","reason":null}`
 *
 * # Source
 * P46
 */
export type CommandReceipt = { 
/**
 * `CommandReceipt`.
 */
messageType: "CommandReceipt", 
/**
 * What the page called it by.
 */
requestId: RequestId, 
/**
 * What became of it.
 */
status: ReceiptStatus, 
/**
 * Why; `null` where it was simply done.
 */
reason: string | null, };

/**
 * To which contact the agent turns; its keys in this order.
 *
 * # Shape
 * `{"messageType":"ContactFocus","contactId":41}`
 *
 * # Source
 * P50
 */
export type ContactFocus = { 
/**
 * `ContactFocus`.
 */
messageType: "ContactFocus", 
/**
 * The contact; `null` for none.
 */
contactId: ContactId | null, };

/**
 * What the desktop does with the page; its keys in this order.
 *
 * # Shape
 * `{"messageType":"PageLifecycle","state":"shown"}`
 *
 * # Source
 * P51
 */
export type PageLifecycle = { 
/**
 * `PageLifecycle`.
 */
messageType: "PageLifecycle", 
/**
 * Whether the agent sees the page, or it is about to go.
 */
state: LifecycleState, };

/**
 * How far the agent leg is.
 */
export type AgentLegStatus = "Dialing" | "Active" | "Disconnected";

/**
 * The agent's own phone connection.
 *
 * # Shape
 * `{"Type":"AgentLeg","AgentLegId":"9001","Status":"Active","FinalState":"False"}`
 */
export type AgentLeg = { 
/**
 * Names this connection.
 */
AgentLegId: Digits, 
/**
 * How far it is.
 */
Status: AgentLegStatus, 
/**
 * Whether it has ended.
 */
FinalState: TrueFalse, };

/**
 * The agent session began; everything known before it is void.
 *
 * # Shape
 * `{"Type":"AgentSessionStart","BusNo":"1","AgentId":"1","StationId":"","StationPhoneNumber":"5550100","SessionId":"7","CanMask":"True","CanRecord":"True",…}`
 *
 * # Source
 * `docs/agent-api.md` E6; P32 of `docs/page-protocol.md`.
 */
export type AgentSessionStart = { 
/**
 * The business unit.
 */
BusNo: Digits, 
/**
 * The agent.
 */
AgentId: Digits, 
/**
 * The station, or empty.
 */
StationId: string, 
/**
 * The station's number, or empty.
 */
StationPhoneNumber: string, 
/**
 * What the station shows as caller, or empty.
 */
StationCallerId: string, 
/**
 * The platform's number of this session, not the id for polling.
 */
SessionId: Digits, 
/**
 * `0`: no supervisor.
 */
SupervisorPermissionLevel: Digits, 
/**
 * Whether the agent may mask.
 */
CanMask: TrueFalse, 
/**
 * Whether the agent may record.
 */
CanRecord: TrueFalse, 
/**
 * Whether the agent may see schedules.
 */
AgentSchedulePermission: TrueFalse, 
/**
 * Whether the agent may score recordings.
 */
ScoreRecordingsPermission: TrueFalse, 
/**
 * Whether the agent's state is hidden from others.
 */
HideAgentStatePermission: TrueFalse, 
/**
 * Whether conferences may have more than three parties.
 */
CanMultiPartyConference: TrueFalse, 
/**
 * How many chats at once.
 */
MaxConcurrentChats: Digits, 
/**
 * Whether several contacts at once are allowed.
 */
EnabledForMCH: TrueFalse, 
/**
 * Whether a customer card is shown.
 */
UseCustomerCard: TrueFalse, 
/**
 * The agent's lasting id.
 */
AgentUUId: string, 
/**
 * How entities are named; always `Skill` here.
 */
EntityMode: string, };

/**
 * The agent session is over.
 *
 * # Shape
 * `{"Type":"AgentSessionEnd","Message":"The agent logged out.","Success":"True"}`
 *
 * # Source
 * `docs/agent-api.md` E5.
 */
export type AgentSessionEnd = { 
/**
 * Why, in words.
 */
Message: string, 
/**
 * Whether it ended in order.
 */
Success: TrueFalse, };

/**
 * What an agent does.
 */
export type CurrentState = "Available" | "Unavailable" | "InboundContact" | "OutboundContact" | "InboundConsult" | "OutboundConsult" | "Dialer" | "DialerPending";

/**
 * A pending state.
 */
export type NextState = { 
/**
 * `Available` or `Unavailable`.
 */
State: CurrentState, 
/**
 * The unavailable code's name, or empty.
 */
OutReason: string, };

/**
 * The agent's state.
 *
 * # Shape
 * `{"Type":"AgentState","CurrentState":"Unavailable","CurrentOutReason":"Break","StartTimeUTC":"2026-01-02T03:04:05.000Z","IsAcw":"False","NextStates":[]}`
 *
 * # Units
 * `AcwTimeout` in whole seconds; at most two `NextStates`.
 */
export type AgentState = { 
/**
 * What the agent does now.
 */
CurrentState: CurrentState, 
/**
 * The unavailable code's name, or empty.
 */
CurrentOutReason: string, 
/**
 * Since when, UTC.
 */
StartTimeUTC?: string, 
/**
 * Whether this is after-contact work.
 */
IsAcw: TrueFalse, 
/**
 * How long after-contact work may take, when it is limited.
 */
AcwTimeout?: Digits, 
/**
 * What follows when the contact is done.
 */
NextStates: Array<NextState>, 
/**
 * Whether after-contact work follows.
 */
NextIsAcw?: TrueFalse, };

/**
 * Where a call is. The spelling matters to clients, case included.
 */
export type CallStatus = "Incoming" | "Ringing" | "Dialing" | "Active" | "Holding" | "Masking" | "Joined" | "Preview" | "Disconnected" | "CallBackDisconnected";

/**
 * What kind of call.
 */
export type CallType = "Regular" | "AgentLeg" | "ReskillProxy" | "Consult" | "PersonalQueue" | "Dialer" | "TakeOver" | "Conference";

/**
 * A call, as it is now.
 *
 * # Shape
 * `{"Type":"CallContactEvent","ContactID":"2","MasterID":"2","Status":"Incoming","FinalState":"False","CallType":"Regular","IsInbound":"True","Timeout":"45","DNIS":"5550100","ANI":"+15551230001","Skill":"101","ScreenPopUrl":"",…}`
 *
 * # Units
 * `Timeout` whole seconds in which the agent may answer; times are ISO 8601 UTC with `Z`.
 */
export type CallContactEvent = { 
/**
 * The contact.
 */
ContactID: Digits, 
/**
 * The first contact of the conversation.
 */
MasterID: Digits, 
/**
 * The contact this one came from.
 */
ParentContactID?: Digits, 
/**
 * Where the call is.
 */
Status: CallStatus, 
/**
 * Where the call was before.
 */
OriginalState?: CallStatus, 
/**
 * Whether this is the contact's last event.
 */
FinalState: TrueFalse, 
/**
 * What kind of call.
 */
CallType: CallType, 
/**
 * Whether the customer called.
 */
IsInbound: TrueFalse, 
/**
 * Why it ended.
 */
DisconnectCode?: string, 
/**
 * How long the agent may think before answering.
 */
Timeout?: Digits, 
/**
 * The number called.
 */
DNIS: string, 
/**
 * The number calling.
 */
ANI: string, 
/**
 * The skill's id.
 */
Skill: Digits, 
/**
 * The name of the agent who called, of a call between agents.
 */
Label?: string, 
/**
 * When the contact began, UTC.
 */
StartTimeUTC?: string, 
/**
 * The same, under its older name.
 */
StartTime?: string, 
/**
 * When the state changed last, UTC.
 */
LastStateChangeTimeUTC?: string, 
/**
 * The same, under its older name.
 */
LastStateChangeTime?: string, 
/**
 * The skill's page, filled in; empty when there is none.
 */
ScreenPopUrl: string, 
/**
 * What was filled in, `name=value` joined with `|`.
 */
ScreenPopUrlVariables?: string, 
/**
 * Whether it is linked to another call (a conference).
 */
IsLinked: TrueFalse, 
/**
 * How it was delivered.
 */
DeliveryType?: string, 
/**
 * Whether the agent must answer by hand.
 */
IsRequireManualAccept?: TrueFalse, 
/**
 * Whether a disposition may be recorded.
 */
AllowDispositions: TrueFalse, 
/**
 * Whether the agent is recording.
 */
IsLogging: TrueFalse, 
/**
 * What a client keeps with it, `name=value` joined with `|`.
 */
CustomData?: string, };

/**
 * A contact of the agent's is in a conference.
 *
 * # Shape
 * `{"Type":"Conference","ConferenceNo":"10001"}`
 */
export type Conference = { 
/**
 * Names it.
 */
ConferenceNo: Digits, };

/**
 * An indicator of a contact is on or off.
 *
 * # Shape
 * `{"Type":"Indicator","ContactID":"2","Name":"Order","ActionType":"OpenURL","ActionUri":"https://crm.example/","ImageUri":"","ToolTip":"","IndicatorState":"On"}`
 */
export type Indicator = { 
/**
 * The contact.
 */
ContactID: Digits, 
/**
 * Its name.
 */
Name: string, 
/**
 * What a click does: `OpenURL`.
 */
ActionType: string, 
/**
 * What opens, or empty.
 */
ActionUri: string, 
/**
 * Its picture, or empty.
 */
ImageUri: string, 
/**
 * What the agent reads at it, or empty.
 */
ToolTip: string, 
/**
 * `On` or `Off`.
 */
IndicatorState: string, };

/**
 * How many contacts of each kind the agent takes at once.
 *
 * # Shape
 * `{"Type":"MchAgentSettingsChangeEvent","VoiceThreshold":"1","ChatThreshold":"0",…,"DeliveryMode":"Automatic","TotalContactCount":"1"}`
 */
export type MchAgentSettingsChangeEvent = { 
/**
 * Chats at once.
 */
ChatThreshold: Digits, 
/**
 * SMS at once.
 */
SmsThreshold: Digits, 
/**
 * Emails at once.
 */
EmailThreshold: Digits, 
/**
 * Work items at once.
 */
WorkItemThreshold: Digits, 
/**
 * Digital contacts at once.
 */
DigitalThreshold: Digits, 
/**
 * Calls at once.
 */
VoiceThreshold: Digits, 
/**
 * Whether a new contact takes the focus.
 */
ContactAutoFocus: TrueFalse, 
/**
 * Whether the agent may ask for one more contact.
 */
RequestContact: TrueFalse, 
/**
 * How contacts are delivered.
 */
DeliveryMode: string, 
/**
 * Contacts at once in all.
 */
TotalContactCount: Digits, };

/**
 * The agent's leg was muted or unmuted: it holds for every call of the agent.
 *
 * # Shape
 * `{"Type":"Mute","AgentMuted":"True"}`
 *
 * # Source
 * `docs/page-protocol.md` P42.
 */
export type Mute = { 
/**
 * Whether nobody hears the agent.
 */
AgentMuted: TrueFalse, };

/**
 * Where a popped address is shown.
 */
export type PopDestination = "Default" | "ContactPanel" | "Popout";

/**
 * An address to show beside a contact.
 *
 * # Shape
 * `{"Type":"PopURL","ContactId":"2","URL":"https://crm.example/?ani=1","TabTitle":"CRM","PopDestination":"ContactPanel","ClosePopoutUponTermination":"True"}`
 *
 * # Units
 * Height and width in CSS pixels.
 */
export type PopUrl = { 
/**
 * The contact it belongs to.
 */
ContactId: Digits, 
/**
 * The whole address.
 */
URL: string, 
/**
 * The tab's title.
 */
TabTitle?: string, 
/**
 * Where to show it.
 */
PopDestination: PopDestination, 
/**
 * The pop-out's height.
 */
PopoutWindowHeight?: Digits, 
/**
 * The pop-out's width.
 */
PopoutWindowWidth?: Digits, 
/**
 * Whether the pop-out closes with the contact.
 */
ClosePopoutUponTermination?: TrueFalse, };

/**
 * What to do with the page.
 */
export type PageAction = "Open" | "Close";

/**
 * A page to open or to close.
 *
 * # Shape
 * `{"Type":"PageOpen","Action":"Open","ContactID":"2","PageUri":"https://crm.example/"}`
 */
export type PageOpen = { 
/**
 * Open or close.
 */
Action: PageAction, 
/**
 * The contact it belongs to.
 */
ContactID: Digits, 
/**
 * The whole address.
 */
PageUri: string, };

/**
 * An address to open for a contact.
 *
 * # Shape
 * `{"Type":"RunApp","ActionType":"OpenURL","ActionValue":"https://crm.example/","ContactId":"2"}`
 */
export type RunApp = { 
/**
 * What to do: `OpenURL`.
 */
ActionType: string, 
/**
 * The address.
 */
ActionValue: string, 
/**
 * The contact it belongs to.
 */
ContactId: Digits, };

/**
 * What happened, by its `Type`.
 */
export type What = { "Type": "AgentSessionStart" } & AgentSessionStart | { "Type": "AgentSessionEnd" } & AgentSessionEnd | { "Type": "RemoteAgentSessionEnd" } & AgentSessionEnd | { "Type": "AgentState" } & AgentState | { "Type": "AgentLeg" } & AgentLeg | { "Type": "Mute" } & Mute | { "Type": "CallContactEvent" } & CallContactEvent | { "Type": "MchAgentSettingsChangeEvent" } & MchAgentSettingsChangeEvent | { "Type": "PopURL" } & PopUrl | { "Type": "PageOpen" } & PageOpen | { "Type": "Indicator" } & Indicator | { "Type": "RunApp" } & RunApp | { "Type": "Conference" } & Conference | { "Type": "UpdatePermissions" } | { "Type": "UpdateSkills" } | { "Type": "UpdateUnavailableCodes" } | { "Type": "UpdateMessages" } | { "Type": "UpdateIndicators" };
