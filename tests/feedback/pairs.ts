// Two things that members wrote, and whether they are the same complaint: what similarity is measured on.
// Written before the method was, and never changed to suit it. A pair a line, its halves on either side of |.

export type PairLanguage = 'zh' | 'en' | 'mixed';

export interface Pair {
  language: PairLanguage;
  /** They say the same; otherwise they share an area, and little else. */
  same: boolean;
  one: string;
  other: string;
}

const pairsOf = (language: PairLanguage, same: boolean, lines: string): Pair[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split(' | '))
    .map(([one, other]) => ({ language, same, one: one!, other: other! }));

const chineseSame = `
手机玩游戏的时候发热特别严重 | 打游戏机身烫手,温度太高了
升级之后耗电变快了 | 更新完系统掉电特别快,一天要充两次
充电速度比以前慢很多 | 现在充满要三个小时,以前一个小时就够了,充电好慢
相机打开要等好几秒 | 点开相机要等很久才能拍
夜景模式拍出来的照片偏黄 | 晚上拍照颜色发黄
指纹解锁经常识别不了 | 屏幕指纹老是失败,要按好几次才能解锁
微信消息收不到通知 | 后台微信不推送消息,打开才看到
蓝牙耳机连接一会儿就断开 | 蓝牙耳机总是断连
WiFi 信号很弱,隔一堵墙就没网 | 隔了一间房无线网就连不上
希望增加深色模式定时开关 | 深色模式能不能按时间自动切换
锁屏壁纸不能自动更换了 | 锁屏画报不换图片了
闹钟早上没响 | 今天闹铃没有响,上班迟到了
通话的时候对方听不到我的声音 | 打电话别人说听不见我讲话
系统更新失败,提示安装包校验错误 | 升级包下载完安装不了,说校验失败
屏幕自动亮度忽明忽暗 | 自动调光不准,一会儿亮一会儿暗
应用商店里的广告太多了 | 应用市场到处都是广告,能少一点吗
建议桌面支持更大的文件夹 | 想要大文件夹功能,桌面图标可以放大
小爱同学叫不醒 | 喊小爱没反应
手环测的心率不准 | 跑步时手环心率数据偏差很大
手环睡眠数据不同步到手机 | 睡眠记录同步不过来
扫地机器人总是找不到充电座 | 扫地机打扫完回不了充电桩
电视开机广告能不能关掉 | 希望取消电视的开机广告
社区签到积分没有到账 | 每天签到了但是积分没加上
预约抢购页面一直转圈进不去 | 抢购的时候页面卡住打不开
订单显示已发货但是没有物流信息 | 快递单号查不到,订单却写已经发货
客服电话一直打不通 | 打客服热线总是占线没人接
键盘输入的时候有延迟 | 打字卡顿,按键要过一会儿才出字
相册里的照片突然不见了 | 图库照片丢失,少了好多张
视频通话的画面很模糊 | 视频聊天不清晰
导航的时候定位漂移 | GPS 定位不准,导航位置总是乱跳
横屏玩游戏时误触手势返回 | 游戏里老是误触返回手势
长截图会漏掉中间一段 | 滚动截屏拼接的时候中间少了一块
下拉通知栏卡顿 | 控制中心下滑不流畅,一卡一卡的
多任务界面划掉应用后台还在跑 | 清理后台之后软件依然在运行
密码输入错误次数太多被锁定了 | 忘记密码试了几次账号就被锁了
无法登录小米账号,一直收不到验证码 | 短信验证码收不到,登不上账号
希望日历可以显示农历节日 | 日历加上农历
计算器历史记录一退出就没了 | 计算器能不能保存历史
天气组件不更新,还是昨天的 | 桌面天气小部件停在昨天不刷新
录音文件没有声音 | 录音回放是静音的
应用双开微信闪退 | 分身微信一打开就崩溃
手机自动重启,一天好几次 | 老是自己关机再开机
耳机插上没有声音 | 戴耳机听不到声音
NFC 公交卡刷不了 | 坐地铁门禁卡模拟刷卡没反应
存储空间莫名其妙被占满 | 内存不够,不知道什么占了几十个G
通知声音太小听不见 | 提示音音量太低
字体放大以后界面文字重叠 | 大字体模式下文字显示不全,叠在一起
拍视频没有防抖,晃得厉害 | 录像画面抖动太大
一键换机数据迁移到一半就停了 | 换机搬家传到百分之五十卡住不动
答题活动提交之后显示超时 | 群里抢答我明明答对了却说超时
抽奖结果在哪里看 | 怎么查看有没有中奖
公测资格申请了两周还没通过 | 内测申请一直没人审核
平板分屏时键盘挡住输入框 | 平板小窗输入文字会被键盘遮住
手写笔有断触现象 | 触控笔写字断断续续
希望每周更新日志写详细一点 | 更新说明太笼统了,看不出改了什么
小部件在重启后全部消失 | 每次重新开机桌面组件就没有了
夜间充电到百分之八十就不动了 | 晚上充电只能充到80%
地震预警没有响 | 昨天地震手机没有预警
照片备份到云端很慢 | 云相册上传速度太慢
云空间总提示容量不足 | 云服务空间满了天天弹提醒
翻译功能希望支持离线 | 没网的时候也想用翻译
门锁电量低没有提醒 | 智能门锁没电了才知道,没有低电量通知
摄像头晚上看不清 | 监控摄像机夜视画面模糊
空调用米家开不了 | 米家 App 控制空调没有反应
音箱自己突然说话 | 半夜音响莫名其妙出声
手表表盘太少 | 希望多出一些好看的表盘
骑行记录的距离比实际短 | 骑车轨迹里程少记了
视频播放时音画不同步 | 看视频声音和嘴型对不上
杜比音效关不掉 | 音效开关点了没用,杜比一直开着
浏览器总是弹出新闻推送 | 浏览器天天推新闻好烦,怎么关
通讯录联系人重复 | 电话本里同一个人有好几个
短信里的垃圾信息拦截不住 | 骚扰短信太多,拦截没有作用
桌面图标乱跑,位置老是变 | 图标自动重新排列,我放好的顺序全乱了
快捷开关希望可以自定义顺序 | 控制中心的按钮想自己排
来电的时候屏幕不亮 | 有电话打进来黑屏,看不到是谁`;

