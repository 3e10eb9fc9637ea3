/** Reads the cookies of a request (RFC 6265, section 5.4). */

/** The value of a cookie in a Cookie header; `undefined`: it is not there. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((one) => one.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}
