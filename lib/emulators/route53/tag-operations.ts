import { z } from 'zod';
import type { Account } from './account.ts';
import type { Call, Operation } from './call.ts';
import { invalidInput } from './errors.ts';
import { limits } from './limits.ts';
import { constraintError, validationErrors } from './validation-errors.ts';
import type { HostedZone } from './zone.ts';
import { checkZoneId, zoneOf } from './zone-operations.ts';

const tagSet = ({ facts, tags }: HostedZone): object => ({
  ResourceType: 'hostedzone',
  ResourceId: facts.id,
  Tags: { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) },
});

function checkResourceType({ path }: Call): void {
  const type = path['resourceType'] ?? '';
  if (type === 'hostedzone') return;
  const constraint = 'Member must satisfy enum value set: [healthcheck, hostedzone]';
  throw invalidInput(`1 validation error detected: ${constraintError(type, 'resourceType', constraint)}`);
}

/** ListTagsForResource. */
export const listTagsForResource: Operation = (account, call) => {
  checkResourceType(call);
  return { root: 'ListTagsForResourceResponse', content: { ResourceTagSet: tagSet(zoneOf(account, call)) } };
};

const resourceIds = z.strictObject({
  ResourceIds: z.strictObject({ ResourceId: z.array(z.string().max(64)).min(1) }),
});

/** ListTagsForResources: at most ten bare ids. */
export const listTagsForResources: Operation = (account, call) => {
  checkResourceType(call);
  const request = resourceIds.safeParse(call.body?.content, { reportInput: true });
  if (!request.success) throw invalidInput(validationErrors(request.error.issues));
  const ids = request.data.ResourceIds.ResourceId;
  checkCount(ids);
  return {
    root: 'ListTagsForResourcesResponse',
    content: { ResourceTagSets: { ResourceTagSet: ids.map((id) => tagSet(taggedZone(account, id))) } },
  };
};

function checkCount(ids: readonly string[]): void {
  const limit = limits.tagResourcesPerCall;
  if (ids.length <= limit) return;
  const constraint = `Member must have length less than or equal to ${limit}`;
  throw invalidInput(
    `1 validation error detected: ${constraintError(`[${ids.join(', ')}]`, 'resourceIds', constraint)}`,
  );
}

function taggedZone(account: Account, id: string): HostedZone {
  checkZoneId(id);
  return account.zone(id);
}

const tagChange = z.strictObject({
  AddTags: z
    .strictObject({
      Tag: z.array(z.strictObject({ Key: z.string().max(128), Value: z.string().max(256).default('') })),
    })
    .optional(),
  RemoveTagKeys: z.strictObject({ Key: z.array(z.string().max(128)) }).optional(),
});

/** ChangeTagsForResource. */
export const changeTagsForResource: Operation = (account, call) => {
  checkResourceType(call);
  const request = tagChange.safeParse(call.body?.content, { reportInput: true });
  if (!request.success) throw invalidInput(validationErrors(request.error.issues));
  const { tags } = zoneOf(account, call);
  for (const { Key, Value } of request.data.AddTags?.Tag ?? []) tags.set(Key, Value);
  for (const key of request.data.RemoveTagKeys?.Key ?? []) tags.delete(key);
  return { root: 'ChangeTagsForResourceResponse', content: {} };
};
