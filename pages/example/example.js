// Find the parent window (MAX) to register for events
var opener = window.opener || window.parent;
// Set up your subscriptions
var subscriptionTypes = ['agent', 'contacts'];
// Start listening for response messages
var doSomething = function (events) {
  var event = null;
  var eventIndex = null;
  for(eventIndex in events){
    if (events.hasOwnProperty(eventIndex)){
      event = events[eventIndex];
    }
  }
};
var listenForPostMessage = function (event) {
  if (event.data && event.data.events && event.data.issuer === 'MAX') {
    logToConsole('=== received a post message with [' + event.data.events.length + '] events ===');
    doSomething(event.data.events);
  }
};
// Add the listener for MAX client events.
window.addEventListener('message', listenForPostMessage);
// Send the registration message to MAX
opener.postMessage({ contactId: contactId, issuer: 'MyTestSite', messageType: 'RegisterForClientEvents', subscriptionTypes: subscriptionTypes }, '*');
