import { styleText } from 'node:util';
import { sentence } from '../../lib/config/settings.ts';
import type { Imported } from '../../lib/import/import.ts';
import type { Note } from '../../lib/import/installation.ts';
import { type Parameters, serverlessBlock } from './serverless-block.ts';
import { wrap } from './wrap.ts';

/** The settings as serverless.yml takes them, then what is not among them, what is different, and how to go on. */
export function importText(imported: Imported, parameters: Parameters): string {
  const { origin, settings, toDo, without, differences, next } = imported;
  const sections = [
    section('For serverless.yml', indented(serverlessBlock(settings, parameters))),
    section('To be seen to by you', toDo.map(noteText).join('\n')),
    section('Not taken over, and nothing is lost', without.map(noteText).join('\n')),
    section('What is different', differences.map((each) => bullet(each)).join('\n')),
    section('Next (docs/migrate.md says more)', next.map((each) => `  ${each}`).join('\n')),
  ];
  return `${styleText('bold', `From ${origin}`)}\n\n${sections.join('')}`;
}

const section = (title: string, body: string): string =>
  body === '' ? '' : `${styleText('bold', title)}\n${body}\n\n`;

const indented = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '  ');

function noteText({ item, value, text }: Note): string {
  const named = value === undefined ? item : `${item}=${value}`;
  return bullet(sentence(`${named}: ${text}`));
}

const bullet = (text: string): string => wrap(text, '    ').replace(/^ {4}/, '  - ');
