import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';

const GOOD = {
  DATABASE_URL: 'postgres://cases@127.0.0.1:5432/cases',
  KEYS_DATABASE_URL: 'postgres://keys@127.0.0.1:5432/keys',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  MASTER_KEY_FILE: '/etc/cases/master.key',
  DOCUMENTS_DIR: '/var/lib/cases',
  AUDIT_ANCHOR_FILE: '/var/log/cases/audit-anchors.log',
  SMTP_URL: 'smtp://127.0.0.1:25',
  MAIL_FROM: 'desk@consulate.example',
  PUBLIC_URL: 'https://cases.example/',
  IDENTITY_URL: 'https://identity.example/check',
  IDENTITY_KEY_FILE: '/etc/cases/identity.key',
};

function faultsOf(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (err) {
    return (err as Error).message.split('\n').slice(1);
  }
}

test('a sound environment is read, with its defaults', () => {
  expect(readConfig(GOOD)).toEqual({
    databaseUrl: GOOD.DATABASE_URL,
    keysDatabaseUrl: GOOD.KEYS_DATABASE_URL,
    temporalAddress: '127.0.0.1:7233',
    temporalNamespace: 'default',
    masterKeyFile: GOOD.MASTER_KEY_FILE,
    documentsDir: GOOD.DOCUMENTS_DIR,
    auditAnchorFile: GOOD.AUDIT_ANCHOR_FILE,
    smtpUrl: GOOD.SMTP_URL,
    mailFrom: GOOD.MAIL_FROM,
    sms: undefined,
    identity: { url: GOOD.IDENTITY_URL, keyFile: GOOD.IDENTITY_KEY_FILE },
    host: '127.0.0.1',
    port: 3000,
    trustedProxies: 0,
    publicUrl: 'https://cases.example',
    deskUrl: 'https://cases.example',
    limitsFactor: 1,
    temporalWebUrl: undefined,
    workflowBundle: undefined,
    taskQueues: ['cases', 'production-nyc'],
    logLevel: 'info',
  });
});

test('C1 an empty environment names everything that is missing, at once', () => {
  const faults = faultsOf({}).join('\n');

  for (const name of Object.keys(GOOD)) expect(faults).toContain(`${name} is not set`);
});

test('C1 every faulty value is named at once', () => {
  const faults = faultsOf({
    ...GOOD,
    DATABASE_URL: 'mysql://127.0.0.1/cases',
    KEYS_DATABASE_URL: 'keys',
    TEMPORAL_ADDRESS: 'http://127.0.0.1:7233',
    SMTP_URL: 'not a url',
    PUBLIC_URL: 'ftp://cases.example',
    TEMPORAL_WEB_URL: 'javascript:alert(1)',
    PORT: '70000',
    TASK_QUEUES: 'cases,printing',
    LOG_LEVEL: 'chatty',
  });

  for (const name of [
    ' DATABASE_URL',
    'KEYS_DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'SMTP_URL',
    'PUBLIC_URL',
    'TEMPORAL_WEB_URL',
    'PORT',
    'TASK_QUEUES',
    'LOG_LEVEL',
  ])
    expect(faults.filter((fault) => fault.includes(name))).toHaveLength(1);
  expect(faults).toHaveLength(9);
});

test('R-50 the main database cannot hold the keys as well', () => {
  expect(faultsOf({ ...GOOD, KEYS_DATABASE_URL: GOOD.DATABASE_URL })).toEqual([
    expect.stringContaining('KEYS_DATABASE_URL'),
  ]);
});

test('C1 a fault never repeats the value, which may hold a password', () => {
  const faults = faultsOf({ ...GOOD, DATABASE_URL: 'mysql://u:opensesame@h/d', SMTP_URL: 'opensesame' });

  expect(faults).toHaveLength(2);
  expect(faults.join('\n')).not.toContain('opensesame');
});

test.each(['', 'x', '-1', '65536', '3000.5', '0x50', '1e3'])('C1 PORT %j is refused', (PORT) => {
  expect(faultsOf({ ...GOOD, PORT })).toEqual([expect.stringContaining('PORT')]);
});

test('C1 C6 from another machine nothing is reached in plain HTTP or with a short password', () => {
  expect(faultsOf({ ...GOOD, PUBLIC_URL: 'http://cases.example' })).toEqual([
    expect.stringContaining('PUBLIC_URL leaves this machine without TLS'),
  ]);
  expect(faultsOf({ ...GOOD, PUBLIC_URL: 'http://127.0.0.1:3000' })).toEqual([]);
  const faults = faultsOf({ ...GOOD, DATABASE_URL: 'postgres://cases:postgres@db.example/cases' });
  expect(faults).toEqual([expect.stringContaining('DATABASE_URL has a password')]);
  expect(faults.join()).not.toContain(':postgres');
});

