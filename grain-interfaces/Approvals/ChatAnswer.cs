namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>An answer that somebody gave in a chat.</summary>
[GenerateSerializer, Alias("moltbot.ChatAnswer"), Immutable]
public sealed record ChatAnswer
{
    [Id(0)] public required string Channel { get; init; }

    [Id(1)] public required string Account { get; init; }

    /// <summary>The sender's immutable id: nothing else makes anybody an approver.</summary>
    [Id(2)] public required string SenderId { get; init; }

    /// <summary>The name shown.</summary>
    [Id(3)] public string? SenderName { get; init; }

    [Id(4)] public required string ChatId { get; init; }

    /// <summary>The decision as a word of protocol §5.6, or <c>allow-session</c>, or <c>allow</c> for what the mode says; empty while nothing was decided.</summary>
    [Id(5)] public string Decision { get; init; } = "";

    /// <summary>Names the update: told twice it is one answer.</summary>
    [Id(6)] public required string AnswerId { get; init; }

    /// <summary>Whether a button was pressed; commands as text may be switched off.</summary>
    [Id(7)] public bool IsButton { get; init; }
}
