import type { Payload } from '@temporalio/common';
import type { BreachedPasswords } from '../adapters/breached-passwords.ts';
import type { DocumentStore } from '../adapters/document-store.ts';
import type { IdentityAuthority } from '../adapters/identity-authority.ts';
import type { OpenId } from '../adapters/openid.ts';
import type { Passkeys } from '../adapters/passkeys.ts';
import type { Papers } from '../adapters/pdf/papers.ts';
import type { VirusScanner } from '../adapters/virus-scanner.ts';
import type { Vision } from '../adapters/vision/vision.ts';
import type { People } from '../db/accounts.ts';
import type { Applications } from '../db/applications.ts';
import type { Audit } from '../db/audit.ts';
import type { Challenges } from '../db/challenges.ts';
import type { Consents } from '../db/consents.ts';
import type { Durations } from '../db/durations.ts';
import type { Faces } from '../db/faces.ts';
import type { Factors } from '../db/factors.ts';
import type { HandOvers } from '../db/hand-overs.ts';
import type { Identities } from '../db/identities.ts';
import type { Messages } from '../db/messages.ts';
import type { Orders } from '../db/orders.ts';
import type { Outbox } from '../db/outbox.ts';
import type { OwnData } from '../db/own-data.ts';
import type { Staffing } from '../db/staffing.ts';
import type { Tasks } from '../db/tasks.ts';
import type { Vault } from '../domain/vault.ts';
import type { Log } from '../log.ts';
import type { Changes } from './changes.ts';
import type { CaseEngine } from './engine.ts';
import type { Door } from './sessions.ts';

/** All that the API works with; server.ts and the tests put it together. */
export type AppDeps = {
  engine: CaseEngine;
  people: People;
  /** Second factors, and what waits for one. */
  factors: Factors;
  challenges: Challenges;
  /** Of each door's own site. */
  passkeys: Record<Door, Passkeys>;
  /** Where the desk is when it has a host of its own: portal and desk are then found at their own alone. */
  deskUrl?: string;
  staffing: Staffing;
  /** Login with the organisation's account; undefined = none is configured. */
  openId: OpenId | undefined;
  /** Asked about new passwords, after the list that comes with us; undefined = that list alone. */
  breachedPasswords: BreachedPasswords | undefined;
  /** Whether text messages can be sent, so that a mobile number can be registered. */
  smsOffered: boolean;
  /** Who accounts belong to, and who knows it. */
  identities: Identities;
  identityAuthority: IdentityAuthority;
  applications: Applications;
  consents: Consents;
  faces: Faces;
  orders: Orders;
  handOvers: HandOvers;
  messages: Messages;
  durations: Durations;
  ownData: OwnData;
  tasks: Tasks;
  audit: Audit;
  outbox: Outbox;
  documents: DocumentStore;
  papers: Papers;
  /** Looks at portraits, selfies and data pages. */
  vision: Vision;
  /** Asked about each upload before it is kept; undefined = there is none. */
  virusScanner: VirusScanner | undefined;
  vault: Vault;
  decodePayloads: (payloads: Payload[], namespace: string) => Promise<Payload[]>;
  /** Where uploads wait, sealed, until they are checked. */
  uploadDir: string;
  /** News of changed orders, for the pages that are open. */
  changes: Changes;
  /** Rejects when the database does not answer. */
  pingDatabase: () => Promise<void>;
  temporalWebUrl: string | undefined;
  /** How many proxies stand before us, each of which adds to X-Forwarded-For; 0 or undefined = the header is not believed (R9). */
  trustedProxies?: number;
  /** How long a client may take to send a request, milliseconds; shorter in tests. */
  patience?: { bodyMs: number; uploadMs: number };
  /** The built pages (web/dist); undefined = the API alone. */
  webDir: string | undefined;
  log: Log;
};
