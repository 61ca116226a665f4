// constat: what this device remembers of the documentary is forgotten where the visitor says so: where one was, what was
// heard, what was answered, whether there is to be sound. Its names are "webdoc" and a cover's address, or "webdoc", what
// it is, the site's address, and a page's: another site of the same host, even one inside this, keeps its own.
(() => {
  const d = document, root = new URL('..', d.currentScript.src).href;
  const memory = d.querySelector('[data-memory]'), button = memory.querySelector('button');
  try { localStorage.getItem('webdoc'); } catch { return; } // nothing can be kept here
  const covers = [location, ...d.querySelectorAll('.languages a')].map(one => 'webdoc ' + new URL(d.body.dataset.home, one.href));
  memory.hidden = false;
  button.onclick = () => {
    for (const key of Object.keys(localStorage))
      if (covers.includes(key) || key.startsWith('webdoc ') && key.split(' ')[2] === root) localStorage.removeItem(key);
    button.textContent = button.dataset.done;
    for (const mark of d.querySelectorAll('[data-heard] .sum')) mark.remove();
  };
})();
