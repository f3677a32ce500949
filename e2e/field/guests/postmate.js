// The child side of Postmate: it waits for a parent's handshake, then answers and emits.
import Postmate from 'postmate';

let spoke = false;
new Postmate.Model({ height: () => document.body.scrollHeight }).then((parent) => {
  parent.emit('some-event', 'Hello, World!');
  spoke = true;
});
window.guestSpoke = () => spoke;
