// Parts of a page that tell of something that goes on are looked at again, until it is over. Without this they stay as they were when the page was opened.
const everyMs = 1_500;
const parts = (page) => [...page.querySelectorAll('[data-live]')];

async function look() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of parts(document)) {
      const next = page.getElementById(part.id);
      const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
      if (next) part.replaceWith(next);
      if (focused) document.getElementById(focused)?.focus();
    }
  }
  if (parts(document).length > 0) setTimeout(look, everyMs);
}

setTimeout(look, everyMs);
