import { need } from './need.js';
import { COLOURS, type ColourName, type Scheme, type Theme } from './theme.js';

export interface ThemeForm {
  /** Which of the two sets of colours is edited. */
  readonly scheme: Scheme;
  /** Writes a theme into the fields. */
  show(theme: Theme): void;
}

const HEX = /^#[0-9a-f]{6}$/i;

/** Calls `onChange` with the theme as the fields say it; a colour that is none is not taken. */
export function connectThemeForm(
  form: HTMLFormElement,
  current: () => Theme,
  onChange: (theme: Theme) => void,
): ThemeForm {
  const field = <E extends HTMLElement>(id: string): E => need<E>(form, `#${id}`);
  const scheme = (): Scheme => (new FormData(form).get('scheme') === 'dark' ? 'dark' : 'light');
  const setColour = (name: ColourName, value: string): void => {
    const theme = current();
    onChange({ ...theme, [scheme()]: { ...theme[scheme()], [name]: value.toLowerCase() } });
  };

  const show = (theme: Theme): void => {
    for (const { name } of COLOURS) {
      const value = theme[scheme()][name];
      field<HTMLInputElement>(`pick-${name}`).value = value;
      const hex = field<HTMLInputElement>(`hex-${name}`);
      // Somebody in the middle of typing is left alone.
      if (hex !== document.activeElement) hex.value = value;
    }
    for (const name of ['radius', 'width'] as const) {
      field<HTMLInputElement>(name).value = String(theme[name]);
      need(form, `[data-output="${name}"]`).textContent = `${theme[name]} px`;
    }
    field<HTMLSelectElement>('font').value = theme.font;
    field<HTMLSelectElement>('shadow').value = theme.shadow;
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const { pick, hex } = target.dataset;
    if (pick !== undefined) setColour(pick as ColourName, target.value);
    else if (hex !== undefined) {
      const isColour = HEX.test(target.value);
      target.setAttribute('aria-invalid', String(!isColour));
      if (isColour) setColour(hex as ColourName, target.value);
    } else if (target.name === 'scheme') onChange(current());
    else if (target.id === 'font') onChange({ ...current(), font: target.value });
    else if (target.id === 'shadow') onChange({ ...current(), shadow: target.value });
    else if (target.id === 'radius' || target.id === 'width') {
      onChange({ ...current(), [target.id]: Number(target.value) });
    }
  });
  return {
    get scheme() {
      return scheme();
    },
    show,
  };
}
