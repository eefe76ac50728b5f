/** A line of the list: name, state in words, how far, and what can be done. */
export function createRow({ file, folder }, { texts, bytes }, act) {
  const line = element('li', 'upload-line', '');
  const name = element('bdi', 'upload-name', folder ? `${folder}/${file.name}` : file.name);
  const size = element('span', 'upload-size', bytes(file.size));
  const state = element('span', 'upload-state', '');
  const bar = document.createElement('progress');
  bar.max = Math.max(1, file.size);
  bar.value = 0;
  bar.setAttribute('aria-label', file.name);
  const acts = element('span', 'upload-acts', '');
  line.append(name, size, bar, state, acts);
  const buttons = new Map();
  const button = (key) => {
    const made = element('button', 'button', texts[key]);
    made.type = 'button';
    made.setAttribute('aria-label', `${texts[key]}: ${file.name}`);
    made.addEventListener('click', () => act(key));
    buttons.set(key, made);
    return made;
  };
  return {
    line,
    progress: (sent) => {
      bar.value = sent;
    },
    /** `kind` is for the eye: busy, good, bad, quiet. Buttons that stay keep the focus. */
    say: (kind, sentence, possible, url) => {
      line.dataset.state = kind;
      bar.hidden = kind !== 'busy' && kind !== 'quiet';
      state.replaceChildren(url ? linked(url, sentence) : sentence);
      const wanted = possible.map((key) => buttons.get(key) ?? button(key));
      if (wanted.length !== acts.children.length || wanted.some((one, at) => acts.children[at] !== one)) acts.replaceChildren(...wanted);
    },
  };
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function linked(url, text) {
  const link = element('a', '', text);
  link.href = url;
  return link;
}
