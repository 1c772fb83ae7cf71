/** Chat rooms by their bots (WeCom, DingTalk, Feishu), and endpoints that take signed webhooks. */
@NullMarked
package io.tocsin.notification.chat;

import org.jspecify.annotations.NullMarked;
