export default [
  // Moves where albums come to lie elsewhere or go by other lists, not where only a visibility is interned.
  (schema) => schema.insert('revisions', [{ name: 'tree', value: 1 }]),
];
