using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Channels;

/// <summary>What the outbox keeps of one piece of a message.</summary>
internal sealed record OutboundPiece
{
    public required ReplyTarget Target { get; init; }

    public required string Text { get; init; }

    /// <summary>See <see cref="OutboundMessage.IsLiteral"/>.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>Which piece it is, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>How many there are.</summary>
    public required int Count { get; init; }

    /// <summary>The buttons below it; null for none.</summary>
    public IReadOnlyList<OutboundButton>? Buttons { get; init; }

    /// <summary>The picture with it; null for none.</summary>
    public TurnAttachment? Picture { get; init; }

    /// <summary>What is done.</summary>
    public OutboundKind Kind { get; init; }

    /// <summary>The message that it is about; null for a message of its own.</summary>
    public string? MessageId { get; init; }

    public string? SessionKey { get; init; }

    public string? RunId { get; init; }

    /// <summary>The outbox id of a message's piece.</summary>
    public static string IdOf(string messageId, int number) => $"{messageId}#{number}";

    /// <summary>The outcome that says more about a message made of pieces with these two.</summary>
    public static OutboundOutcome Worse(OutboundOutcome one, OutboundOutcome other) => Rank(one) >= Rank(other) ? one : other;

    private static int Rank(OutboundOutcome outcome) => outcome switch
    {
        OutboundOutcome.Unknown => 4,
        OutboundOutcome.Failed => 3,
        OutboundOutcome.Queued or OutboundOutcome.Retry => 2,
        OutboundOutcome.InFlight => 1,
        _ => 0,
    };
}
