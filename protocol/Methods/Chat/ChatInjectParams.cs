namespace Moltbot.Protocol.Methods.Chat;

/// <summary>Adds an assistant message without a run.</summary>
public sealed record ChatInjectParams
{
    /// <summary>The session.</summary>
    public required string SessionKey { get; init; }

    /// <summary>The text.</summary>
    public required string Message { get; init; }

    /// <summary>Shown before it, at most 100 characters.</summary>
    public string? Label { get; init; }
}
