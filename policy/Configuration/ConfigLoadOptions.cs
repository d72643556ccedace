namespace Moltbot.Policy.Configuration;

/// <summary>What loading may use from outside the text. The defaults reach nothing.</summary>
public sealed record ConfigLoadOptions
{
    /// <summary>Text of an included file by its full path; null when the file is missing.</summary>
    public Func<string, string?> ReadFile { get; init; } = static _ => null;

    /// <summary>Variables for <c>${VAR}</c>; the document's own <c>env</c> block fills in what is missing.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The home folder that <c>~</c> stands for when agent folders are compared.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>The state folder, below which agents' default folders lie.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Set for the document of one tenant of a cluster; null for the operator's own document.</summary>
    public TenantRestrictions? Tenant { get; init; }

    /// <summary>Number of this version of the document, as stored.</summary>
    public long Version { get; init; }
}
