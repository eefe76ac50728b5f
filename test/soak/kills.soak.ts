import '../kills.test.ts';
import '../kills-migration.test.ts';
import '../kills-plugins.test.ts';
