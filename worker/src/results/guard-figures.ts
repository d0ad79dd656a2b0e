/** What was wrong with a picture that a provider made. */
export type GuardReason =
  | 'undecodable'
  | 'blank'
  | 'wrong_aspect'
  | 'garment_returned'
  | 'unchanged'
  | 'face_moved';

/** How many pictures of each provider passed, and how many did not and why, since the process started. */
export interface GuardFigures {
  note(provider: string, outcome: 'ok' | GuardReason): void;
  read(): readonly GuardFigure[];
}

export interface GuardFigure {
  readonly provider: string;
  readonly outcome: 'ok' | GuardReason;
  readonly pictures: number;
}

export function createGuardFigures(): GuardFigures {
  const counts = new Map<string, { provider: string; outcome: 'ok' | GuardReason; pictures: number }>();
  return {
    note(provider, outcome) {
      const key = `${provider} ${outcome}`;
      const figure = counts.get(key) ?? { provider, outcome, pictures: 0 };
      figure.pictures++;
      counts.set(key, figure);
    },
    read: () => [...counts.values()].map((figure) => ({ ...figure })),
  };
}
