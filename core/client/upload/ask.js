import { parsed } from './send-file.js';

const again = 5000;
const attempts = 60;

/** What the gallery answers; asked again while it cannot be reached. Null where it gives no answer of this kind. */
export async function ask(address, options = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(address, { ...options, headers: { ...options.headers, Accept: 'application/json' } }).catch(() => null);
    if (answer && answer.status < 500) return { status: answer.status, data: parsed(await answer.text()) };
    if (attempt === attempts) return null;
    await new Promise((resolve) => setTimeout(resolve, again));
  }
}

/** Whether the gallery has it already, as something that this user brought. */
export const askKnown = ({ known, csrf, album }, { file, folder, digest }) =>
  ask(known, {
    method: 'POST',
    headers: { 'X-CSRF-Token': csrf },
    body: new URLSearchParams({ album, folder, filename: file.name, bytes: file.size, sha256: digest }),
  });
