// constat: which chapters were heard, said in the lists of chapters. The player keeps it, on this device alone.
(() => {
  'use strict';
  for (const list of document.querySelectorAll('[data-heard]')) for (const link of list.querySelectorAll('a')) try {
    const [count, heard] = JSON.parse(localStorage.getItem('webdoc heard ' + link.href.split(/index\.html|[?#]/)[0]));
    const whole = Object.values(heard).filter(([, share]) => share > .9).length >= count;
    const mark = document.createElement('span'), small = link.querySelector('small');
    mark.className = 'sum';
    mark.textContent = (small ? ' · ' : ' ') + (whole ? '✓ ' + list.dataset.heard : list.dataset.begun);
    (small || link.querySelector('.what') || link).append(mark);
  } catch { /* not heard, or nothing can be kept here */ }
})();
