// The files of a post, by what Slack calls them. Nothing is fetched, so no permission is needed. https://docs.slack.dev/reference/objects/file-object. Pure.
import { LONGEST_REFERENCE, type MediaKind, type MediaReference, MOST_MEDIA } from '../../src/chat/media.ts';
import { isId } from './ids.ts';
import { fieldsOf, itemsOf, textOf } from './json.ts';

/** Of Slack's own, so that no address of somebody else's is kept: a file may live elsewhere. */
const PERMALINK = /^https:\/\/[a-z0-9-]{1,100}(?:\.enterprise)?\.slack\.com\/files\/[\w./%~-]+$/i;

/** A file that was deleted is in the list as a tombstone. */
export function mediaIn(files: unknown): MediaReference[] {
  return itemsOf(files)
    .slice(0, MOST_MEDIA)
    .flatMap((file): MediaReference[] => {
      const { id, mode, mimetype, permalink, name } = fieldsOf(file);
      if (!isId(id) || mode === 'tombstone') return [];
      const called = textOf(name) ?? '';
      return [{ kind: kindOf(mimetype), reference: linkIn(permalink) ?? id, ...(called !== '' && { name: called }) }];
    });
}

/** Of a file that another company shares Slack tells the id alone. https://docs.slack.dev/reference/objects/file-object#slack_connect_files */
function kindOf(mimetype: unknown): MediaKind {
  switch (textOf(mimetype)?.split('/', 1)[0]) {
    case 'image':
      return 'photo';
    case 'video':
      return 'video';
    case 'audio':
      return 'audio';
    default:
      return 'file';
  }
}

function linkIn(permalink: unknown): string | undefined {
  const link = textOf(permalink)?.slice(0, LONGEST_REFERENCE + 1) ?? '';
  return link.length <= LONGEST_REFERENCE && PERMALINK.test(link) ? link : undefined;
}
