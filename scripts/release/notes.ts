import type { Section } from './changelog.ts';

/** What goes with a release: what changed, and how its files are deployed without this tree. Markdown. */
export const releaseNotes = (name: string, { version, date, text }: Section): string => `# ${name} ${version}, ${date}

${text.replace(/^### /gm, '## ')}

## Files

| file | what it is |
| --- | --- |
| \`${name}-sync-${version}.zip\` | the function that keeps Route 53 in step: handler \`dist/sync.handler\` |
| \`${name}-explain-${version}.zip\` | the function that tells what became of a name: handler \`dist/explain.handler\` |
| \`${name}-terraform-${version}.zip\` | a Terraform module that deploys the first of them; its README has an example |
| \`SHA256SUMS\` | for \`sha256sum -c SHA256SUMS\` |

Both run on \`nodejs24.x\`, arm64 or x86_64, with 1024 MB and their settings in the environment. SAM and CloudFormation take a zip as
the \`CodeUri\` or \`Code\` of a function; the schedule, the role and the timeouts are those of the Terraform module.
`;
