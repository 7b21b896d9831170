// What a platform must remember between starts: installations with their tokens, a login, who was who.

/** Names and values by text. Values are encrypted at rest; each call is a transaction of its own. */
export interface Keep {
  /** Undefined where nothing is kept under the name. */
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string): Promise<void>;
  /** Nothing happens where nothing is kept. */
  remove(name: string): Promise<void>;
  /** The names that begin so, sorted. */
  names(prefix: string): Promise<string[]>;
}
