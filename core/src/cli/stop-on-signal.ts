/** The first Ctrl-C asks to stop, the second ends the process as if nobody listened. */
export function stopOnSignal(onStop: () => void = () => {}): { readonly signal: AbortSignal; forget(): void } {
  const stop = new AbortController();
  const abort = () => {
    forget();
    stop.abort();
    onStop();
  };
  const forget = () => {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  };
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  return { signal: stop.signal, forget };
}
