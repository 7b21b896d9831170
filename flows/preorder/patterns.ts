// What answers of a sign-up may have to look like, by name. Linear patterns only, over text that was capped before.

export const patterns = {
  /** Mainland mobile numbers, and any number with its country's code. */
  phone: {
    like: '13812345678',
    test: (text: string) => /^(1[3-9]\d{9}|\+[1-9]\d{6,14})$/.test(text.replace(/[\s()-]/g, '')),
  },
  email: {
    like: 'amy@example.com',
    test: (text: string) => /^[^\s@]{1,64}@[^\s@.]{1,63}(\.[^\s@.]{1,63}){1,4}$/.test(text),
  },
  number: { like: '42', test: (text: string) => /^\d{1,12}$/.test(text) },
  postcode: { like: '100085', test: (text: string) => /^[A-Za-z0-9][A-Za-z0-9 -]{1,9}$/.test(text) },
} as const;

export type Pattern = keyof typeof patterns;
