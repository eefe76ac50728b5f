/** What is wrong with an answer of a plugin, as the end of a sentence; null where nothing is. */
export type Check = (answer: unknown) => string | null;

const described = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? `a list of ${value.length}` : `a value of type "${typeof value}"`;

export const isList: Check = (answer) => (Array.isArray(answer) ? null : `it must be a list, not ${described(answer)}`);

export function listOf(length: number, allowed: (item: unknown) => boolean, what: string): Check {
  return (answer) => {
    if (!Array.isArray(answer) || answer.length !== length) return `it must be a list of ${length}, one for each item, not ${described(answer)}`;
    const wrong = answer.findIndex((item) => !allowed(item));
    return wrong === -1 ? null : `item ${wrong} must be ${what}, not ${described(answer[wrong])}`;
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same items in the same order, told by `identity`; or undefined, which keeps them. */
export function sameItems(items: readonly unknown[], identity: string | undefined): Check {
  const isItem = listOf(items.length, isObject, 'an item');
  return (answer) => {
    if (answer === undefined) return null;
    const problem = isItem(answer);
    if (problem !== null || identity === undefined) return problem;
    const of = (list: readonly unknown[], index: number) => (list[index] as Record<string, unknown>)[identity];
    const moved = items.findIndex((_, index) => of(items, index) !== of(answer as unknown[], index));
    return moved === -1 ? null : `the items must keep their order, but item ${moved} has another "${identity}"`;
  };
}
