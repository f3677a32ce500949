// Added to the desktop's own windows by the tests, before any script of theirs. It keeps what arrives, and answers a
// page's fence: the page's earlier messages were handled before, and what the desktop posted in answer was sent before.
if (window === window.top) {
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
}
