import '../hostile-names.test.ts';
import '../hostile-trees.test.ts';
