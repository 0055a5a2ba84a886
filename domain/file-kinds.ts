/** What people send in place of a JPEG, told by content: a name can lie, and phones often do. */
export const FILE_KINDS = ['heic', 'avif', 'png', 'webp', 'gif', 'tiff', 'bmp', 'pdf', 'video'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** So many bytes from the beginning are enough for {@link fileKindOf}. */
export const FILE_HEAD_BYTES = 64;

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/**
 * The kind of a file by its first bytes; undefined for a JPEG and for what we do not know.
 *
 * @param head  the first {@link FILE_HEAD_BYTES} bytes, or all of a shorter file
 */
export function fileKindOf(head: Uint8Array): FileKind | undefined {
  const text = latin1(head.subarray(0, FILE_HEAD_BYTES));
  if (text.startsWith('\x89PNG\r\n')) return 'png';
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (/^RIFF[\s\S]{4}WEBP/.test(text)) return 'webp';
  if (/^(?:II\*\0|MM\0\*)/.test(text)) return 'tiff';
  if (/^BM[\s\S]{4}\0\0\0\0/.test(text)) return 'bmp';
  // A PDF may have some bytes in front; readers take up to a kilobyte, writers hardly ever use them.
  if (text.includes('%PDF-')) return 'pdf';
  return text.slice(4, 8) === 'ftyp' ? brandOf(text) : undefined;
}

/** Apple's pictures and videos are one family of containers; the brands, main one first, tell them apart. */
function brandOf(text: string): FileKind {
  const brands = text.slice(8).match(/[\s\S]{4}/g) ?? [];
  if (brands.some((brand) => /^avi[fs]$/.test(brand))) return 'avif';
  const isPicture = brands.some((brand) => /^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand));
  return isPicture ? 'heic' : 'video';
}
