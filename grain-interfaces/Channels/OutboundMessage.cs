using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.GrainInterfaces.Channels;

/// <summary>A text for a chat; the account cuts it into the platform's pieces.</summary>
[GenerateSerializer, Alias("moltbot.OutboundMessage")]
public sealed record OutboundMessage
{
    /// <summary>Names it within the account; the same id is sent once.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Where it goes.</summary>
    [Id(1)] public required ReplyTarget Target { get; init; }

    /// <summary>The text.</summary>
    [Id(2)] public required string Text { get; init; }

    /// <summary>Whether each character of the text is shown as it is: none of it is markup, and no link is followed for a preview.</summary>
    [Id(9)] public bool IsLiteral { get; init; }

    /// <summary>The session that is told of the outcome and whose transcript mirrors it; null for none.</summary>
    [Id(3)] public string? SessionKey { get; init; }

    /// <summary>The run it belongs to.</summary>
    [Id(4)] public string? RunId { get; init; }

    /// <summary>Whether the session's transcript gets a copy (method <c>send</c>).</summary>
    [Id(5)] public bool Mirror { get; init; }

    /// <summary>How long it waits in the outbox at least, milliseconds; what comes after it in its chat waits with it.</summary>
    [Id(6)] public long DelayMs { get; init; }

    /// <summary>Whether it goes on with an answer whose first part was sent before: a reply mode of <c>first</c> has had its first.</summary>
    [Id(7)] public bool IsContinuation { get; init; }

    /// <summary>The buttons below its last piece. The text says how to answer without them.</summary>
    [Id(8)] public IReadOnlyList<OutboundButton> Buttons { get; init; } = [];

    /// <summary>A picture that goes with it; the text may be empty then.</summary>
    [Id(10)] public TurnAttachment? Picture { get; init; }

    /// <summary>What is done.</summary>
    [Id(11)] public OutboundKind Kind { get; init; }

    /// <summary>The platform's id of the message that a reaction is put on.</summary>
    [Id(12)] public string? MessageId { get; init; }

    /// <summary>The <see cref="Id"/> of the message that an edit changes: one of one piece, without buttons, that was sent to the same chat.</summary>
    [Id(13)] public string? EditedId { get; init; }
}
