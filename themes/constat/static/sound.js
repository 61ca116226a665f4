// constat: the ambient sound of a chapter and of its scenes, and the one switch for it. docs/sound.md states the rule.
// theme.js fetches this when the visitor asks, or once has: that they asked is kept on this device alone.
(() => {
  const d = document, all = selector => [...d.querySelectorAll(selector)];
  const button = d.querySelector('.hear'), label = button.getAttribute('aria-label');
  const tracks = all('[data-ambient]'), voices = all('audio:not([data-ambient]),video:not([data-loop])');
  const loud = .5, low = .08, step = .02; // of the file's own level; a step every forty milliseconds: a second from nothing
  const name = 'webdoc sound ' + new URL('..', d.currentScript.src).href;
  tracks[0].volume = 0;
  const fades = !tracks[0].volume; // where the volume is the device's alone (iOS) nothing fades: sounds stop and go on
  let on = false, waiting = false, here, timer;

  // Asked for on another page counts here, unless the visitor saves data: then it has to be asked for on this very page.
  const recall = () => {
    try { on = localStorage.getItem(name) === 'on' && (on || !navigator.connection?.saveData); } catch { /* private */ }
  };
  const show = () => {
    button.setAttribute('aria-pressed', on);
    button.classList.toggle('waiting', waiting);
    button.setAttribute('aria-label', button.title = waiting ? button.dataset.waiting : label);
  };
  const talking = () => voices.some(one => !one.paused && !one.ended && !one.muted && one.volume);
  const goal = track => !on || waiting || d.hidden || track !== here ? 0 : !talking() ? loud : fades ? low : 0;

  const begin = track => {
    track.volume = 0;
    track.play().catch(error => {
      // The browser wants a gesture on this page first: the switch says so, and the first one is taken.
      if (error.name !== 'NotAllowedError') return;
      track.pause();
      waiting = on;
      show();
    });
  };
  const move = () => {
    let moving = false;
    for (const track of tracks) {
      const to = goal(track);
      if (to && track.paused) begin(track);
      const by = to - track.volume, at = fades && !d.hidden && Math.abs(by) > step ? track.volume + Math.sign(by) * step : to;
      track.volume = at;
      if (!to && (at === 0 || !fades)) track.pause();
      moving ||= fades && at !== to;
    }
    if (!moving) timer = clearInterval(timer);
  };
  const go = () => {
    timer ??= setInterval(move, 40);
    move();
  };

  // The same sound on the next page goes on where it was, as long as the visit lasts.
  const place = track => 'webdoc at ' + track.querySelector('source').src;
  for (const track of tracks) try { track.currentTime = sessionStorage[place(track)] || 0; } catch { /* private */ }
  addEventListener('pagehide', () => {
    for (const track of tracks) try { sessionStorage[place(track)] = track.currentTime; } catch { /* private, or full */ }
  });
  const own = tracks.find(track => !track.closest('.scene'));
  here = own;
  // The scene that stands at the middle of the screen is heard; elsewhere it is the chapter.
  const watch = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      const track = target.querySelector('[data-ambient]');
      if (isIntersecting) here = track;
      else if (here === track) here = own;
    }
    go();
  }, { rootMargin: '-50% 0px' });
  for (const track of tracks) if (track !== own) watch.observe(track.closest('.scene'));

  for (const event of ['play', 'pause', 'ended', 'volumechange'])
    d.addEventListener(event, ({ target }) => tracks.includes(target) || go(), true);
  // Whoever comes back may have switched it off elsewhere meanwhile.
  const back = () => {
    if (!d.hidden) recall();
    show();
    go();
  };
  d.addEventListener('visibilitychange', back);
  addEventListener('pageshow', back);
  for (const event of ['pointerup', 'keydown']) d.addEventListener(event, ({ target }) => {
    if (!waiting || button.contains(target)) return;
    waiting = false;
    show();
    go();
  });
  button.onclick = () => {
    on = waiting || !on;
    waiting = false;
    try { localStorage.setItem(name, on ? 'on' : 'off'); } catch { /* private, or full */ }
    show();
    go();
  };
  back();
})();
