import { createHash } from 'node:crypto';

/** Digest of a list or an audience without entries. */
const digestOfNothing = createHash('sha256').update('').digest('base64url');
const id = (t, name) => t.bigInteger(name).unsigned();

const people = [
  (schema) =>
    schema.createTable('principals', (t) => {
      t.bigIncrements('id');
      t.string('kind', 10).notNullable();
      id(t, 'ref_id').notNullable();
      t.unique(['kind', 'ref_id'], { indexName: 'principals_ref' });
    }),
  (schema) =>
    schema.insert('principals', [
      { id: 1, kind: 'everyone', ref_id: 0 },
      { id: 2, kind: 'signed-in', ref_id: 0 },
    ]),
  (schema) =>
    schema.createTable('users', (t) => {
      t.bigIncrements('id');
      t.string('name', 100).notNullable();
      t.string('name_key', 255).notNullable();
      t.string('status', 15).notNullable();
      t.string('language', 35);
      t.string('email', 255);
      t.string('password_hash', 255);
      t.bigInteger('created_at').notNullable();
      t.unique(['name_key'], { indexName: 'users_name' });
      t.index(['status'], 'users_status');
    }),
  (schema) =>
    schema.createTable('groups', (t) => {
      t.bigIncrements('id');
      t.string('name', 100).notNullable();
      t.string('name_key', 255).notNullable();
      t.bigInteger('created_at').notNullable();
      t.unique(['name_key'], { indexName: 'groups_name' });
    }),
  (schema) =>
    schema.createTable(
      'group_members',
      (t) => {
        id(t, 'user_id').notNullable().references('users.id').onDelete('CASCADE');
        id(t, 'group_id').notNullable().references('groups.id').onDelete('CASCADE');
        t.index(['group_id'], 'group_members_group');
      },
      { primary: ['user_id', 'group_id'] },
    ),
];

// Interned by content and never changed: what is read of them once stays true.
const interned = [
  (schema) =>
    schema.createTable('audiences', (t) => {
      t.bigIncrements('id');
      t.string('digest', 43).notNullable();
      t.unique(['digest'], { indexName: 'audiences_digest' });
    }),
  (schema) =>
    schema.createTable(
      'audience_principals',
      (t) => {
        id(t, 'audience_id').notNullable();
        id(t, 'principal_id').notNullable();
      },
      { primary: ['audience_id', 'principal_id'] },
    ),
  (schema) =>
    schema.createTable('access_lists', (t) => {
      t.bigIncrements('id');
      t.string('digest', 43).notNullable();
      id(t, 'view_audience_id').notNullable();
      t.unique(['digest'], { indexName: 'access_lists_digest' });
    }),
  (schema) =>
    schema.createTable(
      'access_entries',
      (t) => {
        id(t, 'access_id').notNullable();
        id(t, 'principal_id').notNullable();
        t.text('rights').notNullable();
        t.string('terms', 255).notNullable().defaultTo('');
      },
      { primary: ['access_id', 'principal_id'] },
    ),
  (schema) =>
    schema.createTable('narrows', (t) => {
      t.bigIncrements('id');
      id(t, 'audience_id').notNullable();
      t.unique(['audience_id'], { indexName: 'narrows_audience' });
    }),
  (schema) =>
    schema.createTable('visibilities', (t) => {
      t.bigIncrements('id');
      id(t, 'audience_id').notNullable();
      id(t, 'narrow_id').notNullable();
      t.bigInteger('images').notNullable().defaultTo(0);
      t.unique(['audience_id', 'narrow_id'], { indexName: 'visibilities_content' });
    }),
  (schema) => schema.insert('audiences', [{ id: 1, digest: digestOfNothing }]),
  (schema) => schema.insert('access_lists', [{ id: 1, digest: digestOfNothing, view_audience_id: 1 }]),
  // Whom nobody may see: images that are not published, and those whose own list lets nobody view.
  (schema) => schema.insert('narrows', [{ id: 1, audience_id: 1 }]),
];

