// constat: what a visitor has done is kept on this device alone, under "webdoc done" and the site's address, as
// {action: day}, so that the next step is offered. theme.js fetches this when the visitor moves and an action is near; until then, and
// without it, the steps stand in their order, and all of them work.
(() => {
  const d = document, words = d.body.dataset, all = selector => [...d.querySelectorAll(selector)];
  const name = 'webdoc done ' + new URL('..', d.currentScript.src), steps = all('[data-step]');
  const first = d.querySelector('.further a:not([hidden])');
  let done = {}, last;
  const read = () => {
    try { done = { ...done, ...JSON.parse(localStorage[name]) }; } catch { /* nothing yet, or private */ }
  };
  const make = (tag, given) => Object.assign(d.createElement(tag), given);
  const keep = (act, is) => {
    read();
    last = act;
    if (is) done[act] = new Date().toISOString().slice(0, 10);
    else delete done[act];
    try { localStorage[name] = JSON.stringify(done); } catch { /* private, or full */ }
    show();
  };

  const lines = all('[data-act]').map(box => {
    const { act, did } = box.dataset, title = box.parentNode.querySelector('h2,h3').textContent;
    const line = box.querySelector('.did'), said = make('span', { role: 'status' });
    const button = make('button', { type: 'button', onclick: () => keep(act, !done[act]) });
    line.append(said, button);
    return () => {
      const next = steps.find(step => !done[step.dataset.step] && !step.contains(box));
      box.parentNode.classList.toggle('is-done', !!done[act]);
      said.ariaLive = act === last ? 'polite' : 'off'; // what was done before is not news
      said.textContent = done[act] ? '✓ ' + did + ' ' : '';
      if (done[act] && next) said.append(words.next + ' ', make('a', {
        href: next.href || '#' + (next.id || 'pass'),
        textContent: next.href ? next.textContent : next.querySelector('h2,h3').textContent,
      }));
      button.textContent = done[act] ? words.undo : words.say;
      button.ariaLabel = button.textContent + ': ' + title;
    };
  });
  const show = () => {
    for (const line of lines) line();
    if (!first) return;
    const open = [first, ...steps].find(step => !done[step.dataset.step] && step.dataset.step !== 'share');
    for (const step of steps) step.hidden = step !== open;
    first.closest('.further').hidden = !open;
  };

  // A letter is copied; where that is not allowed it is marked, for the visitor's own keys.
  for (const letter of all('.letter')) {
    const [text, button] = ['pre', 'button'].map(part => letter.querySelector(part));
    button.hidden = false;
    button.ariaLive = 'polite';
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = button.dataset.done;
      } catch { getSelection().selectAllChildren(text); }
      keep(letter.closest('[data-act]').dataset.act, true);
    };
  }

  d.addEventListener('click', ({ target }) => {
    const link = target.closest('a'), box = link?.closest('[data-act]');
    if (target.closest('#pass a,#pass button,[data-send]')) keep('share', true);
    else if (box && !link.closest('.did,[data-aside]')) keep(box.dataset.act, true);
  });
  d.addEventListener('submit', ({ target }) => {
    const box = target.closest('[data-act]');
    if (box) keep(box.dataset.act, true);
  });
  d.querySelector('[data-memory] button')?.addEventListener('click', () => {
    done = {};
    show();
  });

  for (const past of all('[data-ends]')) if (Date.parse(past.dataset.ends) < Date.now()) {
    past.hidden = false;
    past.closest('.act,li').classList.add('over');
  }
  const begin = () => {
    read();
    show();
  };
  addEventListener('pageshow', begin);
  begin();
})();
