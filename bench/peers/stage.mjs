/** The server that all peers are pointed at, with its agents logged in, and a fresh session on each channel for each run. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/bin/main.js', import.meta.url));
const json = { 'Content-Type': 'application/json' };

/** The collection of a channel's sessions, as the documents write it. */
const collections = { chat: 'chats', sms: 'smsessions' };

/**
 * Starts the embedded server in a process of its own and logs two agents in.
 * @param faults ids of defects that it has
 */
export async function openStage(faults = []) {
  const server = await startServer(faults.flatMap((id) => ['--fault', id]));
  const [originator, consultant] = await Promise.all(
    ['originator', 'consultant'].map((role) => logIn(server.address, role)),
  );
  return {
    baseUrl: server.address,
    /** What goes with each request of the originator. */
    headers: originator.headers,
    openSessions: () => openSessions(server.address, originator, consultant),
    close: server.stop,
  };
}

function startServer(flags) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, 'serve', ...flags], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const [, address] = output.match(/answers at (http:\S+)/) ?? [];
      if (address !== undefined) resolve({ address, stop: () => void child.kill() });
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The server ended with exit code ${code}: ${output}`)));
  });
}

async function logIn(baseUrl, role) {
  const userName = `${role}@reference.example`;
  const secret = Buffer.from(`${userName}:${role}-password`).toString('base64');
  const me = await fetch(`${baseUrl}/api/v2/me`, { headers: { Authorization: `Basic ${secret}` } });
  const cookie = me.headers.getSetCookie().map((one) => one.split(';')[0]);
  const headers = { Authorization: `Basic ${secret}`, Cookie: cookie.join('; ') };
  const post = (path, body) => send(`${baseUrl}/api/v2/me${path}`, { ...json, ...headers }, body);
  await post('', { operationName: 'StartContactCenterSession', channels: Object.keys(collections) });
  for (const channel of Object.keys(collections))
    await post(`/channels/${channel}`, { operationName: 'Ready' });
  const { user } = await me.json();
  return { userName, userId: user.id, headers, post };
}

/** A session that the originator has accepted, on each channel, and whom to consult in it. */
async function openSessions(baseUrl, originator, consultant) {
  const sessions = {};
  for (const [channel, collection] of Object.entries(collections)) {
    const asked = { channel, agent: originator.userName, nickname: 'Bench' };
    const { sessionId } = await send(`${baseUrl}/reference/sessions`, json, asked);
    await originator.post(`/${collection}/${sessionId}`, { operationName: 'Accept', nickname: 'Agent' });
    const targetUri = `${baseUrl}/api/v2/users/${consultant.userId}`;
    const body = { operationName: 'Consult', targetUri };
    sessions[channel] = { id: sessionId, path: `/api/v2/me/${collection}/${sessionId}`, body };
  }
  return sessions;
}

async function send(url, headers, body) {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url} was answered with ${response.status}: ${text}`);
  return text === '' ? {} : JSON.parse(text);
}
