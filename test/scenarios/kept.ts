import { expect } from '@jest/globals';
import { ingress, service } from './manifests.ts';
import type { Scenario } from './scenario.ts';
import { resultLines } from './stage.ts';

/** What is kept, or held until it is approved, when nobody asks for it any more. */
export const kept: readonly Scenario[] = [
  {
    title: 'a record stays while its load balancer is being replaced',
    async play(stage) {
      await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
      await stage.run();
      await stage.apply(service('api', 'api.example.com'));
      await stage.run();
      expect(await stage.records()).toContain('A api.example.com. 192.0.2.1');
      await stage.run(['--source=service', '--source=ingress', '--on-missing-targets=delete']);
      expect(await stage.records()).toEqual([]);
    },
  },
  {
    title: 'losing every object at once holds the deletions until their checksum is approved',
    async play(stage) {
      const services = [1, 2, 3].map((index) => service(`s${index}`, `s${index}.example.com`, `192.0.2.${index}`));
      await stage.apply(...services);
      await stage.run();
      await stage.remove(...services);
      const held = await stage.run();
      expect(resultLines(held)).toEqual([
        'DeletionsHeld A s1.example.com',
        'DeletionsHeld A s2.example.com',
        'DeletionsHeld A s3.example.com',
      ]);
      expect(await stage.records()).toHaveLength(6);
      const approval = /--approve=([0-9a-f]+)/.exec(held.report.results[0]?.message ?? '')?.[1];
      await stage.run([`--source=service`, '--source=ingress', `--approve=${approval}`]);
      expect(await stage.records()).toEqual([]);
    },
  },
  {
    title: 'the policy upsert-only keeps a record that nobody asks for any more',
    async play(stage) {
      await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
      await stage.run();
      await stage.remove(service('api', ''));
      expect(resultLines(await stage.run(['--source=service', '--policy=upsert-only']))).toEqual([
        'PolicyForbids A api.example.com',
      ]);
      expect(await stage.records()).toContain('A api.example.com. 192.0.2.1');
    },
  },
  {
    title: 'a run narrowed to one source leaves what the other source asks for',
    async play(stage) {
      await stage.apply(
        service('api', 'api.example.com', '192.0.2.1'),
        ingress('web', ['web.example.com'], 'lb.example.net'),
      );
      await stage.run();
      const narrowed = await stage.run(undefined, {}, { sources: ['service'] });
      expect(resultLines(narrowed)).toEqual(['Deferred CNAME web.example.com']);
      expect(await stage.records()).toContain('CNAME web.example.com. lb.example.net');
    },
  },
  {
    title:
      'what a source asked for is held when the configuration leaves the source out, run after run, until approved',
    async play(stage) {
      await stage.apply(
        service('api', 'api.example.com', '192.0.2.1'),
        ingress('web', ['web.example.com'], 'lb.example.net'),
      );
      await stage.run();
      await stage.expectNews('Ingress/web Normal RecordReady Created', 'Service/api Normal RecordReady Created');
      const services = ['--source=service'];
      const held = await stage.run(services);
      expect(resultLines(held)).toEqual(['DeletionsHeld CNAME web.example.com']);
      expect(held.report.results[0]?.message).toContain('this run does not read the source ingress');
      await stage.expectNews('Ingress/web Warning RecordError FailedSync');
      // A later run has news of its own to write, and the one after it may not take its scope for the last word.
      await stage.apply(service('new', 'new.example.com', '192.0.2.2'));
      for (const _ of [1, 2])
        expect(resultLines(await stage.run(services))).toContain('DeletionsHeld CNAME web.example.com');
      expect(await stage.records()).toContain('CNAME web.example.com. lb.example.net');
      const approval = held.report.results[0]?.approval;
      expect(resultLines(await stage.run([...services, '--dry-run', `--approve=${approval}`]))).toEqual([
        'DryRun CNAME web.example.com',
      ]);
      await stage.run([...services, `--approve=${approval}`]);
      expect(await stage.records()).not.toContain('CNAME web.example.com. lb.example.net');
      expect(resultLines(await stage.run(services))).toEqual([]);
    },
  },
  {
    title: 'a new filter holds what it leaves out until that is approved, and nothing after that',
    async play(stage) {
      const web = service('web', 'web.example.com', '192.0.2.1');
      const labelled = [1, 2, 3].map((index) => {
        const manifest = service(`s${index}`, `s${index}.example.com`, '192.0.2.2');
        return { ...manifest, metadata: { ...manifest.metadata, labels: { team: 'web' } } };
      });
      await stage.apply(web, ...labelled);
      await stage.run();
      const flags = ['--source=service', '--source=ingress', '--label-filter=team=web'];
      const held = await stage.run(flags);
      expect(resultLines(held)).toEqual(['DeletionsHeld A web.example.com']);
      await stage.run([...flags, `--approve=${held.report.results[0]?.approval}`]);
      for (const gone of labelled.slice(0, 2)) {
        await stage.remove(gone);
        expect(resultLines(await stage.run(flags))).toEqual([`Success A ${gone.metadata.name}.example.com`]);
      }
    },
  },
];
