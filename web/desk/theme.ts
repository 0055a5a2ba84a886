import type { ThemeConfig } from 'antd';

/**
 * The design language (docs/design-language.md) as Ant Design's tokens. Its styles are written at build time with these
 * very tokens (static-styles.tsx), since the content policy lets no script add a style.
 */
export const THEME = {
  hashed: false,
  zeroRuntime: true,
  cssVar: { key: 'desk' },
  token: {
    colorPrimary: '#17507a',
    colorInfo: '#17507a',
    colorLink: '#17507a',
    colorError: '#a5281b',
    colorWarning: '#b87400',
    colorSuccess: '#22603f',
    colorInfoBg: '#e8f0f6',
    colorErrorBg: '#fbecea',
    colorWarningBg: '#fdf1d8',
    colorSuccessBg: '#e7f2ea',
    colorBgLayout: '#f6f4ee',
    colorText: '#1b1a17',
    colorTextSecondary: '#55524a',
    colorTextTertiary: '#55524a',
    colorTextDescription: '#55524a',
    colorTextPlaceholder: '#6b675d',
    colorBorder: '#857f70',
    colorBorderSecondary: '#d9d4c7',
    colorSplit: '#d9d4c7',
    borderRadius: 4,
    borderRadiusLG: 4,
    borderRadiusSM: 4,
    fontSize: 14,
    controlHeight: 32,
    fontFamily: 'var(--sans)',
    fontFamilyCode: 'var(--mono)',
    boxShadow: 'none',
    boxShadowSecondary: 'none',
    motionDurationFast: '0.12s',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.12s',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
  },
} as const satisfies ThemeConfig;
