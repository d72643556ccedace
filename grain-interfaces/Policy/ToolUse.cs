namespace Moltbot.GrainInterfaces.Policy;

/// <summary>Where tools would be used: what is known of a run. What is left out lets nothing more happen.</summary>
[GenerateSerializer, Alias("moltbot.ToolUse"), Immutable]
public sealed record ToolUse
{
    /// <summary>The canonical session key.</summary>
    [Id(0)] public string? SessionKey { get; init; }

    /// <summary>The session that spawned it.</summary>
    [Id(1)] public string? SpawnedBy { get; init; }

    /// <summary>The model's provider.</summary>
    [Id(2)] public string? Provider { get; init; }

    /// <summary>The provider's own id of the model.</summary>
    [Id(3)] public string? Model { get; init; }

    /// <summary>The channel that the message came from.</summary>
    [Id(4)] public string? Channel { get; init; }

    /// <summary>The channel account.</summary>
    [Id(5)] public string? Account { get; init; }

    /// <summary>The group, as the platform writes its id.</summary>
    [Id(6)] public string? GroupId { get; init; }

    /// <summary>The server or team around the group, by id or name.</summary>
    [Id(7)] public string? GroupSpace { get; init; }

    /// <summary>The group's name.</summary>
    [Id(8)] public string? GroupChannel { get; init; }

    /// <summary>The sender's immutable id.</summary>
    [Id(9)] public string? SenderId { get; init; }

    /// <summary>The sender's user name; its owner can change it.</summary>
    [Id(10)] public string? SenderUsername { get; init; }

    /// <summary>The name shown; its owner can change it.</summary>
    [Id(11)] public string? SenderName { get; init; }

    /// <summary>The sender's telephone number.</summary>
    [Id(12)] public string? SenderPhone { get; init; }
}
