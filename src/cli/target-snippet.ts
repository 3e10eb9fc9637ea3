/** A ready-made target file for the embedded server. */
import { stringify } from 'yaml';
import { channelIds } from '../model/channel.ts';
import type { DemoAccount, RunningServer } from './layers.ts';

/** The target file, and the shell lines that set the variables which it names. */
export interface Snippet {
  readonly yaml: string;
  readonly shell: readonly string[];
}

const parties = ['originator', 'consultant', 'bystander'];

/** The target file for a running embedded server. */
export function targetSnippet({ baseUrl, controlUrl, accounts }: RunningServer): Snippet {
  const cast = parties.flatMap((party) => {
    const account = accounts.find((other) => other.party === party);
    return account === undefined
      ? []
      : [{ party, account, variable: `CONSULT_${party.toUpperCase()}_PASSWORD` }];
  });
  const file = {
    name: 'Embedded server',
    baseUrl,
    parties: Object.fromEntries(
      cast.map(({ party, account, variable }) => [
        party,
        { userName: account.userName, password: `env:${variable}` },
      ]),
    ),
    channels: Object.fromEntries(
      channelIds.map((id) => [id, { source: { kind: 'reference', url: controlUrl } }]),
    ),
  };
  return {
    yaml: stringify(file),
    shell: cast.map(({ account, variable }) => `export ${variable}=${quoted(account)}`),
  };
}

function quoted({ password }: DemoAccount): string {
  return `'${password.replaceAll("'", `'\\''`)}'`;
}
