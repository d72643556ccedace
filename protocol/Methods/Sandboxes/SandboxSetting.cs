namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>What counts of one key of the configuration about sandboxes.</summary>
public sealed record SandboxSetting
{
    /// <summary>The key, from <c>sandbox</c> on, or of the lists of tools.</summary>
    public required string Name { get; init; }

    /// <summary>What counts.</summary>
    public required string Value { get; init; }

    /// <summary>The key that says so; null where none does.</summary>
    public string? Key { get; init; }
}
