import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { choose } from '../../../lib/plan/candidates.ts';
import { endpointsInTwoOrders } from '../../support/arbitrary-endpoint.ts';
import { record, wish } from '../../support/zone-records.ts';

const of = (object: string, target: string) =>
  wish({ labels: { resource: `service/shop/${object}` }, targets: [target] });

describe('choose', () => {
  it('tells each loser who won', () => {
    const [winner, loser] = [of('a', '1.1.1.1'), of('b', '2.2.2.2')];
    expect(choose({ current: [], candidates: [loser, winner] })).toEqual({
      winners: new Map([['A', winner]]),
      losers: [{ action: 'None', endpoint: loser, cause: { code: 'RecordConflict', winner } }],
    });
  });

  it('tells a CNAME of the address that shadows it', () => {
    const cname = wish({ recordType: 'CNAME', targets: ['lb.x.com'] });
    expect(choose({ current: [], candidates: [cname, wish()] }).losers).toEqual([
      { action: 'None', endpoint: cname, cause: { code: 'RecordConflict', winner: wish() } },
    ]);
  });

  it('keeps a record without object with the candidate without object', () => {
    const nobody = wish({ labels: {}, targets: ['2.2.2.2'] });
    const { winners } = choose({ current: [record('me', { labels: {} })], candidates: [wish(), nobody] });
    expect(winners.get('A')).toBe(nobody);
  });

  it('does not look at what another type of the row belongs to', () => {
    const current = [record('me', { recordType: 'AAAA', labels: { resource: 'service/shop/b' } })];
    const { winners } = choose({ current, candidates: [of('a', '1.1.1.1'), of('b', '2.2.2.2')] });
    expect(winners.get('A')).toEqual(of('a', '1.1.1.1'));
  });

  it('law: every candidate wins or loses, one wins for each type, whatever the order', () => {
    fc.assert(
      fc.property(endpointsInTwoOrders, ([candidates, shuffled]) => {
        const { winners, losers } = choose({ current: [], candidates });
        expect(winners.size + losers.length).toBe(candidates.length);
        expect(new Map(choose({ current: [], candidates: shuffled }).winners)).toEqual(new Map(winners));
        expect(choose({ current: [], candidates: shuffled }).losers).toEqual(losers);
      }),
    );
  });
});
