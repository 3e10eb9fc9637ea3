/** For tests only: what would steer a terminal or a reader, line ends apart. */

/** A control character, or one that changes the direction of text. */
export const steering = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;