const albums = [
  (schema) =>
    schema.createTable('albums', (t) => {
      t.bigIncrements('id');
      id(t, 'parent_id');
      // Ids from the root down to this album, each between slashes.
      t.string('path', 700).notNullable();
      t.bigInteger('position').notNullable();
      t.string('title', 500).notNullable();
      t.string('title_key', 190).notNullable();
      t.text('description').notNullable();
      t.string('sort_rule', 12).notNullable();
      t.string('directory', 255).notNullable();
      t.string('directory_key', 255).notNullable();
      id(t, 'creator_id');
      id(t, 'own_access_id');
      // The list it goes by: its own with the managers from above, its parent's, in the trash the empty one.
      id(t, 'access_id').notNullable();
      id(t, 'cover_image_id');
      // Of the top of a subtree in the trash: where it was, and the list it went by.
      id(t, 'trashed_from');
      id(t, 'trashed_access_id');
      t.bigInteger('created_at').notNullable();
      t.unique(['parent_id', 'directory_key'], { indexName: 'albums_directory' });
      t.index(['parent_id', 'position', 'id', 'access_id'], 'albums_children');
      t.index(['parent_id', 'title_key'], 'albums_title');
      t.index(['path'], 'albums_path');
      t.index(['own_access_id', 'id'], 'albums_own_access');
    }),
  (schema) => {
    const root = { parent_id: null, position: 0, title: '', title_key: '', description: '', sort_rule: 'taken', own_access_id: 1, access_id: 1, created_at: 0 };
    return schema.insert('albums', [
      { ...root, id: 1, path: '/1/', directory: '', directory_key: '' },
      { ...root, id: 2, path: '/2/', directory: '.trash', directory_key: '.trash' },
    ]);
  },
  (schema) =>
    schema.createTable(
      'album_texts',
      (t) => {
        id(t, 'album_id').notNullable().references('albums.id').onDelete('CASCADE');
        t.string('language', 35).notNullable();
        t.string('title', 500);
        t.text('description');
      },
      { primary: ['album_id', 'language'] },
    ),
  // Placements by album, the list of the placement's album, and narrow key: directly in the album, and in it and below.
  (schema) =>
    schema.createTable(
      'album_stats',
      (t) => {
        id(t, 'album_id').notNullable();
        id(t, 'access_id').notNullable();
        id(t, 'narrow_id').notNullable();
        t.bigInteger('images').notNullable().defaultTo(0);
        id(t, 'newest_here_id').notNullable().defaultTo(0);
        t.bigInteger('subtree_images').notNullable().defaultTo(0);
        id(t, 'newest_image_id').notNullable().defaultTo(0);
      },
      { primary: ['album_id', 'access_id', 'narrow_id'] },
    ),
];