const chineseDifferent = `
手机充电的时候发热 | 手机充电的时候屏幕乱跳
蓝牙耳机连接一会儿就断开 | 蓝牙耳机音质太差
微信消息收不到通知 | 微信视频通话没有美颜
相机打开要等好几秒 | 相机没有专业模式
指纹解锁经常识别不了 | 指纹解锁动画太丑
系统更新失败 | 系统更新后壁纸没了
电视开机广告能不能关掉 | 电视遥控器配对不了
手环测的心率不准 | 手环表带断了
闹钟早上没响 | 闹钟希望能设置不同铃声
锁屏壁纸不能自动更换了 | 锁屏时钟样式太少
应用商店里的广告太多了 | 应用商店下载速度慢
小爱同学叫不醒 | 小爱同学的声音想换成男声
相册里的照片突然不见了 | 相册希望按人物分类
导航的时候定位漂移 | 导航语音太小声
社区签到积分没有到账 | 社区帖子发不出去
订单显示已发货但是没有物流信息 | 订单想改收货地址
键盘输入的时候有延迟 | 键盘希望加入九宫格手写
通话的时候对方听不到我的声音 | 通话录音找不到文件
日历可以显示农历 | 日历提醒重复两次
天气组件不更新 | 天气预报没有我的城市
手写笔有断触现象 | 手写笔充不进电
平板分屏时键盘挡住输入框 | 平板没有计算器
门锁电量低没有提醒 | 门锁指纹录不进去
摄像头晚上看不清 | 摄像头录像只能保存三天
空调用米家开不了 | 空调噪音太大
手表表盘太少 | 手表屏幕容易刮花
耳机插上没有声音 | 耳机线太短
扫地机器人总是找不到充电座 | 扫地机器人拖布洗不干净
云空间总提示容量不足 | 云空间价格太贵
浏览器总是弹出新闻推送 | 浏览器没有书签同步
录音文件没有声音 | 录音不能转文字
视频通话的画面很模糊 | 视频编辑导出失败
快捷开关希望可以自定义顺序 | 快捷开关里没有热点
抽奖结果在哪里看 | 抽奖的奖品寄错了
公测资格申请了两周还没通过 | 公测版怎么退回正式版
屏幕自动亮度忽明忽暗 | 屏幕边缘有绿线
一键换机数据迁移到一半就停了 | 一键换机以后微信记录没了
桌面图标乱跑 | 桌面图标风格希望统一`;

