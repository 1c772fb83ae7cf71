package io.tocsin.notification.domain;

/** What a person who answered a page is told. */
public final class ReplyText {

  private ReplyText() {}

  public static Words acknowledged(String number) {
    return new Words(
        "已确认，感谢。故障" + number + "由您处置中。",
        "Acknowledged, thank you. Fault " + number + " is with you.");
  }

  /**
   * The page was taken back before it was answered: somebody else has the fault, or it is over.
   *
   * @param why it was taken back
   */
  public static Words over(String number, Words why) {
    return new Words(
        "您的回复已登记，但故障" + number + "的呼叫此前已撤回：" + why.zh() + "。现状请见警钟控制台。",
        "Your reply is recorded, but the page for fault "
            + number
            + " had been withdrawn: "
            + why.en()
            + ". See the Tocsin console.");
  }

  /**
   * Nobody is asked to take the fault up any more, whatever became of the page.
   *
   * @param state what became of the fault, such as 已恢复 / is restored
   */
  public static Words ended(String number, Words state) {
    return new Words(
        "您的回复已登记，但故障" + number + state.zh() + "，不由您处置。现状请见警钟控制台。",
        "Your reply is recorded, but fault "
            + number
            + " "
            + state.en()
            + " and is not with you. See the Tocsin console.");
  }

  public static Words late(String number) {
    return new Words(
        "确认码已过期，故障" + number + "未登记您的确认。请登录警钟控制台查看。",
        "That code has expired; nothing was recorded for fault "
            + number
            + ". See the Tocsin console.");
  }

  public static Words wrong() {
    return new Words(
        "未识别到有效确认码。请回复短信中的4位数字确认码。",
        "No valid code in your reply. Answer with the 4 digits of the message.");
  }
}