const images = [
  (schema) =>
    schema.createTable('images', (t) => {
      t.bigIncrements('id');
      id(t, 'main_album_id');
      id(t, 'uploader_id');
      t.string('state', 12).notNullable();
      // What restoring it from the trash makes of it.
      t.string('state_before', 12);
      id(t, 'own_access_id');
      id(t, 'narrow_id').notNullable();
      // Null: in no list of the gallery.
      id(t, 'visibility_id');
      t.integer('version').notNullable().defaultTo(1);
      t.string('title', 500).notNullable();
      t.string('author', 300).notNullable();
      t.bigInteger('taken_at');
      t.integer('taken_offset');
      // Bits of the fields that a person has edited: title 1, description 2, author 4, taken-at with its offset 8.
      t.integer('edited').notNullable().defaultTo(0);
      t.integer('width').notNullable();
      t.integer('height').notNullable();
      t.string('color', 7).notNullable();
      t.string('thumb_hash', 48);
      t.string('mime', 100).notNullable();
      t.bigInteger('bytes').notNullable();
      t.string('sha256', 64).notNullable();
      t.string('file_name', 255).notNullable();
      t.string('file_key', 255).notNullable();
      t.bigInteger('created_at').notNullable();
      t.text('description').notNullable();
      t.unique(['main_album_id', 'file_key'], { indexName: 'images_file' });
      t.index(['created_at', 'id', 'visibility_id'], 'images_created');
      t.index(['visibility_id', 'created_at', 'id'], 'images_visibility');
      t.index(['uploader_id', 'state', 'id'], 'images_uploader');
      t.index(['sha256'], 'images_sha256');
    }),
  (schema) =>
    schema.createTable(
      'image_texts',
      (t) => {
        id(t, 'image_id').notNullable().references('images.id').onDelete('CASCADE');
        t.string('language', 35).notNullable();
        t.string('title', 500);
        t.text('description');
      },
      { primary: ['image_id', 'language'] },
    ),
  (schema) =>
    schema.createTable(
      'album_images',
      (t) => {
        id(t, 'album_id').notNullable();
        id(t, 'image_id').notNullable();
        // The order of the album's own rule as bytes: one index serves all rules.
        t.binary('sort_key', 255).notNullable();
        id(t, 'narrow_id').notNullable();
        t.bigInteger('placed_at').notNullable();
        t.index(['album_id', 'sort_key', 'image_id', 'narrow_id'], 'album_images_sorted');
        t.index(['image_id'], 'album_images_image');
      },
      { primary: ['album_id', 'image_id'] },
    ),
];

const changes = [
  (schema) =>
    schema.createTable('access_changes', (t) => {
      t.bigIncrements('id');
      id(t, 'album_id').notNullable();
      // Null: it stays where it is.
      id(t, 'target_parent_id');
      // Null: it inherits.
      id(t, 'own_access_id');
      t.string('phase', 10).notNullable();
      t.boolean('narrows').notNullable();
      id(t, 'cursor_album_id').notNullable().defaultTo(0);
      id(t, 'cursor_image_id').notNullable().defaultTo(0);
      t.bigInteger('created_at').notNullable();
      t.index(['phase', 'id'], 'access_changes_phase');
    }),
  (schema) =>
    schema.createTable(
      'narrowing',
      (t) => {
        id(t, 'image_id').notNullable();
        id(t, 'change_id').notNullable();
        t.index(['change_id', 'image_id'], 'narrowing_change');
      },
      { primary: ['image_id'] },
    ),
  // Albums whose list a change has switched, until their images have followed.
  (schema) =>
    schema.createTable(
      'access_change_albums',
      (t) => {
        id(t, 'change_id').notNullable();
        id(t, 'album_id').notNullable();
      },
      { primary: ['change_id', 'album_id'] },
    ),
  // What long lists of grants come to, by the principals they were granted to: always right, complete up to some ids.
  (schema) =>
    schema.createTable('viewer_sets', (t) => {
      t.bigIncrements('id');
      t.string('digest', 43).notNullable();
      id(t, 'last_visibility_id').notNullable();
      id(t, 'last_access_id').notNullable();
      id(t, 'last_narrow_id').notNullable();
      t.bigInteger('used_at').notNullable();
      t.unique(['digest'], { indexName: 'viewer_sets_digest' });
      t.index(['used_at'], 'viewer_sets_used');
    }),
  (schema) =>
    schema.createTable(
      'viewer_grants',
      (t) => {
        id(t, 'set_id').notNullable();
        t.string('kind', 10).notNullable();
        id(t, 'granted_id').notNullable();
      },
      { primary: ['set_id', 'kind', 'granted_id'] },
    ),
  // What is still to be renamed among the originals, in this order; image_id 0 is a directory. No new place: to be removed.
  (schema) =>
    schema.createTable('renames', (t) => {
      t.bigIncrements('id');
      id(t, 'image_id').notNullable();
      t.text('from_key').notNullable();
      t.text('to_key');
      t.bigInteger('created_at').notNullable();
      t.index(['image_id', 'id'], 'renames_image');
    }),
];

export default [...people, ...interned, ...albums, ...images, ...changes];
