// What the platform itself says: to whoever logs it in, and about its health.
import { defineTexts } from '../../src/text/texts.ts';

export const wechatTexts = defineTexts('wechat', {
  en: {
    scan: `Log in to WeChat: scan this code with the phone of the account that is to speak.
If the drawing cannot be read, make a code of this link: {link}
It is good for about {minutes, plural, one {# minute} other {# minutes}}; then a new one appears here by itself.`,
    starting: 'WeChat is being connected.',
    loggedOut:
      'WeChat is logged out since {time}. Nothing is lost: messages wait until the account is logged in again.',
    toScan: 'WeChat waits for a login since {time}: scan the code in the terminal where Canyu was started.',
    away: 'The WeChat gateway has not answered since {time} ({reason}). Canyu keeps trying; look at WECHATY_PUPPET_SERVICE_ENDPOINT and at the gateway itself.',
    silence: 'no answer',
    resting:
      'WeChat said that this account is too hasty. It says nothing until {time}, then goes on by itself; a slower pace (WECHAT_PER_MINUTE, WECHAT_PER_DAY) keeps it from happening again.',
  },
  'zh-CN': {
    scan: `登录微信：请用要发言的那个账号的手机扫描上面的二维码。
如果图形显示不清，请把这个链接生成二维码再扫：{link}
二维码大约 {minutes} 分钟内有效，过期后这里会自动出现新的。`,
    starting: '正在连接微信。',
    loggedOut: '微信已退出登录（自{time}）。消息不会丢，重新登录后继续发送。',
    toScan: '微信正在等待登录（自{time}）：请扫描启动 Canyu 的终端里的二维码。',
    away: '微信网关没有回应（自{time}：{reason}）。Canyu 会一直重试；请检查 WECHATY_PUPPET_SERVICE_ENDPOINT 和网关本身。',
    silence: '没有回答',
    resting:
      '微信提示这个账号操作过于频繁。它会安静到{time}，之后自动继续；把 WECHAT_PER_MINUTE、WECHAT_PER_DAY 调小，可避免再次发生。',
  },
});
