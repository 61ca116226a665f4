// constat: sound, video and sequences. The native element stays the engine; this draws what it does.
(() => {
  const d = document, all = (selector, root = d) => [...root.querySelectorAll(selector)];
  const still = matchMedia('(prefers-reduced-motion:reduce)').matches;
  const clock = seconds => `${seconds / 60 | 0}:${String(seconds % 60 | 0).padStart(2, '0')}`;
  const seconds = clock => clock.split(':').reduce((sum, part) => sum * 60 + +part, 0);
  const last = (list, time) => list.findLastIndex(element => element.dataset.s <= time + .05);
  const label = (button, on) => {
    button.classList.toggle('playing', on);
    button.ariaLabel = on ? button.dataset.pause : button.dataset.play;
  };
  const players = new Map();
  // Remembering what was heard takes another script: fetched when something is remembered, or is played.
  let heard = d.currentScript.dataset.heard;
  const remember = () => {
    if (heard) d.head.append(Object.assign(d.createElement('script'), { src: heard }));
    heard = '';
  };
  // Captions lie on the pictures until they are switched off, on all of the site's stages at once.
  const captions = 'webdoc captions ' + new URL('..', d.currentScript.src), stages = [];
  let plain;
  try {
    if (/webdoc heard/.test(Object.keys(localStorage))) remember();
    plain = localStorage[captions] === 'off';
  } catch { /* nothing can be kept here */ }

  const player = root => {
    const one = selector => root.querySelector(selector);
    const media = one('audio,video'), deck = one('.deck'), button = one('.deck .play');
    const lines = all('.words', root).map(words => all('p', words)), told = one('[data-words] p');
    const frames = all('.frames>li', root), marks = all('.marks button', root);
    const range = one('.deck input'), time = one('.deck .time');
    const now = one('.now'), moment = one('[data-moment]'), length = range?.max;
    let shown = -1, second = -1;

    const show = index => {
      if (index === shown) return;
      frames.forEach((frame, i) => {
        frame.className = i === index ? shown < 0 ? 'at' : 'at moving' : i === shown ? 'was' : '';
        marks[i].parentNode.className = i === index ? 'lit' : '';
        marks[i].ariaCurrent = i === index;
      });
      // What is asked for while the page is still being laid out costs twice: the first one is in view as it is.
      if (shown >= 0) one('.marks').scrollLeft = marks[index].offsetLeft - 80;
      shown = index;
      if (!media.paused) ready();
    };
    // The picture after this one is fetched as soon as the sound has been asked for.
    const ready = () => frames[shown + 1]?.classList.add('near');
    const draw = () => {
      const at = media.currentTime;
      if (frames[0]) show(Math.max(0, last(frames, at)));
      lines.forEach(list => {
        list.lit?.classList.remove('lit');
        list.lit = list[media.paused && !at ? -1 : last(list, at)];
        list.lit?.classList.add('lit');
      });
      if (now && told) {
        const words = (lines[0].lit || told).lastChild.textContent;
        if (now.textContent !== words) now.textContent = words;
      }
      if (range) {
        range.parentNode.style.setProperty('--pos', 100 * at / length + 'cqi');
        if (second !== (at | 0)) {
          second = at | 0;
          range.value = at;
          time.textContent = `${clock(at)} / ${clock(length)}`;
          if (media.paused || d.activeElement !== range) range.ariaValueText = time.textContent;
        }
      }
      if (moment) moment.href = `#${root.id}@${clock(at)}`;
    };
    const play = () => media.play().catch(() => {}); // a pause that comes before the sound is no error
    const toggle = () => media.paused ? play() : media.pause();
    const seek = (at, then = true) => {
      media.currentTime = at;
      draw();
      if (range) range.ariaValueText = time.textContent;
      if (then) play();
    };

    const step = by => () => seek(Math.max(0, media.currentTime + by), !media.paused);
    const turn = by => () => frames[shown + by] && seek(frames[shown + by].dataset.s, !media.paused);

    media.onplay = () => {
      remember();
      d.body.classList.add('moved'); // pictures wait for nothing any more (below.css)
      for (const other of all('audio:not([data-ambient]),video')) if (other !== media && !other.muted) other.pause();
      if (button) label(button, true);
      const stage = one('.show');
      if (stage?.getBoundingClientRect().bottom > innerHeight + 40)
        stage.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'end' });
      ready();
      const session = navigator.mediaSession;
      if (!session) return;
      // Decoded where the page answers to hands: the smallest there is of the chapter's photograph.
      const art = d.querySelector('#menu [aria-current] img')?.src;
      session.metadata = new MediaMetadata({
        title: root.dataset.title, artist: root.dataset.who || '', album: d.querySelector('.work').textContent,
        artwork: /^http/.test(art) ? [{ src: art }] : [],
      });
      for (const [action, handler] of Object.entries({
        play, pause: () => media.pause(), seekbackward: step(-10), seekforward: step(10),
        seekto: detail => seek(detail.seekTime), previoustrack: frames[0] ? turn(-1) : null, nexttrack: frames[0] ? turn(1) : null,
      })) try { session.setActionHandler(action, handler); } catch { /* not known here */ }
    };
    media.onpause = () => {
      if (button) label(button, false);
      draw();
    };
    media.ontimeupdate = media.onseeked = media.onended = draw;

    if (deck) {
      media.controls = false;
      deck.hidden = false;
      button.onclick = toggle;
      root.tabIndex = -1; // a click on the picture or the words gives the keys to the player, not to the page
      root.onkeydown = event => {
        const { key, target } = event, ahead = getComputedStyle(root).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (/^Arrow(Left|Right)$/.test(key)) step(key === ahead ? 5 : -5)();
        else if (frames[0] && /^Page/.test(key) && !target.closest('.words')) turn(key === 'PageDown' ? 1 : -1)();
        else if (key === ' ' && !target.closest('button,summary,a')) toggle();
        else return;
        event.preventDefault();
      };
      range.oninput = () => seek(range.value, false);
    }
    if (frames[0]) {
      root.classList.add('stage');
      if (now && told) {
        const cc = one('.cc');
        const tell = () => {
          now.hidden = plain;
          cc.ariaPressed = !plain;
        };
        stages.push(tell);
        tell();
        cc.hidden = false;
        cc.onclick = () => {
          plain = !plain;
          stages.forEach(tell => tell());
          try { localStorage[captions] = plain ? 'off' : 'on'; } catch { /* private, or full */ }
        };
        now.ariaHidden = 'true';
        const words = told.parentNode;
        now.lang = words.lang;
        now.dir = words.dir;
      }
      marks.forEach((mark, i) => {
        mark.onclick = () => seek(mark.dataset.to);
        mark.parentNode.style.flexGrow = Math.max(1, frames[i].dataset.e - frames[i].dataset.s);
      });
      const full = one('.whole');
      full.hidden = !d.fullscreenEnabled;
      full.onclick = () => d.fullscreenElement ? d.exitFullscreen() : root.requestFullscreen().then(() => button.focus());
      root.onfullscreenchange = () => full.ariaPressed = d.fullscreenElement === root;
      one('.frames').onclick = event => event.target.matches('img') && toggle();
    }
    for (const list of lines) list.forEach((line, i) => {
      line.dataset.s = seconds(line.firstChild.text) + list[0].parentNode.dataset.tenths[i] / 10;
      line.removeAttribute('id'); // else the browser opens the transcript for #marie@0:14, and it is the player that answers
      line.onclick = event => {
        if (!event.target.closest('a') && String(getSelection())) return;
        event.preventDefault();
        seek(line.dataset.s);
      };
    });
    players.set(root.id, { root, seek });
    draw();
  };
  all('[data-player]').forEach(player);

  // An address may name a moment: #marie@0:14. The sound waits for a gesture.
  const go = () => {
    const match = /^#(.+)@([\d:]+)$/.exec(location.hash);
    const found = match && players.get(decodeURI(match[1]));
    if (!found) return;
    found.seek(seconds(match[2]), false);
    found.root.scrollIntoView();
  };
  onhashchange = go;
  go();

  // Silent loops play while they are seen, unless the visitor wants stillness or saves data.
  if (still || navigator.connection?.saveData) return;
  for (const video of all('video[data-loop]')) {
    const button = video.parentNode.querySelector('.play');
    let held;
    video.controls = false;
    button.hidden = false;
    button.onclick = () => { held = !video.paused; held ? video.pause() : video.play(); };
    video.onplay = video.onpause = () => label(button, !video.paused);
    label(button, false);
    new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) video.pause();
      else if (!held) video.play().catch(() => {});
    }, { threshold: .2 }).observe(video);
  }
})();
