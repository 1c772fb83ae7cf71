// The console's own words, Chinese and English side by side so that neither is forgotten.

import { ROSTER } from './words-roster.js';

const WORDS = {
  ...ROSTER,
  tagline: ['故障应急指挥', 'Incident response'],
  incidents: ['故障事件', 'Incidents'],
  onCall: ['当前值班', 'On call'],
  notices: ['公告', 'Notices'],
  writeNotice: ['发布公告', 'Write a notice'],
  'why:writeNotice': ['立即在所选渠道发出，不能收回已发出的短信和邮件。', 'It goes out at once; what went by SMS or e-mail cannot be called back.'],
  reviseNotice: ['修订', 'Revise'],
  'why:reviseNotice': ['新内容立即取代旧内容；已发出的不再重发，各单位须重新确认。', 'The new words take the old ones’ place at once. Nothing is sent again; the units confirm anew.'],
  withdrawNotice: ['撤回公告', 'Withdraw'],
  'why:withdrawNotice': ['确定撤回？公告不再显示，尚未发出的也不再发送。此操作不能撤销。', 'Take it back? It shows no longer, and what still waits is not sent. This cannot be undone.'],
  noticeChanged: ['其间有人更新了公告，请关闭后重新查看。', 'Somebody changed the notice meanwhile. Close this and look again.'],
  putRight: ['请更正以下内容：', 'Please put this right:'],
  holdsUntil: ['有效期至', 'Holds until'],
  allUnits: ['所有单位', 'All units'],
  chosenUnits: ['指定单位', 'Chosen units'],
  inEnglish: ['英文（可选，不填则用中文）', 'English (optional; else the text above)'],
  'field:type': ['类型', 'Type'],
  'field:title': ['标题', 'Title'],
  'field:body': ['正文', 'Body'],
  'field:audience': ['发给', 'For'],
  'field:channels': ['渠道', 'Channels'],
  'field:expiresAt': ['有效期至（可选）', 'Holds until (optional)'],
  'field:refersTo': ['恢复的是哪个暂停通知', 'Which suspension is over'],
  'field:exercise': ['演练', 'Drill'],
  noNotices: ['还没有公告', 'No notices yet'],
  'notice:FAULT': ['故障公告', 'Fault'],
  'notice:SUSPENSION': ['暂停通知', 'Suspension'],
  'notice:PROGRESS': ['进展通报', 'Progress'],
  'notice:RESTORATION': ['恢复公告', 'Restoration'],
  'notice:GENERAL': ['一般公告', 'General'],
  withdrawn: ['已撤回', 'Withdrawn'],
  confirmations: ['确认情况', 'Confirmations'],
  confirmedUnits: ['个单位已确认', 'units have confirmed'],
  confirmedBy: ['确认人', 'Confirmed by'],
  confirmRead: ['确认已阅', 'Confirm as read'],
  confirmedRead: ['已确认', 'Confirmed'],
  'confirmation:CONFIRMED': ['已确认', 'Confirmed'],
  'confirmation:OUTDATED': ['确认的是旧版', 'Confirmed an earlier revision'],
  'confirmation:OPEN': ['未确认', 'Not yet'],
  report: ['上报故障', 'Report'],
  signIn: ['登录', 'Sign in'],
  signInLead: ['用管理员密钥登录，或直接使用令牌。', 'Use the administrator’s secret, or a token you already have.'],
  signInHow: ['密钥在 ./tocsin up 结束时显示；个人令牌：', './tocsin up shows the secret when it is done; a person’s token:'],
  secret: ['管理员密钥', 'Administrator’s secret'],
  as: ['以人员身份（可选）', 'As a person (optional)'],
  asHint: ['人员编号，如 wang-ming；仅演示环境可用', 'A person’s id such as wang-ming; try-out only'],
  bySecret: ['密钥', 'Secret'],
  byToken: ['令牌', 'Token'],
  token: ['令牌', 'Bearer token'],
  signOut: ['退出登录', 'Sign out'],
  badToken: ['令牌无效，请检查后重试。', 'That token is not valid. Check it and try again.'],
  expired: ['登录已过期，请重新登录。', 'Your sign-in has ended. Please sign in again.'],
  live: ['实时', 'Live'],
  polling: ['定时刷新', 'Polling'],
  offline: ['连接中断', 'Offline'],
  liveHint: ['更新随时到达', 'Updates arrive as they happen'],
  pollingHint: ['实时通道暂不可用，每 5 秒刷新', 'No live stream just now; refreshed every 5 s'],
  offlineHint: ['正在重新连接', 'Reconnecting'],
  open: ['进行中', 'Open'],
  restored: ['已恢复', 'Restored'],
  all: ['全部', 'All'],
  'filter:open': ['故障处置中', 'The fault is being worked on'],
  'filter:restored': ['已恢复，响应未结束', 'Restored, response not ended'],
  'filter:all': ['包括已结束的', 'Also those that are over'],
  noneToEnd: ['没有待结束的响应', 'No response waits for its end'],
  quiet: ['一切正常', 'All quiet'],
  quietHint: ['当前没有进行中的故障事件。新的上报会立即出现在这里。', 'No incident is open. A new one shows here the moment it is reported.'],
  noneYet: ['还没有故障事件', 'No incidents yet'],
  pickOne: ['选择左侧的事件查看处置过程', 'Pick an incident to see how it is being handled'],
  loading: ['加载中…', 'Loading…'],
  back: ['返回列表', 'Back to the list'],
  acknowledge: ['我来处理', 'Acknowledge'],
  acknowledged: ['已确认接手', 'Acknowledged'],
  acknowledgedBy: ['接手', 'Taken up by'],
  nobodyYet: ['尚无人接手', 'Nobody yet'],
  facts: ['概况', 'Facts'],
  system: ['信息系统', 'System'],
  systemOwner: ['系统责任方', 'System owner'],
  state: ['状态', 'State'],
  serviceState: ['服务状态', 'Service'],
  cause: ['原因', 'Cause'],
  degree: ['影响程度', 'Degree'],
  openedAt: ['发现时间', 'Opened'],
  commander: ['指挥', 'Commander'],
  affected: ['受影响单位', 'Affected units'],
  timeline: ['处置过程', 'Timeline'],
  timelineEmpty: ['尚无记录', 'Nothing on record yet'],
  messageNote: ['条消息进展', 'message update'],
  messageNotes: ['条消息进展', 'message updates'],
  earlier: ['更早的上报', 'Earlier ones'],
  reported: ['各单位上报', 'Reported'],
  liaisons: ['单位联络员', 'Unit liaisons'],
  noSuchIncident: ['没有这个事件。', 'There is no such incident.'],
  builtIn: ['内置默认策略', 'built-in'],
  page: ['呼叫', 'Page'],
  recipients: ['个接收方', 'recipients'],
  recipient1: ['个接收方', 'recipient'],
  deliveries: ['消息送达', 'Messages'],
  deliveriesEmpty: ['尚未发出消息', 'No message has gone out yet'],
  recipient: ['接收人', 'Recipient'],
  channel: ['渠道', 'Channel'],
  attempts: ['投递记录', 'Attempts'],
  exercise: ['【演练】', '[DRILL]'],
  units: ['个单位', 'units'],
  unit1: ['个单位', 'unit'],
  reports: ['次上报', 'reports'],
  report1: ['次上报', 'report'],
  nobody: ['无人值班', 'Nobody on duty'],
  onCallLead: ['每个岗位此刻由谁负责，以及为什么。', 'Who answers for each post right now, and why.'],
  reportLead: ['说明哪个系统在哪个单位出了什么问题；其余由平台判断。', 'Say what fails, where. The platform works out the rest.'],
  unit: ['单位', 'Unit'],
  choose: ['请选择', 'Choose'],
  symptom: ['现象', 'Symptom'],
  symptomHint: ['一句话，例如：无法登录', 'One line, such as: cannot sign in'],
  description: ['补充说明（可选）', 'More (optional)'],
  central: ['疑似中心端公共组件故障', 'A component that all units share seems at fault'],
  drill: ['这是一次演练', 'This is a drill'],
  send: ['上报', 'Send report'],
  sending: ['正在上报…', 'Sending…'],
  accepted: ['已受理', 'Accepted'],
  acceptedHint: ['报告已安全保存，正在归并到事件。', 'Your report is safe and is being matched with others.'],
  toIncident: ['查看事件', 'See the incident'],
  another: ['再报一个', 'Report another'],
  newIncident: ['新事件', 'New incident'],
  theme: ['切换深浅色', 'Light or dark'],
  language: ['English', '中文'],
  user: ['当前用户', 'Signed in as'],
  skip: ['跳到正文', 'Skip to content'],
  failed: ['出错了', 'That did not work'],
  unreachable: ['无法连接到平台。', 'The platform cannot be reached.'],
  'act:assess': ['研判', 'Assess'],
  'act:activate': ['启动响应', 'Activate'],
  'act:change-plan': ['更换预案', 'Change the plan'],
  'act:repair': ['修复完成', 'Repaired'],
  'act:recovery-test': ['记录恢复测试', 'Record a test'],
  'act:approve': ['批准恢复', 'Approve'],
  'act:restore': ['恢复服务', 'Restore'],
  'act:end': ['结束响应', 'End the response'],
  'act:close': ['归档', 'Close'],
  'act:suspend': ['暂停服务', 'Suspend'],
  'act:progress': ['发布进展', 'Progress notice'],
  'act:reject': ['不批准', 'Refuse approval'],
  'act:reopen': ['重新处置', 'Reopen'],
  'act:grade': ['调整级别', 'Change the severity'],
  'act:merge': ['合并', 'Merge'],
  'act:unmerge': ['撤销合并', 'Undo the merge'],
  'act:hand-over': ['移交指挥', 'Hand over command'],
  'act:evaluate': ['演练评估', 'Evaluate the drill'],
  'act:comment': ['备注', 'Comment'],
  'act:false-alarm': ['误报', 'False alarm'],
  'why:assess': ['原因、影响程度，必要时级别。', 'Cause and degree; the severity where the rules miss it.'],
  'why:activate': ['选定专题预案；不用预案须说明理由。', 'By a contingency plan; without one, say why.'],
  'why:change-plan': ['已完成的步骤和记录保留，原预案未完成的步骤随之结束。', 'What is done and recorded stays; what only the former plan has at work ends.'],
  'why:repair': ['做了什么。之后须由未参与修复的人测试。', 'What was done. Somebody who did not repair tests it next.'],
  'why:recovery-test': ['技术测试和业务测试都通过，才能请示恢复。', 'The technical and the business test must pass before it can be approved.'],
  'why:approve': ['批准之后才能恢复服务。', 'Only then can the service be restored.'],
  'why:restore': ['向收到暂停通知的单位发布恢复公告。', 'Tells every unit that got the suspension.'],
  'why:end': ['观察期已过，受影响单位已确认。', 'The observation time is over and the affected units have confirmed.'],
  'why:close': ['终报已批准，整改事项已落实到人。', 'The final report is approved and every action has an owner.'],
  'why:suspend': ['立即向各单位发布暂停通知。', 'The suspension notice goes out at once.'],
  'why:progress': ['向各单位通报进展。', 'Tells the units how it stands.'],
  'why:reject': ['退回处置，已有测试作废。', 'Back to work; the tests so far are void.'],
  'why:reopen': ['故障再次出现。', 'The fault came back.'],
  'why:grade': ['降低级别须由组长说明理由。', 'Only the leader may lower it, with a reason.'],
  'why:merge': ['选择同一系统的主事件。', 'Choose the incident of the same system that it goes into.'],
  'why:unmerge': ['两个事件分开处置。', 'The two incidents part again.'],
  'why:hand-over': ['由谁接替指挥。', 'Who commands from now on.'],
  'why:evaluate': ['演练得到的结论。', 'What the drill showed.'],
  'why:comment': ['所有人都能在处置过程中看到。', 'Everybody reads it on the timeline.'],
  'why:false-alarm': ['没有故障。', 'There is no fault.'],
  'field:cause': ['原因', 'Cause'],
  'field:degree': ['影响程度', 'Degree'],
  'field:scope': ['范围', 'Scope'],
  'field:severity': ['级别', 'Severity'],
  'field:holds': ['完成依据是否属实', 'Is it so all the same'],
  holdsNot: ['否，一并跳过：', 'No, also left out:'],
  'field:reason': ['理由', 'Reason'],
  'field:plan': ['专题预案', 'Plan'],
  'field:summary': ['修复内容', 'What was repaired'],
  'field:kind': ['测试类型', 'Kind of test'],
  'field:passed': ['结果', 'Result'],
  'field:items': ['测试项目（每行一项）', 'What was tested, one a line'],
  'field:expectedRestoration': ['预计恢复时间', 'Expected restoration'],
  'field:instruction': ['对单位的要求', 'Instruction to the units'],
  'field:dataCutOff': ['数据截止时间', 'Data cut-off'],
  'field:backEntryBy': ['补录截止时间', 'Key in the backlog by'],
  'field:into': ['主事件', 'Incident'],
  noOther: ['没有同一系统的其他进行中事件', 'No other open incident of this system'],
  'field:to': ['接替人', 'To'],
  'field:text': ['内容', 'Words'],
  'byTheRules': ['按规则', 'By the rules'],
  'noPlan': ['不使用预案', 'No plan'],
  'passed': ['通过', 'Passed'],
  'failedTest': ['未通过', 'Failed'],
  'cancel': ['取消', 'Cancel'],
  'actDone': ['已记录', 'Done'],
  'checkThese': ['请检查以下内容', 'Please look at these'],
  'changedMeanwhile': ['其间有人更新了事件，请查看后再决定。', 'Somebody changed the incident meanwhile. Look again, then decide.'],
  'steps': ['预案步骤', 'Steps of the plan'],
  'noSteps': ['没有使用预案', 'No plan is being worked'],
  'overdue': ['已超时', 'Overdue since'],
  'dueBy': ['限时', 'Due'],
  'step:WAITING': ['等待', 'Waiting for'],
  'step:OPEN': ['待办', 'To do'],
  'step:STARTED': ['进行中', 'Under way'],
  'step:DONE': ['完成', 'Done'],
  'step:SKIPPED': ['跳过', 'Skipped'],
  'step:start': ['开始', 'Start'],
  'step:done': ['完成', 'Done'],
  'step:skip': ['跳过', 'Skip'],
  'field:evidence': ['完成依据', 'What proves it'],
  'field:option': ['决定', 'Decision'],
  'yes': ['是', 'Yes'],
  'no': ['否', 'No'],
  'papers': ['终报', 'Final report'],
  'paper:NONE': ['尚未撰写', 'Not written yet'],
  'paper:DRAFT': ['草稿', 'Draft'],
  'paper:APPROVED': ['已批准', 'Approved'],
  'paper:summary': ['概述', 'Summary'],
  'paper:cause': ['原因', 'Cause'],
  'paper:impact': ['影响', 'Impact'],
  'paper:measures': ['处置措施', 'Measures'],
  'paper:lessons': ['改进建议', 'Lessons'],
  'paper:write': ['撰写终报', 'Write the report'],
  'paper:approve': ['批准终报', 'Approve the report'],
  'paper:action': ['登记整改项', 'Add an action'],
  'paper:change': ['修改', 'Change'],
  'paper:followUp': ['登记续报', 'Note a follow-up'],
  'paper:print': ['下载打印版', 'Printable page'],
  'why:write': ['概述、原因和处置措施必填，其余由记录生成。', 'Summary, cause and measures are needed; the record says the rest.'],
  'why:approveReport': ['批准后不能再修改。', 'It cannot be changed any more.'],
  'why:followUp': ['上级得知了什么。平台从不自动上报。', 'What the superior was told. The platform never tells by itself.'],
  'actions': ['整改项', 'Actions'],
  'followUps': ['续报', 'Follow-ups'],
  'noOwner': ['无责任人', 'nobody yet'],
  'noDate': ['未定', 'open'],
  'doneOn': ['完成于', 'Done on'],
  'field:remark': ['批语', 'Remark'],
  'field:owner': ['责任人', 'Owner'],
  'field:due': ['完成日期', 'Due'],
  'field:doneOn': ['实际完成', 'Done on'],
  'field:channel': ['方式', 'By'],
  notBuilt: ['该数据暂不可用', 'Not available just now'],
};

