/**
 * Account numbers and request ids, as services write them into their errors. They mean nothing to whoever reads a note,
 * should not be spread, and a request id would make every repeat a new event: notes go without, annotations name them.
 *
 * | in a text                                          | in a note                        |
 * |----------------------------------------------------|----------------------------------|
 * | `arn:aws:sts::123456789012:assumed-role/sync`      | `arn:aws:sts::…:assumed-role/sync` |
 * | `the account 123456789012`                         | `the account …`                  |
 * | `(Request ID: 0d9e8c1a-...)`, `RequestID: 0d9e...` | nothing                          |
 *
 * Twelve digits in a name, a quoted value or a word are no account number.
 */
const accountInArn = /(?<=\barn:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9-]*:)\d{12}(?=:)/g;
const bareAccount = /(?<![\w.:/"'-])\d{12}(?![\w"'/-]|\.\w)/g;
const requestId = /[\s,;]*\(?\brequest ?id[:=]?\s*["']?([A-Za-z0-9-]{8,})["']?\)?/gi;

/** What may stand in a note. */
export const withoutIdentifiers = (text: string): string =>
  text.replace(requestId, '').replace(accountInArn, '…').replace(bareAccount, '…');

/** The account numbers in a text, each once. */
export const accountsIn = (text: string): readonly string[] => [
  ...new Set([accountInArn, bareAccount].flatMap((pattern) => text.match(pattern) ?? [])),
];

/** The request ids in a text, each once. */
export const requestIdsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(requestId)].map(([, id = '']) => id)),
];
