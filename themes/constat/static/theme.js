// constat: what a script adds to a page. Without it every word, picture, sound and link is already there.
// Nothing is sent anywhere; the place where one was is kept on this device alone.
(() => {
  'use strict';
  const d = document, all = selector => d.querySelectorAll(selector), body = d.body;
  const canonical = d.querySelector('link[rel=canonical]');
  const here = (canonical || location).href.split('#')[0];

  // Sharing: the device's own sheet where there is one, else the clipboard.
  const copy = async (element, text) => {
    await navigator.clipboard.writeText(text);
    const label = element.textContent;
    element.textContent = element.dataset.done;
    setTimeout(() => element.textContent = label, 2000);
  };
  for (const element of all('[data-send]')) {
    const link = element.matches('a');
    if (!navigator.share && !(link && navigator.clipboard)) continue;
    element.hidden = false;
    if (link) element.textContent = element.dataset.label;
    element.addEventListener('click', event => {
      event.preventDefault();
      const { title, text, who } = element.dataset, url = here + (link ? element.getAttribute('href') : '');
      const words = who ? `${text} — ${who}` : text;
      if (navigator.share) navigator.share({ title, text: words, url }).catch(() => {});
      else copy(element, `${words}\n${url}`);
    });
  }
  for (const button of all('[data-copy]')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.onclick = () => copy(button, button.dataset.copy || here);
    // The site does not know its own address: it is passed on from where it stands, but not from a disk.
    if (location.protocol !== 'file:') button.closest('section').hidden = false;
  }
  for (const input of all('input[readonly]')) input.onfocus = () => input.select();

  // Where one was.
  const name = 'webdoc ' + new URL(body.dataset.home, location.href).href;
  let kept;
  try { kept = JSON.parse(localStorage.getItem(name)); } catch { kept = undefined; }
  const keep = value => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* private, or full */ } };
  const page = location.href.split('#')[0];
  if (body.matches('.chapter')) {
    if (location.hash === '#resume' && kept && kept.page === page)
      addEventListener('load', () => scrollTo(0, kept.at * d.documentElement.scrollHeight));
    const note = () => keep({ page, title: d.querySelector('h1').textContent, at: scrollY / d.documentElement.scrollHeight });
    addEventListener('pagehide', note);
    d.addEventListener('visibilitychange', () => d.hidden && note());
  } else if (body.matches('.end')) keep(null);
  const resume = d.querySelector('[data-resume]');
  if (resume && kept !== undefined) {
    for (const element of all('[data-js]')) element.hidden = false;
    if (kept && kept.page.startsWith(page.replace(/[^/]*$/, ''))) {
      resume.hidden = false;
      resume.href = kept.page + '#resume';
      resume.querySelector('span').textContent = kept.title;
    }
  }

  // Arrows go along the line when no control has the focus.
  addEventListener('keydown', event => {
    const focus = d.activeElement;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || (focus && focus !== body && focus.id !== 'main')) return;
    const forward = d.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const way = event.key === forward ? 'next' : /^Arrow(Left|Right)$/.test(event.key) ? 'prev' : '';
    const link = way && d.querySelector(`link[rel=${way}]`);
    if (link) location.href = link.href;
  });
  addEventListener('beforeprint', () => { 
    for (const details of all('details')) details.open = true;
    for (const image of all('img')) image.loading = 'eager';
  });
})();
