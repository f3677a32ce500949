// What the document's script takes for granted.

// The contact id is a whole number where the address has one; `?contactId=` is how the desktop passes it.
var contactId = (function () {
  var given = new URLSearchParams(window.location.search).get('contactId');
  return given !== null && /^[0-9]+$/.test(given) ? Number(given) : null;
})();

// Lines are shown on the page as well, the newest last; only the last hundred stay.
function logToConsole(line) {
  console.log(line);
  var lines = document.getElementById('lines');
  var item = document.createElement('li');
  item.textContent = new Date().toLocaleTimeString() + '  ' + line;
  lines.append(item);
  if (lines.children.length > 100) {
    lines.firstElementChild.remove();
  }
}
