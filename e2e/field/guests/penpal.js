// The child side of Penpal: it posts its handshake to the host and waits for a parent's answer.
import { WindowMessenger, connect } from 'penpal';

connect({
  messenger: new WindowMessenger({ remoteWindow: window.parent, allowedOrigins: ['*'] }),
  methods: { add: (a, b) => a + b },
});
window.guestSpoke = () => true;
