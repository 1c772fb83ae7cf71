package io.tocsin.local.smsc;

import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;

/** Takes submit_sm; every other request is answered as one that this centre does not have. */
final class Submits implements ServerMessageReceiverListener {

  private final Acceptance acceptance;

  Submits(Acceptance acceptance) {
    this.acceptance = acceptance;
  }

  @FunctionalInterface
  interface Acceptance {
    SubmitSmResult accept(SubmitSm submit, SMPPServerSession session)
        throws ProcessRequestException;
  }

  @Override
  public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession source)
      throws ProcessRequestException {
    return acceptance.accept(submit, source);
  }

  @Override
  public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti request, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public QuerySmResult onAcceptQuerySm(QuerySm request, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onAcceptReplaceSm(ReplaceSm request, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onAcceptCancelSm(CancelSm request, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm request, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onAcceptCancelBroadcastSm(CancelBroadcastSm request, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
      QueryBroadcastSm request, SMPPServerSession source) throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm request, Session source)
      throws ProcessRequestException {
    throw unknown();
  }

  private static ProcessRequestException unknown() {
    return new ProcessRequestException("not offered", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
