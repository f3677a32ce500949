// The content window of iframe-resizer 4: it says "Ready" to its parent and waits to be initialised.
import 'iframe-resizer/js/iframeResizer.contentWindow.js';

window.guestSpoke = () => true;
