// A photograph as large as the screen, and those of its gallery beside it. theme.js fetches this when one is asked for,
// opens it with `enlarge` and turns it with `turn`, by arrow keys and strokes.
(() => {
  const light = document.querySelector('.light'), [figure, form, at] = light.querySelectorAll('figure,form,[data-at]');
  let links, index, asked;

  // The page's own picture in its best format, as wide as the screen lets it be; no larger than it is.
  const large = link => {
    const picture = link.querySelector('picture').cloneNode(true), image = picture.querySelector('img');
    const width = image.getAttribute('width'), height = image.getAttribute('height');
    for (const part of picture.children) part.sizes = `min(100vw,${Math.ceil(100 * width / height)}vh)`;
    image.loading = 'eager';
    image.style.setProperty('--ratio', width / height);
    image.style.maxWidth = `${width}px`;
    // What the page shows already stands until the large one is there.
    const { currentSrc } = link.querySelector('img');
    if (currentSrc) image.style.backgroundImage = `url("${currentSrc}")`;
    return picture;
  };
  const draw = to => {
    index = (to + links.length) % links.length;
    const link = links[index], caption = link.parentNode.querySelector('figcaption'), place = link.closest('[lang]');
    const picture = large(link);
    light.ariaLabel = link.ariaLabel;
    figure.lang = place.lang;
    figure.dir = place.dir;
    figure.replaceChildren(picture);
    if (caption) figure.append(caption.cloneNode(true));
    for (const twice of figure.querySelectorAll('[id]')) twice.removeAttribute('id');
    at.textContent = at.dataset.at.replace('{n}', index + 1).replace('{total}', links.length);
    light.scrollTop = 0;
    // The next one is fetched as soon as this one is there.
    if (links[1]) picture.lastChild.onload = () => large(links[(index + 1) % links.length]);
  };

  light.enlarge = link => {
    asked = link;
    links = [...(link.closest('.gallery') || link.parentNode).querySelectorAll('[data-large]')];
    for (const one of form.querySelectorAll('[data-by],[data-at]')) one.hidden = !links[1];
    draw(links.indexOf(link));
    // The style may come after this.
    const sheet = document.querySelector(`link[href="${light.dataset.style}"]`), open = () => light.open || light.showModal();
    if (sheet.sheet) open();
    else sheet.onload = sheet.onerror = open;
  };
  light.turn = by => draw(index + by);
  // To close it costs the styles of the whole page, which was out of reach: that is done when the page is seen again.
  light.oncancel = form.onsubmit = event => {
    event.preventDefault();
    light.hidden = true;
    requestAnimationFrame(() => setTimeout(() => light.close()));
  };
  light.onclose = () => {
    light.hidden = false;
    figure.replaceChildren();
    asked.focus({ preventScroll: true });
  };
  light.onclick = event => {
    const button = event.target.closest('[data-by]');
    if (button) draw(index + +button.dataset.by);
    // The dark around the picture.
    else if (event.target.matches('dialog,picture')) light.oncancel(event);
  };
  onkeydown = event => {
    const to = { Home: 0, End: -1 }[event.key];
    if (!light.open || !(to <= 0)) return;
    event.preventDefault();
    draw(to);
  };
})();
