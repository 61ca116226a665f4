// constat: passing on with a script. theme.js fetches this when the visitor moves and a place for it is near, or when
// words are chosen; until then, and without it, every button is a link. Nothing is sent anywhere; the Mastodon server stays on this device.
(() => {
  'use strict';
  const d = document, pass = d.querySelector('.pass'), all = (selector, root = d) => root.querySelectorAll(selector);
  const { done, close, keep, wrong } = pass.dataset, { clipboard } = navigator;
  const here = d.querySelector('link[rel=canonical]')?.href || location.href.split('#')[0];
  const make = (tag, given, ...inner) => {
    const it = Object.assign(d.createElement(tag), given);
    it.append(...inner);
    return it;
  };

  // The eye is told on the button; the ear once, by a line of its own: a name that changes would be read again and again.
  const told = make('span', { className: 'vh', role: 'status' });
  pass.append(told);
  const copy = async (text, button) => {
    await clipboard.writeText(text);
    const was = button.ariaLabel ??= button.textContent;
    button.style.minWidth = `${button.offsetWidth}px`; // what stands beside it stays
    told.textContent = button.textContent = done;
    setTimeout(() => {
      button.textContent = was;
      told.textContent = '';
    }, 2000);
  };
  // The device's own sheet where there is one, else the clipboard.
  const send = (text, url, button) => navigator.share
    ? navigator.share({ title: d.title, text, url }).catch(() => {})
    : copy(`${text}\n${url}`, button);
  // What the page's own links say of their way, the others say too.
  const [first] = all('[data-send]', pass), own = first.dataset.send, { text } = first.dataset;
  const tagged = (url, name, way) => own ? `${url}?via=${name}.${way}` : url;
  const whole = pass.querySelector('input')?.value || here;

  for (const [selector, can, run] of [
    ['[data-send]', navigator.share, it => send(text, tagged(whole, own, 'sheet'), it)],
    ['[data-copy]', clipboard, it => copy(tagged(whole, own, 'copy'), it)],
    ['[data-both]', clipboard, it => copy(`${text}\n${tagged(whole, own, 'copy')}`, it)],
  ]) for (const it of can ? all(selector, pass) : []) {
    it.hidden = false;
    it.onclick = () => run(it);
  }
  // Where there is no sheet its room goes too, while nobody sees it: what follows moves up.
  if (!navigator.share && pass.getBoundingClientRect().top > innerHeight) pass.classList.add('no-sheet');
  for (const it of all('[readonly]', pass)) it.onfocus = () => it.select();

  // The code for other sites stands on the frame's page (see embed.py); here it comes at once, and is copied.
  const frame = pass.querySelector('[href$="#codes"]');
  if (frame) frame.onclick = event => {
    event.preventDefault();
    const shown = d.createElement('iframe'), src = new URL(frame.getAttribute('href').replace(/index\.html.*/, ''), here).href;
    const given = { src, title: d.title.replace(' · ', ' — '), width: '100%', height: 560, loading: 'lazy', allow: 'fullscreen', frameborder: 0, referrerpolicy: 'strict-origin' };
    for (const key in given) shown.setAttribute(key, given[key]);
    const code = make('textarea', { readOnly: true, rows: 5, dir: 'ltr', value: shown.outerHTML, onfocus: () => code.select() });
    code.setAttribute('aria-label', frame.textContent);
    frame.after(make('div', { className: 'codes' }, code));
    code.focus();
    if (clipboard) copy(code.value, frame).catch(() => {});
    frame.onclick = null;
  };

  // The moment that is heard: player.js says which in the link.
  for (const it of all('[data-moment]')) if (navigator.share || clipboard) {
    it.hidden = false;
    it.onclick = event => {
      event.preventDefault();
      send(it.dataset.text, tagged(here, own, 'moment') + it.getAttribute('href'), it);
    };
  }

  // A sentence, a number, a marked moment: its page opens over this one; on a phone the sheet does.
  const touch = matchMedia('(pointer:coarse)').matches;
  const open = link => {
    const frame = make('iframe', { src: link.href, title: link.textContent });
    const box = make('dialog', { className: 'over' }, make('form', { method: 'dialog' }, make('button', { className: 'b', textContent: close })), frame);
    const key = event => event.source === frame.contentWindow && box.close();
    box.setAttribute('aria-label', link.textContent);
    box.onclose = () => { box.remove(); removeEventListener('message', key); link.focus(); };
    box.onclick = event => event.target === box && box.close();
    addEventListener('message', key);
    d.body.append(box);
    box.showModal();
  };
  for (const it of all('[data-unit]')) it.onclick = event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const url = new URL(it.getAttribute('href').replace(/index\.html$/, ''), here).href;
    // A number says itself what it counts.
    const text = it.dataset.unit || [...it.closest('.number').querySelectorAll('.big,.prose')].map(part => part.innerText.trim()).join(' ');
    if (touch && navigator.share) send(text, tagged(url, url.split('/').at(-2), 'sheet'), it);
    else open(it);
  };
  // That page, over its chapter: links leave it, Escape closes it.
  if (self !== top && d.body.matches('.unit')) {
    d.body.classList.add('framed');
    for (const it of all('a[href]')) it.target = '_top';
    addEventListener('keydown', event => event.key === 'Escape' && parent.postMessage('close', '*'));
  }

  // Mastodon: the visitor's own server, kept under a name that forget.js knows.
  const name = 'webdoc server ' + new URL('..', d.currentScript.src);
  const box = pass.querySelector('[href^="https://share.joinmastodon.org/"]');
  const lead = host => { box.href = box.href.replace(/^[^?]+/, host ? `https://${host}/share` : 'https://share.joinmastodon.org/'); };
  // From @me@example.social, https://example.social/@me or example.social: a name with a dot in it, and nothing else.
  const read = text => {
    try {
      const { hostname } = new URL('https://' + text.trim().replace(/^https?:\/\//i, '').replace(/[/?#].*/, '').replace(/.*@/, ''));
      return /^([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]+$/.test(hostname) ? hostname : '';
    } catch { return ''; }
  };
  let host = '';
  try { host = read(localStorage.getItem(name) || ''); } catch { /* nothing can be kept here */ }
  if (box) lead(host);
  const fold = pass.querySelector('.own'), at = fold?.querySelector('span');
  if (box && fold) {
    const input = make('input', { value: host, autocomplete: 'off', autocapitalize: 'none', spellcheck: false, inputMode: 'url', dir: 'ltr' });
    const form = make('form', {}, input, make('button', { className: 'b', textContent: keep }));
    input.setAttribute('aria-label', fold.textContent.trim());
    at.textContent = host;
    input.oninput = () => input.setCustomValidity('');
    form.onsubmit = event => {
      event.preventDefault();
      const host = read(input.value);
      if (input.value && !host) {
        input.setCustomValidity(wrong);
        return input.reportValidity();
      }
      try { host ? localStorage.setItem(name, host) : localStorage.removeItem(name); } catch { /* for this page, then */ }
      input.value = at.textContent = host;
      fold.open = false;
      lead(host);
    };
    fold.hidden = false;
    fold.append(form);
  }

  // Words that were chosen: a link that finds them again (https://wicg.github.io/scroll-to-text-fragment/).
  const inside = /[\p{L}\p{N}\p{M}]/u, part = text => encodeURIComponent(text).replace(/-/g, '%2D');
  const chosen = () => {
    const range = getSelection().rangeCount && getSelection().getRangeAt(0).cloneRange();
    if (!range || range.collapsed || !range.commonAncestorContainer.parentElement?.closest('main') || pass.contains(range.startContainer)) return '';
    const { startContainer: a, endContainer: b } = range;
    let { startOffset: from, endOffset: to } = range;
    // Browsers look for whole words.
    if (a.data) while (from && inside.test(a.data[from - 1]) && inside.test(a.data[from])) from--;
    if (b.data) while (to && to < b.data.length && inside.test(b.data[to - 1]) && inside.test(b.data[to])) to++;
    range.setStart(a, from);
    range.setEnd(b, to);
    // Its ends suffice for a long one, and one that goes over several blocks is found by nothing else.
    const text = d.createElement('div');
    text.append(range.cloneContents());
    const many = text.querySelector('p,li,h2,h3,h4,td,th,dd,dt,blockquote,figure,div');
    const said = (many ? getSelection().toString() : text.textContent).replace(/\s+/g, ' ').trim();
    return said;
  };
  const passage = make('button', { className: 'b passage', type: 'button', textContent: first.textContent, hidden: true });
  let said = '';
  const look = () => {
    said = chosen();
    passage.hidden = said.length < 4;
  };
  passage.onpointerdown = event => event.preventDefault(); // the words stay chosen
  passage.onclick = () => {
    const list = said.split(' ');
    const found = list.length > 14 ? [list.slice(0, 5), list.slice(-5)].map(ends => part(ends.join(' '))).join() : part(said);
    send(`“${said}”`, `${tagged(here, own, 'passage')}#:~:text=${found}`, passage);
  };
  if (navigator.share || clipboard) {
    d.body.append(passage);
    d.addEventListener('selectionchange', () => { clearTimeout(look.timer); look.timer = setTimeout(look, 300); });
    look();
  }
})();
