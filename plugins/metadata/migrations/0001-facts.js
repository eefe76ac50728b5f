/** @type {import('@picturerail/sdk').Migration} */
export default [
  {
    createTable: 'facts',
    definition: {
      columns: {
        image_id: { type: 'bigint', references: 'images' },
        make: { type: 'string', length: 100, null: true },
        model: { type: 'string', length: 100, null: true },
        lens: { type: 'string', length: 150, null: true },
        focal_length: { type: 'real', null: true },
        focal_length_35: { type: 'real', null: true },
        exposure: { type: 'real', null: true },
        exposure_bias: { type: 'real', null: true },
        aperture: { type: 'real', null: true },
        iso: { type: 'integer', null: true },
        latitude: { type: 'real', null: true },
        longitude: { type: 'real', null: true },
        altitude: { type: 'real', null: true },
        place: { type: 'string', length: 300, null: true },
        copyright: { type: 'text', null: true },
      },
      primary: ['image_id'],
      indexes: { model: ['model'] },
    },
  },
  {
    createTable: 'keywords',
    definition: {
      columns: {
        image_id: { type: 'bigint', references: 'images' },
        position: { type: 'integer' },
        keyword: { type: 'string', length: 100 },
      },
      primary: ['image_id', 'position'],
      indexes: { keyword: ['keyword'] },
    },
  },
];
