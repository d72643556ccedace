namespace Moltbot.Policy.Addresses;

/// <summary>The Host header.</summary>
public static class HostName
{
    /// <summary>The host without its port and brackets, lower-case; null when there is none.</summary>
    public static string? Of(string? hostHeader)
    {
        var trimmed = (hostHeader ?? "").Trim().ToLowerInvariant();
        if (trimmed.StartsWith('['))
        {
            var end = trimmed.IndexOf(']', StringComparison.Ordinal);
            return end > 1 ? trimmed[1..end] : null;
        }

        var colon = trimmed.IndexOf(':', StringComparison.Ordinal);
        var isAddress = colon >= 0 && trimmed.LastIndexOf(':') != colon;
        var host = colon >= 0 && !isAddress ? trimmed[..colon] : trimmed;
        return host.Length == 0 ? null : host;
    }

    /// <summary>Whether the header names this machine: <c>localhost</c>, <c>127.0.0.1</c> or <c>::1</c>.</summary>
    public static bool IsLocal(string? hostHeader) => Of(hostHeader) is "localhost" or "127.0.0.1" or "::1";
}
