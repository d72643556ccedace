namespace Moltbot.GrainInterfaces.Events;

/// <summary>Tells the gateway that holds an account's lease that there is something to do. Never sent to clients.</summary>
[GenerateSerializer, Alias("moltbot.ChannelWorkEvent")]
public sealed record ChannelWorkEvent : TenantEvent
{
    /// <summary>The channel, such as <c>telegram</c>.</summary>
    [Id(0)] public required string Channel { get; init; }

    /// <summary>The account.</summary>
    [Id(1)] public required string Account { get; init; }

    /// <summary>The chat where the assistant begins (true) or stops (false) to type; null when the outbox has something.</summary>
    [Id(2)] public bool? Typing { get; init; }

    /// <summary>The chat.</summary>
    [Id(3)] public string? ChatId { get; init; }

    /// <summary>The thread or topic in the chat.</summary>
    [Id(4)] public string? ThreadId { get; init; }

    /// <summary>The run that types: its chat events tell what it wrote so far.</summary>
    [Id(5)] public string? RunId { get; init; }
}
