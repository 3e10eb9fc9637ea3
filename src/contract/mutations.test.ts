import { beforeAll, describe, expect, it } from 'vitest';
import type { ChannelId } from '../model/channel.ts';
import { at, isObject, places, pointerSteps, toPointer, type Json, type JsonObject } from '../model/json.ts';
import { createContract } from './contract.ts';
import { loadExamples } from './examples.ts';
import { seekSecondOpinion, type SecondOpinion } from './second-validator.fixture.ts';
import { shapeFile, type ShapeName } from './shapes.ts';

/** Members of the examples that a message may lack. */
const optional: readonly string[] = ['/statusMessage'];

/** One value of each type of JSON; numbers twice, because some have to be integers. */
const oneOfEach: readonly Json[] = [null, true, 1.5, 'text', [], {}];

interface Sample {
  readonly channel: ChannelId;
  readonly shape: ShapeName;
  readonly value: unknown;
}

const contract = createContract();

/** The documents' examples, and the parts of them that are shapes of their own. */
const whole: readonly Sample[] = loadExamples()
  .filter(({ file }) => file.split('.').length === 2)
  .flatMap(({ channels, shape, value }) => channels.map((channel) => ({ channel, shape, value })));
const samples: readonly Sample[] = [...whole, ...whole.flatMap(partsOf)];

function partsOf({ channel, shape, value }: Sample): Sample[] {
  if (shape === 'new-messages') {
    const participant = { channel, shape: 'participant', value: at(value, '/messages/0/from') } as const;
    return [{ channel, shape: 'message', value: at(value, '/messages/0') }, participant];
  }
  const session = isObject(value) ? Object.values(value).find(isObject) : undefined;
  return shape === 'participants-updated' ? [{ channel, shape: 'session', value: session }] : [];
}

