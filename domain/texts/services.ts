import type { ServiceCode } from '../policy.ts';
import type { Text } from './text.ts';

/** How each service is called (spec §3). */
export const SERVICE_NAMES: Readonly<Record<ServiceCode, Text>> = {
  'passport.issue': { hans: '护照颁发', hant: '護照頒發', en: 'Passport issue' },
  'passport.renew': { hans: '护照换发', hant: '護照換發', en: 'Passport renewal' },
  'passport.replace': { hans: '护照补发', hant: '護照補發', en: 'Passport replacement' },
  'travel-document.issue': { hans: '旅行证颁发', hant: '旅行證頒發', en: 'Travel document issue' },
  'travel-document.renew': { hans: '旅行证换发', hant: '旅行證換發', en: 'Travel document renewal' },
  'travel-document.replace': { hans: '旅行证补发', hant: '旅行證補發', en: 'Travel document replacement' },
  'emergency-travel-document': { hans: '应急旅行证', hant: '應急旅行證', en: 'Emergency travel document' },
  pension: {
    hans: '领取养老金资格认证',
    hant: '領取養老金資格認證',
    en: 'Proof of eligibility for a pension',
  },
  'authentication-check': {
    hans: '领事认证查验',
    hant: '領事認證查驗',
    en: 'Check of a consular authentication',
  },
};
