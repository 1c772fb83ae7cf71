// Why somebody is on duty, without what stands beside it anyway: the schedule and its times, which are of another clock.

import { t } from './i18n.js';

const ROLES = { PRIMARY: ['主班', 'primary'], SUBSTITUTE: ['替班', 'substitute'] };

const TIME = '(?:–|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d)';
const SENTENCE = new RegExp(`^(?:schedule|值班表) [^,，]+[,，] ?(.*)[:：] ?${TIME} (?:to|至) ${TIME}$`, 's');

/** The roster's sentence about one shift in words that a person uses. */
export function why(reason) {
  if (!reason) return '';
  const about = SENTENCE.exec(reason);
  const cause = about ? about[1] : reason;
  const passed = /^(?:layer .+?, turn \d+|第[^，]+层，第\d+班)(.*)$/s.exec(cause);
  if (passed) return t('byRotation') + passed[1];
  if (/^(?:the calendar brought into layer|第.+层的外部日历$)/.test(cause)) return t('byCalendar');
  return cause.charAt(0).toUpperCase() + cause.slice(1);
}

/** The part about one role of the sentence about a whole post. */
export function whyOf(role, reason) {
  const words = ROLES[role].join('|');
  const others = Object.values(ROLES).flat().join('|');
  return why(new RegExp(`(?:^|[;；] ?)(?:${words})[:：] ?(.*?)(?=[;；] ?(?:${others})[:：]|$)`, 's').exec(reason ?? '')?.[1]);
}
