// Looks again at a change that goes on, until it is through. Without this, the link to it shows the same.
const wait = 1_000;

async function look(section) {
  const answer = await fetch(section.dataset.follow, { headers: { accept: 'text/html' } }).catch(() => null);
  const text = answer?.ok ? await answer.text() : null;
  const next = text && new DOMParser().parseFromString(text, 'text/html').querySelector('section.change');
  if (next) section.replaceWith(next);
  follow(next ?? section);
}

function follow(section) {
  if (section.dataset.follow) setTimeout(look, wait, section);
}

for (const section of document.querySelectorAll('section.change')) follow(section);
