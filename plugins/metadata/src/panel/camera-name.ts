/** Makers as their cameras write them, and as people do. */
const makers: readonly (readonly [RegExp, string])[] = [
  [/^eastman kodak\b.*/i, 'Kodak'],
  [/^jk imaging\b.*/i, 'Kodak'],
  [/^hewlett[- ]packard\b.*/i, 'HP'],
  [/^konica minolta\b.*/i, 'Konica Minolta'],
  [/^minolta\b.*/i, 'Minolta'],
  [/^nikon\b.*/i, 'Nikon'],
  [/^(olympus|om digital)\b.*/i, 'Olympus'],
  [/^(asahi|pentax|ricoh imaging)\b.*/i, 'Pentax'],
  [/^ricoh\b.*/i, 'Ricoh'],
  [/^fujifilm\b.*/i, 'Fujifilm'],
  [/^sony\b.*/i, 'Sony'],
  [/^casio\b.*/i, 'Casio'],
  [/^samsung\b.*/i, 'Samsung'],
  [/^seiko epson\b.*/i, 'Epson'],
  [/^leica\b.*/i, 'Leica'],
  [/^sigma\b.*/i, 'Sigma'],
];

const maker = (make: string): string => makers.find(([pattern]) => pattern.test(make))?.[1] ?? make;

/** `Nikon D40`, of a make "NIKON CORPORATION" and a model "NIKON D40"; null where neither is known. */
export function cameraName(make: string | null, model: string | null): string | null {
  if (make === null || model === null) return model ?? (make === null ? null : maker(make));
  const name = maker(make);
  const written = [make, name, ...make.split(/\s/).slice(0, 1)].find((start) => model.toLowerCase().startsWith(`${start.toLowerCase()} `));
  return `${name} ${written === undefined ? model : model.slice(written.length).trim()}`;
}
