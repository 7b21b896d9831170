// Reads an Excel file as a spreadsheet does: the files of the archive, and the cells of its one sheet.
import { inflateRawSync } from 'node:zlib';

/** The texts of the files in a zip archive, by path, found by its directory: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function unzip(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const files = new Map<string, string>();
  for (let index = 0; index < count; index += 1) {
    const [method, packed] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(begin, begin + packed);
    const path = archive.toString('utf8', at + 46, at + 46 + name);
    files.set(path, (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return files;
}

export interface SheetCell {
  type: 'text' | 'number';
  value: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** Texts as a spreadsheet shows them: entities and numbers of characters (`_x0041_`) are read. */
function textOf(xml: string): string {
  return xml
    .replace(/&\w+;/g, (entity) => ENTITIES[entity]!)
    .replace(/_x([0-9a-f]{4})_/gi, (_, number: string) => String.fromCharCode(Number.parseInt(number, 16)));
}

/** The rows of the first sheet, the head with them. An empty cell is absent. */
export function sheetOf(archive: Buffer): Record<string, SheetCell>[] {
  const files = unzip(archive);
  const texts = [...files.get('xl/sharedStrings.xml')!.matchAll(/<si><t([^>]*)>([\s\S]*?)<\/t><\/si>/g)].map(
    ([, attributes, text]) => (attributes!.includes('preserve') ? textOf(text!) : textOf(text!).trim()),
  );
  const sheet = files.get('xl/worksheets/sheet1.xml')!;
  return [...sheet.matchAll(/<row [^>]*?(?:\/>|>([\s\S]*?)<\/row>)/g)].map(([, row = '']) =>
    Object.fromEntries(
      [...row.matchAll(/<c r="([A-Z]+)\d+"([^>]*)><v>([^<]*)<\/v><\/c>/g)].map(([, column, attributes, value]) => [
        column!,
        attributes!.includes('t="s"')
          ? { type: 'text', value: texts[Number(value)]! }
          : { type: 'number', value: value! },
      ]),
    ),
  );
}
