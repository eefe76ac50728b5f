// Rows that can be dragged: where one is let go, its form is sent. Without this the arrows beside them do the same.
for (const table of document.querySelectorAll('table[data-order]')) {
  const rows = () => [...table.querySelectorAll('tr[data-row]')];
  let dragged = null;

  /** The row before which it would come; null: after the last. */
  const before = (y) => rows().find((row) => row !== dragged && y < row.getBoundingClientRect().top + row.offsetHeight / 2) ?? null;

  for (const row of rows()) {
    row.draggable = true;
    row.addEventListener('dragstart', (event) => {
      dragged = row;
      row.classList.add('dragged');
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', row.dataset.row);
    });
    row.addEventListener('dragend', () => {
      row.classList.remove('dragged');
      dragged = null;
    });
  }

  table.addEventListener('dragover', (event) => {
    if (!dragged) return;
    event.preventDefault();
    const next = before(event.clientY);
    if (next !== dragged.nextElementSibling) table.tBodies[0].insertBefore(dragged, next);
  });

  table.addEventListener('drop', (event) => {
    if (!dragged) return;
    event.preventDefault();
    const { previousElementSibling: previous, nextElementSibling: next } = dragged;
    if (!previous && !next) return;
    const place = document.createElement('input');
    place.type = 'hidden';
    place.name = 'place';
    place.value = `${dragged.dataset.row}:${next ? `before:${next.dataset.row}` : `after:${previous.dataset.row}`}`;
    const form = dragged.querySelector('form.places-of');
    form.append(place);
    form.submit();
  });
}
