/** Everything the processes read from the environment. Pure parsing: only server.ts, worker.ts and scripts/ name process.env. */
export type Config = {
  databaseUrl: string;
  /** The database of wrapped keys, apart from the main one and backed up apart (docs/operating.md). */
  keysDatabaseUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  /** File with the master key (32 random bytes, base64) that wraps every case's data key. */
  masterKeyFile: string;
  /** Folder of the encrypted document objects. */
  documentsDir: string;
  /** File of the audit chain's anchors, appended to each minute; out of the reach of the database's administrators. */
  auditAnchorFile: string;
  smtpUrl: string;
  mailFrom: string;
  /** The SMS gateway (adapters/sms.ts) and the file of the key shared with it; undefined = no mobile numbers. */
  sms: Gateway | undefined;
  /** A service that knows the passwords of breaches (adapters/breached-passwords.ts); undefined = the list that comes with us. */
  breachedPasswordsUrl: string | undefined;
  /** A clamd on this machine (adapters/virus-scanner.ts), `/path` or `host:port`; undefined = uploads are not scanned. */
  virusScanner: string | undefined;
  /** Who knows whether number and name are one person's: a register in a file, or an authority (adapters/identity-authority.ts). */
  identity: { registryFile: string } | Gateway;
  host: string;
  port: number;
  /** How many proxies stand before the API and add to X-Forwarded-For; 0: nobody's word for an address is believed. */
  trustedProxies: number;
  /** Where applicants and staff reach us, without a trailing slash; links in e-mails start with it. */
  publicUrl: string;
  /** Where the desk is: a host of its own, so that browsers keep the two apart (ASVS 3.5.4), or that of `publicUrl`. */
  deskUrl: string;
  /** How many times as often anything may be tried: 1, but for campaigns against a system on this machine (scripts/fuzz.ts). */
  limitsFactor: number;
  /** Temporal Web, for the operators' link; undefined when there is none. */
  temporalWebUrl: string | undefined;
  /** A workflow bundle built beforehand; the worker builds one at start when it is absent. */
  workflowBundle: string | undefined;
  /** Login of staff at an OpenID provider (adapters/openid.ts); undefined = passwords only. */
  openId: OpenIdConfig | undefined;
  /** Which task queues this worker process serves. */
  taskQueues: readonly TaskQueue[];
  logLevel: LogLevel;
};

/** `clientSecretFile`: readable by its owner only. `multiFactorMethods`: values of `amr` that stand for a second factor. */
export type OpenIdConfig = {
  issuer: string;
  clientId: string;
  clientSecretFile: string;
  multiFactorMethods: readonly string[];
};

const TASK_QUEUES = ['cases', 'production-nyc'] as const;
export type TaskQueue = (typeof TASK_QUEUES)[number];

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** An outside system behind HTTP, and the file of the key that requests to it are signed with. */
export type Gateway = { url: string; keyFile: string };

const SECRET_MIN = 12;