const ENUMS = {
  SEV1: ['Ⅰ 特别重大', 'Ⅰ Critical'], SEV2: ['Ⅱ 重大', 'Ⅱ Major'], SEV3: ['Ⅲ 较大', 'Ⅲ Serious'], SEV4: ['Ⅳ 一般', 'Ⅳ Minor'],
  GLOBAL: ['全局', 'Global'], REGIONAL: ['区域', 'Regional'],
  NEW: ['待研判', 'New'], ASSESSED: ['已研判', 'Assessed'], ACTIVE: ['响应中', 'Active'], REPAIRED: ['待测试', 'Repaired'],
  TESTED: ['待批准', 'Tested'], RESTORED: ['已恢复', 'Restored'], ENDED: ['已结束', 'Ended'], CLOSED: ['已归档', 'Closed'],
  FALSE_ALARM: ['误报', 'False alarm'], MERGED: ['已合并', 'Merged'],
  NORMAL: ['正常', 'Normal'], DEGRADED: ['性能下降', 'Degraded'], SUSPENDED: ['已暂停', 'Suspended'],
  MAIN_FUNCTION_DOWN: ['主要功能不可用', 'Main function down'], FULL_STOP: ['完全中断', 'Full stop'], DATA_LOSS: ['数据丢失', 'Data loss'],
  POWER: ['电力', 'Power'], SERVER: ['服务器', 'Server'], DATABASE: ['数据库', 'Database'], STORAGE: ['存储', 'Storage'],
  NETWORK: ['网络', 'Network'], SECURITY_DEVICE: ['安全设备', 'Security device'], APPLICATION: ['应用软件', 'Application'],
  DATA: ['数据', 'Data'], FACILITY: ['机房环境', 'Facility'], SUPPLIER: ['供应商', 'Supplier'], ATTACK: ['攻击', 'Attack'],
  OTHER: ['其他', 'Other'], UNKNOWN: ['未查明', 'Unknown'],
  SMS: ['短信', 'SMS'], EMAIL: ['邮件', 'E-mail'], INTRANET: ['内网', 'Intranet'], CHAT: ['即时消息', 'Chat'], VOICE: ['电话', 'Voice'],
  TECHNICAL: ['技术测试', 'Technical'], BUSINESS: ['业务测试', 'Business'],
  PHONE: ['电话', 'Phone'], WRITING: ['书面', 'In writing'], IN_PERSON: ['当面', 'In person'],
  PRIMARY: ['主班', 'Primary'], SUBSTITUTE: ['替班', 'Substitute'],
  REPORTER: ['上报', 'Reporter'], RESPONDER: ['处置', 'Responder'], DUTY_LEAD: ['值班负责人', 'Duty lead'], LEADER: ['组长', 'Leader'],
  ADMIN: ['管理员', 'Administrator'], AUDITOR: ['审计', 'Auditor'],
};

