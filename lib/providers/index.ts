import type { Config } from '../config/config.ts';
import { aws } from './aws.ts';

/** Every provider, by the value of `--provider` that chooses it. */
export const providers = { aws } as const satisfies Readonly<Record<Config['provider'], { readonly name: string }>>;
