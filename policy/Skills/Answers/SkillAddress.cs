using System.Buffers;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>Where a call goes. Values may choose a path and params, never another host (attack S2).</summary>
internal static class SkillAddress
{
    private static readonly string[] Transport = ["host", "connection", "content-length", "content-type", "transfer-encoding", "upgrade", "te", "trailer", "expect", "keep-alive"];
    private static readonly SearchValues<char> Authority = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]");

    /// <summary>The host of an address, with a port where it is not the scheme's own; null when the address is none that a skill may have.</summary>
    public static string? HostOf(SkillTemplate? url)
    {
        if (url is null || url.Head is not { } head)
        {
            return null;
        }

        var start = head.StartsWith("https://", StringComparison.Ordinal) ? 8 : head.StartsWith("http://", StringComparison.Ordinal) ? 7 : 0;
        if (start == 0 || head.Contains('#', StringComparison.Ordinal))
        {
            return null;
        }

        var end = head.IndexOfAny(['/', '?', '\\'], start);
        if (end < 0 ? !url.IsConstant : head[end] != '/')
        {
            return null;
        }

        var origin = end < 0 ? head : head[..end];
        return origin.AsSpan(start).ContainsAnyExcept(Authority) || !Uri.TryCreate(origin, UriKind.Absolute, out var made)
            ? null
            : made.IsDefaultPort ? made.Host : $"{made.Host}:{made.Port}";
    }

    /// <summary>Whether a skill may set a header.</summary>
    public static bool IsHeader(string name) =>
        name.Length is > 0 and <= 64 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && !Transport.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase);

    /// <summary>A value as one part of a path.</summary>
    /// <exception cref="SkillValueException">It would lead elsewhere.</exception>
    public static string Segment(string value) =>
        value.Trim('.').Length == 0 ? throw new SkillValueException("a value of dots cannot be part of an address") : Uri.EscapeDataString(value);

    /// <summary>The whole address.</summary>
    public static Uri Whole(string url, IReadOnlyList<KeyValuePair<string, string>> parameters) => new(
        parameters.Count == 0 ? url : $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', parameters.Select(static each => $"{Uri.EscapeDataString(each.Key)}={Uri.EscapeDataString(each.Value)}"))}",
        UriKind.Absolute);
}
