/** How long a session lasts without being used, in seconds: a working day, so that each morning begins with a sign-in. */
export const IDLE_SECONDS = 8 * 3600

/** How long it lasts however much it is used, in seconds. */
export const SESSION_SECONDS = 7 * 24 * 3600

/** How long a password that was given counts as given just now, in seconds. */
export const STEP_UP_SECONDS = 600

/** How long sessions that are over can be looked at, in seconds. */
export const KEEP_SECONDS = 90 * 24 * 3600
