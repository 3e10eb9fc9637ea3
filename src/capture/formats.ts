/** The formats of captures, as a table: how each is told from the others, and read. */
import { UsageError } from '../model/errors.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { isMeta, messagesIn } from './bayeux-messages.ts';
import { readBayeuxLog } from './bayeux-log.ts';
import { readHar } from './har.ts';
import { jsonValues, type Placed } from './json-text.ts';
import type { Masks } from './masks.ts';
import { isPayload, readNotifications } from './notifications.ts';
import { captureFormats, type CaptureFile, type CaptureFormat } from '../model/capture.ts';
import type { Tape } from './tape.ts';

/** How a capture is read. */
export interface ReadOptions {
  readonly masks: Masks;
  /** The origin of the server, where a HAR holds the traffic of several. */
  readonly server?: string;
}

/** One row of the table. */
interface Format {
  /** What a person calls it. */
  readonly title: string;
  /** Whether these values are of this format. */
  readonly is: (values: readonly unknown[]) => boolean;
  readonly read: (file: CaptureFile, values: readonly Placed[], options: ReadOptions) => Tape;
}

const isHar = (value: unknown): value is JsonObject => isObject(value) && isObject(value['log']);

/** Every format. */
export const formats: Readonly<Record<CaptureFormat, Format>> = {
  har: {
    title: 'a HAR of a browser or a proxy',
    is: (values) => values.length === 1 && values.some(isHar),
    read: (file, values, { masks, server }) => {
      const archive = values[0]?.value;
      if (!isHar(archive)) throw new UsageError(`${file.name}: expected a HAR, {"log": {"entries": [...]}}.`);
      return readHar(file, archive, masks, server);
    },
  },
  bayeux: {
    title: 'the Bayeux messages of one client',
    is: (values) => values.some((value) => bayeuxIn(value)?.some(isMeta) === true),
    read: (file, values, { masks }) => readBayeuxLog(file, values, masks),
  },
  notifications: {
    title: 'notifications, one a line',
    is: (values) => values.some((value) => (Array.isArray(value) ? value : [value]).some(isNotificationLine)),
    read: (file, values, { masks }) => readNotifications(file, values, masks),
  },
};

function bayeuxIn(value: unknown): ReturnType<typeof messagesIn> {
  const own = messagesIn(value);
  if (own !== undefined || !isObject(value)) return own;
  return messagesIn(value['messages'] ?? value['message'] ?? value['data']);
}

function isNotificationLine(value: unknown): boolean {
  return isObject(value) && (isPayload(value) || isObject(value['data']));
}

/**
 * Reads a capture, of the format that it has, or that somebody says that it has.
 * @throws UsageError for what is none of them
 */
export function readTape(file: CaptureFile, options: ReadOptions, from?: CaptureFormat): Tape {
  if (file.text.trim() === '')
    throw new UsageError(
      `${file.name} is empty. Expected a HAR, Bayeux messages, or notifications, one a line.`,
    );
  const values = jsonValues(file);
  const plain = values.map(({ value }) => value);
  const format = from ?? captureFormats.find((id) => formats[id].is(plain));
  if (format !== undefined) return formats[format].read(file, values, options);
  const known = captureFormats.map((id) => `${id} (${formats[id].title})`).join(', ');
  throw new UsageError(
    `${file.name} is JSON, but none of the known captures: ${known}. Found ${JSON.stringify(plain[0]).slice(0, 80)}. Name the format with --from when it is one all the same.`,
  );
}
