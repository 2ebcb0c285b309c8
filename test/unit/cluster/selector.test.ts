import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAnnotationSelector, parseLabelSelector, SelectorError } from '../../../lib/cluster/selector.ts';

const labels = { app: 'web', tier: 'front', 'example.com/team': 'shop', empty: '', size: '12' };

describe('a label selector', () => {
  it.each([
    ['', true],
    ['   ', true],
    ['app', true],
    ['absent', false],
    ['!absent', true],
    ['! app', false],
    ['app=web', true],
    ['app == web', true],
    ['app=db', false],
    ['app!=db', true],
    ['app!=web', false],
    ['absent!=x', true],
    ['absent=', false],
    ['empty=', true],
    ['app=', false],
    ['empty in ()', true],
    ['empty in (a,)', true],
    ['app in (db, web)', true],
    ['app in(db,cache)', false],
    ['absent in (web)', false],
    ['app notin (db)', true],
    ['app notin (db,web)', false],
    ['absent notin (web)', true],
    ['size>11', true],
    ['size > 12', false],
    ['size<13', true],
    ['size<12', false],
    ['app>1', false],
    ['absent<1', false],
    ['example.com/team=shop', true],
    ['app=web,tier=front', true],
    ['app=web,tier=back', false],
    ['app,!absent,size>1\t,\ntier in (front)', true],
    ['in in (notin)', false],
    ['app=in', false],
    ['constructor', false],
    ['!toString', true],
  ])('%j matches the labels: %j', (text, expected) => {
    expect(parseLabelSelector(text).matches(labels)).toBe(expected);
  });

  it.each([
    ['a=b,', 'has its end where a key was expected'],
    [',a', 'has , where a key was expected'],
    ['!', 'has its end where a key was expected'],
    ['=b', 'has = where a key was expected'],
    ['a b', 'has b after a where one of =, ==, !=, in, notin, > and < was expected'],
    ['a=b c', 'has c where a comma or the end was expected'],
    ['a=!b', 'has ! where a comma or the end was expected'],
    ['!a=b', 'has = where a comma or the end was expected'],
    ['a in b', 'has b where ( was expected'],
    ['a in', 'has its end where ( was expected'],
    ['a in (b', 'has its end where ) was expected'],
    ['a in (b c)', 'has c where ) was expected'],
    ['a>b', 'compares with b; > and < take a whole number'],
    ['a<', 'compares with nothing; > and < take a whole number'],
    [
      'a=-b',
      'has the value -b, which is not a valid label value: at most 63 letters, digits, -, _ and ., a letter or digit first and last',
    ],
    [
      'a=https://x',
      'has the value https://x, which is not a valid label value: at most 63 letters, digits, -, _ and ., a letter or digit first and last',
    ],
    [
      'a/b/c',
      'has the key a/b/c, which is not a valid label key: at most 63 letters, digits, -, _ and ., after an optional DNS name and /',
    ],
    [
      'A.com/b',
      'has the key A.com/b, which is not a valid label key: at most 63 letters, digits, -, _ and ., after an optional DNS name and /',
    ],
  ])('%j is refused: it %s', (text, problem) => {
    const parse = () => parseLabelSelector(text);
    expect(parse).toThrow(SelectorError);
    expect(parse).toThrow(new SelectorError(text, problem));
  });

  it('refuses keys and values of more than 63 characters', () => {
    expect(() => parseLabelSelector('a'.repeat(64))).toThrow(SelectorError);
    expect(() => parseLabelSelector(`a=${'b'.repeat(64)}`)).toThrow(SelectorError);
    expect(
      parseLabelSelector(`${'a'.repeat(63)}=${'b'.repeat(63)}`).matches({ ['a'.repeat(63)]: 'b'.repeat(63) }),
    ).toBe(true);
  });

  it('keeps its text and names each key once', () => {
    const selector = parseLabelSelector('app in (web), !old, app!=db');
    expect(selector.text).toBe('app in (web), !old, app!=db');
    expect(selector.keys).toEqual(['app', 'old']);
  });

  it('either reads a text or throws a SelectorError that quotes it', () => {
    const alphabet = fc.constantFrom('a', 'b', '1', '=', '!', ' ', ',', '(', ')', '<', '>', 'in', 'notin', '/', '.');
    fc.assert(
      fc.property(fc.string({ unit: alphabet }), (text) => {
        try {
          return typeof parseLabelSelector(text).matches({}) === 'boolean';
        } catch (error) {
          return error instanceof SelectorError && error.message.includes(JSON.stringify(text));
        }
      }),
    );
  });

  it('selects by in exactly what notin leaves out', () => {
    const value = fc.constantFrom('x', 'y', 'z');
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.option(value, { nil: undefined }), (values, held) => {
        const map = held === undefined ? {} : { key: held };
        const within = parseLabelSelector(`key in (${values.join(',')})`).matches(map);
        return within !== parseLabelSelector(`key notin (${values.join(',')})`).matches(map);
      }),
    );
  });
});

describe('an annotation selector', () => {
  it.each([
    ['app=web', true],
    ['app==web,tier', true],
    ['app in (web,db)', true],
    ['app notin (web)', false],
    ['!absent', true],
    ['app=web,app=web', true],
  ])('%j matches the annotations: %j', (text, expected) => {
    expect(parseAnnotationSelector(text).matches(labels)).toBe(expected);
  });

  it.each([
    ['app!=web', 'uses != on app; annotations are selected with app notin (...)'],
    ['size>1', 'uses > on size; annotations are selected with =, ==, in, notin, key and !key'],
    ['size<1', 'uses < on size; annotations are selected with =, ==, in, notin, key and !key'],
    ['app=web,tier,app=db', 'asks for two values of app; write app in (...) to accept either'],
    ['app=a b', 'has b where a comma or the end was expected'],
  ])('%j is refused: it %s', (text, problem) => {
    expect(() => parseAnnotationSelector(text)).toThrow(new SelectorError(text, problem));
  });
});
