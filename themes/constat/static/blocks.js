// Two pictures that wipe, and questions that judge. Without it both pictures stand there and the answer is folded.
// Nothing is sent anywhere; the score is kept on this device alone.
(() => {
  const d = document, all = (selector, root = d) => [...root.querySelectorAll(selector)];

  for (const both of all('[data-compare]')) {
    const range = both.querySelector('input');
    both.classList.add('on');
    range.hidden = false;
    range.oninput = () => both.style.setProperty('--at', `${range.value}%`);
    range.oninput();
  }

  const quizzes = all('[data-quiz]');
  if (!quizzes.length) return;
  const name = 'webdoc quiz ' + new URL('..', d.currentScript.src) + ' ' + location.pathname.split('index.html')[0];
  let kept = {};
  const read = () => {
    try { kept = { ...kept, ...JSON.parse(localStorage[name]) }; } catch { /* nothing yet, or private */ }
  };
  read();
  const keep = gone => {
    try { gone ? delete localStorage[name] : localStorage[name] = JSON.stringify(kept); } catch { /* private, or full */ }
    quizzes.forEach(score);
  };
  const score = quiz => {
    const line = quiz.querySelector('.score'), right = quizzes.filter(one => kept[one.id]).length;
    line.hidden = !(quiz.id in kept);
    line.firstElementChild.textContent = filled(quiz.dataset.score, right, quizzes.length);
  };
  const filled = (words, n, total) => words.replace('{n}', n).replace('{total}', total);
  // As one writes at home: 18,5 or 18.5, 14 080 or 14,080 or 14'080, in the digits of Arabic and of Persian too.
  const number = ({ value, dataset }) => {
    value = value.replace(/[٠-٩۰-۹]/g, one => one.charCodeAt() & 15);
    const read = [value.replace(/[,٫]/, '.'), value.replace(/[^\d-](?=\d{3})/g, '')];
    return [value && read.some(isFinite), read.some(one => Math.abs(one - dataset.exact) - 1e-9 <= dataset.tolerance)];
  };

  for (const quiz of quizzes) {
    const inputs = all('fieldset :is(input,select)', quiz), verdict = quiz.querySelector('.verdict');
    const words = quiz.dataset, form = words.quiz, solve = quiz.querySelector('.solve');
    for (const element of all('fieldset [hidden]', quiz)) element.hidden = false;
    const check = quiz.querySelector('fieldset button');
    quiz.onkeydown = ({ key, target }) => { if (key === 'Enter' && target.inputMode) check.click(); };
    check.onclick = () => {
      const line = d.createElement('p'), placed = inputs.filter(one => one.value === one.dataset.place).length;
      const [given, right] = form === 'number' ? number(inputs[0])
        : form === 'order' ? [inputs.every(one => one.value), !inputs[placed]]
          : [inputs.some(one => one.checked), inputs.every(one => one.checked === 'right' in one.dataset)];
      line.append(given ? (right ? '✓ ' + words.yes : '✗ ' + words.no) : words.none);
      verdict.replaceChildren(line);
      if (given) {
        if (form === 'order' && !right) line.append(' ', filled(words.part, placed, inputs.length));
        const list = d.createElement('ul'), items = all('li', solve);
        // What is said of an answer stands in the folded part.
        inputs.forEach((one, at) => one.checked && list.append(items[at].cloneNode(true)));
        verdict.append(list);
        for (const why of all('.why', solve)) if (right) verdict.append(why.cloneNode(true));
        read(); // what was answered in another window meanwhile
        kept[quiz.id] = right;
        keep();
      }
      for (const twice of all('[id]', verdict)) twice.removeAttribute('id');
    };
    quiz.querySelector('.score button').onclick = () => {
      kept = {};
      keep(true);
      for (const other of quizzes) {
        for (const one of all('fieldset :is(input,select)', other)) one.checked = one.value = '';
        other.querySelector('.verdict').replaceChildren();
      }
      inputs[0].focus();
    };
    score(quiz);
  }
})();
