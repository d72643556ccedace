using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Storage.Outbox;

namespace Moltbot.Grains.Channels;

internal sealed partial class ChannelAccountGrain
{
    /// <summary>What sessions have not been told yet.</summary>
    private readonly List<(string SessionKey, string RunId, OutboundOutcome Outcome, string? MessageId)> _untold = [];

    private RepeatedWork _telling = null!;

    /// <summary>
    /// Has a session told that its reply did not arrive, or nobody knows; of one that did there is nothing to tell. Not awaited: the
    /// row says it for good by now, so that whoever reported it would not do so again, and a lease or a report must not fail over a
    /// session that is not there.
    /// </summary>
    private void Tell(OutboxMessage message, OutboundOutcome outcome, string? messageId)
    {
        if (outcome != OutboundOutcome.Sent
            && JsonSerializer.Deserialize(message.Payload.Span, ChannelJson.Default.OutboundPiece) is { SessionKey: { } sessionKey, RunId: { } runId })
        {
            _untold.Add((sessionKey, runId, outcome, messageId));
            _telling.Soon();
        }
    }

    /// <summary>Tells all; a session that fails keeps no other waiting. Whether none is left.</summary>
    private async Task<bool> TellAll(CancellationToken cancellationToken)
    {
        foreach (var news in _untold.ToList())
        {
            try
            {
                await Peer<ISessionGrain>(GrainKey.ForSession(Tenant, news.SessionKey))
                    .DeliveryReported(news.RunId, news.Outcome.ToString().ToLowerInvariant(), news.MessageId);
                _untold.Remove(news);
            }
            catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotTold(problem);
            }
        }

        return _untold.Count == 0;
    }
}
