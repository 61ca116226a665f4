// Only in the preview: what was saved is put into the page that is open, piece by piece, so that it stays where it is
// scrolled to and what is heard goes on. It runs before the scripts of the theme, to see which pieces those take hold of:
// where one of these changes the page is loaded anew, so that they find it as a visitor's would.
(() => {
  'use strict';
  const d = document, root = d.documentElement, me = d.currentScript;
  let epoch = me.dataset.epoch;
  me.remove();
  const panel = () => d.querySelector('webdoc-preview');

  // What the scripts of the theme hold: what they listen to, or watch.
  const held = new WeakSet();
  for (const [thing, name, what] of [
    [EventTarget.prototype, 'addEventListener', (self) => self],
    [IntersectionObserver.prototype, 'observe', (_, target) => target],
    [MutationObserver.prototype, 'observe', (_, target) => target],
    [ResizeObserver.prototype, 'observe', (_, target) => target],
  ]) {
    const before = thing[name];
    thing[name] = function (...given) {
      const it = what(this, given[0]);
      if (it instanceof Element) held.add(it);
      return before.apply(this, given);
    };
  }
  const handlers = ['onclick', 'oninput', 'onchange', 'onplay', 'onfocus', 'onsubmit', 'onkeydown'];
  const alive = 'audio,video,input,select,textarea,form,dialog,iframe,canvas,[popover]';
  const runs = it => it.localName === 'script' && !/json/.test(it.type);
  const isHeld = it => held.has(it) || runs(it) || it.matches(alive) || handlers.some(name => it[name]);

  // The page as it was sent, and for each node of it the one that is shown.
  const shown = new WeakMap();
  const pair = (sent, there) => {
    shown.set(sent, there);
    const others = [...there.childNodes].filter(one => one.nodeName !== 'WEBDOC-PREVIEW');
    [...sent.childNodes].forEach((child, at) => others[at] && pair(child, others[at]));
  };
  const again = (was, is) => {
    shown.set(is, shown.get(was));
    for (let a = was.firstChild, b = is.firstChild; a; a = a.nextSibling, b = b.nextSibling) again(a, b);
  };
  const bare = page => {
    for (const one of page.querySelectorAll('webdoc-preview,script[src^="/_webdoc/"]')) one.remove();
    return page;
  };
  let sent = bare(root.cloneNode(true));
  pair(sent, root);

  // Whether scripts may have to do with something that comes: with something like it that is there, they have not.
  const likes = it => [
    ...it.getAttributeNames().filter(name => /^(data-|hidden)/.test(name)), ...(it.matches('button') ? ['.' + it.className] : []),
  ];
  const known = () => {
    const free = new Set();
    for (const it of d.querySelectorAll('body *')) if (!isHeld(it)) likes(it).forEach(name => free.add(it.localName + name));
    for (const it of d.querySelectorAll('body *')) if (isHeld(it)) likes(it).forEach(name => free.delete(it.localName + name));
    return free;
  };
  class Anew extends Error {
    constructor(it) { super('The page is loaded anew for its scripts, because of ' + (it.id ? '#' + it.id : it.cloneNode().outerHTML)); }
  }
  let free;
  const plain = tree => {
    if (tree.nodeType !== 1) return;
    for (const it of [tree, ...tree.querySelectorAll('*')])
      if (it.matches(alive) || runs(it) || likes(it).some(name => !free.has(it.localName + name))) throw new Anew(it);
  };
  const loose = tree => {
    if (tree.nodeType === 1) for (const it of [tree, ...tree.querySelectorAll('*')]) if (isHeld(it)) throw new Anew(it);
  };
  // A player, a question: what changes in it, its script has read already.
  const inside = it => {
    for (; it && it.localName !== 'main' && it !== d.body; it = it.parentElement) if (held.has(it)) throw new Anew(it);
  };

  const changed = new Set();
  const key = it => {
    if (it.nodeType !== 1) return '';
    if (it.id && !/\d$/.test(it.id)) return '#' + it.id; // others only count
    const source = it.matches('[src]') ? it : it.querySelector('[src]');
    return source ? source.getAttribute('src').replace(/-\d*-?[0-9a-f]{8,}\./, '.') : '';
  };

  const kind = it => it.nodeType === 1 ? it.id.replace(/\d+$/, '') + '.' + it.className : '';

  const sheet = (link, is) => {
    // The old one stays until the new one is there.
    const next = link.cloneNode();
    for (const { name, value } of is.attributes) next.setAttribute(name, value);
    next.onload = next.onerror = () => link.remove();
    link.after(next);
    shown.set(is, next);
  };
  const update = (was, is) => {
    const there = shown.get(was);
    if (!there?.isConnected) throw new Anew(was); // a script has put something else in its place
    if (was.isEqualNode(is)) return again(was, is);
    if (was.nodeType !== 1) {
      inside(there.parentElement);
      there.data = is.data;
      if (there.parentElement && !there.parentElement.closest('head')) changed.add(there.parentElement);
      shown.set(is, there);
      return;
    }
    if (runs(was)) throw new Anew(was);
    if (was.matches('link[rel=stylesheet]')) return sheet(there, is);
    shown.set(is, there);
    for (const name of new Set([...was.getAttributeNames(), ...is.getAttributeNames()])) {
      const value = is.getAttribute(name);
      if (was.getAttribute(name) === value) continue;
      if (there !== d.body && isHeld(there)) throw new Anew(there);
      inside(there);
      value === null ? there.removeAttribute(name) : there.setAttribute(name, value);
      if (!there.closest('head')) changed.add(there);
    }
    children(was, is, there);
  };
  const children = (was, is, there) => {
    const a = [...was.childNodes], b = [...is.childNodes], match = new Array(b.length);
    const same = (i, j) => a[i].isEqualNode(b[j]);
    let from = 0, end = a.length, last = b.length;
    while (from < end && from < last && same(from, from)) match[from] = from++;
    while (end > from && last > from && same(end - 1, last - 1)) match[--last] = --end;
    // What stayed the same in the midst, in its order.
    const long = Array.from({ length: end - from + 1 }, () => new Uint16Array(last - from + 1));
    for (let i = end - 1; i >= from; i--) for (let j = last - 1; j >= from; j--)
      long[i - from][j - from] = same(i, j) ? long[i - from + 1][j - from + 1] + 1
        : Math.max(long[i - from + 1][j - from], long[i - from][j - from + 1]);
    for (let i = from, j = from; i < end && j < last;)
      if (same(i, j)) match[j++] = i++;
      else if (long[i - from + 1][j - from] >= long[i - from][j - from + 1]) i++;
      else j++;
    // What stands between: first what is about the same thing, then what is of the same kind.
    const taken = new Set(match);
    for (const alike of [(x, y) => key(x) && key(x) === key(y), (x, y) => kind(x) === kind(y)]) {
      let at = 0;
      for (let j = 0; j < b.length; j++) {
        if (match[j] !== undefined) { at = match[j] + 1; continue; }
        const until = match.slice(j).find(one => one !== undefined) ?? a.length;
        for (let i = at; i < until; i++)
          if (!taken.has(i) && a[i].nodeName === b[j].nodeName && alike(a[i], b[j])) {
            match[j] = i;
            taken.add(i);
            at = i + 1;
            break;
          }
      }
    }
    a.forEach((one, i) => {
      if (taken.has(i)) return;
      const old = shown.get(one);
      inside(there);
      loose(old);
      old.remove();
    });
    let before = null;
    b.forEach((one, j) => {
      if (match[j] !== undefined) {
        update(a[match[j]], one);
      } else {
        inside(there);
        if (there !== d.head) plain(one);
        else if (runs(one)) throw new Anew(one);
        const fresh = d.importNode(one, true);
        pair(one, fresh);
        const next = before ? before.nextSibling : there.firstChild;
        there.insertBefore(fresh, next);
        if (fresh.nodeType === 1 && there !== d.head) changed.add(fresh);
      }
      before = shown.get(one);
    });
  };

  // The panel unfolds for a mistake that was not folded away before, and stays unfolded for whoever unfolded it.
  const opened = 'webdoc panel open', dismissed = 'webdoc panel dismissed';
  const dress = () => {
    const details = panel()?.shadowRoot?.querySelector('details');
    if (!details) return;
    const now = [...details.querySelectorAll('.entries .error')].map(one => one.textContent).join();
    details.open = sessionStorage.getItem(opened) === '1' || now !== '' && now !== sessionStorage.getItem(dismissed);
    const fold = open => {
      details.open = open;
      sessionStorage.setItem(opened, open && !now ? '1' : '');
      sessionStorage.setItem(dismissed, open ? '' : now);
    };
    details.querySelector('summary').onclick = event => {
      event.preventDefault();
      fold(!details.open);
    };
    details.onkeydown = event => {
      if (event.key !== 'Escape') return;
      fold(false);
      details.querySelector('summary').focus();
    };
    details.onclick = async event => {
      const button = event.target.closest('[data-copy]');
      if (!button) return;
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        say(`${panel().shadowRoot.querySelector('.said').dataset.copied} ${button.dataset.copy}`);
      } catch { getSelection().selectAllChildren(button); }
    };
    progress();
  };
  const say = text => {
    const said = panel()?.shadowRoot?.querySelector('.said');
    if (said) said.textContent = text;
  };
  let making = 0;
  const progress = () => {
    const line = panel()?.shadowRoot?.querySelector('.making');
    if (!line) return;
    line.hidden = !making;
    line.textContent = making ? `${line.dataset.words} ${making}` : '';
  };
  const replacePanel = page => {
    const template = page.querySelector('webdoc-preview>template'), host = panel();
    if (!template || !host?.shadowRoot) return;
    const fresh = d.importNode(template.content, true), old = host.shadowRoot, said = old.querySelector('.said');
    const part = fresh.querySelector('details'), before = old.querySelector('details');
    if (part.isEqualNode(before)) return;
    const scrolled = before.querySelector('.inside').scrollTop, focus = old.activeElement?.localName;
    const sum = before.querySelector('.sum').textContent;
    before.replaceWith(part);
    dress();
    part.querySelector('.inside').scrollTop = scrolled;
    if (focus) part.querySelector(focus === 'summary' ? 'summary' : '.inside').focus();
    const now = part.querySelector('.sum').textContent;
    if (said && now !== sum) said.textContent = now;
  };

  // What is heard goes on where it was, when a page has to be loaded anew.
  const heard = 'webdoc heard on ' + location.pathname;
  const anew = () => {
    const media = [...d.querySelectorAll('audio,video')].find(one => !one.paused && !one.loop && !one.muted);
    if (media) sessionStorage.setItem(heard, JSON.stringify([media.currentSrc, media.currentTime]));
    location.reload();
  };
  const resume = () => {
    const [source, time] = JSON.parse(sessionStorage.getItem(heard) || '[]');
    sessionStorage.removeItem(heard);
    const sources = [...d.querySelectorAll('audio,video,source')];
    const media = source && sources.find(one => one.src === source)?.closest('audio,video');
    if (!media) return;
    media.currentTime = time;
    media.play().catch(() => {});
  };
  addEventListener('load', resume);

  // What is being read: the first thing below the upper third of the window that has words of its own, or is a picture.
  const read = () => {
    for (let y = innerHeight / 3; y < innerHeight; y += 12) {
      const it = d.elementFromPoint(innerWidth / 2, y);
      if (it?.closest('main') && (it.matches('img,video') || [...it.childNodes].some(one => one.data?.trim()))) return it;
    }
  };
  const put = page => {
    const is = bare(page).documentElement;
    const mark = read(), top = mark?.getBoundingClientRect().top;
    free = known();
    changed.clear();
    update(sent, is);
    sent = is;
    if (mark?.isConnected)
      scrollBy({ top: mark.getBoundingClientRect().top - top, behavior: 'instant' });
    // So that the eye finds what has changed.
    if (changed.size && changed.size < 12 && !matchMedia('(prefers-reduced-motion:reduce)').matches)
      for (const it of changed) it.animate?.([{ outline: '2px solid #ffd21e', outlineOffset: '4px' },
        { outline: '2px solid transparent', outlineOffset: '4px' }], 1200);
    dispatchEvent(new CustomEvent('webdoc:changed', { detail: [...changed] }));
  };

  let busy = false;
  const look = async wanted => {
    if (busy) return;
    busy = true;
    while (epoch !== wanted()) {
      const next = wanted();
      try {
        const answer = await fetch(location.href.split('#')[0], { cache: 'no-store' });
        if (answer.status === 503 || !panel()) return location.reload();
        const text = await answer.text(), page = new DOMParser().parseFromString(text, 'text/html');
        if (answer.redirected) history.replaceState(history.state, '', answer.url + location.hash);
        if (!page.querySelector('webdoc-preview')) return location.reload();
        replacePanel(page);
        put(page);
      } catch (error) {
        if (error instanceof TypeError && /fetch/i.test(error.message)) break; // the preview was stopped
        console.info(error.stack);
        return anew();
      }
      epoch = next;
    }
    busy = false;
  };

  let events, latest = epoch;
  const listen = () => {
    events?.close();
    // A browser holds six connections to a server: pages that nobody sees leave theirs to others.
    if (d.hidden) return;
    events = new EventSource('/_webdoc/events?page=' + encodeURIComponent(location.pathname));
    events.addEventListener('epoch', event => {
      latest = event.data;
      look(() => latest);
    });
    events.addEventListener('making', event => {
      making = +event.data;
      progress();
    });
  };
  d.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', () => events?.close());
  addEventListener('pageshow', event => event.persisted && listen());
  dress();
  listen();
})();
