// What the command line says. What is wrong before the settings are known (StartError) is in English, and so is commander's part.
import { defineTexts } from './text/texts.ts';

export const programTexts = defineTexts('program', {
  en: {
    migrated: 'The database ran {names} and is up to date.',
    upToDate: 'The database was up to date.',
    nobodyOnStaff:
      'Nobody is on the staff yet. Start the bot once, or name an owner: canyu staff add platform:account --owner',
    backedUp:
      '{file}: {rows, plural, one {# row} other {# rows}}, {bytes, plural, one {# byte} other {# bytes}}, restored and checked.',
    refuseBackup: 'PostgreSQL is backed up with its own tools: use pg_dump, and restore the dump once to check it.',
    connected: '{platform}: connected.',
    notConnected: '{platform}: {detail}',
    starting: 'not connected yet.',
    notStarted: 'not connected yet ({reason}). It is tried again by itself; what is to be sent waits.',
    ownerless:
      'Nobody on {platform} is an owner yet. Write “me” to the bot there to see your identity, stop the bot, and run: canyu staff add IDENTITY --owner',
    stopHint: 'Canyu runs. Ctrl+C stops it.',
    good: 'ok: {what}',
    look: 'look at: {what}',
    bad: 'not ready: {what}',
    node: 'Node {version}',
    nodeTooOld: 'Node {version} is too old. Install Node {least} or newer.',
    settings: 'settings are sound; the first owner is {owner}',
    noDatabase:
      'there is no database at {file} yet. The first start makes it; if there should be one, correct DATABASE_URL.',
    behind:
      '{where} needs {count, plural, one {# migration} other {# migrations}}. Run canyu migrate: it makes a backup first.',
    database: 'the database {where} can be used and is up to date',
    sound: 'every page of the file was read and is sound',
    partlyRead:
      'the file is so large that {seconds} s were not enough to read all of it; nothing was wrong so far. A backup reads it all: canyu backup FILE',
    running: 'the bot runs on it (process {process})',
    notRunning: 'the bot does not run on it now',
    space: '{free} GB of disk are free',
    littleSpace: 'only {free} GB of disk are free, and a backup needs {needed} GB. Make room where {folder} is.',
    noSpace: 'the disk is full but for {free} GB, so nothing can be written soon. Make room where {folder} is.',
    owners: '{count, plural, one {# owner} other {# owners}}',
    noOwner: 'nobody is owner yet. Start the bot once, or run canyu staff add platform:account --owner',
    waiting: '{count, plural, =0 {no delivery waits} one {# delivery waits} other {# deliveries wait}}',
    waitingLong:
      '{count, plural, one {# delivery waits} other {# deliveries wait}}, the oldest for {age}. See that the bot runs and its platforms answer.',
    delivered: 'no delivery is uncertain or failed',
    stuck:
      '{count, plural, one {# delivery is} other {# deliveries are}} uncertain or failed. Look at what was sent before you send it again.',
    timers: 'no timer has failed',
    failedTimers:
      '{count, plural, one {# timer} other {# timers}} failed for good. Write “incident list” to the bot to see why.',
    incidents: 'no incident in the last day',
    someIncidents:
      '{count, plural, one {# incident} other {# incidents}} in the last day. Write “incident list” to the bot to see what happened.',
  },
  'zh-CN': {
    migrated: '数据库已执行 {names}，现在是最新的。',
    upToDate: '数据库已是最新，无需升级。',
    nobodyOnStaff: '还没有工作人员。请先启动一次机器人，或指定所有者：canyu staff add platform:account --owner',
    backedUp: '{file}：{rows, plural, other {# 行}}，{bytes, plural, other {# 字节}}，已恢复并核对。',
    refuseBackup: 'PostgreSQL 请用它自带的工具备份：先 pg_dump，再恢复一次加以核对。',
    connected: '{platform}：已连接。',
    notConnected: '{platform}：{detail}',
    starting: '尚未连接。',
    notStarted: '尚未连接（{reason}）。会自动重试，待发的消息先留着。',
    ownerless:
      '{platform} 上还没有所有者。请在那里向机器人发送「我的」查看自己的身份，停下机器人，再运行：canyu staff add 身份 --owner',
    stopHint: 'Canyu 正在运行，按 Ctrl+C 停止。',
    good: '正常：{what}',
    look: '请留意：{what}',
    bad: '须先解决：{what}',
    node: 'Node {version}',
    nodeTooOld: 'Node {version} 版本太旧，请安装 Node {least} 或更新的版本。',
    settings: '设置无误；首位所有者是 {owner}',
    noDatabase: '{file} 还没有数据库，第一次启动时会自动建立；如果本该有，请检查 DATABASE_URL。',
    behind: '{where} 还差 {count, plural, other {# 步}}升级。请运行 canyu migrate，它会先做备份。',
    database: '数据库 {where} 可用，且是最新的',
    sound: '数据库文件已逐页检查，完好',
    partlyRead: '文件很大，{seconds} 秒内没有查完，查过的部分没有问题。做一次备份会查完整个文件：canyu backup FILE',
    running: '机器人正在运行（进程 {process}）',
    notRunning: '机器人现在没有运行',
    space: '磁盘剩余 {free} GB',
    littleSpace: '磁盘只剩 {free} GB，而一次备份需要 {needed} GB。请在 {folder} 所在的磁盘上腾出空间。',
    noSpace: '磁盘只剩 {free} GB，很快就会写不进去。请在 {folder} 所在的磁盘上腾出空间。',
    owners: '共有 {count, plural, other {# 位}}所有者',
    noOwner: '还没有所有者。请先启动一次机器人，或运行 canyu staff add platform:account --owner',
    waiting: '{count, plural, =0 {没有待发送的消息} other {有 # 条消息待发送}}',
    waitingLong:
      '有 {count, plural, other {# 条}}消息待发送，最早的已等了{age}。请检查机器人是否在运行、平台是否有响应。',
    delivered: '没有结果不明或发送失败的消息',
    stuck: '有 {count, plural, other {# 条}}消息结果不明或发送失败。重发之前，请先查看对方是否已经收到。',
    timers: '没有失败的定时任务',
    failedTimers: '有 {count, plural, other {# 个}}定时任务彻底失败。向机器人发送 incident list 查看原因。',
    incidents: '最近一天没有故障',
    someIncidents: '最近一天有 {count, plural, other {# 次}}故障。向机器人发送 incident list 查看详情。',
  },
});
