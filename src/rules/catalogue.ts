/** All rules. The union of ids, the docs, and every list of rules are derived from this one record. */

import { encodingRules } from './encoding.ts';
import { headerRules } from './header.ts';
import { linkRules } from './link.ts';
import { messageRules } from './message.ts';
import { operationRules } from './operation.ts';
import { parameterRules } from './parameter.ts';
import { propertyRules } from './property.ts';
import type { AnyRule } from './rule.ts';
import { schemaContentRules } from './schema-content.ts';
import { schemaLimitRules } from './schema-limit.ts';
import { schemaTypeRules } from './schema-type.ts';
import { schemaValueRules } from './schema-value.ts';
import { securityRules } from './security.ts';
import { serverRules } from './server.ts';
import { webhookRules } from './webhook.ts';
import { xmlRules } from './xml.ts';

export const catalogue = {
  ...operationRules,
  ...serverRules,
  ...webhookRules,
  ...securityRules,
  ...parameterRules,
  ...messageRules,
  ...encodingRules,
  ...xmlRules,
  ...headerRules,
  ...linkRules,
  ...propertyRules,
  ...schemaTypeRules,
  ...schemaValueRules,
  ...schemaLimitRules,
  ...schemaContentRules,
} as const satisfies Readonly<Record<string, AnyRule>>;

export type RuleId = keyof typeof catalogue;

export const RULE_IDS = Object.keys(catalogue) as readonly RuleId[];

export function ruleOf(id: RuleId): AnyRule {
  return catalogue[id];
}
