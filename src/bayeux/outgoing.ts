/** The Bayeux 1.0 messages that a client sends. Ids and client ids come in as arguments. */

/** The meta channels of Bayeux 1.0 (CometD reference, "The Bayeux protocol", meta messages). */
export const metaChannels = {
  handshake: '/meta/handshake',
  connect: '/meta/connect',
  subscribe: '/meta/subscribe',
  disconnect: '/meta/disconnect',
} as const;

/** The only transport that is spoken: GWS documents websockets as not supported. */
export const CONNECTION_TYPE = 'long-polling';

/** A message that a client sends. */
export interface Outgoing {
  readonly id: string;
  readonly channel: string;
  readonly clientId?: string;
  readonly subscription?: string;
  readonly connectionType?: string;
  readonly version?: string;
  readonly minimumVersion?: string;
  readonly supportedConnectionTypes?: readonly string[];
  readonly advice?: { readonly timeout: number };
}

/** Who sends a message, and the id that its answer will repeat. */
export interface Sender {
  readonly id: string;
  readonly clientId: string;
}

/** The message that opens a CometD session. */
export function handshake(id: string): Outgoing {
  return {
    id,
    channel: metaChannels.handshake,
    version: '1.0',
    minimumVersion: '1.0',
    supportedConnectionTypes: [CONNECTION_TYPE],
  };
}

/**
 * The message that asks for deliveries.
 * @param atOnce asks the server to answer without holding the request, as after a handshake or a loss
 */
export function connect(sender: Sender, atOnce: boolean): Outgoing {
  return {
    ...sender,
    channel: metaChannels.connect,
    connectionType: CONNECTION_TYPE,
    ...(atOnce ? { advice: { timeout: 0 } } : {}),
  };
}

/** The message that subscribes to one topic. */
export function subscribe(sender: Sender, topic: string): Outgoing {
  return { ...sender, channel: metaChannels.subscribe, subscription: topic };
}

/** The message that closes a CometD session. */
export function disconnect(sender: Sender): Outgoing {
  return { ...sender, channel: metaChannels.disconnect };
}
