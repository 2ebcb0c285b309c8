import type { Config } from '../config/config.ts';
import type { RecordType } from './endpoint.ts';

/** `--managed-record-types` without `--exclude-record-types`: an excluded type is not managed, whatever the other list says. */
export const managedTypes = ({
  managedRecordTypes,
  excludeRecordTypes,
}: Pick<Config, 'managedRecordTypes' | 'excludeRecordTypes'>): ReadonlySet<RecordType> =>
  new Set(managedRecordTypes.filter((type) => !excludeRecordTypes.includes(type)));
