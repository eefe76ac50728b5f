import '../kills.test.ts';
import '../kills-migration.test.ts';
