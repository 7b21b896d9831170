// Statements of one transaction that need not wait for each other.

type Given<Work extends readonly Promise<unknown>[]> = { -readonly [Place in keyof Work]: Awaited<Work[Place]> };

/**
 * What all of them give, in their order. It ends when the last has ended, also where one failed: nothing may still be on its way to the database
 * when the transaction is rolled back. Throws the first failure.
 */
export async function together<const Work extends readonly Promise<unknown>[]>(...work: Work): Promise<Given<Work>> {
  await Promise.allSettled(work);
  return Promise.all(work) as Promise<Given<Work>>;
}
