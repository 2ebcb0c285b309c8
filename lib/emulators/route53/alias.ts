import { canonicalZoneOf } from '../../providers/route53/canonical-zones.ts';
import type { ZoneDraft } from './draft.ts';
import { isWithin } from './name.ts';
import type { RecordSet } from './record-set.ts';

/** Hosts of AWS services; their records live in the services' own zones, which are not emulated. */
const serviceHost =
  /\.(amazonaws\.com(\.cn)?|cloudfront\.net|awsglobalaccelerator\.com|elasticbeanstalk\.com|awsapprunner\.com|on\.aws)\.$/;

const cloudFrontZone = 'Z2FDTNDATAQYW2';

/**
 * What forbids an alias (API reference, AliasTarget):
 *
 *   target zone         target name                must hold
 *   the record's own    within the zone            a set of that name and type is there; never NS or SOA
 *   the record's own    elsewhere                  refused: outside the zone, and so not found
 *   another             an AWS service's           the service's canonical zone, where it is known
 *   another             any other                  refused as above: an alias reaches no other customer zone
 */
export function aliasProblems(draft: ZoneDraft, set: RecordSet): readonly string[] {
  const target = set.AliasTarget;
  if (target === undefined) return [];
  const [zoneId, name] = [target.HostedZoneId ?? '', target.DNSName ?? ''];
  const tried = `Tried to create an alias that targets ${name}, type ${set.Type} in zone ${zoneId}, but`;
  const missing = `${tried} that target was not found`;
  const outside = [`${tried} the alias target name does not lie within the target zone`, missing];
  const { id, name: zoneName } = draft.zone.facts;
  if (zoneId !== id) return isServiceTarget(zoneId, name) ? cloudFrontProblems(draft, set) : outside;
  if (!isWithin(name, zoneName)) return outside;
  const found = draft.at(name).some((other) => other.Type === set.Type);
  return found && set.Type !== 'NS' && set.Type !== 'SOA' ? [] : [missing];
}

function isServiceTarget(zoneId: string, name: string): boolean {
  const canonical = canonicalZoneOf(name.slice(0, -1));
  return serviceHost.test(name) && (canonical === undefined || canonical === zoneId);
}

function cloudFrontProblems({ zone }: ZoneDraft, { Name, Type, AliasTarget }: RecordSet): readonly string[] {
  if (AliasTarget?.HostedZoneId !== cloudFrontZone) return [];
  const named = `RRSet of type ${Type} with DNS name ${Name} is not permitted in zone ${zone.facts.name}`;
  return [
    ...(AliasTarget.EvaluateTargetHealth === true
      ? [`${named} as EvaluateTargetHealth must be false for an alias to a CloudFront distribution.`]
      : []),
    ...(zone.facts.visibility === 'private'
      ? [`${named} as an alias to a CloudFront distribution is not possible in a private zone.`]
      : []),
  ];
}