const englishSame = `
Battery drains really fast after the update | since updating my phone the battery life is terrible
The phone gets very hot while gaming | overheating when I play games
Camera app takes ages to open | the camera is slow to launch, I miss every shot
Fingerprint sensor fails most of the time | fingerprint unlock hardly ever recognises my finger
Bluetooth headphones keep disconnecting | my earbuds drop the bluetooth connection every few minutes
No notifications from WhatsApp unless I open it | WhatsApp messages don't notify me in the background
Please add a scheduled dark mode | dark theme should switch on automatically at night
Alarm did not ring this morning | the alarm clock never went off today
Wifi signal is weak in the next room | poor wi-fi reception one wall away from the router
Callers can't hear me on calls | the microphone doesn't work during phone calls
Update fails with a verification error | can't install the new version, it says the package could not be verified
Auto brightness flickers up and down | adaptive brightness keeps jumping between dim and bright
Too many ads in the app store | so many advertisements in the store, please reduce them
Larger folders on the home screen please | would love big folders on my homescreen
The assistant does not wake up when I call it | voice assistant ignores the wake word
Heart rate on the band is inaccurate when running | my band shows the wrong heartrate during a run
Sleep data doesn't sync to the phone | sleep tracking isn't synchronised with the app
The vacuum can't find its dock | robot vacuum never returns to the charging station
Let us turn off the ads on the TV start screen | I want to disable TV startup advertising
Points for checking in were not credited | I check in daily but my points never arrive
The order page keeps loading during the flash sale | checkout page spins forever when the sale starts
Tracking number shows nothing though the order was shipped | my parcel was dispatched but there is no tracking information
Typing is laggy | keyboard lags, letters appear late
Photos vanished from the gallery | half of my pictures are gone from the gallery
GPS jumps around while navigating | location is off during navigation
Back gesture is triggered by accident in games | accidental back swipes when gaming
Scrolling screenshots miss a part in the middle | long screenshot skips some content
The notification shade stutters | pulling down the notification panel is not smooth
Forgot my password and the account got locked | account blocked after too many wrong passwords
Verification code never arrives so I can't log in | no SMS code, login impossible
Show public holidays in the calendar | calendar should display holidays
Calculator loses its history when closed | keep the calculation history in the calculator
Weather widget is stuck on yesterday | weather on the home screen doesn't refresh
Phone reboots by itself several times a day | random restarts all day long
NFC payment does not work at the terminal | can't pay by nfc in shops
Storage fills up for no reason | something eats all my storage space
Text overlaps with a large font size | big fonts make labels overlap
Videos are shaky, no stabilisation | recorded video isn't stabilized
Quiz said time was up although I answered in time | my answer in the quiz was counted as too late
Release notes are too vague | changelog should say in detail what changed
Stylus skips while writing | pen strokes are interrupted when I write
Widgets disappear after restarting | all my widgets are gone after every reboot
Charging stops at eighty percent | it won't charge beyond 80%
Cloud backup of photos is slow | uploading pictures to the cloud takes forever
Translate should work offline | I need translation without internet
Door lock doesn't warn about low battery | no low battery alert from the smart lock
Camera footage is unreadable at night | night vision of the security camera is blurry
Recieved the wrong colour, want to exchnage | I received a phone in the wrong color, how do I exchange it
More watch faces please | the watch needs a bigger choice of faces
Duplicate contacts in the address book | contacts are listed twice`;

