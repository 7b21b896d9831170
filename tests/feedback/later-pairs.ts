// Duplicates written after the method was done, and never looked at while it was chosen: what the figures on pairs.ts are worth elsewhere.

const lines = `
手机信号满格但是上不了网 | 明明有信号,数据网络却用不了
拍月亮糊成一团 | 月亮模式拍出来不清楚
来电铃声突然变成默认的了 | 我设置的铃声老是恢复默认
输入法联想词不准 | 打拼音出来的词总不是我要的
快递柜取件码短信没有自动识别 | 短信里的取件码识别不出来
热点开了别人搜不到 | 个人热点其他设备连不上
微信语音播放断断续续 | 听微信语音一卡一卡
系统占用内存太大 | 系统文件占了好多存储空间
一碰到侧边就误触 | 曲面屏边缘误触太频繁
电视投屏总是中断 | 手机投屏到电视经常断开
手环充电触点接触不良充不进去 | 手环放上充电器没反应
活动页面显示已结束但是时间还没到 | 活动没到截止时间就提示结束了
The torch turns off after a few seconds | flashlight switches itself off
Hotspot is invisible to my laptop | my computer cannot find the phone's hotspot
Ringtone resets to default | my custom ringtone keeps going back to the default one
Copy and paste stopped working in chat | can't paste text into the chat box
Watch step counter is far too high | step count on the watch is exaggerated
Screen casting to the TV keeps breaking off | casting to television disconnects all the time
Map tiles never load | the map stays blank
Earphone left side is quieter than the right | left earbud volume is lower
NFC 读卡 too slow | nfc 刷卡反应慢
K70 拍夜景 blur | redmi k70 晚上照片模糊
wifi 6 路由 speed 慢 | WiFi6 网速很慢
hotspot 连不上 | 热点连接失败`;

export const laterPairs = lines
  .trim()
  .split('\n')
  .map((line) => line.split(' | ') as [string, string]);
