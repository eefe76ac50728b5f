import type { Operation, Step } from '@picturerail/sdk';
import { describe, expect, test } from 'vitest';
import { stepProblem } from './step-options.ts';

const file = `file:${'0'.repeat(64)}`;
const step = (operation: string, options: Step['options'] = {}): Step => ({ operation: operation as Operation, options });

describe('the options of a step', () => {
  test.each<[string, Step['options']]>([
    ['composite', { file, size: 0.2 }],
    ['composite', { file, size: 2, x: 0, y: 1, margin: 0.5, opacity: 0, blend: 'soft-light', tile: true, angle: -45 }],
    ['text', { text: '© Ana', size: 0.05, color: '#ffffff', x: 0.5 }],
    ['crop', { x: 0, y: 0.1, width: 1, height: 0.5 }],
    ['rotate', { degrees: 270 }],
    ['flip', { axis: 'vertical' }],
    ['focal', { x: 0, y: 1 }],
    ['sharpen', { amount: 0.5 }],
    ['tint', { color: '#704214' }],
    ['metadata', {}],
    ['metadata', { copyright: 'Ana', author: 'Ana' }],
  ])('%s %j are in order', (operation, options) => {
    expect(stepProblem(step(operation, options))).toBeNull();
  });

  test.each<[string, Step['options'], string]>([
    ['composite', { file: '/etc/passwd', size: 0.2 }, 'file'],
    ['composite', { file: `file:${'0'.repeat(64)}/../x`, size: 0.2 }, 'file'],
    ['composite', { size: 0.2 }, "'file'"],
    ['composite', { file, size: 0 }, 'size'],
    ['composite', { file, size: 1, blend: 'dodge' }, 'blend'],
    ['text', { text: '', size: 0.1, color: '#ffffff' }, 'text'],
    ['text', { text: 'x', size: 0.1, color: 'red" size="9"' }, 'color'],
    ['crop', { x: 0, y: 0, width: 0, height: 1 }, 'width'],
    ['rotate', { degrees: 45 }, 'degrees'],
    ['flip', { axis: 'both' }, 'axis'],
    ['tint', { color: '#FFF' }, 'color'],
    ['metadata', { gps: 'keep' }, 'additional'],
  ])('%s %j are not, and the reason names what', (operation, options, why) => {
    expect(stepProblem(step(operation, options))).toMatch(new RegExp(`^the options of "${operation}" do not fit: .*${why}`));
  });

  test('there is no other operation', () => {
    expect(stepProblem(step('explode'))).toBe('"explode" is no operation; there are composite, text, crop, rotate, flip, focal, sharpen, tint, metadata');
  });
});
