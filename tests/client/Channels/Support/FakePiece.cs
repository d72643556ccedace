using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Tests.Channels.Support;

/// <summary>A piece in <see cref="FakeChannelAccount"/>'s outbox.</summary>
internal sealed class FakePiece(OutboundItem item)
{
    public OutboundItem Item { get; } = item;

    public OutboundOutcome Outcome { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset DueAt { get; set; } = DateTimeOffset.MinValue;
}
