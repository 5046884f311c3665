/** Creates an element: `element('li', { className: 'note' }, 'text', child)`. */
export function element(name, properties = {}, ...children) {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
}

/** Shows at most one value per animation frame, the latest: for what arrives faster than that. */
export function latestPerFrame(show) {
  let latest;
  let scheduled = false;
  return (value) => {
    latest = value;
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      show(latest);
    });
  };
}

/** Makes a row of buttons act as one choice. Returns a function that shows a choice. */
export function segmentedControl(container, onChoose) {
  const buttons = [...container.querySelectorAll('button')];

  function show(value) {
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.value === value));
    }
  }

  for (const button of buttons) {
    button.addEventListener('click', () => {
      show(button.value);
      onChoose(button.value);
    });
  }
  return show;
}

export function timeOf(atMs) {
  return new Date(atMs).toLocaleTimeString('en-GB');
}
