// A photograph as large as the screen, and those of its gallery beside it. theme.js fetches this when one is asked for,
// opens it with `enlarge` and turns it with `turn`, by arrow keys and strokes.
(() => {
  const light = document.querySelector('.light'), figure = light.querySelector('figure');
  const form = light.querySelector('form'), at = light.querySelector('[data-at]');
  let links, index, asked;

  // The page's own picture in its best format, as wide as the screen lets it be; no larger than it is.
  const large = link => {
    const picture = link.querySelector('picture').cloneNode(true), image = picture.querySelector('img');
    const width = image.getAttribute('width'), height = image.getAttribute('height');
    for (const part of picture.children) part.sizes = `min(100vw,${Math.ceil(100 * width / height)}vh)`;
    image.removeAttribute('id');
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
    const picture = large(link), parts = [picture];
    if (caption) parts.push(caption.cloneNode(true));
    for (const part of parts) for (const named of part.querySelectorAll('[id]')) named.removeAttribute('id');
    light.ariaLabel = link.ariaLabel;
    figure.lang = place.lang;
    figure.dir = place.dir;
    figure.replaceChildren(...parts);
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
  light.onclose = () => {
    figure.replaceChildren();
    asked.focus({ preventScroll: true });
  };
  light.onclick = event => {
    const button = event.target.closest('[data-by]');
    if (button) draw(index + +button.dataset.by);
    // The dark around the picture.
    else if (event.target.matches('dialog,picture')) light.close();
  };
  addEventListener('keydown', event => {
    if (!light.open || !/^(Home|End)$/.test(event.key)) return;
    event.preventDefault();
    draw(event.key === 'Home' ? 0 : links.length - 1);
  });
})();
