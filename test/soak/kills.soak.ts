import '../kills.test.ts';
