/**
 * The body of an outside system's answer, which must not fill our memory.
 * @throws Error when it is longer than `bytesMax`; its words are never told, they may repeat what we asked
 */
export async function shortAnswer(response: Response, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
