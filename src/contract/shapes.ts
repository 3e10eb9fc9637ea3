/** Which schema describes which shape, as a table. */
import type { ChannelId } from '../model/channel.ts';
import type { SchemaFile } from './schema-store.ts';

/** The shapes that travel, by name. */
export type ShapeName =
  | 'consult-request'
  | 'response'
  | 'error-response'
  | 'participants-updated'
  | 'new-messages'
  | 'error-notification'
  | 'session'
  | 'participant'
  | 'message';

/** Whether both channels share a shape, or each has its own. */
const owners: Readonly<Record<ShapeName, 'common' | 'channel'>> = {
  'consult-request': 'channel',
  response: 'common',
  'error-response': 'common',
  'participants-updated': 'channel',
  'new-messages': 'channel',
  'error-notification': 'channel',
  session: 'channel',
  participant: 'common',
  message: 'common',
};

/** All shapes, requests first. */
export const shapeNames = Object.keys(owners) as readonly ShapeName[];

/** The schema file of a shape on a channel, relative to schemas/. */
export function shapeFile(channel: ChannelId, shape: ShapeName): SchemaFile {
  const folder = owners[shape] === 'common' ? 'common' : channel;
  return `${folder}/${shape}.schema.json`;
}
