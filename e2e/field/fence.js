// Added to the desktop's own windows by the tests, before any script of theirs.
if (window === window.top) {
  // It keeps what arrives, and answers a page's fence: the page's earlier messages were handled before, and what the
  // desktop posted in answer was sent before.
  window.arrived = [];
  window.addEventListener('message', (event) => {
    const data = event.data;
    const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
    window.arrived.push({
      source: event.source,
      keys: isObject ? Object.keys(data).slice(0, 20) : [],
      isForeign: !isObject || !('messageType' in data || 'fenceUp' in data),
    });
    if (isObject && 'fenceUp' in data) {
      event.source.postMessage({ fence: data.fenceUp }, '*');
    }
  });
  // It keeps what the desktop sends, at the moment it is sent: a notice of the browser's network comes too late to
  // prove that nothing was.
  const { fetch } = window;
  window.sent = [];
  window.fetch = (resource, options) => {
    const { method, url } = new Request(resource instanceof Request ? resource.clone() : resource, options);
    window.sent.push({ method, url });
    return fetch(resource, options);
  };
}
