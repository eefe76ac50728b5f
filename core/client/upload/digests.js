/** SHA-256 of files, one after the other, beside the page; null where a file cannot be read or there is no worker. */
export function createDigests(address) {
  const waiting = new Map();
  let worker = null;
  let last = 0;
  const giveUp = () => {
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
    worker = null;
  };
  const start = () => {
    worker = new Worker(address);
    worker.onmessage = ({ data: { id, digest } }) => {
      waiting.get(id)?.(digest ?? null);
      waiting.delete(id);
    };
    worker.onerror = giveUp;
  };
  return (file) =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      try {
        if (!worker) start();
        worker.postMessage({ id: last, file });
      } catch {
        giveUp();
      }
    });
}
