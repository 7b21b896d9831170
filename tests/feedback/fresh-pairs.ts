// Pairs written when the method and its words were done, run once, and not looked at again: what the figures on pairs.ts are worth for what
// people will really write. Nothing may be tuned on them; whoever learns from what is missed here writes others, as second-pairs.ts tells.

const lines = `
桌面时钟走得比真实时间慢五分钟 | 手机显示的时间不准,比标准时间晚
视频剪完导出就花屏 | 剪辑好的片子一保存画面全是马赛克
插卡之后一直显示无服务 | 换了 SIM 卡搜不到运营商
洗碗机米家里看不到剩余时间 | App 不显示洗碗机还要洗多久
相册里的回忆视频关不掉 | 不想要自动生成的精彩回顾
体重秤每次称出来都不一样 | 秤不准,连着称两次差一公斤
微信小程序里定不了位 | 小程序提示获取位置失败
手机借给小孩,想锁定只能用一个应用 | 能不能把屏幕固定在某个 app 里
投屏到会议室的投影没有声音 | 无线投影只有画面,听不到音频
换了新手机,旧表配不上 | 手表没办法跟新买的手机重新绑定
Haptic feedback on the keyboard cannot be switched off | phone buzzes at every key I tap and I can't stop it
Downloaded maps vanish after an update | offline maps have to be downloaded again each time the app updates
The lamp comes on in the middle of the night | bedside light switches on by itself at 3 am
Refund still pending after three weeks | I returned the earbuds last month and have not got my money back
Widgets show light colours although dark theme is on | widget background stays white in dark mode
Video calls freeze when I switch to mobile data | picture hangs as soon as wifi drops during a video call
Bank app refuses to run because of developer options | banking application says my device is not safe
The doorbell rings minutes after the visitor left | delayed notification from the video doorbell
Cannot reorder photos inside an album | let me sort pictures in albums by hand
Crown of the watch is stuck | the rotating button on the side of my watch no longer turns
相机 burst 连拍存不下来 | 连拍的照片没保存
耳机 firmware 升级失败 | 更新 earbuds 固件报错
控制中心 brightness slider 不见了 | 下拉面板里亮度条没了
NFC 模拟 access card 开不了小区门 | 门禁卡录进手机刷门没反应
空气净化器 filter 提示不消失 | 换了滤芯 purifier 还提醒更换
平板 stylus 笔尖 offset | 手写笔落点和笔尖对不上
论坛 notification 太多想关 | 社区消息 push 关不掉
Redmi Watch 睡眠 tracking 把看书算成睡觉 | 手表 sleep 记录不准,躺着看书也算
quiz 积分 ranking 不更新 | 答题排行榜一直没刷新
充电头 charger 有滋滋声 | 充电器发出电流声
`;

const different = `
桌面时钟走得比真实时间慢五分钟 | 桌面时钟想换成大一点的字体
插卡之后一直显示无服务 | 插卡针太短取不出卡托
体重秤每次称出来都不一样 | 体重秤电池盖松了
换了新手机,旧表配不上 | 手表充电线能不能单独买
投屏到会议室的投影没有声音 | 投影仪开机广告太长
Refund still pending after three weeks | The refund form has a spelling mistake
The doorbell rings minutes after the visitor left | Doorbell camera is mounted too low
Video calls freeze when I switch to mobile data | Video calls need a background blur
Cannot reorder photos inside an album | Albums should have cover pictures
耳机 firmware 升级失败 | 耳机 firmware 更新后低音变弱
控制中心 brightness slider 不见了 | 控制中心 brightness 太亮刺眼
quiz 积分 ranking 不更新 | quiz 题目 answer 有错
`;

const pairsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' | '))
    .map(([one, other]) => ({ one: one!, other: other! }));

/** They say the same: ten in Chinese, ten in English, ten mixed. */
export const freshPairs = pairsOf(lines);
/** They share what they are about, and little else. */
export const freshNearMisses = pairsOf(different);
