/** A guard or an invariant that is switched off, by changes of the text. */
export interface Mutation {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The danger that the guard is there for (trials/); absent for what `invariants.test.ts` has to find. */
  readonly danger?: string;
}

interface Edit {
  readonly file: string;
  /** Must be there exactly once. */
  readonly from: string;
  readonly to: string;
}

const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });

const guard = (title: string, danger: string, ...edits: readonly Edit[]): Mutation => ({ title, danger, edits });

const guards = 'lib/plan/guard/guard.ts';
const gate = 'lib/plan/guard/source-gate.ts';
const limits = 'lib/plan/guard/deletion-limits.ts';
const absences = 'lib/run/absences.ts';
const decide = 'lib/run/decide.ts';
const plan = 'lib/plan/plan.ts';
const carryOut = 'lib/run/carry-out.ts';

/** What protects the records. */
const guardMutations: readonly Mutation[] = [
  guard('source gate: the whole', 'Services cannot be listed', edit(guards, '  gateAbsences,\n', '')),
  guard(
    'source gate: one namespace',
    'a namespace cannot be listed',
    edit(gate, 'return unseen === undefined ? seen !== namespace : unseen === namespace;', 'return false;'),
  ),
  guard(
    'source gate: records without a label',
    'Services cannot be listed, and a record has no label',
    edit(gate, 'if (origin === undefined) return parts[0];', 'if (origin === undefined) return undefined;'),
  ),
  guard(
    'source gate: taking over',
    'Services cannot be listed, and an Ingress with an address asks for a name of theirs',
    edit(gate, 'losesTargets(change) || changesHands(change) ? explain(change.current) : undefined', 'undefined'),
  ),
  guard(
    'source gate: a record of another type in its place',
    'Services cannot be listed, and an Ingress asks for a name of theirs',
    edit(gate, "case 'Create':\n      return ofRow;", "case 'Create':\n      return undefined;"),
    edit(gate, 'return explain(change.endpoint) ?? ofRow;', 'return ofRow ? undefined : explain(change.endpoint);'),
  ),
  guard(
    'source gate: a CRD that is missing',
    'a CRD is not installed any more',
    edit(
      absences,
      "failure?.kind === 'missing' && writers.every((writer) => writer !== undefined && writer.source.name !== name)",
      "failure?.kind === 'missing'",
    ),
  ),
  guard(
    'source gate: a kind that is no longer served',
    'one kind of a source is not served any more',
    edit(absences, '...lostKinds(reading, writers).map(', '...lostKinds(reading, []).map('),
  ),
  guard('malformed objects', 'an object is malformed', edit(guards, '  keepMalformedObjects,\n', '')),
  guard(
    'malformed objects: targets',
    'the only target of an object is none',
    edit(
      'lib/plan/guard/malformed-objects.ts',
      "new Set(['InvalidObject', 'InvalidTarget'])",
      "new Set(['InvalidObject'])",
    ),
  ),
  guard(
    'zones that cannot be read',
    'a zone that a name moves to cannot be read',
    edit(guards, '  keepForHiddenZones,\n', ''),
  ),
  guard(
    'missing targets',
    'the addresses of the load balancers are awaited',
    edit(guards, '  keepMissingTargets,\n', ''),
  ),
  guard('deletion limits: all of them', 'most names of a zone go at once', edit(guards, '  holdDeletions,\n', '')),
  guard(
    'deletion limits: the share of a zone',
    'most names of a zone go at once',
    edit(limits, 'return leaving > overCount && leaving', 'return leaving < 0 && leaving'),
  ),
  guard(
    'deletion limits: the last of a zone',
    'all names of a zone go at once',
    edit(limits, '(emptied ? emptyingLimit(ownedThere, limits) : undefined)', 'undefined'),
  ),
  guard(
    'deletion limits: the whole run',
    'more names go than may go in one run',
    edit(limits, 'if (deletions.length > limits.overTotal) {', 'if (deletions.length < 0) {'),
  ),
  guard(
    'deletion limits: which plan was approved',
    'the deletions of another plan are approved',
    edit(limits, 'limits.approve === sum', 'limits.approve !== undefined'),
  ),
  guard('adoptions', 'a record may be taken over, and nobody has approved it', edit(guards, '  holdAdoptions,\n', '')),
  guard(
    'adoptions: which plan was approved',
    'a record may be taken over, and another plan was approved',
    edit('lib/plan/guard/adoptions.ts', 'limits.approve === sum', 'limits.approve !== undefined'),
  ),
  guard(
    'the scope of the last writing run',
    'the next run reads fewer sources',
    edit(decide, '        dropped: outsideScope(configured, lastScope),', '        dropped: [],'),
  ),
  guard(
    'the scope of the configuration',
    'a payload leaves out a source',
    edit(decide, '...outsideScope(scope, configured).map(deferred)', ''),
  ),
  guard(
    'ownership: records of nobody',
    'the record of a name that is asked for belongs to nobody',
    edit(
      plan,
      "    case 'none':\n      return { code: 'OwnerConflict', ownOwner: owner };",
      "    case 'none':\n      return undefined;",
    ),
  ),
  guard(
    'ownership: records of another owner',
    'the record of a name that is asked for belongs to another owner',
    edit(plan, 'return ownership.owner === owner ? undefined : {', 'return ownership.owner ? undefined : {'),
  ),
  guard(
    'ownership: records of two owners',
    'the record of a name that is asked for has two owners',
    edit(plan, "return { code: 'RegistryAmbiguous', ...ambiguity };", 'return undefined;'),
  ),
  guard(
    'the domain filter: wishes',
    'an object asks for names outside the filters',
    edit(plan, "if (!rules.inDomain(endpoint.dnsName)) return { code: 'DomainFiltered' };", ''),
    edit('lib/run/desire.ts', 'const domains = domainFilter(config);', 'const domains = { matches: () => true };'),
  ),
  guard(
    'the domain filter: records',
    'a record that bears our name lies outside the filters',
    edit(plan, "if (!rules.inDomain(endpoint.dnsName)) return { code: 'DomainFiltered' };", ''),
  ),
  guard(
    'compare and swap',
    'another writer changes a record between reading and writing',
    edit(
      'lib/providers/route53/transaction.ts',
      'return { before: [change.current], after: [change.endpoint] };',
      'return { before: [], after: [change.endpoint] };',
    ),
    edit('lib/providers/route53/transaction.ts', "Action: 'CREATE' as const", "Action: 'UPSERT' as const"),
  ),
  guard(
    'the Lease: that of another run',
    'another run holds the Lease',
    edit('lib/cluster/lease.ts', 'return { heldBy: holderIdentity };', ';'),
  ),
  guard(
    'the Lease: lost while writing',
    'another run takes the Lease while this one writes',
    edit(carryOut, 'if (await lease.isHeld(signal)) return undefined;', 'if (lease) return undefined;'),
  ),
  guard(
    'the deadline',
    'the time is up before the first batch',
    edit(carryOut, 'now() + reserveMs > deadline', 'now() < 0'),
  ),
  guard('dry runs: records', 'the run is a dry one', edit(carryOut, 'if (run.config.dryRun)\n', 'if (owner === "")\n')),
  guard(
    'dry runs: events',
    'the run is a dry one',
    edit(
      'lib/sync.ts',
      'const events = config.dryRun ? noEvents :',
      'const events = identity.owner === "" ? noEvents :',
    ),
  ),
  guard(
    'no fan-out where Route 53 throttles',
    'Route 53 throttles every batch',
    edit(
      'lib/providers/route53/change-errors.ts',
      "new Set(['InvalidChangeBatch',",
      "new Set(['Throttling', 'InvalidChangeBatch',",
    ),
  ),
];

