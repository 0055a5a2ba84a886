/** What the people of one case are called, say and write, where it is not the demo's own; of the answers the case takes what it asks. */
export type Script = {
  account: { email: string; password: string };
  realName: { number: string; name: string };
  answers: Readonly<Record<string, string>>;
  /** What a supplement makes of the street. */
  street: string;
  /** Said with every command that takes one. */
  note: string;
  /** Of every picture. */
  fileName: string;
  /** What becomes of a picture before it is sent. */
  retouch(picture: Buffer): Promise<Buffer>;
  documentNumber: string;
  tracking: string;
  /** How it ends when it is not to be closed: refused by the officer at once, or withdrawn instead of mailed. */
  ending?: 'refused' | 'withdrawn';
};
