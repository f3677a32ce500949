// Framebus: it broadcasts to every frame that it can reach, the host's window among them.
import Framebus from 'framebus';

const bus = new Framebus({ channel: 'field' });
bus.on('reply', () => {});
bus.emit('message', { from: 'guest', contents: 'hello' }, () => {});
window.guestSpoke = () => true;