test('an OpenID provider is named whole or not at all, and reached with TLS', () => {
  const OIDC = {
    OIDC_ISSUER: 'https://id.example',
    OIDC_CLIENT_ID: 'desk',
    OIDC_CLIENT_SECRET_FILE: '/etc/cases/openid.secret',
  };
  const openId = {
    issuer: OIDC.OIDC_ISSUER,
    clientId: 'desk',
    clientSecretFile: OIDC.OIDC_CLIENT_SECRET_FILE,
  };
  expect(readConfig({ ...GOOD, ...OIDC }).openId).toEqual({ ...openId, multiFactorMethods: [] });
  expect(readConfig({ ...GOOD, ...OIDC, OIDC_MFA_METHODS: 'mfa, hwk' }).openId).toEqual({
    ...openId,
    multiFactorMethods: ['mfa', 'hwk'],
  });
  expect(faultsOf({ ...GOOD, OIDC_CLIENT_ID: 'desk' }).join()).toContain('OIDC_ISSUER is not set');
  expect(faultsOf({ ...GOOD, ...OIDC, OIDC_ISSUER: 'http://id.example' })).toHaveLength(1);
});

test('a worker may serve one queue only', () => {
  expect(readConfig({ ...GOOD, TASK_QUEUES: ' production-nyc ' }).taskQueues).toEqual(['production-nyc']);
});

test('an outside system has address and key, or is not there; it is reached without TLS on this machine only', () => {
  const SMS = { SMS_URL: 'https://sms.example/send', SMS_KEY_FILE: '/etc/cases/sms.key' };

  expect(readConfig({ ...GOOD, ...SMS }).sms).toEqual({ url: SMS.SMS_URL, keyFile: SMS.SMS_KEY_FILE });
  expect(readConfig({ ...GOOD, ...SMS, SMS_URL: 'http://127.0.0.1:8026/sms' }).sms).toBeDefined();
  expect(faultsOf({ ...GOOD, SMS_URL: SMS.SMS_URL })).toEqual([expect.stringContaining('SMS_KEY_FILE')]);
  expect(faultsOf({ ...GOOD, SMS_KEY_FILE: SMS.SMS_KEY_FILE })).toEqual([expect.stringContaining('SMS_URL')]);
  expect(faultsOf({ ...GOOD, ...SMS, SMS_URL: 'http://sms.example' })).toEqual([
    expect.stringContaining('SMS_URL'),
  ]);
});

test('R-07 there is one identity authority: a register in a file, or a system with its key', () => {
  const { IDENTITY_URL: _url, IDENTITY_KEY_FILE: _key, ...rest } = GOOD;
  const REGISTER = { IDENTITY_REGISTRY_FILE: '/etc/cases/people.json' };

  expect(readConfig({ ...rest, ...REGISTER }).identity).toEqual({
    registryFile: REGISTER.IDENTITY_REGISTRY_FILE,
  });
  expect(faultsOf({ ...GOOD, ...REGISTER })).toEqual([expect.stringContaining('IDENTITY_REGISTRY_FILE')]);
  expect(faultsOf({ ...GOOD, IDENTITY_URL: 'http://identity.example' })).toEqual([
    expect.stringContaining('IDENTITY_URL'),
  ]);
});

test('C6 V12.3.3 a virus scanner is asked on this machine alone: clamd has no TLS', () => {
  for (const address of ['/run/clamav/clamd.ctl', '127.0.0.1:3310', '[::1]:3310'])
    expect(readConfig({ ...GOOD, VIRUS_SCANNER: address }).virusScanner).toBe(address);
  for (const address of ['scanner.example:3310', '10.0.0.7:3310', 'clamd', 'https://127.0.0.1:3310'])
    expect(faultsOf({ ...GOOD, VIRUS_SCANNER: address })).toEqual([expect.stringContaining('VIRUS_SCANNER')]);
});

test('C6 breached passwords are asked for over TLS, or on this machine', () => {
  const at = (url: string) => ({ ...GOOD, BREACHED_PASSWORDS_URL: url });
  expect(readConfig(at('https://passwords.example')).breachedPasswordsUrl).toBe('https://passwords.example');
  expect(readConfig(GOOD).breachedPasswordsUrl).toBeUndefined();
  expect(faultsOf(at('http://passwords.example'))).toEqual([
    expect.stringContaining('BREACHED_PASSWORDS_URL'),
  ]);
});

test('V3.5.4 the desk is where the portal is, unless it has a host of its own', () => {
  expect(readConfig(GOOD).deskUrl).toBe(readConfig(GOOD).publicUrl);
  expect(readConfig({ ...GOOD, DESK_URL: 'https://desk.example/' }).deskUrl).toBe('https://desk.example');
  expect(faultsOf({ ...GOOD, DESK_URL: 'http://desk.example' })).toEqual([
    expect.stringContaining('DESK_URL'),
  ]);
});
