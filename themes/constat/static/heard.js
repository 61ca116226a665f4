// constat: what was heard, kept on this device alone; fetched where something was, or is played. Each player offers to go
// on, the lists of chapters say it.
// Under "webdoc heard", the site's address and a page's stands [how many sounds and sequences it has, {id: [second, furthest share]}].
(() => {
  const d = document, all = (selector, root = d) => root.querySelectorAll(selector);
  const site = 'webdoc heard ' + new URL('..', d.currentScript.src) + ' ', name = link => site + link.href.split(/index\.html|[?#]/)[0];
  const read = link => { try { return [...JSON.parse(localStorage[name(link)])]; } catch { return [0, {}]; } };

  const players = all('.seq,.sound'), [, heard] = read(location);
  for (const root of players) {
    const [media, play, from, range] = ['audio', '.play', '.from', 'input'].map(part => root.querySelector(part));
    let [at, most = 0] = heard[root.id] || [];
    media.addEventListener('timeupdate', () => {
      if (media.paused) return;
      from.hidden = true;
      most = Math.max(most, media.currentTime / media.duration);
      heard[root.id] = [media.currentTime | 0, most];
      try { localStorage[name(location)] = JSON.stringify([players.length, heard]); } catch { /* private, or full */ }
    });
    if (!(at > 2 && at < range.max - 2)) continue;
    from.hidden = false;
    from.lastElementChild.textContent = new Date(at * 1000).toISOString().slice(14, 19).replace(/^0/, '');
    from.onclick = () => {
      play.focus();
      play.click();
      media.currentTime = at;
    };
  }

  for (const list of all('[data-heard]')) for (const link of all('a', list)) {
    const [count, parts] = read(link), place = link.querySelector('small,.what:not(:has(small))'), mark = d.createElement('span');
    if (!count) continue;
    mark.className = 'sum';
    mark.textContent = (place?.matches('.what') ? ' ' : '\xa0· ')
      + (Object.values(parts).filter(part => part[1] > .9).length < count ? list.dataset.begun : '✓\xa0' + list.dataset.heard);
    (place || link).append(mark);
  }
})();