const DELIVERY = {
  QUEUED: ['排队', 'Queued'], HANDED_OFF: ['已提交', 'Handed off'], DELIVERED: ['已送达', 'Delivered'], CONFIRMED: ['已确认', 'Confirmed'],
  FAILED_TEMPORARY: ['暂时失败', 'Failed, trying again'], FAILED_PERMANENT: ['失败', 'Failed'], SUPERSEDED: ['已撤销', 'Not needed any more'],
  EXPIRED: ['已过期', 'Expired'], STARTED: ['开始投递', 'Started'], UNKNOWN: ['结果不明', 'Outcome unknown'],
};

const DEGREE = { DEGRADED: ['性能下降', 'Degraded: slow or partly out'], MAIN_FUNCTION_DOWN: ['主要功能不可用', 'Main function down'],
  FULL_STOP: ['完全中断', 'Full stop'], DATA_LOSS: ['数据丢失', 'Data loss'] };

let index = (localStorage.getItem('tocsin.lang') ?? navigator.language).startsWith('zh') ? 0 : 1;
document.documentElement.lang = locale();

export function locale() {
  return index === 0 ? 'zh-CN' : 'en';
}

export function switchLanguage() {
  index = 1 - index;
  localStorage.setItem('tocsin.lang', locale());
  document.documentElement.lang = locale();
}

