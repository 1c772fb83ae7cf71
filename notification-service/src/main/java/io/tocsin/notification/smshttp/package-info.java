/**
 * SMS over a provider's HTTP interface: what is asked, how it is signed and what the answers mean
 * is data, ready for Aliyun, Tencent, Twilio and Kannel.
 */
@NullMarked
package io.tocsin.notification.smshttp;

import org.jspecify.annotations.NullMarked;
