/** The last moment that a `Date` can hold, in Unix milliseconds. */
export const maxMoment = 8.64e15;
