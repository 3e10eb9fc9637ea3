/** The sample messages of specs/examples, as data. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { channelIds, type ChannelId } from '../model/channel.ts';
import { isObject } from '../model/json.ts';
import { shapeNames, type ShapeName } from './shapes.ts';

const require = createRequire(import.meta.url);

/** A sample message. The documents' own are named by their shape alone, ours have an addition. */
export interface Example {
  /** File below specs/examples: `<channel or common>/<shape>[.<addition>].json`. */
  readonly file: string;
  /** The channels on which the message may travel. */
  readonly channels: readonly ChannelId[];
  readonly shape: ShapeName;
  readonly value: unknown;
}

/** Folder of the examples, wherever the package is installed. */
function examplesFolder(): string {
  return join(dirname(require.resolve('#specs/consult.openapi.yaml')), 'examples');
}

function readExample(file: string, channels: readonly ChannelId[]): Example {
  const name = file.slice(file.indexOf('/') + 1).split('.')[0];
  const shape = shapeNames.find((known) => known === name);
  const content: unknown = JSON.parse(readFileSync(join(examplesFolder(), file), 'utf8'));
  if (shape === undefined || !isObject(content))
    throw new TypeError(`specs/examples/${file} is no example of a shape`);
  return { file, channels, shape, value: content['value'] };
}

/** Reads every example, those of chat first, then those of SMS, then those that both channels share. */
export function loadExamples(): readonly Example[] {
  const own = channelIds.map((id) => ({ folder: id, channels: [id] }));
  return [...own, { folder: 'common', channels: channelIds }].flatMap(({ folder, channels }) =>
    readdirSync(join(examplesFolder(), folder))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => readExample(`${folder}/${name}`, channels)),
  );
}