const englishDifferent = `
Battery drains really fast after the update | Battery percentage is missing from the status bar
The phone gets very hot while gaming | The phone speaker crackles while gaming
Camera app takes ages to open | Camera shutter sound cannot be muted
Fingerprint sensor fails most of the time | Fingerprint animation should be customisable
Bluetooth headphones keep disconnecting | Bluetooth file transfer is missing
Please add a scheduled dark mode | Dark mode makes maps unreadable
Alarm did not ring this morning | Alarm snooze length should be adjustable
Too many ads in the app store | App store does not remember my searches
Heart rate on the band is inaccurate when running | The band strap broke
The vacuum can't find its dock | The vacuum leaves water on the floor
Points for checking in were not credited | Points shop is empty
Typing is laggy | Keyboard has no Polish layout
Photos vanished from the gallery | Gallery should sort by place
GPS jumps around while navigating | Navigation voice is only in English
Forgot my password and the account got locked | Account cannot be deleted
Show public holidays in the calendar | Calendar invites arrive twice
Weather widget is stuck on yesterday | Weather in Fahrenheit please
NFC payment does not work at the terminal | NFC icon should be hideable
Videos are shaky, no stabilisation | Videos cannot be trimmed
Stylus skips while writing | Stylus tip wears out in weeks
Charging stops at eighty percent | Charging cable is too short
Translate should work offline | Translation of menus is wrong in German
More watch faces please | Watch vibrates too weakly
Door lock doesn't warn about low battery | Door lock beeps too loudly
Duplicate contacts in the address book | Contacts import fails`;

const mixedSame = `
小米12S Ultra 拍照发热 | 12s ultra 相机用久了很烫
MIX 4 屏下摄像头拍照模糊 | mix4 前置自拍不清晰
HyperOS 升级后 WiFi 断流 | 更新 hyperos 之后 wi-fi 老断
Redmi K60 充电慢 | k60 快充不生效,充得很慢
Find Device 登录不了 | find device 一直登不上去
App 一打开就 crash | app 启动就闪退
桌面 widget 不刷新 | 小部件不更新
dark mode 希望能定时 | 深色模式可以 auto 切换吗
Bluetooth 耳机老是 disconnect | 蓝牙耳机断连
battery 掉得太快 | 电池不耐用,耗电快
screen 亮度 auto 调节有问题 | 自动亮度不准
手机 lag 得厉害 | 系统卡顿严重
小爱 wake up 没反应 | 小爱同学唤醒不了
Mi Band 8 心率不准 | 手环8 heart rate 偏差大
NFC 门卡刷不开 | nfc 开门没反应
登录 login 收不到 code | 收不到短信验证码登录不了
MIUI 14 通知不显示 | miui14 收不到消息提醒
GPS 信号差,导航 drift | gps 定位漂移
Camera 启动慢 | 相机打开好慢
update 失败 error 504 | 更新的时候报错504
小米 13 Pro 指纹识别慢 | 13pro fingerprint 解锁好慢
Google Play 服务闪退 | google play services 一直停止运行
平板 Pad 6 分屏不能调大小 | pad6 split screen 比例改不了
Type-C 接口充电接触不良 | typec 口松动充不上电
Wear OS 手表不能 sync | 手表数据同步不了,wear os`;

const mixedDifferent = `
小米12S Ultra 拍照发热 | 小米12S Ultra 没有保护壳卖
MIX 4 屏下摄像头拍照模糊 | MIX 4 什么时候更新
HyperOS 升级后 WiFi 断流 | HyperOS 图标不好看
Redmi K60 充电慢 | Redmi K60 震动太弱
Mi Band 8 心率不准 | Mi Band 8 表盘太少
小米 13 Pro 指纹识别慢 | 小米 14 Pro 屏幕漏光
Google Play 服务闪退 | google play 不能付款
平板 Pad 6 分屏不能调大小 | pad 6 键盘连不上
GPS 信号差 | GPS 没有室内定位
NFC 门卡刷不开 | NFC 标签怎么写
MIUI 14 通知不显示 | MIUI 14 主题商店打不开
update 失败 error 504 | update 以后 font 变小`;

export const pairs: readonly Pair[] = [
  ...pairsOf('zh', true, chineseSame),
  ...pairsOf('zh', false, chineseDifferent),
  ...pairsOf('en', true, englishSame),
  ...pairsOf('en', false, englishDifferent),
  ...pairsOf('mixed', true, mixedSame),
  ...pairsOf('mixed', false, mixedDifferent),
];

/** Every text once, as the items of a board would be. */
export const texts: readonly string[] = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))];
