import { expect, it } from 'vitest';
import { loadExamples } from './examples.ts';
import { shapeProblems } from './index.ts';
import { shapeKeywords } from './keywords.ts';

it('names each keyword of a shape where a value can break it', () => {
  const names = shapeKeywords('sms', 'new-messages').map(({ where, keyword }) => `${where} ${keyword}`);

  expect(names).toEqual(
    expect.arrayContaining([
      ' type',
      '/messages required',
      '/smsessionUri required',
      '/smsessionUri oneOf',
      '/messages minItems',
      '/messages/*/from/participantId minLength',
      '/smssessionUri pattern',
      '/messageType const',
    ]),
  );
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

it('knows every keyword that the contract finds broken', () => {
  const found = loadExamples()
    .filter(({ shape }) => shape === 'error-notification')
    .flatMap(({ channels, shape, value }) =>
      channels.flatMap((channel) => {
        const known = new Set(
          shapeKeywords(channel, shape).map(({ where, keyword }) => `${where} ${keyword}`),
        );
        const broken = Object.keys(value as object).flatMap((member) =>
          [undefined, 7, ''].map((wrong) => ({ ...(value as object), [member]: wrong })),
        );
        return broken
          .flatMap((one) => shapeProblems(channel, shape, JSON.parse(JSON.stringify(one))))
          .map(({ where, keyword }) => `${where} ${keyword}`)
          .filter((name) => !known.has(name));
      }),
    );

  expect(found).toEqual([]);
});
