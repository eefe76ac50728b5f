export default [
  // Moves where a plugin says that what it keeps has changed.
  (schema) => schema.insert('revisions', [{ name: 'plugins', value: 1 }]),
];
