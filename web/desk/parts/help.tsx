import { Checkbox } from 'antd';
import { setKeysOn, useActiveKeys, useKeysOn } from '../keys.ts';
import { useWords } from '../words.ts';
import { Dialog } from './dialog.tsx';

const GROUPS = ['everywhere', 'here', 'deciding', 'looking'] as const;

/** All keys that work on this page at this moment. */
export function Help({ onClose }: { onClose: () => void }) {
  const say = useWords();
  const keys = useActiveKeys();
  const isOn = useKeysOn();
  return (
    <Dialog title={say('keys')} onClose={onClose}>
      <div className="help-groups">
        {GROUPS.map((group) => {
          const own = keys.filter((binding) => binding.group === group);
          if (own.length === 0) return null;
          return (
            <section key={group}>
              <h3>{say(`group.${group}`)}</h3>
              <dl>
                {own.map(({ key, label }) => (
                  <div key={`${key} ${label}`}>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{label}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <p className="soft">{say('keysHint')}</p>
      <Checkbox checked={isOn} onChange={(event) => setKeysOn(event.target.checked)}>
        {say('keysOn')}
      </Checkbox>
    </Dialog>
  );
}