const invariant = (title: string, file: string, from: string, to: string): Mutation => ({
  title: `invariant: ${title}`,
  edits: [edit(`test/faults/${file}`, from, to)],
});

const off = (title: string, from: string): Mutation => invariant(title, 'invariants/broken-by.ts', from, '');

/** What would find a guard that is missing. */
const invariantMutations: readonly Mutation[] = [
  off('what was noted under way', '  ...step.violations,\n'),
  off("strangers' records", '  ...strangersTouched(arena, step.after),\n'),
  off('the filters', '  ...outsideFilters(arena, step.after),\n'),
  off('rows and records', '  ...rowsAmiss(arena, step.after),\n'),
  off('blind deletions', '  ...blindDeletions(arena, step),\n'),
  off('hasty deletions', '  ...hastyDeletions(arena, step),\n'),
  off('objects that wait', '  ...abandoned(arena, step),\n'),
  off("another writer's change", '  ...overwritten(step),\n'),
  off('errors that are bugs', '  ...step.outcomes.flatMap(untypedError),\n'),
  off('names that nobody answers', '...unanswered(arena, step, report), '),
  off('results without a cause', ', ...unfit(report)'),
  off('false claims', '  ...(isAlone(step) ? falseClaims(arena, step) : []),\n'),
  off('events that are refused', '  ...refusedEvents(arena),\n'),
  ...['changed', 'passing'].map((name) =>
    invariant(`rest: ${name}`, 'invariants/rest.ts', `...${name}.map(`, `...${name}.slice(0, 0).map(`),
  ),
  invariant(
    'rest: other records',
    'invariants/rest.ts',
    'textsOf(first.after).join() === textsOf(second.after).join()',
    'first',
  ),
  invariant('rest: news', 'invariants/rest.ts', 'news === 0', 'news >= 0'),
  invariant('rest: unexplained records', 'invariants/rest.ts', '    ...unexplained(arena, second, report),\n', ''),
  invariant('rest: refused requests', 'invariants/rest.ts', '    ...refusedRequests(arena),\n', ''),
  invariant('law 2', 'watched-provider.ts', 'if (!isWhole) ', 'if (results.length < 0) '),
  invariant(
    'writes of what is no write',
    'watched-provider.ts',
    '!isWrite(change) && status',
    'isWrite(change) && status',
  ),
  invariant('one writer', 'watched-provider.ts', 'writers.now > 1 &&', 'writers.now > 9 &&'),
  invariant('the deadline', 'deadline.ts', 'return time + reserveMs > deadline', 'return time < 0 && deadline < 0'),
  invariant('what must stay', 'trials/trial.ts', '!left.has(each.key)', 'left.has(each.key)'),
  invariant('what must be still', 'trials/trial.ts', 'before.map(({ text }) => text).join() ===', 'before ||'),
  invariant('the Lease', 'trials/writers.ts', 'length > 1', 'length > 100'),
  invariant('throttling', 'trials/writers.ts', 'batches.mostTries > calmAttempts', 'batches.mostTries > 100'),
  invariant('dry runs', 'trials/writers.ts', "!['get', 'list', 'watch'].includes(verb)", "verb === ''"),
];

/** Every guard and every invariant, each switched off on its own. */
export const mutations: readonly Mutation[] = [...guardMutations, ...invariantMutations];
