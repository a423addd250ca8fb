import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Slate: grey with a trace of blue, so that pictures carry the colour. */
const dark: MantineColorsTuple = [
  '#e8ecef', '#c5ccd3', '#9aa4ae', '#727d88', '#3b444d', '#2b323a', '#1d2328', '#12161a', '#0d1013', '#090b0d',
];
const gray: MantineColorsTuple = [
  '#f5f7f8', '#eceff2', '#e0e5e9', '#cfd6dc', '#b3bdc6', '#8b97a3', '#606d79', '#475360', '#2f3944', '#1a2129',
];
const lagoon: MantineColorsTuple = [
  '#e3f8f6', '#c4efeb', '#95e2db', '#62d3ca', '#3cc4bb', '#23a9a1', '#148a84', '#0c726d', '#095b57', '#064542',
];

export const theme = createTheme({
  colors: { dark, gray, lagoon },
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  black: '#161c22',
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '0.9375rem' }, h2: { fontSize: '0.875rem' } } },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Button: { defaultProps: { size: 'sm', variant: 'filled' } },
    Menu: { defaultProps: { shadow: 'lg', offset: 6, withinPortal: true } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Popover: { defaultProps: { shadow: 'lg', offset: 6, withinPortal: true } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.6, blur: 2 } } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right', comboboxProps: { shadow: 'lg', offset: 4 } } },
  },
});

/** The studio's own tokens; everything outside this file names colours by these. */
export const tokens: CSSVariablesResolver = () => ({
  variables: {
    '--cs-rail-width': '76px',
    '--cs-topbar-height': '48px',
    '--cs-bottombar-height': '58px',
    '--cs-ease': 'cubic-bezier(.2, .7, .2, 1)',
  },
  dark: {
    '--mantine-color-body': '#12161a',
    '--mantine-color-dimmed': '#9aa4ae',
    '--mantine-color-placeholder': '#808b96',
    '--mantine-color-error': '#ff8f86',
    '--cs-canvas': '#0b0e10',
    '--cs-chrome': '#0f1215',
    '--cs-panel': '#161b1f',
    '--cs-raised': '#1d2328',
    '--cs-hover': '#20272d',
    '--cs-line': '#242b31',
    '--cs-line-strong': '#3b444d',
    '--cs-field': '#0f1316',
    '--cs-text': '#e8ecef',
    '--cs-dim': '#9aa4ae',
    '--cs-accent': '#3cc4bb',
    '--cs-accent-text': '#5fd6cd',
    '--cs-accent-soft': '#3cc4bb1f',
    '--cs-on-accent': '#04201e',
    '--cs-ok': '#52c98b',
    '--cs-warn': '#e9b44c',
    '--cs-warn-soft': '#e9b44c1a',
    '--cs-danger': '#ff8f86',
    '--cs-danger-soft': '#ff6b611f',
    '--cs-shadow': '0 1px 2px #0006, 0 8px 28px #0007',
  },
  light: {
    '--mantine-color-body': '#f5f7f8',
    '--mantine-color-text': '#161c22',
    '--mantine-color-dimmed': '#596673',
    '--mantine-color-placeholder': '#6c7884',
    '--mantine-color-error': '#b3261e',
    '--cs-canvas': '#e6eaed',
    '--cs-chrome': '#f0f2f4',
    '--cs-panel': '#fafbfc',
    '--cs-raised': '#ffffff',
    '--cs-hover': '#e7ebee',
    '--cs-line': '#dbe0e5',
    '--cs-line-strong': '#b9c2ca',
    '--cs-field': '#ffffff',
    '--cs-text': '#161c22',
    '--cs-dim': '#56626e',
    '--cs-accent': '#0c726d',
    '--cs-accent-text': '#0a6661',
    '--cs-accent-soft': '#0c726d17',
    '--cs-on-accent': '#ffffff',
    '--cs-ok': '#1c7a48',
    '--cs-warn': '#8a5a00',
    '--cs-warn-soft': '#e9a10024',
    '--cs-danger': '#b3261e',
    '--cs-danger-soft': '#b3261e14',
    '--cs-shadow': '0 1px 2px #1a21291a, 0 8px 28px #1a212924',
  },
});
