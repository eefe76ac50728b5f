import '../plugins-while-serving.test.ts';
