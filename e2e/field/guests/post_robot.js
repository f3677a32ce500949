// post-robot: a listener, and a request to the host that nobody answers.
import postRobot from 'post-robot';

postRobot.on('getUser', () => ({ id: 1 }));
// Nobody answers, and the library says so by rejecting: that is expected here.
postRobot.send(window.parent, 'hello', { id: 1 }).catch(() => {});
window.guestSpoke = () => true;
