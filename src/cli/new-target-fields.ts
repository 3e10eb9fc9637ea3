/** What `init` has to know of a server, as a table: each row is a flag, and a question on a terminal. */
import { loginKinds } from '../config/new-target.ts';
import { channelIds } from '../model/channel.ts';
import { nearest } from '../model/nearest.ts';

/** The answers so far, as they were written. */
export type Answers = Readonly<Partial<Record<FieldName, string>>>;

/** What can be known. */
export type FieldName =
  | 'baseUrl'
  | 'product'
  | 'login'
  | 'tokenUrl'
  | 'clientId'
  | 'originator'
  | 'consultant'
  | 'bystander'
  | 'featureless'
  | 'second'
  | 'queue'
  | 'absent'
  | 'channel'
  | 'controlUrl'
  | 'ca';

/** One row. */
export interface Field {
  readonly name: FieldName;
  readonly flag: string;
  readonly value: string;
  /** What it is; a question when a colon is put after it. */
  readonly meaning: string;
  readonly required?: boolean;
  /** The answer of who says nothing. */
  readonly initial?: string;
  /** Whether it matters, after the answers before it. */
  readonly when?: (answers: Answers) => boolean;
  /** What is wrong with an answer that is not empty; `undefined`: nothing. */
  readonly refuse?: (text: string) => string | undefined;
}

function address(text: string): string | undefined {
  const fits = /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(text) && URL.canParse(text);
  return fits ? undefined : 'Expected an http or https address without credentials, query and fragment.';
}

function tokenAddress(text: string): string | undefined {
  const fits = /^https?:\/\/[^\s/?#@]+(\/[^\s#]*)?$/.test(text) && URL.canParse(text);
  return fits ? undefined : 'Expected an http or https address without credentials and fragment.';
}

function oneOf(words: readonly string[]): (text: string) => string | undefined {
  return (text) => {
    const unknown = text.split(/[\s,]+/).find((word) => !words.includes(word));
    if (unknown === undefined) return undefined;
    const near = nearest(unknown, words);
    return `Expected ${words.join(' or ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`;
  };
}

const byOauth = ({ login = '' }: Answers): boolean => login.startsWith('oauth');

/** The table, in the order of the questions. */
export const fields: readonly Field[] = [
  {
    name: 'baseUrl',
    flag: '--base-url',
    value: '<address>',
    meaning: 'address of the server, up to /api/v2',
    required: true,
    refuse: address,
  },
  { name: 'product', flag: '--product', value: '<name>', meaning: 'product that runs there' },
  {
    name: 'login',
    flag: '--login',
    value: '<kind>',
    meaning: `how agents log in: ${loginKinds.join(', ')}`,
    initial: 'password',
    refuse: (text) => (/[\s,]/.test(text) ? 'Expected one word.' : oneOf(loginKinds)(text)),
  },
  {
    name: 'tokenUrl',
    flag: '--token-url',
    value: '<address>',
    meaning: 'address that gives tokens (OAuth)',
    required: true,
    when: byOauth,
    refuse: tokenAddress,
  },
  {
    name: 'clientId',
    flag: '--client-id',
    value: '<id>',
    meaning: 'id of the client (OAuth)',
    required: true,
    when: byOauth,
  },
  {
    name: 'originator',
    flag: '--originator',
    value: '<userName>',
    meaning: 'user name of the agent who consults',
    required: true,
  },
  {
    name: 'consultant',
    flag: '--consultant',
    value: '<userName>',
    meaning: 'user name of the agent who is consulted',
  },
  {
    name: 'bystander',
    flag: '--bystander',
    value: '<userName>',
    meaning: 'user name of an agent who must be told nothing',
  },
  {
    name: 'featureless',
    flag: '--featureless',
    value: '<userName>',
    meaning: 'user name of an agent without the feature api-multimedia',
  },
  {
    name: 'second',
    flag: '--second',
    value: '<userName>',
    meaning: 'user name of another agent who can be consulted',
  },
  { name: 'queue', flag: '--queue', value: '<id>', meaning: 'id of a queue that the consultant serves' },
  { name: 'absent', flag: '--absent', value: '<id>', meaning: 'id of a user who is never logged in' },
  {
    name: 'channel',
    flag: '--channel',
    value: '<name>',
    meaning: 'channels to drive',
    initial: channelIds.join(', '),
    refuse: oneOf(channelIds),
  },
  {
    name: 'controlUrl',
    flag: '--control-url',
    value: '<address>',
    meaning: 'control address that opens sessions (docs/control-address.md)',
    refuse: address,
  },
  {
    name: 'ca',
    flag: '--ca',
    value: '<path>',
    meaning: 'file of the certificate that signed the server’s own',
    refuse: (text) => (/[\r\n]/.test(text) ? 'Expected a path.' : undefined),
  },
];

/** What is wrong with an answer: its own value, a role that another agent has, or that it is missing. */
export function refusal(field: Field, text: string, answers: Answers): string | undefined {
  if (text === '') return field.required === true ? 'An answer is needed.' : undefined;
  const own = field.refuse?.(text);
  if (own !== undefined || field.value !== '<userName>') return own;
  const other = fields.find(
    ({ name, value }) => value === field.value && name !== field.name && answers[name] === text,
  );
  return other === undefined ? undefined : `Expected another agent than the ${other.name}.`;
}
