/** A comment without its stars. */
export function plainComment(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim()
    .replaceAll(/\{@link (\w+)\}/g, '`$1`');
}