/** The console's word for a key. */
export const t = (key) => WORDS[key][index];
/** The word for a constant of the domain; the constant itself when there is none. */
export const name = (constant) => ENUMS[constant]?.[index] ?? constant ?? '';
export const deliveryState = (state) => DELIVERY[state]?.[index] ?? state;
export const degreeName = (degree) => DEGREE[degree]?.[index] ?? degree;
/** The name of something of the organisation in the reader's language. */
export const titled = (thing) => (index === 1 && thing?.englishName) || thing?.name;
/** What stands between a name and what it names, and between the parts of a list, in the reader's language. */
export const colon = () => (index === 0 ? '：' : ': ');
export const comma = () => (index === 0 ? '、' : ', ');
/** A sentence that came in both languages, or as plain text. */
export const sentence = (text) => (text && typeof text === 'object' ? (index === 0 ? text.zh : text.en) : text);

export function count(n, one, many) {
  return index === 0 ? `${n} ${t(many)}` : `${n} ${t(n === 1 ? one : many)}`;
}

// An English reader takes 3/4 for March or for April, by where he comes from.
const MONTHS = ['numeric', 'short'];

export function clock(instant) {
  const at = new Date(instant);
  const today = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale(), today
    ? { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }
    : { month: MONTHS[index], day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** Day and minute, as shifts are arranged. */
export function minute(instant) {
  return new Intl.DateTimeFormat(locale(), { month: MONTHS[index], day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));
}

/** Day, time and, behind them, the time zone: who reads it may sit in another one than who wrote it. */
export function full(instant) {
  const at = new Date(instant);
  const zone = new Intl.DateTimeFormat(locale(), { timeZoneName: 'short' }).formatToParts(at).find((part) => part.type === 'timeZoneName');
  return `${new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }).format(at)} ${zone.value}`;
}

/** Whether clocks of another time zone show something else just now than those of the reader. */
export function clocksDiffer(timeZone) {
  const shown = (zone) => new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format();
  return shown(timeZone) !== shown(undefined);
}

/** The reader's own time zone. */
export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60]];

/** How long ago, in one unit. */
export function ago(instant) {
  const seconds = Math.max(0, (Date.now() - new Date(instant)) / 1000);
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'always', style: 'short' });
  for (const [unit, size] of UNITS) if (seconds >= size) return format.format(-Math.floor(seconds / size), unit);
  return index === 0 ? '刚刚' : 'just now';
}
