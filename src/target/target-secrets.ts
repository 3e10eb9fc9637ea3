/** The secrets that a target's description holds. */
import type { Credentials, Target } from '../model/target.ts';

/** Every value of a target that must not be written anywhere, in each form in which it travels. */
export function secretsOf({ parties, headers = [], proxy, tls, secrets = [] }: Target): readonly string[] {
  return [
    ...Object.values(parties).flatMap(({ credentials }) => secretsIn(credentials)),
    ...headers.flatMap(({ secret, value }) => (secret ? [value] : [])),
    ...(proxy === undefined ? [] : secretsInAddress(proxy)),
    ...[tls?.key, tls?.passphrase].filter((value) => value !== undefined),
    ...secrets,
  ].filter((value) => value !== '');
}

/** What stays legible even where a secret is the same: the names of users. */
export function publicWords({ parties }: Target): readonly string[] {
  return Object.values(parties).flatMap(({ credentials, nickname }) => [credentials.userName, nickname]);
}

/** The header that proves who is asking, where it is the same each time. */
export function fixedProof(credentials: Credentials | undefined): string | undefined {
  if (credentials?.kind === 'basic') return `Basic ${toPair(credentials.userName, credentials.password)}`;
  return credentials?.kind === 'bearer' ? `Bearer ${credentials.token}` : undefined;
}

/** User name and secret as HTTP Basic shows them (RFC 7617). */
export function toPair(userName: string, secret: string): string {
  return Buffer.from(`${userName}:${secret}`, 'utf8').toString('base64');
}

function secretsIn(credentials: Credentials): readonly string[] {
  switch (credentials.kind) {
    case 'basic':
      return [credentials.password, toPair(credentials.userName, credentials.password)];
    case 'bearer':
      return [credentials.token];
    case 'oauth': {
      const { clientId, clientSecret, password } = credentials;
      const pair = clientSecret === undefined ? undefined : toPair(clientId, clientSecret);
      return [clientSecret, password, pair].filter((value) => value !== undefined);
    }
  }
}

/** User name and password in an address: as written, as meant, and as they travel. */
function secretsInAddress(address: string): readonly string[] {
  if (!URL.canParse(address)) return [];
  const { username, password } = new URL(address);
  if (password === '') return [];
  const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
  return [password, secret, toPair(user, secret)];
}
