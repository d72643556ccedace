namespace Moltbot.Cli.Connection;

/// <summary>One way to be let in.</summary>
internal sealed record DoorKey
{
    /// <summary>Shared or device token; secret.</summary>
    public string? Token { get; init; }

    /// <summary>Shared password; secret.</summary>
    public string? Password { get; init; }

    /// <summary>What is asked for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Whether the token is the device's own.</summary>
    public bool IsDeviceToken { get; init; }

    /// <summary>As people know it.</summary>
    public required string Name { get; init; }

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"DoorKey {{ Name = {Name} }}";
}
