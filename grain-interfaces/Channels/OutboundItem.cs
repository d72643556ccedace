using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.GrainInterfaces.Channels;

/// <summary>One piece in flight.</summary>
[GenerateSerializer, Alias("moltbot.OutboundItem"), Immutable]
public sealed record OutboundItem
{
    /// <summary>Names the piece within the account.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Where it goes.</summary>
    [Id(1)] public required ReplyTarget Target { get; init; }

    /// <summary>The text, within the platform's limit.</summary>
    [Id(2)] public required string Text { get; init; }

    /// <summary>See <see cref="OutboundMessage.IsLiteral"/>.</summary>
    [Id(5)] public bool IsLiteral { get; init; }

    /// <summary>How often it was tried before, with a clear refusal each time.</summary>
    [Id(3)] public int Attempts { get; init; }

    /// <summary>The buttons below it.</summary>
    [Id(4)] public IReadOnlyList<OutboundButton> Buttons { get; init; } = [];

    /// <summary>A picture that goes with it; the text may be empty then.</summary>
    [Id(6)] public TurnAttachment? Picture { get; init; }

    /// <summary>What is done.</summary>
    [Id(7)] public OutboundKind Kind { get; init; }

    /// <summary>The platform's id of the message that a reaction or an edit is about.</summary>
    [Id(8)] public string? MessageId { get; init; }
}
