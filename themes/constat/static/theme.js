// constat: what a script adds to a page. Without it every word, picture, sound and link is already there.
// Nothing is sent anywhere; the place where one was is kept on this device alone.
{
  const d = document, all = selector => d.querySelectorAll(selector), one = selector => d.querySelector(selector);
  const body = d.body, page = location.href.split('#')[0], disk = location.protocol === 'file:';
  const next = one('link[rel=next]');
  const on = (type, run, once) => addEventListener(type, run, { passive: true, once });
  const add = (tag, given) => d.head.append(Object.assign(d.createElement(tag), given));
  const load = (src, onload) => src && add('script', { src, onload });
  const able = run => {
    try { return run(); } catch { /* private, or full */ }
  };

  // What one can do without is fetched when the visitor has moved at all, and a place for it comes near.
  const near = (selector, run) => {
    const fetch = () => {
      run?.();
      run = null;
    };
    const watch = new IntersectionObserver(seen => seen.some(one => one.isIntersecting) && fetch(), { rootMargin: '100%' });
    const wake = () => { for (const it of all(selector)) watch.observe(it.hidden ? it.parentNode : it); };
    for (const type of ['scroll', 'pointerover', 'focusin']) on(type, wake, true);
    // In a frame what lies below its edge is never near.
    if (self !== top) fetch();
    return [fetch, wake];
  };
  // Or at once, where this device remembers something of it.
  const known = able(() => Object.keys(localStorage));

  const pass = one('.pass');
  if (pass) {
    // The site does not know its own address: it is passed on from where it stands, but not from a disk.
    pass.hidden &&= disk;
    const [fetch] = near('.pass,[data-unit],[data-moment]', () => load(pass.dataset.script));
    d.onselectionchange = () => String(getSelection()) && fetch();
  }
  near('[data-step],.act', () => load(body.dataset.doing));
  near('#more', () => load(one('#more')?.dataset.script));
  if (/webdoc heard/.test(known)) load(body.dataset.recall);

  // The switch of the ambient sound, in the place of its native players.
  const hear = one('.hear');
  if (hear) {
    for (const it of all('[data-ambient]')) it.controls = false;
    hear.hidden = false;
    const fetch = event => hear.onclick = load(hear.dataset.script, () => event && hear.click());
    hear.onclick = fetch;
    if (/webdoc sound/.test(known)) fetch();
  }

  // Where one was.
  const name = 'webdoc ' + new URL(body.dataset.home, page);
  const keep = value => able(() => localStorage.setItem(name, JSON.stringify(value)));
  const kept = able(() => JSON.parse(localStorage.getItem(name))), resume = one('[data-resume]');
  if (body.matches('.chapter')) {
    if (location.hash === '#resume' && kept?.page === page)
      on('load', () => scrollTo(0, kept.at * body.scrollHeight));
    d.onvisibilitychange = () => keep({ page, title: one('h1').textContent, at: scrollY / body.scrollHeight });
  } else if (body.matches('.end')) keep(null);
  if (resume && kept !== undefined) {
    for (const it of all('[data-js]')) it.hidden = false;
    if (kept?.page.startsWith(page.replace(/[^/]*$/, ''))) {
      resume.hidden = false;
      resume.href = kept.page + '#resume';
      resume.lastChild.textContent = kept.title;
    }
  }

  // Arrows go along the line when no control has the focus, or from one large photograph to the other.
  const light = one('.light'), plain = event => !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
  const turn = right => {
    const by = d.dir === 'rtl' ? -right : right, link = by > 0 ? next : one('link[rel=prev]');
    if (light?.open) light.turn(by);
    else if (link) location.href = link.href;
  };
  on('keydown', event => {
    const focus = d.activeElement, right = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (right && plain(event) && (light?.open || focus === body || focus.id === 'main')) turn(right);
  });

  // Who goes on by key has the menu out of the way.
  const menu = one('#menu');
  on('focusout', ({ target, relatedTarget: to }) => to && menu?.contains(target) && !menu.contains(to) && !to.popoverTargetElement && menu.hidePopover?.());

  // So does a quick stroke of one finger, clearly sideways. What begins at the edge is the browser's, what begins on
  // something that moves by itself is that thing's, and an enlarged page is moved by its reader.
  let start;
  on('touchstart', event => {
    const { clientX: x, clientY: y } = event.touches[0];
    start = !event.touches[1] && x > 40 && x < innerWidth - 40 && visualViewport.scale < 1.01 && { x, y, at: event.timeStamp };
  });
  on('touchend', event => {
    const { clientX: x, clientY: y } = event.changedTouches[0], way = x - start.x;
    if (!start || event.timeStamp - start.at > 500 || !(Math.abs(way) > 70 + 2 * Math.abs(y - start.y))) return;
    if (String(getSelection()) || event.target.closest('input,[popover],[data-player],dialog:not(.light)')) return;
    for (let box = event.target; box; box = box.parentElement)
      if (box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX)) return;
    turn(-Math.sign(way));
  });

  // A photograph as large as the screen: what that takes is fetched when one is asked for.
  let asked;
  if (light) d.addEventListener('click', event => {
    const link = event.target.closest('[data-large]'), { style, script } = light.dataset;
    if (!link || !plain(event)) return;
    event.preventDefault();
    if (light.enlarge) light.enlarge(link);
    else if (!asked) {
      add('link', { rel: 'stylesheet', href: style });
      add('script', { src: script, onload: () => light.enlarge(asked), onerror: () => location.href = asked.href });
    }
    asked = link;
  });

  // The next page is there before it is asked for, when its link comes near, and this one is there whole.
  if (next && !disk && !navigator.connection?.saveData)
    on('load', () => near('.next,.begin a', () => add('link', { rel: 'prefetch', href: next.href }))[1]());

  // From here on the browser's own foresight is as good as any (see below.css).
  on('scroll', () => body.classList.add('moved'));

  // From page to page (see theme.css) what announces the next one becomes what opens it. To hurry on is no mistake.
  on('pageswap', ({ activation, viewTransition }) => {
    body.classList.toggle('away', activation?.entry.url === next?.href);
    // A page that has hardly come is left without.
    if (performance.now() < 900) viewTransition?.skipTransition();
  });
  on('unhandledrejection', event => String(event.reason).includes('Transition was') && event.preventDefault());

  on('beforeprint', () => {
    for (const it of all('img')) it.loading = 'eager';
    for (const it of all('details:not([open])')) {
      it.open = true;
      on('afterprint', () => it.open = false, true);
    }
  });
}
