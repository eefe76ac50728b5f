import '../hostile-files.test.ts';
import '../hostile-in-place.test.ts';