const isLoopback = ({ hostname }: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

/** What must not be reached like that from another machine: over plain HTTP (C6), with a password that can be guessed (C1). */
function exposures(name: string, url: URL): string[] {
  const { protocol, password } = url;
  if (isLoopback(url)) return [];
  return [
    ...(protocol === 'http:' ? [`${name} leaves this machine without TLS`] : []),
    ...(password && password.length < SECRET_MIN
      ? [`${name} has a password of fewer than ${SECRET_MIN} characters`]
      : []),
  ];
}

/** Reads the whole configuration or throws one Error that names every fault at once. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const faults: string[] = [];
  const need = (name: string): string => {
    const value = env[name];
    if (!value) faults.push(`${name} is not set`);
    return value ?? '';
  };
  const url = (name: string, protocols: readonly string[]): string => {
    const value = need(name);
    if (value && !(URL.canParse(value) && protocols.includes(new URL(value).protocol))) {
      faults.push(`${name} is not a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    } else if (value) faults.push(...exposures(name, new URL(value)));
    return value;
  };
  const oneOf = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const value = env[name] ?? fallback;
    if (values.includes(value as T)) return value as T;
    faults.push(`${name} is not one of ${values.join(', ')}`);
    return fallback;
  };

  /** Both or neither. */
  const gateway = (name: string): Gateway | undefined => {
    if (!env[`${name}_URL`] && !env[`${name}_KEY_FILE`]) return undefined;
    return { url: url(`${name}_URL`, ['http:', 'https:']), keyFile: need(`${name}_KEY_FILE`) };
  };

  const scanner = (): string | undefined => {
    const address = env['VIRUS_SCANNER'];
    if (!address) return undefined;
    const isHere = address.startsWith('/') || /^(?:127\.0\.0\.1|localhost|\[?::1\]?):\d{1,5}$/.test(address);
    if (!isHere) faults.push('VIRUS_SCANNER is neither the path of a socket nor host:port on this machine');
    return address;
  };

  const identityAuthority = (): Config['identity'] => {
    const registryFile = env['IDENTITY_REGISTRY_FILE'];
    const authority = gateway('IDENTITY');
    if (registryFile && authority)
      faults.push('IDENTITY_REGISTRY_FILE and IDENTITY_URL are both set; there is one authority');
    if (registryFile) return { registryFile };
    if (authority) return authority;
    faults.push('IDENTITY_URL is not set, and neither is IDENTITY_REGISTRY_FILE');
    return { url: '', keyFile: need('IDENTITY_KEY_FILE') };
  };

  const temporalAddress = need('TEMPORAL_ADDRESS');
  if (temporalAddress && !/^[^\s:/]+:\d{1,5}$/.test(temporalAddress)) {
    faults.push('TEMPORAL_ADDRESS is not host:port');
  }
  const portText = env['PORT'] ?? '3000';
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port > 65_535) faults.push('PORT is not a port');

  const proxiesText = env['TRUSTED_PROXIES'] ?? '0';
  if (!/^[0-5]$/.test(proxiesText)) faults.push('TRUSTED_PROXIES is not a number of proxies from 0 to 5');

  const publicUrl = url('PUBLIC_URL', ['http:', 'https:']).replace(/\/+$/, '');
  const deskUrl = env['DESK_URL'] ? url('DESK_URL', ['http:', 'https:']).replace(/\/+$/, '') : publicUrl;
  const factorText = env['LIMITS_FACTOR'] ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(factorText)) faults.push('LIMITS_FACTOR is not a whole number from 1 to 999999');
  else if (factorText !== '1' && !(URL.canParse(publicUrl) && isLoopback(new URL(publicUrl))))
    faults.push('LIMITS_FACTOR is for a system that only this machine reaches');

  const queues = (env['TASK_QUEUES'] ?? TASK_QUEUES.join(',')).split(',').map((name) => name.trim());
  const unknown = queues.filter((name) => !TASK_QUEUES.includes(name as TaskQueue));
  if (unknown.length > 0) faults.push(`TASK_QUEUES knows only ${TASK_QUEUES.join(', ')}`);

  if (env['KEYS_DATABASE_URL'] && env['KEYS_DATABASE_URL'] === env['DATABASE_URL'])
    faults.push('KEYS_DATABASE_URL is the main database; keys need one of their own');

  const config: Config = {
    databaseUrl: url('DATABASE_URL', ['postgres:', 'postgresql:']),
    keysDatabaseUrl: url('KEYS_DATABASE_URL', ['postgres:', 'postgresql:']),
    temporalAddress,
    temporalNamespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
    masterKeyFile: need('MASTER_KEY_FILE'),
    documentsDir: need('DOCUMENTS_DIR'),
    auditAnchorFile: need('AUDIT_ANCHOR_FILE'),
    smtpUrl: url('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: need('MAIL_FROM'),
    sms: gateway('SMS'),
    breachedPasswordsUrl: env['BREACHED_PASSWORDS_URL']
      ? url('BREACHED_PASSWORDS_URL', ['http:', 'https:'])
      : undefined,
    virusScanner: scanner(),
    identity: identityAuthority(),
    host: env['HOST'] ?? '127.0.0.1',
    port,
    trustedProxies: Number(proxiesText),
    publicUrl,
    deskUrl,
    limitsFactor: Number(factorText),
    temporalWebUrl: env['TEMPORAL_WEB_URL'] ? url('TEMPORAL_WEB_URL', ['http:', 'https:']) : undefined,
    workflowBundle: env['WORKFLOW_BUNDLE'],
    openId: Object.keys(env).some((name) => name.startsWith('OIDC_') && env[name])
      ? {
          issuer: url('OIDC_ISSUER', ['https:']),
          clientId: need('OIDC_CLIENT_ID'),
          clientSecretFile: need('OIDC_CLIENT_SECRET_FILE'),
          multiFactorMethods: (env['OIDC_MFA_METHODS'] ?? '').split(/[\s,]+/).filter(Boolean),
        }
      : undefined,
    taskQueues: queues as TaskQueue[],
    logLevel: oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  if (faults.length > 0)
    throw new Error(`Bad configuration:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  return config;
}
