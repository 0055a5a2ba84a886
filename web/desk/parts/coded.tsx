import { Radio } from 'antd';

type Props = {
  legend: string;
  options: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
};

/** One of a list of coded answers; the first question of its sheet. */
export function Coded({ legend, options, value, onChange }: Props) {
  return (
    <fieldset className="coded" data-first>
      <legend>{legend}</legend>
      <Radio.Group
        vertical
        name={legend}
        options={options}
        value={value}
        onChange={(event) => onChange(event.target.value as string)}
      />
    </fieldset>
  );
}
