/** Why no fault breaks a keyword of the schemas: one line for each, checked by the self-test to be needed. */

/** Reasons by message, place and keyword. */
export const unbroken: Readonly<Record<string, string>> = {};
