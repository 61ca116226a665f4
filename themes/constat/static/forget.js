// constat: what this device remembers of the documentary is forgotten where the visitor says so: where one was, what was
// heard, what was answered, whether there is to be sound. Its names begin with "webdoc" and hold an address of the site.
(() => {
  const d = document, root = new URL('..', d.currentScript.src).href;
  const memory = d.querySelector('[data-memory]'), button = memory.querySelector('button');
  try { localStorage.getItem('webdoc'); } catch { return; } // nothing can be kept here
  memory.hidden = false;
  button.onclick = () => {
    for (const key of Object.keys(localStorage))
      if (key.startsWith('webdoc ') && key.includes(root)) localStorage.removeItem(key);
    button.textContent = button.dataset.done;
    for (const mark of d.querySelectorAll('[data-heard] .sum')) mark.remove();
  };
})();
