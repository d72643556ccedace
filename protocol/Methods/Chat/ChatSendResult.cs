namespace Moltbot.Protocol.Methods.Chat;

/// <summary>What became of a message.</summary>
public sealed record ChatSendResult
{
    /// <summary>The run.</summary>
    public string? RunId { get; init; }

    /// <summary><c>started</c>, <c>in_flight</c>, <c>ok</c> or <c>error</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Summary { get; init; }
}
