/** On MySQL a step may come twice: an index that is there already was made by one that was cut off before it was recorded. */
const index = (name, columns) => async (schema) => {
  const found = "SELECT 1 AS found FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'images' AND index_name = ?";
  if (schema.dialect === 'mysql' && (await schema.sql.get(found, [name]))) return;
  await schema.raw(`CREATE INDEX ${name} ON images (${columns})`);
};

// What the administration filters images by, each in the order of ids.
export default [index('images_state', 'state, id'), index('images_uploaded', 'uploader_id, id'), index('images_taken', 'taken_at, id')];
