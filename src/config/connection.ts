/** How the server of a target file is reached: TLS, proxy, headers, CometD, limits. */
import type { TargetFile } from '../../schemas/generated/tool.ts';
import type { ExtraHeader, NotificationSettings, Target, TlsSettings } from '../model/target.ts';
import { defaultConcurrentSessions } from './defaults.ts';
import { parseDuration } from './duration.ts';
import { present } from './present.ts';
import { isReference, type SecretPlaces } from './secret.ts';
import { textOf } from './value-checks.ts';

/** What a file that was checked says of the way to the server. */
export function connectionOf(
  { notifications, limits, headers, proxy, tls }: TargetFile,
  secrets: SecretPlaces,
): Pick<Target, 'notifications' | 'limits' | 'headers' | 'proxy' | 'tls'> {
  return present({
    notifications: notifications && notificationsOf(notifications),
    limits: limits && { concurrentSessions: defaultConcurrentSessions, ...limits },
    headers: headers && headersOf(headers, secrets),
    proxy: proxy === undefined ? undefined : textOf(proxy, secrets),
    tls: tls && tlsOf(tls, secrets),
  });
}

function notificationsOf({ topics, hold }: NonNullable<TargetFile['notifications']>): NotificationSettings {
  return present({ topics, holdMs: hold === undefined ? undefined : parseDuration(hold) });
}

function headersOf(
  written: NonNullable<TargetFile['headers']>,
  secrets: SecretPlaces,
): readonly ExtraHeader[] {
  return Object.entries(written).map(([name, value]) => ({
    name,
    value: textOf(value, secrets),
    secret: isReference(value),
  }));
}

function tlsOf({ ca, insecure, ...own }: NonNullable<TargetFile['tls']>, secrets: SecretPlaces): TlsSettings {
  const read = (reference: string): string => textOf(reference, secrets);
  const texts = Object.entries(own).map(([name, reference]) => [name, read(reference)]);
  return {
    ...present({ ca: ca === undefined ? undefined : [ca].flat().map(read), insecure }),
    ...Object.fromEntries(texts),
  };
}
