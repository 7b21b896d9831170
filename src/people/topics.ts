// What people can ask to hear of, in messages that come of our own accord.

export const topics = ['release', 'quiz', 'survey', 'order', 'meetup'] as const;
/** A topic is also the class of a message: caps count by it. */
export type Topic = (typeof topics)[number];

/** Of the sentence in which a topic is offered; it grows when that sentence comes to mean something else. */
export const TOPIC_VERSION = 1;
