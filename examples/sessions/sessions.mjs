/**
 * A session source of the kind `command`, as an example: opens chat and SMS sessions at a control address
 * (docs/control-address.md), and speaks, looks and leaves as the customer. Node alone, no packages.
 *
 * It is told what to do by one JSON object on its standard input, and prints one JSON object:
 *   node sessions.mjs http://127.0.0.1:8080/reference
 *   {"action":"open","channel":"sms","agent":"alice","nickname":"Customer 1"}
 */
import { text } from 'node:stream/consumers';

const [control] = process.argv.slice(2);
if (control === undefined) throw new Error('usage: sessions.mjs CONTROL-ADDRESS');

/** Makes a request and returns the JSON of its answer; what is not a success ends the program with 1. */
async function ask(path, body) {
  const request =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(control + path, request);
  const answer = await response.text();
  if (!response.ok) throw new Error(`${control}${path}: status ${response.status}: ${answer.slice(0, 500)}`);
  return answer === '' ? {} : JSON.parse(answer);
}

/** What to do for each action. `keys` is what `open` printed under this name. */
const actions = {
  open: async ({ channel, agent, nickname }) => {
    const { sessionId, customerId } = await ask('/sessions', { channel, agent, nickname });
    return { sessionId, keys: { customer: customerId } };
  },
  say: ({ keys, text: said }) => ask(place(keys), { operationName: 'SendMessage', text: said }),
  look: ({ keys }) => ask(place(keys)),
  leave: ({ keys }) => ask(place(keys), { operationName: 'Leave' }),
};

function place({ customer }) {
  return `/sessions/${encodeURIComponent(customer)}`;
}

const told = JSON.parse(await text(process.stdin));
const act = actions[told.action];
if (act === undefined) throw new Error(`unknown action ${told.action}`);
process.stdout.write(JSON.stringify(await act(told)));