/** A copy of a value with another value at a place, or nothing there. */
function changed(value: unknown, pointer: string, replacement: { readonly by?: unknown }): unknown {
  if (pointer === '') return replacement.by;
  const copy: unknown = structuredClone(value);
  const steps = pointerSteps(pointer);
  const parent = at(copy, toPointer(steps.slice(0, -1))) as Record<string, unknown>;
  const last = steps.at(-1) ?? '';
  if ('by' in replacement) parent[last] = replacement.by;
  else delete parent[last];
  return copy;
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** Every member of a sample, with the value without it. */
const withoutMember = samples.flatMap((sample) =>
  [...places(sample.value)]
    .filter(([pointer]) => pointer !== '' && !/^\d+$/.test(pointerSteps(pointer).at(-1) ?? ''))
    .map(([pointer]) => ({ ...sample, pointer, value: changed(sample.value, pointer, {}) })),
);

/** Every place of a sample, with the value that has one of another type there. */
const withOtherType = samples.flatMap((sample) =>
  [...places(sample.value)].flatMap(([pointer, present]) =>
    oneOfEach
      .filter((by) => typeOf(by) !== typeOf(present) || by === 1.5)
      .map((by) => ({ ...sample, pointer, by: typeOf(by), value: changed(sample.value, pointer, { by }) })),
  ),
);

/** Every object of a sample, with the value that has one member more there. */
const withMember = samples.flatMap((sample) =>
  [...places(sample.value)]
    .filter(([, present]) => isObject(present))
    .map(([pointer, present]) => ({
      ...sample,
      pointer,
      value: changed(sample.value, pointer, {
        by: { ...(present as JsonObject), unknownMember: { a: [1] } },
      }),
    })),
);

const short = ({ channel, shape, value }: Sample) =>
  contract.shapeProblems(channel, shape, value).map(({ keyword, where }) => `${keyword} ${where}`);

describe('a sample', () => {
  it.each(samples)('of $shape is right on $channel', (sample) => {
    expect(short(sample)).toEqual([]);
  });

  it.each(withoutMember)(
    'of $shape on $channel has one problem without $pointer, or none where it is optional',
    (sample) => {
      expect(short(sample)).toEqual(optional.includes(sample.pointer) ? [] : [`required ${sample.pointer}`]);
    },
  );

  it.each(withOtherType)('of $shape on $channel has one problem with $by at $pointer', (sample) => {
    expect(short(sample)).toEqual([`type ${sample.pointer}`]);
  });

  it.each(withMember.filter(({ shape }) => shape !== 'consult-request'))(
    'of $shape on $channel may have an unknown member at $pointer',
    (sample) => {
      expect(short(sample)).toEqual([]);
    },
  );

  it.each(withMember.filter(({ shape }) => shape === 'consult-request'))(
    'of $shape on $channel may not have an unknown member',
    (sample) => {
      expect(short(sample)).toEqual(['additionalProperties /unknownMember']);
    },
  );
});

describe('text of a form', () => {
  const second = whole.find(({ channel, shape }) => channel === 'chat' && shape === 'new-messages')?.value;
  const under = (pointer: string, by: unknown) =>
    short({ channel: 'chat', shape: 'new-messages', value: changed(second, pointer, { by }) });

  it.each([
    '2014-01-06 12:14:06.007-0800',
    '2014-01-02T14:23:18.000-0800',
    '2014-01-02T14:23:18.000-08:00',
    '2014-01-02 14:23:18.000Z',
    '2014-12-31T23:59:59.999+1400',
  ])('may be the timestamp %s', (timestamp) => {
    expect(under('/messages/0/timestamp', timestamp)).toEqual([]);
  });

  it.each([
    '2014-01-0612: 14: 06.007-0800',
    '2014-01-06 12:14:06-0800',
    '2014-01-06 12:14:06.007',
    '2014-01-06',
    '2014-13-06 12:14:06.007-0800',
    '2014-01-06 24:14:06.007-0800',
    '2014-01-06 12:14:06.007-0800\n',
    '',
  ])('may not be the timestamp %j', (timestamp) => {
    expect(under('/messages/0/timestamp', timestamp)).toEqual(['pattern /messages/0/timestamp']);
  });

  it.each(['http://localhost:8080/api/v2/chats/1', 'https://[::1]/chats/1', 'HTTPS://gws.example/chats/1'])(
    'may be the address %s',
    (address) => {
      expect(under('/chatUri', address)).toEqual([]);
    },
  );

  it.each([
    'http: //localhost: 8080/api/v2/chats/1',
    '/chats/1',
    'ftp://host/chats/1',
    'http://',
    'http://a b/',
    '',
  ])('may not be the address %j', (address) => {
    expect(under('/chatUri', address)).toHaveLength(1);
  });

  it('is not empty where it identifies or explains', () => {
    expect(under('/messages/0/from/participantId', '')).toEqual(['minLength /messages/0/from/participantId']);
    expect(under('/messages/0/index', -1)).toEqual(['minimum /messages/0/index']);
    for (const channel of ['chat', 'sms'] as const) {
      const failed = whole.find(
        (sample) => sample.channel === channel && sample.shape === 'error-notification',
      );
      const value = changed(failed?.value, '/errorMessage', { by: '' });

      expect(short({ channel, shape: 'error-notification', value })).toEqual(['minLength /errorMessage']);
    }
  });
});

describe('a second validator', () => {
  let opinion: SecondOpinion;

  beforeAll(async () => {
    opinion = await seekSecondOpinion(samples.map(({ channel, shape }) => shapeFile(channel, shape)));
  });

  it.each([
    ['right samples', samples],
    ['samples without a member', withoutMember],
    ['samples with a value of another type', withOtherType],
    ['samples with a member more', withMember],
  ])('agrees about %s', (_name, table) => {
    const disagreed = table.filter(
      ({ channel, shape, value }) =>
        opinion(shapeFile(channel, shape), value) !==
        (contract.shapeProblems(channel, shape, value).length === 0),
    );

    expect(disagreed).toEqual([]);
  });
});
