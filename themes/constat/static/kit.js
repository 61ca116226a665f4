// constat: the texts for ambassadors are copied with a click. Without a script they are marked and copied by hand.
(() => {
  const { clipboard } = navigator, said = document.querySelector('.kit').appendChild(document.createElement('p'));
  said.className = 'vh';
  said.role = 'status'; // told once: a button whose name changes is read again and again
  for (const field of document.querySelectorAll('.kit textarea')) {
    field.onfocus = () => field.select();
    const button = clipboard && field.parentNode.querySelector('button');
    if (!button) continue;
    const was = button.ariaLabel = button.textContent;
    button.hidden = false;
    button.onclick = async () => {
      await clipboard.writeText(field.value);
      said.textContent = button.textContent = button.dataset.done;
      setTimeout(() => [button, said].forEach((one, at) => one.textContent = at ? '' : was), 2000);
    };
  }
})();
