// Choosing images with shift, with arrows, and on several pages; without this, boxes are ticked one by one, or all that were found.
const form = document.querySelector('form.choosing');
const boxes = [...form.querySelectorAll('input[name="image"]')];
const all = form.querySelector('input[name="all"]');
const count = form.querySelector('.count');
const clear = form.querySelector('button.unchoose');
const most = 5_000;
// What is chosen belongs to one filter: another one begins anew.
const key = 'chosen-images';
const numbers = new Intl.NumberFormat(document.documentElement.lang);

function kept() {
  try {
    const { filter, ids } = JSON.parse(sessionStorage.getItem(key));
    return filter === form.dataset.choose ? new Set(ids) : new Set();
  } catch {
    return new Set();
  }
}
const chosen = kept();
let last = null;

function keep() {
  for (const box of boxes) {
    if (box.checked && chosen.size < most) chosen.add(box.value);
    else if (!box.checked) chosen.delete(box.value);
  }
  sessionStorage.setItem(key, JSON.stringify({ filter: form.dataset.choose, ids: [...chosen] }));
  count.textContent = chosen.size === 0 ? '' : (chosen.size === 1 ? count.dataset.one : count.dataset.many).replace('#', numbers.format(chosen.size));
  clear.hidden = chosen.size === 0;
  form.classList.toggle('some', chosen.size > 0 || all.checked);
}

/** From the box that was ticked last up to this one, all become what this one is. */
function range(box) {
  const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].toSorted((a, b) => a - b);
  if (from >= 0) for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
}

/** How many stand in a row. */
const across = () => boxes.findIndex((box) => box.closest('li').offsetTop > boxes[0].closest('li').offsetTop) >>> 0 || 1;
const steps = { ArrowLeft: () => -1, ArrowRight: () => 1, ArrowUp: () => -Math.min(across(), boxes.length), ArrowDown: () => Math.min(across(), boxes.length) };

let shift = false;
form.addEventListener('click', (event) => {
  shift = event.shiftKey;
});
for (const box of boxes) {
  box.checked = chosen.has(box.value);
  box.addEventListener('click', (event) => {
    if (event.shiftKey || shift) range(box);
    last = box;
    keep();
  });
  box.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (!step) return;
    const next = boxes[boxes.indexOf(box) + step()];
    event.preventDefault();
    if (!next) return;
    if (event.shiftKey) {
      box.checked = true;
      next.checked = true;
      last = next;
      keep();
    }
    next.focus();
  });
}
all.addEventListener('change', keep);
clear.addEventListener('click', () => {
  chosen.clear();
  for (const box of [...boxes, all]) box.checked = false;
  keep();
  boxes[0].focus();
});
form.addEventListener('submit', () => {
  const here = new Set(boxes.map((box) => box.value));
  const others = document.createElement('input');
  others.type = 'hidden';
  others.name = 'images';
  others.value = [...chosen].filter((id) => !here.has(id)).join();
  form.append(others);
  sessionStorage.removeItem(key);
});
keep();
