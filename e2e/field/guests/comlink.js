// Both sides of Comlink on the host's window: an exposed object, and a call that nobody answers.
import * as Comlink from 'comlink';

const endpoint = Comlink.windowEndpoint(window.parent);
Comlink.expose({ add: (a, b) => a + b }, Comlink.windowEndpoint(window.parent));
void Comlink.wrap(endpoint).hello('host');
window.guestSpoke = () => true;
