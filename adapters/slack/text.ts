// What the Slack adapter says: to staff, about what stands in its way, and on the pages of an installation.
import { defineTexts } from '../../src/text/texts.ts';

export const slackTexts = defineTexts('slack', {
  en: {
    tokenOfOne:
      'Slack: the workspace does not take our token any more ({code}). Install the app there again, put its new token into SLACK_BOT_TOKEN and start Canyu again.',
    tokenOfMany:
      'Slack: the workspace {team} does not take our token any more ({code}). Install the app there again: {address}',
    uninstalledOne:
      'Slack: the app was removed from the workspace. Install it there again, put its new token into SLACK_BOT_TOKEN and start Canyu again.',
    uninstalledMany:
      'Slack: the workspace {team} removed the app. If that was a mistake, install it there again: {address}',
    scopeMissing:
      'Slack: the app lacks the permission {scope} in the workspace {team}. Bring the app up to date with manifest.json, then install it again.',
    roomArchived:
      'Slack: the channel {channel} is archived and gets no messages. Unarchive it, or close what runs there.',
    roomAway: 'Slack: the bot is not in the channel {channel}. Write /invite @Canyu there.',
    appToken:
      'Slack does not take SLACK_APP_TOKEN ({code}). Make a new app-level token with connections:write, and start Canyu again.',
    disconnected:
      'Slack is out of reach at the moment ({code}). Canyu tries again every few seconds; what people wrote meanwhile is handed in later.',
    installed: 'Canyu is installed in {team}.',
    installedNext: 'Go back to Slack, invite @Canyu to a channel, and write @Canyu help there.',
    notInstalled: 'Canyu was not installed ({reason}).',
    notInstalledNext: 'Begin again from the install page, in this same browser, and agree within ten minutes.',
  },
  'zh-CN': {
    tokenOfOne:
      'Slack：工作区不再接受我们的令牌（{code}）。请在那里重新安装应用，把新令牌写入 SLACK_BOT_TOKEN，再启动 Canyu。',
    tokenOfMany: 'Slack：工作区 {team} 不再接受我们的令牌（{code}）。请在那里重新安装应用：{address}',
    uninstalledOne: 'Slack：应用已从工作区移除。请在那里重新安装，把新令牌写入 SLACK_BOT_TOKEN，再启动 Canyu。',
    uninstalledMany: 'Slack：工作区 {team} 移除了应用。如果是误操作，请在那里重新安装：{address}',
    scopeMissing: 'Slack：应用在工作区 {team} 缺少权限 {scope}。请用 manifest.json 更新应用，然后重新安装。',
    roomArchived: 'Slack：频道 {channel} 已归档，收不到消息。请取消归档，或者结束在那里进行的活动。',
    roomAway: 'Slack：机器人不在频道 {channel} 里。请在那里发送「/invite @Canyu」。',
    appToken: 'Slack 不接受 SLACK_APP_TOKEN（{code}）。请新建一个带 connections:write 的应用级令牌，再启动 Canyu。',
    disconnected: '暂时连不上 Slack（{code}）。Canyu 每隔几秒重试一次；这期间大家发的消息稍后会补上。',
    installed: 'Canyu 已安装到 {team}。',
    installedNext: '请回到 Slack，把 @Canyu 邀请进一个频道，然后在那里发送「@Canyu 帮助」。',
    notInstalled: 'Canyu 没有安装成功（{reason}）。',
    notInstalledNext: '请用同一个浏览器从安装页面重新开始，并在十分钟内同意授权。',
  },
});
