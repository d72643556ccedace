namespace Moltbot.Policy.Addresses;

/// <summary>
/// Names that lead to this machine, its network or its cluster whatever they resolve to: a cluster's services have addresses that may look
/// like any other.
/// </summary>
public static class InternalHostName
{
    // metadata.google.internal and *.svc.cluster.local are among them.
    private static readonly string[] Suffixes = [".localhost", ".local", ".internal", ".svc"];

    /// <summary>A name in one form: lower-case, without the final dot and the brackets of an IPv6 address; empty when it is none.</summary>
    public static string Normalize(string? name)
    {
        var plain = (name ?? "").Trim().ToLowerInvariant().TrimEnd('.');
        return plain is ['[', .. var address, ']'] ? address : plain;
    }

    /// <summary>Whether the name is one of these; in any case, with a final dot or without.</summary>
    public static bool Is(string? name)
    {
        var plain = Normalize(name);
        return plain == "localhost" || Suffixes.Any(suffix => plain.EndsWith(suffix, StringComparison.Ordinal));
    }
}
