import { useEffect } from 'react';

/**
 * Hears of changed orders while the page is open. The browser reconnects by itself; after a gap `onChange` is called
 * once without a number, since news may have been missed.
 */
export function useLive(
  path: '/v1/events' | '/v1/staff/events',
  onChange: (orderNumber: string | undefined) => void,
): void {
  useEffect(() => {
    const source = new EventSource(path);
    let opened = false;
    source.addEventListener('open', () => {
      if (opened) onChange(undefined);
      opened = true;
    });
    source.addEventListener('change', (event) => {
      onChange((JSON.parse((event as MessageEvent<string>).data) as { orderNumber: string }).orderNumber);
    });
    return () => source.close();
  }, [path, onChange]);
}
